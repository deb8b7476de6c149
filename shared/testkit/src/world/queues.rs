//! Queues in memory, with at-least-once delivery and a dead letter list.

use std::collections::{BTreeSet, HashMap};

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use case::Nudge;
use jiff::{SignedDuration, Timestamp};
use port::{NudgeError, Nudges, Postponed, Queue, Redelivery, Reject, Rejects, Unavailable};

use super::World;

/// How often a message is delivered before it is a dead letter; the template says the same.
pub const MOST_DELIVERIES: u32 = 10;

/// How long a message that was delivered is hidden, unless it is postponed or deleted: as long as validation's.
const HIDDEN: SignedDuration = SignedDuration::from_secs(180);

/// A message in a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// Its body.
    pub body: String,
    /// How often it was delivered.
    pub deliveries: u32,
    /// When it is delivered next, at the earliest.
    pub visible_at: Timestamp,
}

impl Nudges for World {
    async fn nudge(&self, queue: Queue, nudges: &[Nudge], delay_s: u16) -> Result<(), NudgeError> {
        let sent = self
            .call("nudges.nudge", |inner| {
                let visible_at = later(inner.now, SignedDuration::from_secs(delay_s.into()));
                let mut failed = 0;
                for nudge in nudges {
                    if !(inner.services.takes_entry)() {
                        failed += 1;
                        continue;
                    }
                    inner.ids += 1;
                    let (id, body) = (format!("m{}", inner.ids), contract::nudge::encode(nudge));
                    let waiting = Waiting { id, body, deliveries: 0, visible_at };
                    inner.queues.entry(queue).or_default().push_back(waiting);
                }
                failed
            })
            .await;
        let failure = |failed, source| NudgeError { failed, sent: nudges.len(), queue: queue.name(), source };
        match sent {
            Ok(0) => Ok(()),
            Ok(failed) => Err(failure(failed, None)),
            Err(error) => Err(failure(nudges.len(), Some(Box::new(error)))),
        }
    }
}

impl Redelivery for World {
    async fn postpone(&self, messages: &[Postponed]) -> Result<(), Unavailable> {
        self.call("redelivery.postpone", |inner| {
            let mut all = true;
            for message in messages {
                if !(inner.services.takes_entry)() {
                    all = false;
                    continue;
                }
                let until = later(inner.now, SignedDuration::from_secs(message.after_s.into()));
                inner.hidden.insert(message.receipt.clone(), until);
                inner.postponed.push(message.clone());
            }
            all
        })
        .await
        .and_then(|all| entries(all, "postponing messages"))
    }
}

/// Of a batch whose other entries were taken, one that was not is an error.
pub(super) fn entries(all_taken: bool, doing: &'static str) -> Result<(), Unavailable> {
    if all_taken { Ok(()) } else { Err(Unavailable { system: "world", doing, source: None }) }
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(Timestamp::MAX)
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
        let (id, body, visible_at) = (format!("m{}", inner.ids), body.to_owned(), inner.now);
        inner.queues.entry(queue).or_default().push_back(Waiting { id, body, deliveries: 0, visible_at });
    }

    /// Takes up to `most` messages from a queue as one batch, however long they are still hidden; `None` when it
    /// is empty. The batch must be given back with [`finish`](Self::finish).
    #[must_use]
    pub fn receive(&self, queue: Queue, most: usize) -> Option<(Vec<Waiting>, SqsEvent)> {
        self.take(queue, most, Timestamp::MAX)
    }

    /// The same, of those messages alone that are visible now.
    #[must_use]
    pub fn receive_visible(&self, queue: Queue, most: usize) -> Option<(Vec<Waiting>, SqsEvent)> {
        let now = self.look().now;
        self.take(queue, most, now)
    }

    fn take(&self, queue: Queue, most: usize, visible_by: Timestamp) -> Option<(Vec<Waiting>, SqsEvent)> {
        let mut inner = self.look();
        let waiting = inner.queues.entry(queue).or_default();
        let (mut taken, mut hidden) = (Vec::new(), Vec::new());
        while taken.len() < most
            && let Some(message) = waiting.pop_front()
        {
            let to = if message.visible_at <= visible_by { &mut taken } else { &mut hidden };
            to.push(message);
        }
        hidden.into_iter().rev().for_each(|message| waiting.push_front(message));
        if taken.is_empty() {
            return None;
        }
        let until = later(inner.now, HIDDEN);
        inner.hidden.extend(taken.iter().map(|message| (message.id.clone(), until)));
        let event = batch_of(&taken);
        Some((taken, event))
    }

    /// Gives a batch back: what failed (all of it, when the function crashed) is delivered again, or is a
    /// dead letter.
    pub fn finish(&self, queue: Queue, taken: Vec<Waiting>, response: Option<&SqsBatchResponse>) {
        let mut inner = self.look();
        let hidden: Vec<_> = taken.iter().map(|message| inner.hidden.remove(&message.id)).collect();
        let shown = taken.into_iter().zip(hidden).map(|(message, until)| match until {
            Some(visible_at) => Waiting { visible_at, ..message },
            None => message,
        });
        for message in still_to_do(shown.collect(), response) {
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
