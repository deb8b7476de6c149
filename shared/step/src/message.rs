//! The messages of a batch: what each is about, and how it ended.

use std::collections::BTreeMap;

use app::{OutgoingNudge, nudges_owed};
use aws_lambda_events::event::sqs::SqsMessage;
use case::{About, BatchId, CaseId, ComplaintId, Nudge, Reference};
use contract::Malformed;
use port::{Postponed, Queue, StoredCase, chain_of};

use crate::follow_up::{Anew, FollowUp};
use crate::record::Ending;
use crate::retry::{Again, Trouble};

/// Work that did not succeed.
#[derive(Debug, Clone)]
pub(crate) enum Failed {
    /// It may succeed later.
    Retry(Trouble, String),
    /// It never can.
    Reject(String),
}

/// What became of the work about each subject.
pub(crate) type Outcomes = BTreeMap<About, Result<(), Failed>>;

/// A message and the nudge that it carries.
pub(crate) struct Message<'a> {
    pub(crate) sqs: &'a SqsMessage,
    pub(crate) nudge: Result<Nudge, Malformed>,
}

/// A message whose work has ended.
pub(crate) struct Ended<'a> {
    pub(crate) sqs: &'a SqsMessage,
    pub(crate) ending: Ending,
    pub(crate) reason: Option<String>,
    pub(crate) about: Option<String>,
    pub(crate) reference: Option<String>,
    pub(crate) sent_at: Option<jiff::Timestamp>,
}

/// The id of a message in its queue.
pub(crate) fn id_of(message: &SqsMessage) -> &str {
    message.message_id.as_deref().unwrap_or_default()
}

/// How often it was delivered, this time included.
pub(crate) fn deliveries_of(message: &SqsMessage) -> Option<u32> {
    message.attributes.get("ApproximateReceiveCount").and_then(|count| count.parse().ok())
}

/// When a message that failed is seen again.
pub(crate) fn hidden(message: &SqsMessage, trouble: Trouble) -> Option<Postponed> {
    match trouble.again(deliveries_of(message).unwrap_or(1), id_of(message)) {
        Again::Hidden(after_s) => postponed(message, after_s),
        Again::Anew(after_s) => postponed(message, after_s.into()),
    }
}

fn postponed(message: &SqsMessage, after_s: u32) -> Option<Postponed> {
    Some(Postponed { receipt: message.receipt_handle.clone()?, after_s })
}

impl<'a> Message<'a> {
    pub(crate) fn read(sqs: &'a SqsMessage) -> Self {
        Self { sqs, nudge: contract::nudge::decode(sqs.body.as_deref().unwrap_or_default()) }
    }

    pub(crate) fn is_about(&self, about: About) -> bool {
        self.nudge.as_ref().is_ok_and(|nudge| nudge.about == about)
    }

    /// What follows from its failing. Messages of one `batch` that are sent anew come together, in one request.
    pub(crate) fn again(&self, trouble: Trouble, batch: &str) -> Option<FollowUp> {
        let else_hide = hidden(self.sqs, trouble);
        match (trouble.again(deliveries_of(self.sqs).unwrap_or(1), batch), &self.nudge) {
            (Again::Anew(after_s), Ok(nudge)) => Some(FollowUp::Anew(Anew {
                message_id: id_of(self.sqs).to_owned(),
                nudge: nudge.clone(),
                after_s,
                else_hide,
            })),
            (Again::Hidden(_), _) | (_, Err(_)) => else_hide.map(FollowUp::Hide),
        }
    }

    /// How it ended, by what became of the work that it asked for, and whether it was sent anew.
    pub(crate) fn ended(
        &self,
        outcomes: &Outcomes,
        references: &BTreeMap<CaseId, Reference>,
        sent_anew: bool,
    ) -> Ended<'a> {
        let (ending, reason) = match &self.nudge {
            Err(error) => (Ending::Reject, Some(chain_of(error))),
            Ok(nudge) => match outcomes.get(&nudge.about) {
                Some(Ok(())) => (Ending::Done, None),
                Some(Err(Failed::Retry(_, reason))) if sent_anew => (Ending::Waits, Some(reason.clone())),
                Some(Err(Failed::Retry(_, reason))) => (Ending::Retry, Some(reason.clone())),
                Some(Err(Failed::Reject(reason))) => (Ending::Reject, Some(reason.clone())),
                None => (Ending::Retry, Some("not reached".to_owned())),
            },
        };
        let nudge = self.nudge.as_ref().ok();
        let about = nudge.map(|nudge| match nudge.about {
            About::Case(id) => format!("case {id}"),
            About::Complaint(id) => format!("complaint {id}"),
            About::Batch(id) => format!("batch {id}"),
        });
        let reference = nudge.and_then(|nudge| match nudge.about {
            About::Case(id) => references.get(&id).map(ToString::to_string),
            About::Complaint(_) | About::Batch(_) => None,
        });
        Ended { sqs: self.sqs, ending, reason, about, reference, sent_at: nudge.map(|nudge| nudge.sent_at) }
    }
}

/// Nudges to queues other than `own` for what the cases of a group owe, where their message was delivered before: the worker
/// that had it may have died before it sent them.
pub(crate) fn unsaid(own: Queue, messages: &[Message<'_>], group: &[StoredCase]) -> Vec<OutgoingNudge> {
    let comes_again = |stored: &&StoredCase| {
        let of = messages.iter().filter(|message| message.is_about(About::Case(stored.case.id)));
        of.filter_map(|message| deliveries_of(message.sqs)).any(|deliveries| deliveries > 1)
    };
    let owed = group.iter().filter(comes_again).flat_map(|stored| nudges_owed(&stored.case));
    owed.filter(|nudge| nudge.queue != own).collect()
}

/// What a batch is about, each once.
#[derive(Default)]
pub(crate) struct Subjects {
    pub(crate) cases: Vec<CaseId>,
    pub(crate) complaints: Vec<ComplaintId>,
    pub(crate) batches: Vec<BatchId>,
}

impl Subjects {
    pub(crate) fn of(messages: &[Message<'_>]) -> Self {
        let mut subjects = Self::default();
        for nudge in messages.iter().filter_map(|message| message.nudge.as_ref().ok()) {
            match nudge.about {
                About::Case(id) if !subjects.cases.contains(&id) => subjects.cases.push(id),
                About::Complaint(id) if !subjects.complaints.contains(&id) => subjects.complaints.push(id),
                About::Batch(id) if !subjects.batches.contains(&id) => subjects.batches.push(id),
                About::Case(_) | About::Complaint(_) | About::Batch(_) => {}
            }
        }
        subjects
    }
}
