//! How every function of Goodfaith talks to AWS: one configuration, cheap to make.
//!
//! A Lambda function is billed from its first instruction, so nothing here searches: region, credentials
//! and endpoint come from the environment that Lambda itself sets, and only from there. There is no
//! profile, no metadata service, no scan of the machine's certificates. TLS is rustls with ring and
//! trusts the roots of Amazon Trust Services alone, which sign every AWS endpoint.
//!
//! ```
//! # fn main() -> Result<(), aws::Misconfigured> {
//! # let variables = [("AWS_REGION", "eu-central-1"), ("AWS_ACCESS_KEY_ID", "k"), ("AWS_SECRET_ACCESS_KEY", "s")];
//! # let lookup = |name: &str| variables.iter().find(|v| v.0 == name).map(|v| v.1.to_owned());
//! let environment = aws::Environment::read(lookup)?;
//! let config = aws::config(&environment);
//! // let table = aws_sdk_dynamodb::Client::new(&config);
//! # drop(config);
//! # Ok(())
//! # }
//! ```
//!
//! Architecture invariant: no adapter makes its own HTTP client, retries or time limits; they are set
//! here once.

mod config;
mod environment;
mod http;
mod meter;

pub use config::{config, metered_config};
pub use environment::{Environment, Misconfigured};
pub use meter::{Meter, Reading};

pub use aws_types::SdkConfig;
