//! Mail intake: a raw mail that the mail service put into the inbox becomes a complaint, part of a case, or
//! an answer that says what is missing.
//!
//! Everything derived from a mail (its complaint's id, the answer's Message-ID) is derived from its bytes, so
//! that a mail notified twice is one complaint and answered under one id.

mod event;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use case::{Actor, Channel, Command, ComplaintId, Digest, Proof, Side};
use contract::complaint::Evidence;
use event::{Arrived, Notification};
use filing::{FileError, file};
use notice::mail::{Class, MailReading, SES, Thread};
use notice::{Arrival, Draft, Problem, limit};
use port::{
    Cases, Clock, Complaints, Documents, Journal, MailDrop, Mailer, Nudges, OutgoingMail, Registry, Rejects,
    SendOutcome, TakeError, Unavailable,
};
use step::{ChangeError, Follow, Marketplaces, Scene, StepError, change, follow_ups, work_messages};
use uuid::Uuid;
use web::letter::{Returned, Sender};
use web::page::FieldError;

/// The function, over the ports that it uses.
pub struct MailIntake<S, D, I, N, M, C> {
    /// Cases, complaints, rights and marketplaces.
    pub store: S,
    /// Sealed documents.
    pub documents: D,
    /// Raw mails.
    pub drop: I,
    /// The chain's queues.
    pub nudges: N,
    /// Mail out, for answers to mails that cannot become complaints.
    pub mailer: M,
    /// The time.
    pub clock: C,
    /// The configured marketplaces, as last read.
    pub marketplaces: Marketplaces,
    /// Who answers.
    pub sender: Sender,
    /// Address of the complaint form.
    pub form: String,
}

/// The function's name in logs, metrics and rejects.
pub const NAME: &str = "mail-intake";

/// Most cases that one reply is added to.
const MOST_CASES: usize = 20;

impl<S, D, I, N, M, C> MailIntake<S, D, I, N, M, C>
where
    S: Cases + Complaints + Registry,
    D: Documents,
    I: MailDrop,
    N: Nudges,
    M: Mailer,
    C: Clock,
{
    /// Works through a batch of notifications.
    pub async fn work<Q, R, K, J>(
        &self,
        scene: &Scene<'_, S, Q, R, K, J>,
        event: &SqsEvent,
    ) -> SqsBatchResponse
    where
        Q: Nudges,
        R: Rejects,
        K: Clock,
        J: Journal,
    {
        work_messages(NAME, scene, event, |body| async move { self.notified(&body).await }).await
    }

    async fn notified(&self, body: &str) -> Result<Vec<Follow>, StepError> {
        let notification: Notification =
            serde_json::from_str(body).map_err(|error| StepError::Reject(Box::new(error)))?;
        let mut follow = Vec::new();
        for mail in notification.mails() {
            follow.extend(self.arrived(&mail).await?);
        }
        Ok(follow)
    }

    async fn arrived(&self, mail: &Arrived) -> Result<Vec<Follow>, StepError> {
        let raw = match self.drop.message(&mail.key, limit::MAIL_BYTES as u64).await {
            Ok(raw) => raw,
            Err(TakeError::Unavailable(error)) => return Err(error.into()),
            Err(error) => return Err(StepError::Reject(Box::new(error))),
        };
        let reading = notice::mail::read(&raw, SES);
        match &reading.class {
            Class::Automatic(why) => {
                tracing::info!(why = why.code(), "automatic mail, not answered");
                Ok(Vec::new())
            }
            Class::Unreadable(problem) => {
                let problem = problem.clone();
                self.give_back(&raw, &reading, &[problem]).await
            }
            Class::Reply(thread) => self.reply(&raw, &reading, thread).await,
            Class::Complaint(draft) => {
                let draft = (**draft).clone();
                self.complaint(&raw, &reading, draft, mail).await
            }
        }
    }

    /// A new complaint. What a form would refuse for a missing field is filed and asked for; only a mail from
    /// which no case can be opened is given back.
    async fn complaint(
        &self,
        raw: &[u8],
        reading: &MailReading,
        mut draft: Draft,
        mail: &Arrived,
    ) -> Result<Vec<Follow>, StepError> {
        draft.language.get_or_insert(reading.language);
        let marketplaces = self.marketplaces.all(&self.store, &self.clock).await?;
        let located = draft.locate(&filing::listing_urls(&marketplaces));
        if draft.claim.is_none() || located.listings.is_empty() || reading.from.is_empty() {
            let mut problems = draft.missing_fields();
            problems.extend(located.strangers);
            return self.give_back(raw, reading, &problems).await;
        }
        // What is too long or too much is never cut without a word. An attachment that is no evidence, such
        // as a logo, is no fault of the complaint.
        let faults: Vec<_> =
            reading.problems.iter().filter(|p| p.field != notice::field::EVIDENCE).cloned().collect();
        if !faults.is_empty() {
            return self.give_back(raw, reading, &faults).await;
        }
        let original = self.documents.seal(raw, "message/rfc822").await?.digest;
        let evidence = self.attachments(reading).await?;
        let arrival = Arrival {
            complaint: complaint_id(original),
            filed_at: mail.time.parse().unwrap_or_else(|_| self.clock.now()),
            channel: Channel::Mail,
            proof: self.proof(reading, &draft).await?,
        };
        let territory = |id: &case::MarketplaceId| {
            marketplaces.iter().find(|m| m.id == *id).map(|marketplace| marketplace.territory)
        };
        let mut complaint = draft.into_complaint(arrival, &located.listings, territory, evidence);
        complaint.original = Some(original.to_string());
        complaint.message_id.clone_from(&reading.message_id);
        match file(&self.store, &self.documents, &self.nudges, &complaint).await {
            Ok(_) => Ok(Vec::new()),
            Err(FileError::Unavailable(error)) => Err(error.into()),
            Err(FileError::Change(error)) => Err(error.into()),
            Err(error @ FileError::NotAFact(_)) => Err(StepError::Reject(Box::new(error))),
        }
    }

    async fn proof(&self, reading: &MailReading, draft: &Draft) -> Result<Proof, Unavailable> {
        if reading.authenticated {
            return Ok(Proof::Mail);
        }
        let (Some(code), Ok(Some(right))) = (&draft.filing_code, draft.right_ref()) else {
            return Ok(Proof::None);
        };
        let proved = filing::is_filing_code(&self.store, right, code).await?;
        Ok(if proved { Proof::FilingCode } else { Proof::None })
    }

    /// Seals the attachments that can be evidence. The mail itself is sealed whole, so nothing is lost of the
    /// others.
    async fn attachments(&self, reading: &MailReading) -> Result<Vec<Evidence>, Unavailable> {
        let mut evidence = Vec::new();
        for attachment in &reading.attachments {
            match notice::evidence::inspect(&attachment.media, &attachment.name, &attachment.bytes) {
                Ok(accepted) => {
                    let sealed = self.documents.seal(&attachment.bytes, accepted.media).await?;
                    evidence.push(Evidence {
                        digest: sealed.digest.to_string(),
                        media: sealed.media,
                        size: sealed.size,
                        name: attachment.name.clone(),
                    });
                }
                Err(problem) => tracing::info!(why = problem.code(), "attachment not taken as evidence"),
            }
        }
        Ok(evidence)
    }

    /// A reply: part of the cases whose letters it answers, when its sender is a party to them.
    async fn reply(
        &self,
        raw: &[u8],
        reading: &MailReading,
        thread: &Thread,
    ) -> Result<Vec<Follow>, StepError> {
        let ids: Vec<_> = thread.cases.iter().copied().take(MOST_CASES).collect();
        let sender = case::PartyKey::of_address(&reading.from);
        let mut mine: Vec<_> = self.store.load(&ids).await?.into_iter().flatten().collect();
        // A forged From adds nothing to a case.
        mine.retain(|stored| reading.authenticated && stored.case.filing.complainant == sender);
        if mine.is_empty() {
            return Err(StepError::Reject("a reply from somebody who is no known party of the case".into()));
        }
        let document = self.documents.seal(raw, "message/rfc822").await?.digest;
        let mut follow = Vec::new();
        for stored in mine {
            let command = Command::Correspond { document, by: Side::Complainant };
            let now = self.clock.now();
            match change(&self.store, stored, &Actor::Complainant, &[command], now).await {
                Ok(changed) => follow.extend(follow_ups(&changed.stored.case)),
                Err(error @ ChangeError::Illegal(_)) => return Err(StepError::Reject(Box::new(error))),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(follow)
    }

    /// Answers what is wrong and where to file instead. Only an authenticated sender is answered: anybody
    /// else may be a victim whose address was forged, so a person looks at the reject.
    async fn give_back(
        &self,
        raw: &[u8],
        reading: &MailReading,
        problems: &[Problem],
    ) -> Result<Vec<Follow>, StepError> {
        if !reading.authenticated || reading.from.is_empty() {
            let codes: Vec<_> = problems.iter().map(|p| format!("{} {}", p.field, p.code())).collect();
            return Err(StepError::Reject(format!("no complaint: {}", codes.join(", ")).into()));
        }
        let errors = problems
            .iter()
            .filter(|problem| problem.field != notice::field::BODY)
            .map(FieldError::from)
            .collect();
        let mail = Digest::of(raw);
        let returned = Returned {
            language: reading.language,
            sender: self.sender.clone(),
            to: reading.from.clone(),
            to_name: reading.display_name.clone(),
            at: self.clock.now(),
            answers: reading.message_id.clone(),
            subject: reading.subject.clone(),
            mail,
            errors,
            form: self.form.clone(),
        };
        let composed = returned.compose().map_err(|error| StepError::Reject(Box::new(error)))?;
        let outgoing = OutgoingMail { to: reading.from.clone(), mime: composed.mime };
        match self.mailer.send(&outgoing).await {
            SendOutcome::Accepted(_) => Ok(Vec::new()),
            SendOutcome::Refused(reason) => {
                Err(StepError::Reject(format!("the answer was refused: {reason}").into()))
            }
            SendOutcome::Unknown(error) => Err(StepError::Retry(error)),
        }
    }
}

/// The complaint of a mail: a version 8 UUID of the mail's digest.
fn complaint_id(mail: Digest) -> ComplaintId {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mail.bytes()[..16]);
    ComplaintId::new(Uuid::new_v8(bytes))
}
