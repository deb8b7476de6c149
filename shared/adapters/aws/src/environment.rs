//! What Lambda sets in a function's environment.

use std::path::PathBuf;

use aws_credential_types::Credentials;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use url::Url;

/// What this process is told about AWS. Its `Debug` form shows no secret.
#[derive(Debug, Clone)]
pub struct Environment {
    /// `AWS_REGION`, e.g. `eu-central-1`.
    pub region: String,
    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, in Lambda, `AWS_SESSION_TOKEN`. Lambda replaces
    /// the whole process before they expire.
    pub credentials: Credentials,
    /// `AWS_ENDPOINT_URL`: one endpoint for every service, as on one machine. Absent in the cloud.
    pub endpoint_url: Option<String>,
    /// The certificates in the file named by `AWS_CA_BUNDLE`, as PEM: roots to trust instead of Amazon's.
    pub ca_bundle: Option<Vec<u8>>,
}

/// The environment does not say what is needed.
#[derive(Debug, thiserror::Error)]
pub enum Misconfigured {
    /// These variables are unset or empty.
    #[error("unset or empty: {}; set them", .names.join(", "))]
    Missing {
        /// All that are missing.
        names: Vec<&'static str>,
    },
    /// The endpoint is no address.
    #[error("AWS_ENDPOINT_URL must be an http or https address with a host, or unset")]
    Endpoint {
        /// How it is wrong, where it is no URL at all.
        #[source]
        source: Option<url::ParseError>,
    },
    /// The bundle's file cannot be read.
    #[error("the file {} named by AWS_CA_BUNDLE cannot be read", .path.display())]
    BundleUnreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The bundle's file holds something else than certificates.
    #[error("the file {} named by AWS_CA_BUNDLE must hold certificates in PEM form", .path.display())]
    BundleMalformed {
        /// The file.
        path: PathBuf,
    },
}

impl Environment {
    /// Reads the environment through `lookup`, which returns the value of the variable of that name.
    /// An empty variable counts as unset.
    ///
    /// # Errors
    /// [`Misconfigured`], naming every missing variable at once, or the one that is wrong.
    pub fn read(mut lookup: impl FnMut(&'static str) -> Option<String>) -> Result<Self, Misconfigured> {
        let mut value = |name| lookup(name).filter(|value| !value.is_empty());
        let mut names = Vec::new();
        let mut required = |name| {
            value(name).unwrap_or_else(|| {
                names.push(name);
                String::new()
            })
        };
        let region = required("AWS_REGION");
        let access_key_id = required("AWS_ACCESS_KEY_ID");
        let secret_access_key = required("AWS_SECRET_ACCESS_KEY");
        if !names.is_empty() {
            return Err(Misconfigured::Missing { names });
        }
        let session_token = value("AWS_SESSION_TOKEN");
        Ok(Self {
            region,
            credentials: Credentials::new(
                access_key_id,
                secret_access_key,
                session_token,
                None,
                "environment",
            ),
            endpoint_url: value("AWS_ENDPOINT_URL").map(checked_endpoint).transpose()?,
            ca_bundle: value("AWS_CA_BUNDLE").map(read_bundle).transpose()?,
        })
    }
}

/// The SDK panics on an endpoint that it cannot parse.
fn checked_endpoint(endpoint: String) -> Result<String, Misconfigured> {
    let url = Url::parse(&endpoint).map_err(|err| Misconfigured::Endpoint { source: Some(err) })?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(endpoint),
        _ => Err(Misconfigured::Endpoint { source: None }),
    }
}

/// The HTTP client panics on a certificate that it cannot parse.
fn read_bundle(path: String) -> Result<Vec<u8>, Misconfigured> {
    let path = PathBuf::from(path);
    let pem = match std::fs::read(&path) {
        Ok(pem) => pem,
        Err(source) => return Err(Misconfigured::BundleUnreadable { path, source }),
    };
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        if !certificate.is_ok_and(|der| store.add(der).is_ok()) {
            return Err(Misconfigured::BundleMalformed { path });
        }
    }
    if store.is_empty() { Err(Misconfigured::BundleMalformed { path }) } else { Ok(pem) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Environment, Misconfigured> {
        Environment::read(|name| variables.iter().find(|v| v.0 == name).map(|v| v.1.to_owned()))
    }

    const COMPLETE: [(&str, &str); 3] = [
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ACCESS_KEY_ID", "AKID"),
        ("AWS_SECRET_ACCESS_KEY", "secret-value"),
    ];

    #[test]
    fn every_missing_name_is_reported_at_once() {
        let err = read(&[("AWS_REGION", "")]).unwrap_err();
        assert_eq!(
            err.to_string(),
            "unset or empty: AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY; set them"
        );
    }

    #[test]
    fn an_empty_endpoint_is_none_and_a_wrong_one_is_refused() {
        let with = |endpoint| read(&[COMPLETE.as_slice(), &[("AWS_ENDPOINT_URL", endpoint)]].concat());
        assert_eq!(with("").unwrap().endpoint_url, None);
        assert_eq!(
            with("http://127.0.0.1:4566").unwrap().endpoint_url.as_deref(),
            Some("http://127.0.0.1:4566")
        );
        for wrong in ["localhost:4566", "4566", "ftp://host", "http://"] {
            assert!(matches!(with(wrong), Err(Misconfigured::Endpoint { .. })), "{wrong}");
        }
    }

    #[test]
    fn a_bundle_that_holds_no_certificate_is_refused_by_name() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/roots/amazon-root-ca-1.pem");
        let with = |path| read(&[COMPLETE.as_slice(), &[("AWS_CA_BUNDLE", path)]].concat());
        assert!(with(root).unwrap().ca_bundle.is_some());
        assert!(with(manifest).unwrap_err().to_string().contains("aws/Cargo.toml"));
        assert!(matches!(with("/nowhere/at/all.pem"), Err(Misconfigured::BundleUnreadable { .. })));
    }

    #[test]
    fn no_secret_is_printed() {
        let shown = format!("{:?}", read(&COMPLETE).unwrap());
        assert!(!shown.contains("secret-value"), "{shown}");
    }
}
