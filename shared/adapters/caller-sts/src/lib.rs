//! Who calls, as AWS says: Security Token Service.

/// Made by `Client::new` of the configuration in crate `aws`.
pub use aws_sdk_sts::Client;
use port::{Caller, CallerError, Principal, Unavailable};

/// The identity behind a client's credentials.
#[derive(Debug, Clone)]
pub struct StsCaller {
    client: Client,
}

impl StsCaller {
    /// Asks through `client`.
    #[must_use]
    pub const fn new(client: Client) -> Self {
        Self { client }
    }
}

fn unavailable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Unavailable {
    Unavailable::new("sts", "asking who calls", source)
}

impl Caller for StsCaller {
    async fn caller(&self) -> Result<Principal, CallerError> {
        let answer = self.client.get_caller_identity().send().await.map_err(unavailable)?;
        let arn = answer.arn().ok_or_else(|| unavailable("the answer names no identity"))?;
        Ok(arn.parse()?)
    }
}
