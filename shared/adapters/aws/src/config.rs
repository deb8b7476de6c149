//! The configuration of every SDK client.

use std::time::Duration;

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::app_name::AppName;
use aws_types::region::Region;
use aws_types::sdk_config::SdkConfig;

use crate::environment::Environment;
use crate::http::Https;
use crate::meter::Meter;

/// To open a connection.
const CONNECT: Duration = Duration::from_secs(2);
/// For one attempt, from its start to the end of the answer's headers.
const ATTEMPT: Duration = Duration::from_secs(8);
/// For one operation with its retries. Below every function's own time limit, so that a step ends with
/// an error of its own and not by being killed.
const OPERATION: Duration = Duration::from_secs(20);

/// The configuration for the clients of all services. Clients made of it share connections.
#[must_use]
pub fn config(environment: &Environment) -> SdkConfig {
    build(environment, None)
}

/// The same, with every HTTP attempt of its clients counted by `meter`.
#[must_use]
pub fn metered_config(environment: &Environment, meter: &Meter) -> SdkConfig {
    build(environment, Some(meter.clone()))
}

fn build(environment: &Environment, meter: Option<Meter>) -> SdkConfig {
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(environment.region.clone()))
        .credentials_provider(SharedCredentialsProvider::new(environment.credentials.clone()))
        .http_client(Https::new(environment.ca_bundle.as_deref(), meter))
        .retry_config(
            RetryConfig::standard()
                .with_max_attempts(3)
                .with_initial_backoff(Duration::from_millis(50))
                .with_max_backoff(Duration::from_secs(1)),
        )
        .timeout_config(
            TimeoutConfig::builder()
                .connect_timeout(CONNECT)
                .operation_attempt_timeout(ATTEMPT)
                .operation_timeout(OPERATION)
                .build(),
        );
    config.set_endpoint_url(environment.endpoint_url.clone());
    config.set_app_name(AppName::new("goodfaith").ok());
    config.build()
}
