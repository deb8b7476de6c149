//! A stand-in for AWS behind TLS, on loopback: it refuses every request, so that a function's first call
//! is its only one.

use std::io::BufReader;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::http::{Request, respond};

/// The running stand-in. It serves until the process ends.
pub(crate) struct Endpoint {
    /// Its address, `https://localhost:port`.
    pub(crate) url: String,
    /// The certificate of the authority that vouches for it, as PEM.
    pub(crate) authority: String,
    requests: Arc<AtomicU32>,
}

impl Endpoint {
    /// Starts it.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let authority_key = KeyPair::generate()?;
        let mut authority = CertificateParams::new([])?;
        authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        let authority_pem = authority.self_signed(&authority_key)?.pem();
        let key = KeyPair::generate()?;
        let certificate = CertificateParams::new(["localhost".to_owned()])?
            .signed_by(&key, &Issuer::new(authority, authority_key))?;
        let tls = Arc::new(tls(certificate.der().clone(), &key)?);

        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let url = format!("https://localhost:{}", listener.local_addr()?.port());
        let requests = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (tls, counter) = (Arc::clone(&tls), Arc::clone(&counter));
                // A connection that breaks is the function's end.
                std::thread::spawn(move || serve(stream, tls, &counter).ok());
            }
        });
        Ok(Self { url, authority: authority_pem, requests })
    }

    /// How many requests came since this was last asked.
    pub(crate) fn requests(&self) -> u32 {
        self.requests.swap(0, Ordering::SeqCst)
    }
}

fn tls(certificate: CertificateDer<'static>, key: &KeyPair) -> anyhow::Result<ServerConfig> {
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    Ok(ServerConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)?)
}

fn serve(stream: TcpStream, tls: Arc<ServerConfig>, requests: &AtomicU32) -> anyhow::Result<()> {
    let mut stream = BufReader::new(StreamOwned::new(ServerConnection::new(tls)?, stream));
    while let Some(request) = Request::read(&mut stream)? {
        requests.fetch_add(1, Ordering::SeqCst);
        let stream = stream.get_mut();
        // The services that speak JSON name their operation in this header; S3 speaks XML.
        if request.header("x-amz-target").is_some() {
            let body = r#"{"__type":"ValidationException","message":"This is a stand-in."}"#;
            respond(stream, "400 Bad Request", "content-type: application/x-amz-json-1.0\r\n", body)?;
        } else {
            let body = "<Error><Code>AccessDenied</Code><Message>This is a stand-in.</Message></Error>";
            respond(stream, "403 Forbidden", "content-type: application/xml\r\n", body)?;
        }
    }
    Ok(())
}
