//! What differs by the channel on which a complaint comes: what it proves, its limits, and what belongs to it.

use case::{ComplaintId, Digest, Proof, Subject};
use contract::complaint::Evidence;
use notice::mail::MailReading;
use notice::{Problem, ProblemKind, field};
use policy::LimitedAction;
use port::{
    Bounces, Documents, Inbox, Limits, Mailer, Nudges, PendingConfirmations, ReplayGuard, Subjects,
    Unavailable, WallClock,
};

use super::evidence::{EncryptedFiles, EvidenceError, EvidenceFile, named, take_files};
use super::file::{Asking, FilePorts, FilingError, ReceivedMail, Submitter, is_wrong_secret};
use crate::filing::{self, ChannelProof, Checked, FromMail, network_of, seal_mail};
use crate::known_filer;
use crate::vault::Keeper;

/// What belongs to a complaint, sealed or pending.
pub(super) struct Material {
    pub(super) original: Option<Digest>,
    pub(super) evidence: Vec<Evidence>,
}

/// What differs by the channel on which a complaint comes.
pub(super) trait Source<S, D, I, N, M, C>: Sync {
    /// What the channel proves by itself.
    fn channel_proof(&self) -> ChannelProof;
    /// The mail that it was read from.
    fn mail(&self) -> Option<FromMail>;
    /// Whether it says who sent it: what is from nobody is no complaint.
    fn names_sender(&self) -> bool;
    /// A wrong secret was shown.
    fn wrong_secret(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &mut Checked,
    ) -> impl Future<Output = Result<(), FilingError>> + Send;
    /// From which network it comes, as that is counted.
    fn network(&self) -> String;
    /// Whether the domain of its sender says that it did not send it.
    fn is_disowned(&self) -> bool {
        false
    }
    /// How often someone who is not proved may file; and whether the address that was given may be asked.
    fn limit(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &Checked,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<Asking, FilingError>> + Send;
    /// Seals what belongs to the complaint; of someone who is not proved it is kept pending.
    fn material(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &Checked,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<Material, FilingError>> + Send;
}

/// A form, or a request of the API.
pub(super) struct FromForm<'a> {
    pub(super) submitter: Submitter,
    pub(super) report: Option<&'a [u8]>,
}

impl<S, D, I, N, M, C> Source<S, D, I, N, M, C> for FromForm<'_>
where
    S: Bounces + Limits + ReplayGuard + Subjects,
    D: Documents,
    I: PendingConfirmations + Inbox,
    N: Nudges,
    M: Mailer,
    C: WallClock,
{
    fn channel_proof(&self) -> ChannelProof {
        match &self.submitter {
            Submitter::Account { account } => ChannelProof::from(&**account),
            Submitter::Anyone { .. } => ChannelProof::from(Proof::None),
        }
    }

    fn mail(&self) -> Option<FromMail> {
        None
    }

    fn names_sender(&self) -> bool {
        true
    }

    async fn wrong_secret(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        _: &mut Checked,
    ) -> Result<(), FilingError> {
        match &self.submitter {
            Submitter::Anyone { peer, .. } => ports.count(LimitedAction::WrongSecret, peer).await,
            Submitter::Account { .. } => Ok(()),
        }
    }

    fn network(&self) -> String {
        match &self.submitter {
            Submitter::Anyone { peer, .. } => peer.clone(),
            Submitter::Account { account } => format!("account {}", account.id),
        }
    }

    async fn limit(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &Checked,
        complaint: ComplaintId,
    ) -> Result<Asking, FilingError> {
        let Submitter::Anyone { peer, work } = &self.submitter else { return Ok(Asking::Letter) };
        let done = match work {
            Some(work) => work.is_met(ports.store, complaint, ports.clock.now()).await?,
            None => false,
        };
        ports.count(if done { LimitedAction::File } else { LimitedAction::FileUnproved }, peer).await?;
        let email = &checked.draft.complainant.email;
        let asking = ports.may_ask(email, peer).await?;
        let comes_back = match known_filer(ports.store, email).await? {
            Some(filer) => ports.store.marked(filer.party).await?.is_some(),
            None => false,
        };
        if comes_back {
            let problems = vec![Problem::new(field::EMAIL, ProblemKind::MailComesBack)];
            return Err(FilingError::Invalid { draft: Box::new(checked.draft.clone()), problems });
        }
        Ok(asking)
    }

    async fn material(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &Checked,
        complaint: ComplaintId,
    ) -> Result<Material, FilingError> {
        let files = match take_files(ports.inbox, &checked.draft.uploads).await {
            Ok(files) => files,
            Err(EvidenceError::Invalid(problems)) => {
                return Err(FilingError::Invalid { draft: Box::new(checked.draft.clone()), problems });
            }
            Err(EvidenceError::Unavailable(error)) => return Err(error.into()),
        };
        if checked.proof == Proof::None {
            keep_files(ports.inbox, complaint, &files, self.report).await?;
            return Ok(Material { original: self.report.map(Digest::of), evidence: named(&files) });
        }
        if files.is_empty() && self.report.is_none() {
            return Ok(Material { original: None, evidence: Vec::new() });
        }
        let keeper = keeper_of(ports.store, checked).await?;
        let files = EncryptedFiles::of(&keeper, files)?;
        files.seal(ports.documents).await?;
        let original = match self.report {
            Some(report) => {
                let sealed = keeper.seal(ports.documents, report.to_vec(), filing::REPORT_MEDIA).await?;
                Some(sealed.digest)
            }
            None => None,
        };
        Ok(Material { original, evidence: files.named() })
    }
}

impl<S, D, I, N, M, C> Source<S, D, I, N, M, C> for ReceivedMail<'_>
where
    S: Limits + Subjects,
    D: Documents,
    I: PendingConfirmations,
    N: Nudges,
    M: Mailer,
    C: WallClock,
{
    fn channel_proof(&self) -> ChannelProof {
        ChannelProof::from(if self.reading.authenticated { Proof::Mail } else { Proof::None })
    }

    fn mail(&self) -> Option<FromMail> {
        Some(FromMail {
            key: self.key.to_owned(),
            message_id: self.reading.message_id.clone(),
            do_not_answer: self.reading.automatic.is_some() || is_disowned(self.reading),
        })
    }

    fn names_sender(&self) -> bool {
        !self.reading.from.is_empty()
    }

    /// It proves nothing, and nothing more: a mail cannot be corrected.
    async fn wrong_secret(
        &self,
        _: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &mut Checked,
    ) -> Result<(), FilingError> {
        checked.problems.retain(|problem| !is_wrong_secret(problem));
        Ok(())
    }

    /// The server that handed the mail over. Mails of which that is not known share one budget.
    fn network(&self) -> String {
        network(self.reading)
    }

    fn is_disowned(&self) -> bool {
        is_disowned(self.reading)
    }

    async fn limit(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        _: &Checked,
        _: ComplaintId,
    ) -> Result<Asking, FilingError> {
        if self.reading.automatic.is_some() {
            return Err(FilingError::NobodyToAsk);
        }
        let network = network(self.reading);
        // Who is named in From did not send it: nothing is written to it, and nothing counts for it.
        if is_disowned(self.reading) {
            return Ok(Asking::Never);
        }
        ports.may_ask(&self.reading.from, &network).await
    }

    /// The mail stays in the inbox until its sender is proved.
    async fn material(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &Checked,
        _: ComplaintId,
    ) -> Result<Material, FilingError> {
        if checked.proof == Proof::None {
            return Ok(Material { original: None, evidence: Vec::new() });
        }
        let keeper = keeper_of(ports.store, checked).await?;
        let (original, evidence) = seal_mail((ports.documents, &keeper), self.raw, self.reading).await?;
        Ok(Material { original: Some(original), evidence })
    }
}

/// The network of the server that handed a mail over. Mails of which that is not known share one.
fn network(reading: &MailReading) -> String {
    reading.handed_over_by.map_or_else(|| "mail".to_owned(), |it| network_of(&it.to_string()))
}

/// Whether the domain in From says that it did not send a mail.
fn is_disowned(reading: &MailReading) -> bool {
    !reading.authenticated && reading.verdicts.disown()
}

/// The keeper of what a proved complainant sends.
async fn keeper_of<S: Subjects>(store: &S, checked: &Checked) -> Result<Keeper, Unavailable> {
    Keeper::of_subject(store, &Subject::of_address(&checked.draft.complainant.email)).await
}

async fn keep_files<I: PendingConfirmations>(
    inbox: &I,
    complaint: ComplaintId,
    files: &[EvidenceFile],
    report: Option<&[u8]>,
) -> Result<(), Unavailable> {
    for file in files {
        inbox.keep_file(complaint, &file.bytes).await?;
    }
    if let Some(report) = report {
        inbox.keep_file(complaint, report).await?;
    }
    Ok(())
}
