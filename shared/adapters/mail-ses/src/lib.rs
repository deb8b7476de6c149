//! Mail out, through SES.
//!
//! SES drops no doubles, so nothing is sent twice here: each mail is one attempt without the SDK's own retries. What each
//! answer of SES means:
//!
//! | answer | outcome | because |
//! |---|---|---|
//! | a message id | accepted | |
//! | `MessageRejected`, `BadRequestException` | refused | of this message: its address or content is impossible |
//! | `TooManyRequestsException` and other throttling | paused, 5 s | SES takes fewer a second |
//! | `LimitExceededException`, a daily quota that is used up | paused, 15 min | the quota is one of 24 hours |
//! | an identity that is not verified, `MailFromDomainNotVerifiedException`, `AccountSuspendedException`, `SendingPausedException`, `NotFoundException`, no permission | paused, 15 min | of the account: cured without this letter |
//! | nobody listens | paused, 30 s | the connection was refused, so that nothing was sent |
//! | anything else, and no answer | unknown | it may have gone out |

use std::io::ErrorKind;
use std::time::Duration;

/// Made by `Client::new` of the configuration in crate `aws`.
pub use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::{Config, retry::RetryConfig};
use aws_sdk_sesv2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::primitives::Blob;
use aws_sdk_sesv2::types::error::MessageRejected;
use aws_sdk_sesv2::types::{Destination, EmailContent, RawMessage};
use port::{Mailer, OutgoingMail, SendOutcome};

/// Sends mail through SES. The sender's identity is the one in each message's From header.
#[derive(Debug, Clone)]
pub struct SesMailer {
    client: Client,
}

impl SesMailer {
    /// Sends through `client`.
    #[must_use]
    pub const fn new(client: Client) -> Self {
        Self { client }
    }
}

impl Mailer for SesMailer {
    async fn send(&self, mail: &OutgoingMail) -> SendOutcome {
        let raw = match RawMessage::builder().data(Blob::new(mail.mime.as_slice())).build() {
            Ok(raw) => raw,
            Err(err) => return SendOutcome::Unknown(err.into()),
        };
        let sent = self
            .client
            .send_email()
            .destination(Destination::builder().to_addresses(&mail.to).build())
            .content(EmailContent::builder().raw(raw).build())
            .customize()
            .config_override(Config::builder().retry_config(RetryConfig::disabled()))
            .send()
            .await;
        match sent {
            Ok(answer) => SendOutcome::Accepted(answer.message_id.unwrap_or_default()),
            Err(err) => not_sent(err),
        }
    }
}

/// Until SES takes the next mail of this second.
const PACE: Duration = Duration::from_secs(5);
/// Until a connection is tried again.
const NOBODY: Duration = Duration::from_secs(30);
/// Until it is worth asking whether a quota or the account is open again.
const ACCOUNT: Duration = Duration::from_secs(900);

/// SES did not take the message, or that is not known. Only the code is told: SES's own message may repeat the
/// address.
#[derive(Debug, thiserror::Error)]
#[error("SES answered {0}")]
struct Unclear(String);

fn not_sent(err: SdkError<SendEmailError>) -> SendOutcome {
    let code = err.code().map(str::to_owned);
    if let Some(reason) = err.as_service_error().and_then(refusal) {
        return SendOutcome::Refused(reason);
    }
    let pause = err.as_service_error().and_then(|of| pause(of, code.as_deref()));
    let refused = refused_connection(&err).then_some(NOBODY);
    let error: Box<dyn std::error::Error + Send + Sync> = match code {
        Some(code) => Box::new(Unclear(code)),
        // No answer of SES's: a time limit, a connection.
        None => err.into(),
    };
    match pause.or(refused) {
        Some(pause) => SendOutcome::Paused(pause, error),
        None => SendOutcome::Unknown(error),
    }
}

/// Why SES will never take this message, if that is what it says. The reason is SES's code: its message
/// may repeat the address.
fn refusal(err: &SendEmailError) -> Option<String> {
    match err {
        SendEmailError::MessageRejected(rejected) => {
            (!is_unverified(rejected)).then(|| "MessageRejected".to_owned())
        }
        SendEmailError::BadRequestException(_) => Some("BadRequestException".to_owned()),
        // Not one of the others tells anything of this message; a new one would not either.
        _ => None,
    }
}

fn is_unverified(rejected: &MessageRejected) -> bool {
    rejected.message().is_some_and(|message| message.contains("not verified"))
}

/// For how long SES says that it takes nothing, if that is what it says.
fn pause(err: &SendEmailError, code: Option<&str>) -> Option<Duration> {
    match err {
        SendEmailError::TooManyRequestsException(_) => {
            let daily = err.message().is_some_and(|message| message.to_ascii_lowercase().contains("daily"));
            Some(if daily { ACCOUNT } else { PACE })
        }
        SendEmailError::LimitExceededException(_)
        | SendEmailError::MailFromDomainNotVerifiedException(_)
        | SendEmailError::AccountSuspendedException(_)
        | SendEmailError::SendingPausedException(_)
        | SendEmailError::NotFoundException(_) => Some(ACCOUNT),
        SendEmailError::MessageRejected(rejected) if is_unverified(rejected) => Some(ACCOUNT),
        _ => match code? {
            "Throttling" | "ThrottlingException" | "RequestThrottled" | "SlowDown" => Some(PACE),
            "AccessDenied"
            | "AccessDeniedException"
            | "UnrecognizedClientException"
            | "InvalidClientTokenId"
            | "ExpiredToken"
            | "ExpiredTokenException"
            | "InvalidSignatureException"
            | "SignatureDoesNotMatch" => Some(ACCOUNT),
            _ => None,
        },
    }
}

/// Whether no connection came about, so that nothing can have been sent.
fn refused_connection(err: &SdkError<SendEmailError>) -> bool {
    if !matches!(err, SdkError::DispatchFailure(_)) {
        return false;
    }
    let mut cause = std::error::Error::source(err);
    while let Some(error) = cause {
        if error.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == ErrorKind::ConnectionRefused)
        {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use aws_sdk_sesv2::error::ErrorMetadata;
    use aws_sdk_sesv2::types::error::{
        AccountSuspendedException, BadRequestException, LimitExceededException, MessageRejected,
        SendingPausedException, TooManyRequestsException,
    };

    use super::*;

    #[test]
    fn only_what_is_said_of_this_message_is_a_refusal() {
        let rejected = |message: &str| {
            SendEmailError::MessageRejected(MessageRejected::builder().message(message).build())
        };
        assert!(refusal(&rejected("Invalid content")).is_some());
        assert!(
            refusal(&rejected("Email address is not verified. The following failed: a@b.example")).is_none()
        );
        assert!(
            refusal(&SendEmailError::BadRequestException(BadRequestException::builder().build())).is_some()
        );
        let throttled = SendEmailError::TooManyRequestsException(TooManyRequestsException::builder().build());
        assert!(refusal(&throttled).is_none());
    }

    #[test]
    fn what_ses_says_of_its_pace_or_of_the_account_pauses() {
        let too_many = |message: &str| {
            let meta = ErrorMetadata::builder().message(message).build();
            SendEmailError::TooManyRequestsException(TooManyRequestsException::builder().meta(meta).build())
        };
        let unverified = MessageRejected::builder().message("Email address is not verified.").build();
        for (err, time) in [
            (too_many("Maximum sending rate exceeded."), PACE),
            (too_many("Daily message quota exceeded."), ACCOUNT),
            (SendEmailError::LimitExceededException(LimitExceededException::builder().build()), ACCOUNT),
            (SendEmailError::SendingPausedException(SendingPausedException::builder().build()), ACCOUNT),
            (
                SendEmailError::AccountSuspendedException(AccountSuspendedException::builder().build()),
                ACCOUNT,
            ),
            (SendEmailError::MessageRejected(unverified), ACCOUNT),
        ] {
            assert_eq!(pause(&err, None), Some(time), "{err:?}");
            assert_eq!(refusal(&err), None, "{err:?}");
        }
        let other = SendEmailError::BadRequestException(BadRequestException::builder().build());
        for (code, time) in [
            ("ThrottlingException", Some(PACE)),
            ("AccessDeniedException", Some(ACCOUNT)),
            ("ExpiredTokenException", Some(ACCOUNT)),
            ("SomethingNew", None),
        ] {
            assert_eq!(pause(&other, Some(code)), time, "{code}");
        }
    }

    #[test]
    fn a_refusal_does_not_repeat_the_address() {
        let err = MessageRejected::builder().message("Invalid address: jane@b.example").build();
        assert_eq!(refusal(&SendEmailError::MessageRejected(err)).unwrap(), "MessageRejected");
    }
}
