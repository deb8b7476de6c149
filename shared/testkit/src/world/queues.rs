//! Queues in memory, with at-least-once delivery and a dead letter list.

use std::collections::{BTreeSet, HashMap};

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use case::Nudge;
use port::{NudgeError, Nudges, Queue, Reject, Rejects, Unavailable};

use super::World;

/// How often a message is delivered before it is a dead letter; the template says the same.
pub const MOST_DELIVERIES: u32 = 5;

/// A message in a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// Its body.
    pub body: String,
    /// How often it was delivered.
    pub deliveries: u32,
}

impl Nudges for World {
    async fn nudge(&self, queue: Queue, nudges: &[Nudge], _delay_s: u16) -> Result<(), NudgeError> {
        let sent = self
            .call("nudges.nudge", |inner| {
                for nudge in nudges {
                    inner.ids += 1;
                    let waiting = Waiting {
                        id: format!("m{}", inner.ids),
                        body: contract::nudge::encode(nudge),
                        deliveries: 0,
                    };
                    inner.queues.entry(queue).or_default().push_back(waiting);
                }
            })
            .await;
        sent.map_err(|error| NudgeError {
            failed: nudges.len(),
            sent: nudges.len(),
            queue: queue.name(),
            source: Some(Box::new(error)),
        })
    }
}

impl Rejects for World {
    async fn reject(&self, reject: &Reject) -> Result<(), Unavailable> {
        self.call("rejects.reject", |inner| inner.rejects.push(reject.clone())).await
    }
}

impl World {
    /// Puts a message into a queue as someone else might.
    pub fn put_message(&self, queue: Queue, body: &str) {
        let mut inner = self.look();
        inner.ids += 1;
        let id = format!("m{}", inner.ids);
        inner.queues.entry(queue).or_default().push_back(Waiting {
            id,
            body: body.to_owned(),
            deliveries: 0,
        });
    }

    /// Takes up to `most` messages from a queue as one batch; `None` when it is empty. The batch must be
    /// given back with [`finish`](Self::finish).
    #[must_use]
    pub fn receive(&self, queue: Queue, most: usize) -> Option<(Vec<Waiting>, SqsEvent)> {
        let mut inner = self.look();
        let waiting = inner.queues.entry(queue).or_default();
        let taken: Vec<Waiting> = (0..most).map_while(|_| waiting.pop_front()).collect();
        if taken.is_empty() {
            return None;
        }
        let event = batch_of(&taken);
        Some((taken, event))
    }

    /// Gives a batch back: what failed (all of it, when the function crashed) is delivered again, or is a
    /// dead letter.
    pub fn finish(&self, queue: Queue, taken: Vec<Waiting>, response: Option<&SqsBatchResponse>) {
        let mut inner = self.look();
        for message in still_to_do(taken, response) {
            if message.deliveries >= MOST_DELIVERIES {
                inner.dead.push((queue, message));
            } else {
                inner.queues.entry(queue).or_default().push_back(message);
            }
        }
    }
}

/// Messages as Lambda hands them over. The receipt of a message is its id.
pub(super) fn batch_of(taken: &[Waiting]) -> SqsEvent {
    let mut event = SqsEvent::default();
    for message in taken {
        let mut record = SqsMessage::default();
        record.message_id = Some(message.id.clone());
        record.receipt_handle = Some(message.id.clone());
        record.body = Some(message.body.clone());
        record.attributes =
            HashMap::from([("ApproximateReceiveCount".to_owned(), (message.deliveries + 1).to_string())]);
        event.records.push(record);
    }
    event
}

/// What of a batch failed (all of it, when the function crashed), as delivered once more.
pub(super) fn still_to_do(taken: Vec<Waiting>, response: Option<&SqsBatchResponse>) -> Vec<Waiting> {
    let failed: Option<BTreeSet<&str>> =
        response.map(|r| r.batch_item_failures.iter().map(|f| f.item_identifier.as_str()).collect());
    let fails = |message: &Waiting| failed.as_ref().is_none_or(|failed| failed.contains(message.id.as_str()));
    let again = taken.into_iter().filter(fails);
    again.map(|message| Waiting { deliveries: message.deliveries + 1, ..message }).collect()
}
