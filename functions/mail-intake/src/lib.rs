//! Mail intake: a raw mail that the mail service put into the inbox becomes a complaint, part of a case, or
//! an answer that says what is missing.
//!
//! Everything derived from a mail (its complaint's id, the answer's Message-ID) is derived from its bytes, so
//! that a mail notified twice is one complaint and answered under one id.

mod answer;
mod complaint;
mod event;
mod reply;

use app::MarketplaceCache;
use app::filing::LinkKey;
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use contract::JsonError;
use event::{Arrived, MailEvent, Notification};
use notice::mail::{Automatic, SES};
use notice::{Class, Reading, limit};
use port::{
    Accounts, Bounces, Cases, Complaints, Documents, Journal, LetterClaims, Limits, MailDrop, Mailer, Nudges,
    OwnComplaints, PendingConfirmations, PendingNotes, Redelivery, References, Registry, Rejects, Subjects,
    TakeError, WallClock,
};
use step::{BatchContext, StepError, work_messages};
use tokio::sync::Semaphore;
use web::letter::Sender;

/// The function, over the ports that it uses.
pub struct MailIntake<S, D, I, N, M, C> {
    /// Cases, complaints, rights and marketplaces.
    pub store: S,
    /// Sealed documents.
    pub documents: D,
    /// Raw mails, and complaints that wait for their confirmation.
    pub drop: I,
    /// The chain's queues.
    pub nudges: N,
    /// Mail out, for answers to mails that cannot become complaints.
    pub mailer: M,
    /// The time.
    pub clock: C,
    /// The configured marketplaces, as last read.
    pub marketplaces: MarketplaceCache,
    /// Who answers.
    pub sender: Sender,
    /// The key of the parties' links.
    pub links: LinkKey,
    /// Where the public reaches the forms, without a slash at the end.
    pub public_url: String,
}

/// The function's name in logs, metrics and rejects.
pub const NAME: &str = "mail-intake";

impl<S, D, I, N, M, C> MailIntake<S, D, I, N, M, C>
where
    S: Cases
        + Complaints
        + LetterClaims
        + References
        + Accounts
        + Bounces
        + Limits
        + PendingNotes
        + OwnComplaints
        + Registry
        + Subjects,
    D: Documents,
    I: MailDrop + PendingConfirmations,
    N: Nudges,
    M: Mailer,
    C: WallClock,
{
    /// Works through a batch of notifications, several at a time. The mails in hand are together no larger than the largest
    /// that is taken: what the function holds in memory is bounded by one.
    pub async fn work<Q, R, K, J>(
        &self,
        context: &BatchContext<'_, S, Q, R, K, J>,
        event: &SqsEvent,
    ) -> SqsBatchResponse
    where
        Q: Redelivery,
        R: Rejects,
        K: WallClock,
        J: Journal,
    {
        let room = &Semaphore::new(limit::MAIL_BYTES);
        work_messages(NAME, context, event, |body| async move { self.notified(&body, room).await }).await
    }

    async fn notified(&self, body: &str, room: &Semaphore) -> Result<(), StepError> {
        let notification: Notification = serde_json::from_str(body)
            .map_err(|error| StepError::Reject(Box::new(JsonError::from(error))))?;
        let Some(mails) = notification.mails() else {
            return match serde_json::from_str::<MailEvent>(body).ok().and_then(MailEvent::taken) {
                Some(taken) => self.taken(&taken).await,
                None => Err(StepError::Reject("no notification of S3, nor of a mail that was taken".into())),
            };
        };
        for mail in mails {
            let _taken = room.acquire_many(mail.bytes).await;
            self.arrived(&mail).await?;
        }
        Ok(())
    }

    async fn arrived(&self, mail: &Arrived) -> Result<(), StepError> {
        let raw = match self.drop.message(&mail.key, limit::MAIL_BYTES as u64).await {
            Ok(raw) => raw,
            Err(TakeError::Unavailable(error)) => return Err(error.into()),
            Err(error) => return Err(StepError::Reject(Box::new(error))),
        };
        let reading = notice::mail::read(&raw, SES);
        let understood = &reading.understood;
        match understood.class {
            Class::Bounce => self.bounced(&reading).await,
            Class::Automatic => {
                let why = reading.automatic.map(Automatic::code);
                tracing::info!(class = understood.class.code(), why, "automatic mail, not answered");
                Ok(())
            }
            Class::Unreadable => {
                let Reading { draft, problems } = &understood.reading;
                self.give_back(&raw, &reading, draft, problems).await
            }
            _ if !reading.thread.cases.is_empty() => {
                let mine = self.own_cases(&reading, reading.thread.cases.iter().copied()).await?;
                self.reply(&raw, &reading, mine).await
            }
            // A report about spam.
            Class::NotOurs if reading.feedback.is_some() => Ok(()),
            // One mail becomes one complaint: more rows than that would be lost without a word.
            Class::Complaint
                if reading.table.as_ref().is_some_and(|t| t.rows.len() > 1 && !t.groups.is_empty()) =>
            {
                Err(StepError::Reject("a table of several rows by mail: it is filed in bulk".into()))
            }
            Class::Complaint | Class::NotOurs | Class::Answer => {
                // Anyone can write a case's number into a subject: it leads only a party to it.
                let mine = self.claimed_cases(&reading).await?;
                if mine.is_empty() {
                    self.complaint(&raw, &reading, mail).await
                } else {
                    self.reply(&raw, &reading, mine).await
                }
            }
            Class::CounterNotice | Class::Retraction => {
                // In a mail that was forwarded the subject may still name the case.
                let mine = self.claimed_cases(&reading).await?;
                if !mine.is_empty() {
                    return self.reply(&raw, &reading, mine).await;
                }
                let why = format!("a {} outside of any thread", understood.class.code());
                self.leave(&raw, &reading, why).await
            }
        }
    }
}
