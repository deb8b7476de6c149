//! A batch of nudges: each message ends in done, retry or reject; none of them harms another.

use std::collections::BTreeMap;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use app::{ChangeError, NotConfigured, OutgoingNudge};
use aws_lambda_events::event::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use case::{About, BatchId, CaseId, ComplaintId, Reference};
use futures_util::{FutureExt as _, StreamExt as _, stream};
use port::{
    Cases, Journal, Nudges, Queue, Redelivery, Reject, Rejects, StoredCase, Timer, Unavailable, WallClock,
    chain_of,
};
use tokio::sync::mpsc::{self, UnboundedSender};

use crate::follow_up::{FollowUp, carry_out, postpone};
use crate::message::{Ended, Failed, Message, Outcomes, Subjects, deliveries_of, hidden, id_of, unsaid};
use crate::record::{Ending, Record};
use crate::retry::{MarketplaceOut, Trouble};

/// How work on a message ended when it did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// It may succeed later: [`Trouble`] says when it is tried again.
    #[error("to be tried again")]
    Retry(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It can never succeed: it goes to the reject queue.
    #[error("rejected")]
    Reject(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StepError {
    /// The marketplace gave no answer `about` something, because of `error`: it is tried again as that tells.
    #[must_use]
    pub fn unanswered(about: &str, error: Option<&Unavailable>) -> Self {
        match error.map(|error| Trouble::of(error)) {
            Some(Trouble::MarketplaceOut(lasted)) => Self::Retry(MarketplaceOut { lasted }.into()),
            Some(_) | None => Self::Retry(format!("the marketplace gave no answer {about}").into()),
        }
    }
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
        Self::Retry(Box::new(error))
    }
}

/// A step of the chain: what it does with the cases that a batch is about.
pub trait CaseStep: Sync {
    /// Its name in logs and metrics.
    const NAME: &'static str;
    /// The queue that it works off.
    const QUEUE: Queue;
    /// What it looks up once for the whole batch.
    type Batch: Sync;

    /// Looks up what the cases of a batch need in common.
    fn prepare(&self, cases: &[&StoredCase])
    -> impl Future<Output = Result<Self::Batch, Unavailable>> + Send;
    /// Which cases are worked on together; each alone unless overridden.
    fn group_of(&self, case: &StoredCase) -> u128 {
        case.case.id.uuid().as_u128()
    }
    /// Does what the cases of one group still demand of this step; the nudges for what that made owed.
    fn work(
        &self,
        batch: &Self::Batch,
        group: Vec<StoredCase>,
    ) -> impl Future<Output = Result<Vec<OutgoingNudge>, StepError>> + Send;
    /// What the cases of a group owe that does not wait for this step: nudged when the step must try again.
    fn meanwhile(&self, _group: &[StoredCase]) -> Vec<OutgoingNudge> {
        Vec::new()
    }
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
    /// Where outgoing nudges go, and where a message is told when to come back.
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

/// How many pieces of work go on at a time: as many as a batch of the chain has messages, so that none waits for
/// another. They wait for networks, not for the processor.
const AT_A_TIME: usize = 10;

/// A piece of the work of a batch, which ends by itself.
enum Piece {
    Group(Vec<StoredCase>),
    Complaint(ComplaintId),
    Batch(BatchId),
}

impl Piece {
    fn abouts(&self) -> Vec<About> {
        match self {
            Self::Group(group) => group.iter().map(|stored| About::Case(stored.case.id)).collect(),
            Self::Complaint(id) => vec![About::Complaint(*id)],
            Self::Batch(id) => vec![About::Batch(*id)],
        }
    }
}

/// The work on a batch, as it goes on.
struct Work<'a, P> {
    step: &'a P,
    messages: &'a [Message<'a>],
    started: Instant,
    time: Duration,
    follow_ups: UnboundedSender<FollowUp>,
    outcomes: Outcomes,
    /// How people name the cases that were loaded, for the log.
    references: BTreeMap<CaseId, Reference>,
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
    N: Nudges + Redelivery,
    R: Rejects,
    C: WallClock + Timer,
    J: Journal,
{
    let started = Instant::now();
    let messages: Vec<Message<'_>> = event.records.iter().map(Message::read).collect();
    let (follow_ups, coming) = mpsc::unbounded_channel();
    let work = Work {
        step,
        messages: &messages,
        started,
        time: context.time,
        follow_ups,
        outcomes: Outcomes::new(),
        references: BTreeMap::new(),
    };
    // Boxed, or the compiler meets its depth limit.
    let (working, following) = (
        Box::pin(work.all(context.cases)),
        Box::pin(carry_out(context.nudges, context.clock, P::QUEUE, coming)),
    );
    let ((outcomes, references), sent_anew) = tokio::join!(working, following);
    let ended = messages
        .iter()
        .map(|message| message.ended(&outcomes, &references, sent_anew.contains(id_of(message.sqs))));
    finish(P::NAME, context, started, ended.collect()).await
}

impl<P: CaseStep> Work<'_, P> {
    /// Works on everything that the messages are about, and lets what follows from each piece go as it ends.
    async fn all<S: Cases>(mut self, store: &S) -> (Outcomes, BTreeMap<CaseId, Reference>) {
        let subjects = Subjects::of(self.messages);
        let (prepared, groups) = self.prepare(store, &subjects.cases).await.unzip();
        let pieces = groups.into_iter().flatten().map(Piece::Group);
        let pieces = pieces.chain(subjects.complaints.into_iter().map(Piece::Complaint));
        let pieces = pieces.chain(subjects.batches.into_iter().map(Piece::Batch));
        let (step, prepared, messages) = (self.step, &prepared, self.messages);
        let (started, time) = (self.started, self.time);
        let mut working = stream::iter(pieces)
            .map(|piece| async move {
                let abouts = piece.abouts();
                let left = time.saturating_sub(started.elapsed());
                let ending = match (piece, prepared) {
                    (Piece::Group(group), Some(prepared)) => {
                        let unsaid = unsaid(P::QUEUE, messages, &group);
                        let meanwhile = step.meanwhile(&group);
                        let ending = guard(Box::pin(step.work(prepared, group)), left).await;
                        let beside = match &ending {
                            Ok(_) => unsaid,
                            Err(Failed::Retry(..)) => meanwhile,
                            Err(Failed::Reject(_)) => Vec::new(),
                        };
                        return (abouts, ending, beside);
                    }
                    (Piece::Group(_), None) => Ok(Vec::new()),
                    (Piece::Complaint(id), _) => guard(Box::pin(step.complaint(id)), left).await,
                    (Piece::Batch(id), _) => guard(Box::pin(step.batch(id)), left).await,
                };
                (abouts, ending, Vec::new())
            })
            .buffer_unordered(AT_A_TIME);
        while let Some((abouts, ending, beside)) = working.next().await {
            beside.into_iter().for_each(|nudge| self.follows(FollowUp::Nudge(nudge)));
            let ending = ending.map(|nudges| {
                nudges.into_iter().for_each(|nudge| self.follows(FollowUp::Nudge(nudge)));
            });
            for about in abouts {
                self.ends(about, ending.clone());
            }
        }
        drop(working);
        (self.outcomes, self.references)
    }

    /// Loads the cases and what they need in common; their groups.
    async fn prepare<S: Cases>(
        &mut self,
        store: &S,
        ids: &[CaseId],
    ) -> Option<(P::Batch, Vec<Vec<StoredCase>>)> {
        if ids.is_empty() {
            return None;
        }
        let loaded = self.load_each(store, ids).await;
        self.references.extend(loaded.iter().map(|stored| (stored.case.id, stored.case.filing.reference)));
        if loaded.is_empty() {
            return None;
        }
        let prepared = match self.step.prepare(&loaded.iter().collect::<Vec<_>>()).await {
            Ok(prepared) => prepared,
            Err(error) => {
                for stored in &loaded {
                    self.ends(About::Case(stored.case.id), Err(retry(&error)));
                }
                return None;
            }
        };
        let mut groups: BTreeMap<u128, Vec<StoredCase>> = BTreeMap::new();
        for stored in loaded {
            groups.entry(self.step.group_of(&stored)).or_default().push(stored);
        }
        Some((prepared, groups.into_values().collect()))
    }

    /// Loads the cases in one request; when that fails, one by one, so that a single unreadable case does not
    /// fail its batch.
    async fn load_each<S: Cases>(&mut self, store: &S, ids: &[CaseId]) -> Vec<StoredCase> {
        let mut found = Vec::new();
        match store.load(ids).await {
            Ok(all) => {
                for (id, stored) in ids.iter().zip(all) {
                    found.extend(self.loaded(*id, stored));
                }
            }
            Err(error) if ids.len() == 1 => {
                ids.iter().for_each(|id| self.ends(About::Case(*id), Err(retry(&error))))
            }
            Err(_) => {
                for id in ids {
                    match store.load(&[*id]).await {
                        Ok(mut one) => found.extend(self.loaded(*id, one.pop().flatten())),
                        Err(error) => self.ends(About::Case(*id), Err(retry(&error))),
                    }
                }
            }
        }
        found
    }

    /// A case that is gone cannot be worked on, now or later.
    fn loaded(&mut self, id: CaseId, stored: Option<StoredCase>) -> Option<StoredCase> {
        if stored.is_none() {
            self.ends(About::Case(id), Err(Failed::Reject("the case does not exist".to_owned())));
        }
        stored
    }

    /// Notes how the work about something ended. Its messages need not wait for the rest of the batch to know
    /// when they come back.
    fn ends(&mut self, about: About, ending: Result<(), Failed>) {
        if let Err(Failed::Retry(trouble, _)) = &ending {
            let batch = self.messages.first().map_or("", |message| id_of(message.sqs));
            for message in self.messages.iter().filter(|message| message.is_about(about)) {
                message.again(*trouble, batch).into_iter().for_each(|again| self.follows(again));
            }
        }
        self.outcomes.insert(about, ending);
    }

    fn follows(&self, follow_up: FollowUp) {
        // Whoever carries it out goes on until this work has ended.
        let _sent = self.follow_ups.send(follow_up);
    }
}

/// Works through a batch whose messages are no nudges, each by itself.
pub async fn work_messages<S, N, R, C, J, F>(
    name: &'static str,
    context: &BatchContext<'_, S, N, R, C, J>,
    event: &SqsEvent,
    work: impl Fn(String) -> F,
) -> SqsBatchResponse
where
    N: Redelivery,
    R: Rejects,
    C: WallClock,
    J: Journal,
    F: Future<Output = Result<(), StepError>>,
{
    let started = Instant::now();
    let work = &work;
    let working = stream::iter(&event.records).map(|sqs| async move {
        let body = sqs.body.clone().unwrap_or_default();
        let left = context.time.saturating_sub(started.elapsed());
        let (ending, reason) = match guard(Box::pin(work(body)), left).await {
            Ok(()) => (Ending::Done, None),
            Err(Failed::Retry(trouble, reason)) => {
                postpone(context.nudges, hidden(sqs, trouble).as_slice()).await;
                (Ending::Retry, Some(reason))
            }
            Err(Failed::Reject(reason)) => (Ending::Reject, Some(reason)),
        };
        Ended { sqs, ending, reason, about: None, reference: None, sent_at: None }
    });
    // Boxed, or the compiler meets its depth limit.
    let ended = Box::pin(working.buffer_unordered(AT_A_TIME).collect::<Vec<_>>()).await;
    finish(name, context, started, ended).await
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
    N: Redelivery,
{
    let mut response = SqsBatchResponse::default();
    let mut not_put_aside = Vec::new();
    for Ended { sqs, ending, reason, about, reference, sent_at } in ended {
        let id = id_of(sqs);
        let reason = reason.as_deref();
        let ending = match ending {
            Ending::Reject if !put_aside(name, context.rejects, sqs, reason).await => {
                not_put_aside.extend(hidden(sqs, Trouble::Passing));
                Ending::Retry
            }
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
            deliveries: deliveries_of(sqs),
            at: now,
        };
        context.journal.line(&record.line());
    }
    postpone(context.nudges, &not_put_aside).await;
    response
}

/// A failure that may pass.
fn retry(error: &(dyn std::error::Error + 'static)) -> Failed {
    Failed::Retry(Trouble::of(error), chain_of(error))
}

/// Runs one piece of work; a panic or running out of time becomes a retry of that piece alone.
async fn guard<T>(work: impl Future<Output = Result<T, StepError>>, time: Duration) -> Result<T, Failed> {
    match tokio::time::timeout(time, AssertUnwindSafe(work).catch_unwind()).await {
        Err(_) => Err(Failed::Retry(Trouble::OutOfTime, "out of time".to_owned())),
        Ok(Err(_panic)) => Err(Failed::Retry(Trouble::Panicked, "the step panicked".to_owned())),
        Ok(Ok(Ok(done))) => Ok(done),
        Ok(Ok(Err(StepError::Retry(cause)))) => Err(retry(cause.as_ref())),
        Ok(Ok(Err(StepError::Reject(cause)))) => Err(Failed::Reject(chain_of(cause.as_ref()))),
    }
}

/// Puts a message on the reject queue; when even that fails the message is retried, never dropped.
async fn put_aside<R: Rejects>(
    step: &'static str,
    rejects: &R,
    message: &SqsMessage,
    reason: Option<&str>,
) -> bool {
    let id = id_of(message);
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
