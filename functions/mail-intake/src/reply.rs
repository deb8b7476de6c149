//! Mails in the thread of a case: replies of its complainant, and reports that our letters came back.

use app::filing::{FileError, Link};
use app::letters::settle_sent;
use app::parties::{DocumentError, ResubmitError, StatementError, reply_by_mail, resubmit_by_mail};
use app::vault::OpenError;
use app::{ChangeError, note_returned_mail, own_among};
use case::{CaseId, PartyAct, Reference, Side, Subject};
use notice::Class;
use notice::bounce::Action;
use notice::mail::MailReading;
use port::{
    Accounts, Bounces, Cases, Complaints, Documents, LetterClaims, Limits, Mailer, Nudges, OwnComplaints,
    References, Registry, StoredCase, Subjects, WallClock,
};
use step::StepError;
use web::letter::OnPage;

use crate::MailIntake;
use crate::event::Taken;

/// Most references that one subject names.
const MOST_NAMED: usize = 3;

/// Most cases that one reply is added to.
const MOST_CASES: usize = 20;

impl<S, D, I, N, M, C> MailIntake<S, D, I, N, M, C>
where
    S: Cases
        + Complaints
        + LetterClaims
        + References
        + Accounts
        + Bounces
        + Limits
        + OwnComplaints
        + Registry
        + Subjects,
    D: Documents,
    N: Nudges,
    M: Mailer,
    C: WallClock,
{
    /// Those of `ids` to which the sender is a party. A forged From is a party to nothing.
    pub(crate) async fn own_cases(
        &self,
        reading: &MailReading,
        ids: impl IntoIterator<Item = CaseId>,
    ) -> Result<Vec<StoredCase>, StepError> {
        let ids: Vec<_> = ids.into_iter().take(MOST_CASES).collect();
        if !reading.authenticated || ids.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.store.load(&ids).await?.into_iter().flatten().collect();
        Ok(own_among(&self.store, &reading.from, found).await?)
    }

    /// Those of the cases that the subject names to which the sender is a party. Mail that was forwarded, or
    /// newly written with an old subject, has nothing else left.
    pub(crate) async fn claimed_cases(&self, reading: &MailReading) -> Result<Vec<StoredCase>, StepError> {
        let mut ids = Vec::new();
        for named in reading.thread.claimed.iter().take(MOST_NAMED) {
            let Some(referred) = self.store.referred(*named).await? else { continue };
            match referred.case {
                Some(case) => ids.push(case),
                None => {
                    let fan_out = self.store.fan_out(referred.complaint).await?;
                    ids.extend(fan_out.into_iter().flat_map(|fan_out| fan_out.cases));
                }
            }
        }
        self.own_cases(reading, ids).await
    }

    /// Adds a reply to the cases that it belongs to. Of a declined one, a document that it brings is filed with the complaint
    /// again. A mail's words are no order: where they seem to take the complaint back, its sender is told where that is
    /// done.
    pub(crate) async fn reply(
        &self,
        raw: &[u8],
        reading: &MailReading,
        mine: Vec<StoredCase>,
    ) -> Result<(), StepError> {
        if mine.is_empty() {
            let why = "a reply from someone who is no known party of the case";
            return self.leave(raw, reading, why.to_owned()).await;
        }
        let takes_back = reading.understood.class == Class::Retraction;
        let filed = if takes_back { Vec::new() } else { self.file_again(raw, reading, &mine).await? };
        let to_do = self.to_do(takes_back, mine.iter().filter(|it| !filed.contains(&it.case.id)));
        let ports = (&self.store, &self.documents, &self.nudges, &self.clock);
        match reply_by_mail(ports, mine, raw).await {
            Ok(()) => match to_do {
                Some(to_do) => self.lead_to_pages(raw, reading, to_do).await,
                None => Ok(()),
            },
            // What has ended cannot be taken back any more.
            Err(StatementError::Change(ChangeError::Illegal(_))) if takes_back && to_do.is_none() => Ok(()),
            Err(StatementError::Unavailable(error)) => Err(error.into()),
            Err(StatementError::Change(error @ ChangeError::Illegal(_))) => {
                Err(StepError::Reject(Box::new(error)))
            }
            Err(StatementError::Change(error)) => Err(error.into()),
            Err(error @ (StatementError::Invalid(_) | StatementError::Erased)) => {
                Err(StepError::Reject(Box::new(error)))
            }
        }
    }

    /// Files the declined ones among `cases` again with the documents of the reply; returns which.
    async fn file_again(
        &self,
        raw: &[u8],
        reading: &MailReading,
        cases: &[StoredCase],
    ) -> Result<Vec<CaseId>, StepError> {
        let mut filed = Vec::new();
        let ports = (&self.store, &self.documents, &self.nudges, &self.clock);
        for stored in cases {
            match resubmit_by_mail(ports, &self.marketplaces, stored, (raw, reading)).await {
                Ok(again) => filed.extend(again.map(|_| stored.case.id)),
                Err(
                    ResubmitError::Unavailable(error) | ResubmitError::File(FileError::Unavailable(error)),
                ) => {
                    return Err(error.into());
                }
                Err(ResubmitError::Document(DocumentError::Open(OpenError::Unavailable(error)))) => {
                    return Err(error.into());
                }
                Err(ResubmitError::File(FileError::Change(error)) | ResubmitError::Change(error)) => {
                    return Err(error.into());
                }
                Err(error) => return Err(StepError::Reject(Box::new(error))),
            }
        }
        Ok(filed)
    }

    /// What the complainant of `cases` may have meant to do with a reply, and does on their pages: answer a counter-notice that
    /// waits, else withdraw, where the mail reads like that, else correct what was declined. With the page of each complaint.
    fn to_do<'a>(
        &self,
        takes_back: bool,
        cases: impl Iterator<Item = &'a StoredCase> + Clone,
    ) -> Option<(OnPage, Vec<(Reference, String)>)> {
        // A deadline first: who does not answer loses, whatever the mail was about.
        let answer = (OnPage::Answer, PartyAct::Concede);
        let other = if takes_back {
            (OnPage::Withdraw, PartyAct::Withdraw)
        } else {
            (OnPage::Correct, PartyAct::Resubmit)
        };
        let acts = [answer, other];
        acts.iter().find_map(|(on_page, act)| {
            let mut pages: Vec<(Reference, String)> = Vec::new();
            for case in cases.clone().map(|stored| &stored.case) {
                let token = self.links.token(Link::of_complainant(case));
                let page = format!("{}/status/{token}", self.public_url);
                if case.may_act(Side::Complainant, *act) && !pages.iter().any(|(_, it)| *it == page) {
                    pages.push((case.filing.reference, page));
                }
            }
            (!pages.is_empty()).then_some((*on_page, pages))
        })
    }

    /// Marks the complainant of a case to whom our letter came back for good, or the account that was written to. Anyone
    /// can write such a report, and a seller would gain by one: it counts only from [those who may](may_report), and for
    /// those who are written to about a case whose id it knows.
    pub(crate) async fn bounced(&self, reading: &MailReading) -> Result<(), StepError> {
        let Some(bounce) = &reading.bounce else { return Ok(()) };
        let failed: Vec<Subject> = bounce
            .recipients
            .iter()
            .filter(|recipient| recipient.action == Action::Failed && !recipient.status.starts_with('4'))
            .filter(|recipient| may_report(reading, &recipient.address))
            .take(MOST_CASES)
            .map(|recipient| Subject::of_address(&recipient.address))
            .collect();
        let ids: Vec<_> = reading.thread.cases.iter().copied().take(MOST_CASES).collect();
        self.came_back(&failed, &ids).await
    }

    /// What the mail service itself says of a mail that it took: letters whose sending had no answer are out, and those
    /// that it cannot reach are not written to.
    pub(crate) async fn taken(&self, taken: &Taken) -> Result<(), StepError> {
        if taken.letters.is_empty() {
            // Without its header nobody knows which letters it was.
            let (id, unreachable) = (&taken.id, taken.unreachable.len());
            tracing::warn!(mail.id = id, unreachable, "an event of the mail service names no letter");
        }
        if let settled @ 1.. = settle_sent(&self.store, &taken.letters, &taken.id, self.clock.now()).await? {
            tracing::info!(letters = settled, mail.id = taken.id, "letters settled by the mail service");
        }
        let failed: Vec<Subject> =
            taken.unreachable.iter().take(MOST_CASES).map(|address| Subject::of_address(address)).collect();
        let mut ids: Vec<CaseId> = taken.letters.iter().map(|(case, _)| *case).collect();
        ids.dedup();
        ids.truncate(MOST_CASES);
        self.came_back(&failed, &ids).await
    }

    /// Marks who among `failed` was written to about these cases.
    async fn came_back(&self, failed: &[Subject], cases: &[CaseId]) -> Result<(), StepError> {
        if failed.is_empty() || cases.is_empty() {
            return Ok(());
        }
        let cases: Vec<StoredCase> = self.store.load(cases).await?.into_iter().flatten().collect();
        if let concerned @ 1.. = note_returned_mail(&self.store, failed, &cases, self.clock.now()).await? {
            tracing::warn!(cases = concerned, "letters to complainants came back");
        }
        Ok(())
    }
}

/// The domain of the service that sends our letters and takes back what cannot be delivered.
const MAIL_SERVICE: &str = "amazonses.com";

/// Whether the sender of a report may say that letters to `address` come back: the mail service, or the address's own
/// domain.
fn may_report(reading: &MailReading, address: &str) -> bool {
    let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.to_ascii_lowercase());
    let Some(from) = domain(&reading.from) else { return false };
    let is_service = from == MAIL_SERVICE || from.ends_with(&format!(".{MAIL_SERVICE}"));
    reading.authenticated && (is_service || domain(address).is_some_and(|own| own == from))
}
