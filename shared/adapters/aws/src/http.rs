//! The HTTPS client: rustls with ring, and no roots but Amazon's.

use std::borrow::Cow;

use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

use crate::meter::Meter;

/// The roots of Amazon Trust Services, from <https://www.amazontrust.com/repository/>.
const AMAZON_ROOTS: [&[u8]; 5] = [
    include_bytes!("../roots/amazon-root-ca-1.pem"),
    include_bytes!("../roots/amazon-root-ca-2.pem"),
    include_bytes!("../roots/amazon-root-ca-3.pem"),
    include_bytes!("../roots/amazon-root-ca-4.pem"),
    include_bytes!("../roots/starfield-services-root-g2.pem"),
];

/// An HTTP client shared by the clients of all services.
///
/// It does not pass on [`HttpClient::validate_base_client_config`]: the inner client would then set up
/// TLS once for every SDK client made, only to throw it away. It is set up once, by the first call.
#[derive(Debug)]
pub(crate) struct Https {
    inner: SharedHttpClient,
    meter: Option<Meter>,
}

impl Https {
    /// A client that trusts `ca_bundle` (PEM, already checked), or else Amazon's roots.
    pub(crate) fn new(ca_bundle: Option<&[u8]>, meter: Option<Meter>) -> Self {
        let trusted = match ca_bundle {
            Some(bundle) => TrustStore::empty().with_pem_certificate(bundle),
            None => {
                AMAZON_ROOTS.iter().fold(TrustStore::empty(), |store, root| store.with_pem_certificate(*root))
            }
        };
        let mut client = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
        // Building a context of a trust store alone cannot fail.
        if let Ok(context) = TlsContext::builder().with_trust_store(trusted).build() {
            client = client.tls_context(context);
        }
        Self { inner: client.build_https(), meter }
    }
}

impl HttpClient for Https {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        match &self.meter {
            None => inner,
            Some(meter) => SharedHttpConnector::new(Metered { inner, meter: meter.clone() }),
        }
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        Some(ConnectorMetadata::new("hyper", Some(Cow::Borrowed("1.x"))))
    }
}

#[derive(Debug)]
struct Metered {
    inner: SharedHttpConnector,
    meter: Meter,
}

impl HttpConnector for Metered {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let headers = request.headers();
        let service = headers.get("authorization").and_then(signed_service).unwrap_or("unsigned");
        let operation = headers
            .get("x-amz-target")
            .and_then(|target| target.rsplit('.').next())
            .unwrap_or_else(|| request.method());
        self.meter.count_request(service, operation);
        self.inner.call(request)
    }
}

/// The service in a signature's scope, `Credential=<key>/<day>/<region>/<service>/aws4_request`.
fn signed_service(authorization: &str) -> Option<&str> {
    authorization.split_once("Credential=")?.1.split('/').nth(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_is_read_from_the_signature() {
        let header = "AWS4-HMAC-SHA256 Credential=AKID/20261121/eu-central-1/dynamodb/aws4_request, \
                      SignedHeaders=host, Signature=00";
        assert_eq!(signed_service(header), Some("dynamodb"));
        assert_eq!(signed_service("Bearer x"), None);
    }
}
