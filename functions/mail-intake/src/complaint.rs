//! A new complaint by mail: filed, pending until its sender confirms it, or given back.

use app::filing::FileError;
use app::parties::{Accepted, FilePorts, FilingError, ReceivedMail, Strictness, Submission, file_mail};
use case::{Channel, ComplaintId, Digest};
use jiff::Timestamp;
use notice::mail::MailReading;
use port::{
    Accounts, Bounces, Cases, Complaints, Documents, LetterClaims, Limits, MailDrop, Mailer, Nudges,
    OwnComplaints, PendingConfirmations, PendingNotes, References, Registry, Subjects, WallClock, chain_of,
};
use step::StepError;

use crate::MailIntake;
use crate::event::Arrived;

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
    /// Takes a complaint in. What a form would refuse for a missing field is filed and asked for.
    ///
    /// A sender whom the receiving server authenticated, or who knows an account secret, is believed. From any
    /// other the complaint is pending, and the address in From is asked to confirm it, unless its domain says that it did
    /// not send the mail: then only a person sees it.
    pub(crate) async fn complaint(
        &self,
        raw: &[u8],
        reading: &MailReading,
        arrived: &Arrived,
    ) -> Result<(), StepError> {
        // A mail of which is told twice arrived once: nothing here may come from the clock but the time of filing,
        // where S3 told none.
        let arrived_at = arrived.time.parse::<Timestamp>();
        let arrived_at =
            arrived_at.inspect_err(|error| tracing::warn!(error = chain_of(error), "no arrival time")).ok();
        let arrived_ms = arrived_at.and_then(|at| u64::try_from(at.as_millisecond()).ok());
        let submission = Submission {
            complaint: ComplaintId::of_mail(arrived_ms.unwrap_or_default(), Digest::of(raw)),
            at: arrived_at.unwrap_or_else(|| self.clock.now()),
            channel: Channel::Mail,
            language: reading.language(),
            strictness: Strictness::Mail,
        };
        let mail = ReceivedMail { key: &arrived.key, raw, reading };
        match file_mail(&self.filing(), submission, mail).await {
            Ok(Accepted::Filed { .. } | Accepted::Pending { .. }) => Ok(()),
            Err(FilingError::Invalid { draft, problems }) => {
                self.give_back(raw, reading, &draft, &problems).await
            }
            Err(FilingError::Unavailable(error) | FilingError::File(FileError::Unavailable(error))) => {
                Err(error.into())
            }
            Err(FilingError::File(FileError::Change(error))) => Err(error.into()),
            Err(FilingError::Letter(error)) => Err(StepError::Retry(error)),
            Err(
                error @ (FilingError::TooMany(_)
                | FilingError::NobodyToAsk
                | FilingError::LetterRefused { .. }
                | FilingError::File(FileError::Invalid(_))),
            ) => Err(StepError::Reject(Box::new(error))),
        }
    }

    /// What filing works with.
    fn filing(&self) -> FilePorts<'_, S, D, I, N, M, C> {
        FilePorts {
            store: &self.store,
            documents: &self.documents,
            inbox: &self.drop,
            nudges: &self.nudges,
            mailer: &self.mailer,
            clock: &self.clock,
            marketplaces: &self.marketplaces,
            links: &self.links,
            sender: &self.sender,
            public_url: &self.public_url,
        }
    }
}
