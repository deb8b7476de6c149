//! A new complaint by mail: filed, held until its sender confirms it, or given back.

use app::OutgoingNudge;
use app::filing::{Came, Checked, FileError, FromMail, Submitted, check, seal_mail, submit};
use case::{Channel, ComplaintId, Digest, Proof};
use jiff::tz::TimeZone;
use notice::mail::MailReading;
use notice::{Problem, ProblemKind, Reading, field};
use policy::Act;
use port::{Bounces, Cases, Clock, Complaints, Documents, Holds, Limits, MailDrop, Mailer, Nudges, Registry};
use step::StepError;
use uuid::Uuid;

use crate::MailIntake;
use crate::event::Arrived;

impl<S, D, I, N, M, C> MailIntake<S, D, I, N, M, C>
where
    S: Cases + Complaints + Registry + Limits + Bounces,
    D: Documents,
    I: MailDrop + Holds,
    N: Nudges,
    M: Mailer,
    C: Clock,
{
    /// Takes a complaint in. What a form would refuse for a missing field is filed and asked for.
    ///
    /// A sender whom the receiving server authenticated, or who knows a filing code, is believed. From any
    /// other the complaint is held, and the address in From is asked to confirm it.
    pub(crate) async fn complaint(
        &self,
        raw: &[u8],
        reading: &MailReading,
        arrived: &Arrived,
    ) -> Result<Vec<OutgoingNudge>, StepError> {
        let Reading { mut draft, problems } = reading.understood.reading.clone();
        draft.language.get_or_insert(reading.language());
        let vouched = if reading.authenticated { Proof::Mail } else { Proof::None };
        let mut checked = self.checked(Reading { draft, problems }, vouched).await?;
        // A wrong code proves nothing, and nothing more: a mail cannot be corrected.
        checked.problems.retain(|problem| problem.kind != ProblemKind::WrongFilingCode);
        let faults: Vec<Problem> = checked.obstacles().filter(|problem| is_fault(problem)).cloned().collect();
        let has_case = checked.draft.claim.is_some() && !checked.located.listings.is_empty();
        if !faults.is_empty() || !has_case || reading.from.is_empty() {
            return self.give_back(raw, reading, &checked.draft, &checked.problems).await;
        }
        let missing_or_advice = checked.problems.clone();
        let id = complaint_id(Digest::of(raw));
        let mut came = self.came(id, reading, arrived);
        let mut evidence = Vec::new();
        if checked.proof == Proof::None {
            // Nobody can be asked by a mail that must not be answered.
            if reading.automatic.is_some() {
                return Err(StepError::Reject("an automatic complaint of an unauthenticated sender".into()));
            }
            self.within_ceiling(Act::AskToConfirm, &reading.from).await?;
        } else {
            let (original, sealed) = seal_mail(&self.documents, raw, reading).await?;
            came.original = Some(original);
            evidence = sealed;
        }
        let ports = (&self.store, &self.documents, &self.nudges, &self.drop);
        match submit(ports, checked, came, evidence).await {
            Ok(Submitted::Filed(..)) => Ok(Vec::new()),
            Ok(Submitted::Held(complaint)) => {
                self.ask_to_confirm(id, &complaint, &missing_or_advice).await?;
                Ok(Vec::new())
            }
            Err(FileError::Unavailable(error)) => Err(error.into()),
            Err(FileError::Change(error)) => Err(error.into()),
            Err(error @ FileError::NotAFact(_)) => Err(StepError::Reject(Box::new(error))),
        }
    }

    async fn checked(&self, reading: Reading, vouched: Proof) -> Result<Checked, StepError> {
        let marketplaces = self.marketplaces.all(&self.store, &self.clock).await?;
        let today = self.clock.now().to_zoned(TimeZone::UTC).date();
        Ok(check(&self.store, marketplaces, reading, vouched, today).await?)
    }

    fn came(&self, complaint: ComplaintId, reading: &MailReading, arrived: &Arrived) -> Came {
        Came {
            complaint,
            at: arrived.time.parse().unwrap_or_else(|_| self.clock.now()),
            channel: Channel::Mail,
            original: None,
            mail: Some(FromMail {
                key: arrived.key.clone(),
                message_id: reading.message_id.clone(),
                is_automatic: reading.automatic.is_some(),
            }),
            account: None,
        }
    }
}

/// What is too long or too much is never cut without a word. What is missing can be asked for, what is only
/// advice is passed on, and an attachment that is no evidence, such as a logo, is no fault of a complaint.
fn is_fault(problem: &Problem) -> bool {
    let stranger = matches!(problem.kind, ProblemKind::NotAListing { .. });
    problem.kind != ProblemKind::Missing && problem.field != field::EVIDENCE && !stranger
}

/// The complaint of a mail: a version 8 UUID of the mail's digest.
fn complaint_id(mail: Digest) -> ComplaintId {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mail.bytes()[..16]);
    ComplaintId::new(Uuid::new_v8(bytes))
}
