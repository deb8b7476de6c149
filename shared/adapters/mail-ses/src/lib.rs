//! Mail out, through SES.
//!
//! SES drops no doubles, so an outcome that is not known is sent again under the same Message-ID and the
//! receiver's system drops the double. What each answer of SES means:
//!
//! | answer | outcome | because |
//! |---|---|---|
//! | a message id | accepted | |
//! | `MessageRejected`, `BadRequestException` | refused | of this message: its address or content is impossible |
//! | `MessageRejected` for an identity that is not verified | unknown | the operator verifies it, the letter is still owed |
//! | `MailFromDomainNotVerifiedException`, `AccountSuspendedException`, `SendingPausedException`, `NotFoundException` | unknown | of the account: cured without this letter |
//! | `TooManyRequestsException`, `LimitExceededException` | unknown | later there is room |
//! | anything else, and no answer | unknown | it may have gone out |

/// Made by `Client::new` of the configuration in crate `aws`.
pub use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::primitives::Blob;
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
            .send()
            .await;
        match sent {
            Ok(answer) => SendOutcome::Accepted(answer.message_id.unwrap_or_default()),
            Err(err) => match err.as_service_error().and_then(refusal) {
                Some(reason) => SendOutcome::Refused(reason),
                None => SendOutcome::Unknown(unknown(err)),
            },
        }
    }
}

/// SES did not take the message, or that is not known. Only the code is told: SES's own message may repeat the
/// address.
#[derive(Debug, thiserror::Error)]
#[error("SES answered {0}")]
struct Unclear(String);

fn unknown(err: SdkError<SendEmailError>) -> Box<dyn std::error::Error + Send + Sync> {
    match err.code() {
        Some(code) => Box::new(Unclear(code.to_owned())),
        // No answer of SES's: a time limit, a connection.
        None => err.into(),
    }
}

/// Why SES will never take this message, if that is what it says. The reason is SES's code: its message
/// may repeat the address.
fn refusal(err: &SendEmailError) -> Option<String> {
    match err {
        SendEmailError::MessageRejected(rejected) => {
            let unverified = rejected.message().is_some_and(|message| message.contains("not verified"));
            (!unverified).then(|| "MessageRejected".to_owned())
        }
        SendEmailError::BadRequestException(_) => Some("BadRequestException".to_owned()),
        // Not one of the others tells anything of this message; a new one would not either.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_sesv2::types::error::{BadRequestException, MessageRejected, TooManyRequestsException};

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
    fn a_refusal_does_not_repeat_the_address() {
        let err = MessageRejected::builder().message("Invalid address: jane@b.example").build();
        assert_eq!(refusal(&SendEmailError::MessageRejected(err)).unwrap(), "MessageRejected");
    }
}
