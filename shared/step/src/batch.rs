//! A batch of nudges: each message ends in done, retry or reject; none of them harms another.

use std::collections::BTreeMap;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use app::{ChangeError, NotConfigured, OutgoingNudge, send_nudges};
use aws_lambda_events::event::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use case::{About, BatchId, CaseId, ComplaintId, Nudge, Reference};
use contract::Malformed;
use futures_util::{FutureExt as _, StreamExt as _, stream};
use port::{Cases, Journal, Nudges, Reject, Rejects, StoredCase, Unavailable, WallClock, chain_of};

use crate::record::{Ending, Record};

/// How work on a message ended when it did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// It may succeed later: the queue delivers it again.
    #[error("to be tried again")]
    Retry(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It can never succeed: it goes to the reject queue.
    #[error("rejected")]
    Reject(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<Unavailable> for StepError {
    fn from(error: Unavailable) -> Self {
        Self::Retry(Box::new(error))
    }
}

impl From<ChangeError> for StepError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Unavailable(_) | ChangeError::Contended | ChangeError::MovedOn => {
                Self::Retry(Box::new(error))
            }
            ChangeError::Illegal(_) | ChangeError::Gone | ChangeError::Unfoldable(_) => {
                Self::Reject(Box::new(error))
            }
        }
    }
}

impl From<NotConfigured> for StepError {
    fn from(error: NotConfigured) -> Self {
        // An operator may be configuring it this minute; after some deliveries it is a dead letter.
        Self::Retry(Box::new(error))
    }
}

/// A step of the chain: what it does with the cases that a batch is about.
pub trait CaseStep: Sync {
    /// Its name in logs and metrics.
    const NAME: &'static str;
    /// What it looks up once for the whole batch.
    type Batch: Sync;

    /// Looks up what the cases of a batch need in common.
    fn prepare(&self, cases: &[&StoredCase])
    -> impl Future<Output = Result<Self::Batch, Unavailable>> + Send;
    /// Which cases are worked on together; each alone unless overridden.
    fn group_of(&self, case: &StoredCase) -> u128 {
        case.case.id.uuid().as_u128()
    }
    /// Does what the cases of one group still demand of this step.
    fn work(
        &self,
        batch: &Self::Batch,
        group: Vec<StoredCase>,
    ) -> impl Future<Output = Result<Vec<OutgoingNudge>, StepError>> + Send;
    /// Does what a complaint of several listings demands. Steps that know none reject it.
    fn complaint(
        &self,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<Vec<OutgoingNudge>, StepError>> + Send {
        async move {
            Err(StepError::Reject(format!("{} takes no complaints, got {complaint}", Self::NAME).into()))
        }
    }
    /// Does what a table of complaints demands. Steps that know none reject it.
    fn batch(&self, batch: BatchId) -> impl Future<Output = Result<Vec<OutgoingNudge>, StepError>> + Send {
        async move { Err(StepError::Reject(format!("{} takes no tables, got {batch}", Self::NAME).into())) }
    }
}

/// What the harness itself uses.
pub struct BatchContext<'a, S, N, R, C, J> {
    /// Where cases are.
    pub cases: &'a S,
    /// Where outgoing nudges go.
    pub nudges: &'a N,
    /// Where rejects go.
    pub rejects: &'a R,
    /// What time it is.
    pub clock: &'a C,
    /// Where the canonical lines go.
    pub journal: &'a J,
    /// How long the batch may take; work not done by then is retried.
    pub time: Duration,
}

/// How many groups are worked on at a time. They wait for networks, not for the processor.
const AT_A_TIME: usize = 8;

/// What became of the work about each subject.
type Outcomes = BTreeMap<About, Result<(), Failed>>;

/// What came of the work on a batch.
#[derive(Default)]
struct Worked {
    outcomes: Outcomes,
    outgoing: Vec<OutgoingNudge>,
    /// How people name the cases that were loaded, for the log.
    references: BTreeMap<CaseId, Reference>,
}

/// Work that did not succeed: what its message ends in, and why.
#[derive(Debug, Clone)]
struct Failed {
    ending: Ending,
    reason: String,
}

impl Failed {
    fn retry(reason: impl Into<String>) -> Self {
        Self { ending: Ending::Retry, reason: reason.into() }
    }

    fn reject(reason: impl Into<String>) -> Self {
        Self { ending: Ending::Reject, reason: reason.into() }
    }
}

/// A message and the nudge that it carries.
struct Message<'a> {
    sqs: &'a SqsMessage,
    nudge: Result<Nudge, Malformed>,
}

impl<'a> Message<'a> {
    fn read(sqs: &'a SqsMessage) -> Self {
        Self { sqs, nudge: contract::nudge::decode(sqs.body.as_deref().unwrap_or_default()) }
    }

    /// How it ended, by what became of the work that it asked for.
    fn ended(&self, worked: &Worked) -> Ended<'a> {
        let (ending, reason) = match &self.nudge {
            Err(error) => (Ending::Reject, Some(chain_of(error))),
            Ok(nudge) => match worked.outcomes.get(&nudge.about) {
                Some(Ok(())) => (Ending::Done, None),
                Some(Err(failed)) => (failed.ending, Some(failed.reason.clone())),
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
            About::Case(id) => worked.references.get(&id).map(ToString::to_string),
            About::Complaint(_) | About::Batch(_) => None,
        });
        Ended { sqs: self.sqs, ending, reason, about, reference, sent_at: nudge.map(|nudge| nudge.sent_at) }
    }
}

/// What a batch is about, each once.
#[derive(Default)]
struct Subjects {
    cases: Vec<CaseId>,
    complaints: Vec<ComplaintId>,
    batches: Vec<BatchId>,
}

impl Subjects {
    fn of(messages: &[Message<'_>]) -> Self {
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

/// Works through a batch from a queue.
pub async fn work_batch<P, S, N, R, C, J>(
    step: &P,
    context: &BatchContext<'_, S, N, R, C, J>,
    event: &SqsEvent,
) -> SqsBatchResponse
where
    P: CaseStep,
    S: Cases,
    N: Nudges,
    R: Rejects,
    C: WallClock,
    J: Journal,
{
    let started = Instant::now();
    let messages: Vec<Message<'_>> = event.records.iter().map(Message::read).collect();
    let subjects = Subjects::of(&messages);
    let mut worked = Worked::default();
    let left = || context.time.saturating_sub(started.elapsed());
    work_cases(step, context.cases, &subjects.cases, left(), &mut worked).await;
    for id in subjects.complaints {
        let ending = guard(step.complaint(id), left()).await;
        worked.outcomes.insert(About::Complaint(id), keep(ending, &mut worked.outgoing));
    }
    for id in subjects.batches {
        let ending = guard(step.batch(id), left()).await;
        worked.outcomes.insert(About::Batch(id), keep(ending, &mut worked.outgoing));
    }
    let ended = messages.iter().map(|message| message.ended(&worked)).collect();
    send_nudges(context.nudges, context.clock, worked.outgoing).await;
    finish(P::NAME, context, started, ended).await
}

/// Works through a batch whose messages are no nudges, each by itself.
pub async fn work_messages<S, N, R, C, J, F>(
    name: &'static str,
    context: &BatchContext<'_, S, N, R, C, J>,
    event: &SqsEvent,
    work: impl Fn(String) -> F,
) -> SqsBatchResponse
where
    N: Nudges,
    R: Rejects,
    C: WallClock,
    J: Journal,
    F: Future<Output = Result<Vec<OutgoingNudge>, StepError>>,
{
    let started = Instant::now();
    let mut outgoing = Vec::new();
    let mut ended = Vec::with_capacity(event.records.len());
    for sqs in &event.records {
        let body = sqs.body.clone().unwrap_or_default();
        let left = context.time.saturating_sub(started.elapsed());
        let (ending, reason) = match keep(guard(work(body), left).await, &mut outgoing) {
            Ok(()) => (Ending::Done, None),
            Err(failed) => (failed.ending, Some(failed.reason)),
        };
        ended.push(Ended { sqs, ending, reason, about: None, reference: None, sent_at: None });
    }
    send_nudges(context.nudges, context.clock, outgoing).await;
    finish(name, context, started, ended).await
}

/// A message whose work has ended.
struct Ended<'a> {
    sqs: &'a SqsMessage,
    ending: Ending,
    reason: Option<String>,
    about: Option<String>,
    reference: Option<String>,
    sent_at: Option<jiff::Timestamp>,
}

/// Puts rejects aside, writes the canonical lines, and answers which messages are to be delivered again.
async fn finish<S, N, R, C, J>(
    name: &'static str,
    context: &BatchContext<'_, S, N, R, C, J>,
    started: Instant,
    ended: Vec<Ended<'_>>,
) -> SqsBatchResponse
where
    R: Rejects,
    C: WallClock,
    J: Journal,
{
    let mut response = SqsBatchResponse::default();
    for Ended { sqs, ending, reason, about, reference, sent_at } in ended {
        let id = sqs.message_id.as_deref().unwrap_or_default();
        let reason = reason.as_deref();
        let ending = match ending {
            Ending::Reject if !put_aside(name, context.rejects, sqs, reason).await => Ending::Retry,
            ending => ending,
        };
        if ending == Ending::Retry {
            let mut failure = BatchItemFailure::default();
            failure.item_identifier = id.to_owned();
            response.batch_item_failures.push(failure);
        }
        let now = context.clock.now();
        let record = Record {
            step: name,
            message_id: id,
            about,
            reference,
            ending,
            reason,
            duration_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
            age_ms: sent_at.map(|at| now.as_millisecond() - at.as_millisecond()),
            deliveries: sqs.attributes.get("ApproximateReceiveCount").and_then(|n| n.parse().ok()),
            at: now,
        };
        context.journal.line(&record.line());
    }
    response
}

async fn work_cases<P: CaseStep, S: Cases>(
    step: &P,
    store: &S,
    ids: &[CaseId],
    time: Duration,
    worked: &mut Worked,
) {
    if ids.is_empty() {
        return;
    }
    let Worked { outcomes, outgoing, references } = worked;
    let loaded = load_each(store, ids, outcomes).await;
    references.extend(loaded.iter().map(|stored| (stored.case.id, stored.case.filing.reference)));
    if loaded.is_empty() {
        return;
    }
    let prepared = match step.prepare(&loaded.iter().collect::<Vec<_>>()).await {
        Ok(prepared) => prepared,
        Err(error) => {
            for stored in &loaded {
                outcomes.insert(About::Case(stored.case.id), Err(Failed::retry(chain_of(&error))));
            }
            return;
        }
    };
    let mut groups: BTreeMap<u128, Vec<StoredCase>> = BTreeMap::new();
    for stored in loaded {
        groups.entry(step.group_of(&stored)).or_default().push(stored);
    }
    let prepared = &prepared;
    let done: Vec<_> = stream::iter(groups.into_values())
        .map(|group| async move {
            let ids: Vec<CaseId> = group.iter().map(|stored| stored.case.id).collect();
            (ids, guard(step.work(prepared, group), time).await)
        })
        .buffer_unordered(AT_A_TIME)
        .collect()
        .await;
    for (ids, ending) in done {
        let ending = keep(ending, outgoing);
        for id in ids {
            outcomes.insert(About::Case(id), ending.clone());
        }
    }
}

/// Loads the cases in one request; when that fails, one by one, so that a single unreadable case does not
/// fail its batch.
async fn load_each<S: Cases>(store: &S, ids: &[CaseId], outcomes: &mut Outcomes) -> Vec<StoredCase> {
    let mut found = Vec::new();
    let mut take = |id: CaseId, stored: Option<StoredCase>, outcomes: &mut Outcomes| match stored {
        Some(stored) => found.push(stored),
        // A case that is gone cannot be worked on, now or later.
        None => {
            outcomes.insert(About::Case(id), Err(Failed::reject("the case does not exist")));
        }
    };
    match store.load(ids).await {
        Ok(all) => ids.iter().zip(all).for_each(|(id, stored)| take(*id, stored, outcomes)),
        Err(error) if ids.len() == 1 => {
            for id in ids {
                outcomes.insert(About::Case(*id), Err(Failed::retry(chain_of(&error))));
            }
        }
        Err(_) => {
            for id in ids {
                match store.load(&[*id]).await {
                    Ok(mut one) => take(*id, one.pop().flatten(), outcomes),
                    Err(error) => {
                        outcomes.insert(About::Case(*id), Err(Failed::retry(chain_of(&error))));
                    }
                }
            }
        }
    }
    found
}

/// Runs one piece of work; a panic or running out of time becomes a retry of that piece alone.
async fn guard<T>(work: impl Future<Output = Result<T, StepError>>, time: Duration) -> Result<T, Failed> {
    match tokio::time::timeout(time, AssertUnwindSafe(work).catch_unwind()).await {
        Err(_) => Err(Failed::retry("out of time")),
        Ok(Err(_panic)) => Err(Failed::retry("the step panicked")),
        Ok(Ok(Ok(done))) => Ok(done),
        Ok(Ok(Err(StepError::Retry(cause)))) => Err(Failed::retry(chain_of(cause.as_ref()))),
        Ok(Ok(Err(StepError::Reject(cause)))) => Err(Failed::reject(chain_of(cause.as_ref()))),
    }
}

fn keep(ending: Result<Vec<OutgoingNudge>, Failed>, outgoing: &mut Vec<OutgoingNudge>) -> Result<(), Failed> {
    ending.map(|mut nudges| outgoing.append(&mut nudges))
}

/// Puts a message on the reject queue; when even that fails the message is retried, never dropped.
async fn put_aside<R: Rejects>(
    step: &'static str,
    rejects: &R,
    message: &SqsMessage,
    reason: Option<&str>,
) -> bool {
    let id = message.message_id.as_deref().unwrap_or_default();
    let body: String = message.body.as_deref().unwrap_or_default().chars().take(50_000).collect();
    let reject =
        Reject { step, message_id: id.to_owned(), body, reason: reason.unwrap_or_default().to_owned() };
    match rejects.reject(&reject).await {
        Ok(()) => true,
        Err(error) => {
            tracing::error!(message.id = id, error = chain_of(&error), "reject not stored");
            false
        }
    }
}
