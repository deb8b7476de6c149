//! A service that gives prepared answers, for what no emulator can be made to say.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_types::sdk_config::SdkConfig;

use super::emulator::environment;

/// Answers, each given once, in order: status and body.
#[derive(Debug, Clone)]
pub(crate) struct Canned(Arc<Mutex<VecDeque<(u16, String)>>>);

impl Canned {
    /// A service that answers this.
    pub(crate) fn answering(answers: impl IntoIterator<Item = (u16, String)>) -> Self {
        Self(Arc::new(Mutex::new(answers.into_iter().collect())))
    }

    /// The configuration of clients that reach it.
    pub(crate) fn config(&self) -> SdkConfig {
        let config = aws::config(&environment("http://127.0.0.1:1", "canned"));
        config.into_builder().http_client(self.clone()).build()
    }

    /// How many answers nobody has asked for.
    pub(crate) fn left(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let (status, body) = self.0.lock().unwrap().pop_front().expect("an answer is left");
        let status = StatusCode::try_from(status).unwrap();
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(body))))
    }
}
