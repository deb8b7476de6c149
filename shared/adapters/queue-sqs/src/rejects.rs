//! The reject queue.

use aws_sdk_sqs::types::MessageAttributeValue;
use port::{Reject, Rejects, Unavailable};

use crate::{NotGiven, SqsQueues};

/// The longest reason kept, in characters; bodies are cut by the step.
const LONGEST_REASON: usize = 4_000;

impl Rejects for SqsQueues {
    /// The message keeps its body, so that it can be sent again as it was once its cause is cured. Step,
    /// message id and reason go beside it, as the attributes `step`, `message_id` and `reason`.
    async fn reject(&self, reject: &Reject) -> Result<(), Unavailable> {
        let failed = |err: Box<dyn std::error::Error + Send + Sync>| {
            Unavailable::new("sqs", "rejecting a message", err)
        };
        let url = self.rejects.as_ref().ok_or_else(|| failed(NotGiven { queue: "reject" }.into()))?;
        let mut request = self.client.send_message().queue_url(url).message_body(sendable(&reject.body));
        let reason: String = reject.reason.chars().take(LONGEST_REASON).collect();
        for (name, value) in
            [("step", reject.step), ("message_id", &reject.message_id), ("reason", reason.as_str())]
        {
            let value = MessageAttributeValue::builder().data_type("String").string_value(sendable(value));
            request = request.message_attributes(name, value.build().map_err(|err| failed(err.into()))?);
        }
        request.send().await.map(|_| ()).map_err(|err| failed(err.into()))
    }
}

/// SQS takes no empty text and no control characters: they become U+FFFD.
fn sendable(text: &str) -> String {
    if text.is_empty() {
        return "\u{FFFD}".to_owned();
    }
    let takes = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().map(|c| if takes(c) { c } else { '\u{FFFD}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::sendable;

    #[test]
    fn what_sqs_would_refuse_is_replaced() {
        assert_eq!(sendable(""), "\u{FFFD}");
        assert_eq!(sendable("a\0b\u{1b}c\u{FFFE}d"), "a\u{FFFD}b\u{FFFD}c\u{FFFD}d");
        assert_eq!(sendable("{\"商标\":\t\"😀\"}\r\n"), "{\"商标\":\t\"😀\"}\r\n");
    }
}
