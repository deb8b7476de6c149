//! What the tests of this package share.

pub(crate) mod canned;
pub(crate) mod client;
pub(crate) mod copy;
pub(crate) mod emulator;
pub(crate) mod faults;
pub(crate) mod functions;
pub(crate) mod schema;
pub(crate) mod stack;
pub(crate) mod template;
pub(crate) mod tools;
pub(crate) mod tree;

/// An HTTP client, as a browser or another system would be.
pub(crate) fn http() -> reqwest::Client {
    http_builder().build().unwrap()
}

/// The same, to be changed before it is built.
pub(crate) fn http_builder() -> reqwest::ClientBuilder {
    // Only the first call of the process installs it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
}
