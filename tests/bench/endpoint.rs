//! A stand-in for AWS behind TLS, on loopback: it refuses every request, so that a function's first call
//! is its only one.

use std::io::BufReader;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::crypto::ring::cipher_suite::TLS13_AES_128_GCM_SHA256;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::http::{Request, respond};

/// Who issued the endpoint's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Issued {
    /// The authority that the function trusts.
    ByAuthority,
    /// An intermediate signed by the authority, as with AWS: one more signature to verify.
    ByIntermediate,
}

/// The running stand-in. It serves until the process ends.
pub(crate) struct Endpoint {
    /// Its address, `https://localhost:port`.
    pub(crate) url: String,
    /// The certificate of the authority that signs it, as PEM.
    pub(crate) authority: String,
    requests: Arc<AtomicU32>,
}

impl Endpoint {
    /// Starts it with a certificate that was issued as `issued` says.
    pub(crate) fn start(issued: Issued) -> anyhow::Result<Self> {
        let (authority, chain) = certificates(issued)?;
        let tls = Arc::new(tls(chain)?);

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
        Ok(Self { url, authority, requests })
    }

    /// How many requests came since this was last asked.
    pub(crate) fn requests(&self) -> u32 {
        self.requests.swap(0, Ordering::SeqCst)
    }
}

/// The key of every certificate here; it guards nothing. RSA of 2,048 bits, as that of AWS's endpoints:
/// what a handshake costs depends on it.
const KEY: &str = include_str!("rsa-2048.pem");

/// The authority's certificate as PEM, and the chain that the endpoint shows.
fn certificates(issued: Issued) -> anyhow::Result<(String, Vec<CertificateDer<'static>>)> {
    let issuer = |name: &str| {
        let mut params = CertificateParams::new([])?;
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Ok::<_, anyhow::Error>(params)
    };
    let (authority, intermediate) = (issuer("authority")?, issuer("intermediate")?);
    let key = KeyPair::from_pem(KEY)?;
    let trusted = authority.self_signed(&key)?.pem();
    let by_authority = Issuer::from_params(&authority, &key);
    let own = CertificateParams::new(["localhost".to_owned()])?;
    let chain = match issued {
        Issued::ByAuthority => vec![own.signed_by(&key, &by_authority)?],
        Issued::ByIntermediate => {
            let by_intermediate = Issuer::from_params(&intermediate, &key);
            vec![own.signed_by(&key, &by_intermediate)?, intermediate.signed_by(&key, &by_authority)?]
        }
    };
    Ok((trusted, chain.iter().map(|certificate| certificate.der().clone()).collect()))
}

fn tls(chain: Vec<CertificateDer<'static>>) -> anyhow::Result<ServerConfig> {
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes())?;
    let mut provider = rustls::crypto::ring::default_provider();
    // The suite that AWS's endpoints prefer; by itself this server would follow the client's order.
    provider.cipher_suites = vec![TLS13_AES_128_GCM_SHA256];
    Ok(ServerConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?)
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
