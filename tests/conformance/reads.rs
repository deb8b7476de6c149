//! What requests to DynamoDB ask for, where no emulator lags behind as the real one may.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::{Client, Config};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use case::CaseId;
use port::Cases as _;
use serde_json::Value;
use store_dynamodb::DynamoStore;

/// Notes what is asked, and answers nothing.
#[derive(Debug, Clone, Default)]
struct Asked(Arc<Mutex<Vec<Value>>>);

impl HttpClient for Asked {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Asked {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().unwrap_or_default();
        self.0.lock().unwrap().push(serde_json::from_slice(body).unwrap_or_default());
        HttpConnectorFuture::ready(Err(ConnectorError::io("no answer".into())))
    }
}

#[tokio::test]
async fn a_case_is_read_as_its_last_writer_left_it() {
    let asked = Asked::default();
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
        .endpoint_url("http://127.0.0.1:1")
        .retry_config(RetryConfig::disabled())
        .http_client(asked.clone())
        .build();
    let store = DynamoStore::new(Client::from_conf(config), "table");
    let id = |number: u128| CaseId::new(uuid::Uuid::from_u128(number));
    // One is read by `GetItem`, several by `BatchGetItem`.
    assert!(store.load(&[id(1)]).await.is_err());
    assert!(store.load(&[id(1), id(2)]).await.is_err());
    let asked = asked.0.lock().unwrap().clone();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert_eq!(asked[0]["ConsistentRead"], true, "{}", asked[0]);
    assert_eq!(asked[1]["RequestItems"]["table"]["ConsistentRead"], true, "{}", asked[1]);
}
