//! Filing a complaint, whichever way it comes: check, limit, seal or hold, file, ask to confirm.
//!
//! A complainant who is proved files. From anyone else the complaint is held, with its files, until the address that
//! was given is confirmed; nothing of it is sealed before.

use case::{Channel, ComplaintId, Digest, Language, PartyKey, Proof};
use contract::complaint::{Complaint, Evidence};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use notice::mail::MailReading;
use notice::{Draft, Problem, ProblemKind, Reading, field};
use policy::LimitedAction;
use port::{
    Bounces, Cases, Clock, Complaints, Documents, Holds, Inbox, Limits, Mailer, Nudges, Once, OutgoingMail,
    Registry, SendOutcome, Unavailable,
};
use web::letter::{Confirmation, Sender};

use super::evidence::{EvidenceError, EvidenceFile, named, seal_files, take_files};
use crate::MarketplaceCache;
use crate::filing::{
    self, Checked, Filed, FromMail, Link, LinkKey, Solution, SubmissionContext, Submitted, check, seal_mail,
    submit, within,
};

/// What filing works with.
pub struct FilePorts<'a, S, D, I, N, M, C> {
    /// Cases, complaints, rights, limits.
    pub store: &'a S,
    /// Sealed documents.
    pub documents: &'a D,
    /// Uploads, and complaints that wait for their confirmation.
    pub inbox: &'a I,
    /// The chain's queues.
    pub nudges: &'a N,
    /// Mail out.
    pub mailer: &'a M,
    /// The time.
    pub clock: &'a C,
    /// The configured marketplaces.
    pub marketplaces: &'a MarketplaceCache,
    /// The key of the parties' links.
    pub links: &'a LinkKey,
    /// Who writes.
    pub sender: &'a Sender,
    /// Where the public reaches the pages, without a slash at the end.
    pub public_url: &'a str,
}

/// Who sends a complaint by a form or the API.
#[derive(Debug, Clone)]
pub enum Submitter {
    /// Anyone, from this network address, with the work that was done for it.
    Anyone {
        /// The address, as it is counted.
        peer: String,
        /// The challenge, and what is said to be its solution.
        work: Option<Solution>,
    },
    /// The brand account of this id, by one of its API keys.
    Account {
        /// Its id.
        id: String,
    },
}

/// A mail that is read as a complaint.
#[derive(Debug, Clone, Copy)]
pub struct ReceivedMail<'a> {
    /// Its key in the inbox.
    pub key: &'a str,
    /// The mail, byte for byte.
    pub raw: &'a [u8],
    /// What was understood of it.
    pub reading: &'a MailReading,
}

/// What is taken in although something is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Nothing.
    Nothing,
    /// What the register here says against it: that may be out of date.
    Warnings,
    /// Also a complaint without what the law demands, which is asked for later: its format has no place for it.
    Missing,
    /// Also files that are no evidence and addresses that are no listings: a mail cannot be corrected.
    Mail,
}

impl Strictness {
    /// Whether `problem` keeps a complaint from being taken in.
    fn stops(self, problem: &Problem) -> bool {
        let needed = match self {
            Self::Nothing => return true,
            Self::Warnings => return !problem.is_advice(),
            Self::Missing => &[field::CLAIM, field::LISTINGS, field::EMAIL][..],
            Self::Mail => &[field::CLAIM],
        };
        let can_be_asked_for = problem.kind == ProblemKind::Missing && !needed.contains(&problem.field);
        // An attachment such as a logo is no fault of a complaint; what is too much is never cut without a word.
        let of_no_use = self == Self::Mail
            && (problem.field == field::EVIDENCE || matches!(problem.kind, ProblemKind::NotAListing { .. }));
        !(problem.is_advice() || can_be_asked_for || of_no_use)
    }
}

/// How a complaint comes in.
#[derive(Debug, Clone, Copy)]
pub struct Submission {
    /// The id given to it. The same complaint sent twice must get the same one.
    pub complaint: ComplaintId,
    /// When it came.
    pub at: Timestamp,
    /// By which channel.
    pub channel: Channel,
    /// Its language, where it names none itself.
    pub language: Language,
    /// What is taken in all the same.
    pub strictness: Strictness,
}

/// A complaint that was taken in.
#[derive(Debug, Clone)]
pub enum Accepted {
    /// It is filed.
    Filed {
        /// The complaint.
        complaint: Box<Complaint>,
        /// As which case or complaint.
        filed: Filed,
        /// What it would probably be declined for.
        warnings: Vec<Problem>,
    },
    /// It is filed once its complainant follows the link that was sent.
    Held {
        /// The complaint.
        complaint: Box<Complaint>,
        /// What it would probably be declined for.
        warnings: Vec<Problem>,
    },
}

/// Why a complaint was not taken in. Nothing of it is sealed.
#[derive(Debug, thiserror::Error)]
pub enum FilingError {
    /// It is wrong or incomplete.
    #[error("the complaint is wrong or incomplete")]
    Invalid {
        /// What was understood.
        draft: Box<Draft>,
        /// What is wrong, and what is only advice.
        problems: Vec<Problem>,
    },
    /// Too many came from one address, or for one address.
    #[error("too many requests from one address")]
    TooMany,
    /// Nobody is proved, and nobody can be asked: a machine sent it (RFC 3834).
    #[error("an automatic complaint of an unauthenticated sender")]
    NobodyToAsk,
    /// The mail service will never write to the complainant's address.
    #[error("the letter was refused: {reason}")]
    LetterRefused {
        /// The service's reason.
        reason: String,
        /// What was understood.
        draft: Box<Draft>,
    },
    /// It is not known whether the letter with the link went out.
    #[error("the letter cannot be sent now")]
    Letter(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It could not be filed.
    #[error("the complaint cannot be filed")]
    File(#[from] filing::FileError),
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// [`check`] today, at the marketplaces served now.
///
/// # Errors
/// [`Unavailable`].
pub async fn check_now<S: Registry, C: Clock>(
    (store, clock): (&S, &C),
    marketplaces: &MarketplaceCache,
    reading: Reading,
    vouched: Proof,
) -> Result<Checked, Unavailable> {
    let marketplaces = marketplaces.all(store, clock).await?;
    let today = clock.now().to_zoned(TimeZone::UTC).date();
    check(store, marketplaces, reading, vouched, today).await
}

/// Files what a form or the API sent, or holds it until its complainant confirms the address. `report` is what it was
/// read from, in a format of its own, to be kept byte for byte.
///
/// # Errors
/// [`FilingError`].
pub async fn file_complaint<S, D, I, N, M, C>(
    ports: &FilePorts<'_, S, D, I, N, M, C>,
    reading: Reading,
    submission: Submission,
    submitter: Submitter,
    report: Option<&[u8]>,
) -> Result<Accepted, FilingError>
where
    S: Bounces + Cases + Complaints + Limits + Once + Registry,
    D: Documents,
    I: Holds + Inbox,
    N: Nudges,
    M: Mailer,
    C: Clock,
{
    take_in(ports, reading, submission, &FromForm { submitter, report }).await
}

/// Files what a mail says, or holds it until the address in From confirms it. What is missing can be asked for.
///
/// # Errors
/// [`FilingError`].
pub async fn file_mail<S, D, I, N, M, C>(
    ports: &FilePorts<'_, S, D, I, N, M, C>,
    submission: Submission,
    mail: ReceivedMail<'_>,
) -> Result<Accepted, FilingError>
where
    S: Cases + Complaints + Limits + Registry,
    D: Documents,
    I: Holds,
    N: Nudges,
    M: Mailer,
    C: Clock,
{
    take_in(ports, mail.reading.understood.reading.clone(), submission, &mail).await
}

/// The one way in: check, limit, seal or hold, file, ask to confirm. What differs by channel is `source`'s.
async fn take_in<S, D, I, N, M, C, R>(
    ports: &FilePorts<'_, S, D, I, N, M, C>,
    mut reading: Reading,
    submission: Submission,
    source: &R,
) -> Result<Accepted, FilingError>
where
    S: Cases + Complaints + Registry,
    D: Documents,
    I: Holds,
    N: Nudges,
    M: Mailer,
    C: Clock,
    R: Source<S, D, I, N, M, C>,
{
    reading.draft.language.get_or_insert(submission.language);
    let vouched = source.proof();
    let mut checked = check_now((ports.store, ports.clock), ports.marketplaces, reading, vouched).await?;
    if checked.problems.iter().any(is_wrong_secret) {
        source.wrong_secret(ports, &mut checked).await?;
    }
    let stops = |problem: &Problem| submission.strictness.stops(problem);
    if checked.problems.iter().any(stops) || !source.can_be_a_case(&checked) {
        let Checked { draft, problems, .. } = checked;
        return Err(FilingError::Invalid { draft: Box::new(draft), problems });
    }
    if checked.proof == Proof::None {
        source.limit(ports, &checked, submission.complaint).await?;
    }
    let Material { original, evidence } = source.material(ports, &checked, submission.complaint).await?;
    let draft = checked.draft.clone();
    let found = checked.problems.clone();
    let warnings: Vec<Problem> = checked.warnings().cloned().collect();
    let Submission { complaint, at, channel, .. } = submission;
    let (mail, account) = (source.mail(), source.account());
    let context = SubmissionContext { complaint, at, channel, original, mail, account };
    let all = (ports.store, ports.documents, ports.nudges, ports.inbox);
    match submit(all, checked, context, evidence).await? {
        Submitted::Filed(complaint, filed) => Ok(Accepted::Filed { complaint, filed, warnings }),
        Submitted::Held(complaint) => {
            ports.ask_to_confirm(submission.complaint, &complaint, &found, draft).await?;
            Ok(Accepted::Held { complaint, warnings })
        }
    }
}

fn is_wrong_secret(problem: &Problem) -> bool {
    problem.kind == ProblemKind::WrongFilingCode
}

/// What belongs to a complaint, sealed or held.
struct Material {
    original: Option<Digest>,
    evidence: Vec<Evidence>,
}

/// What differs by the channel on which a complaint comes.
trait Source<S, D, I, N, M, C>: Sync {
    /// What the channel proves by itself.
    fn proof(&self) -> Proof;
    /// The account whose key was shown.
    fn account(&self) -> Option<String>;
    /// The mail that it was read from.
    fn mail(&self) -> Option<FromMail>;
    /// Whether what was understood can be a case at all.
    fn can_be_a_case(&self, checked: &Checked) -> bool;
    /// A wrong secret was shown.
    fn wrong_secret(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &mut Checked,
    ) -> impl Future<Output = Result<(), FilingError>> + Send;
    /// How often someone who is not proved may file, and may have an address asked.
    fn limit(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &Checked,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<(), FilingError>> + Send;
    /// Seals what belongs to the complaint; of someone who is not proved it is held.
    fn material(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &Checked,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<Material, FilingError>> + Send;
}

struct FromForm<'a> {
    submitter: Submitter,
    report: Option<&'a [u8]>,
}

impl<S, D, I, N, M, C> Source<S, D, I, N, M, C> for FromForm<'_>
where
    S: Bounces + Limits + Once,
    D: Documents,
    I: Holds + Inbox,
    N: Nudges,
    M: Mailer,
    C: Clock,
{
    fn proof(&self) -> Proof {
        match self.submitter {
            Submitter::Account { .. } => Proof::ApiKey,
            Submitter::Anyone { .. } => Proof::None,
        }
    }

    fn account(&self) -> Option<String> {
        match &self.submitter {
            Submitter::Account { id } => Some(id.clone()),
            Submitter::Anyone { .. } => None,
        }
    }

    fn mail(&self) -> Option<FromMail> {
        None
    }

    fn can_be_a_case(&self, _: &Checked) -> bool {
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

    async fn limit(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        checked: &Checked,
        complaint: ComplaintId,
    ) -> Result<(), FilingError> {
        let Submitter::Anyone { peer, work } = &self.submitter else { return Ok(()) };
        let done = match work {
            Some(work) => work.is_met(ports.store, complaint, ports.clock.now()).await?,
            None => false,
        };
        ports.count(if done { LimitedAction::File } else { LimitedAction::FileUnproved }, peer).await?;
        let email = &checked.draft.complainant.email;
        ports.count(LimitedAction::AskToConfirm, email).await?;
        if ports.store.marked(PartyKey::of_address(email)).await?.is_some() {
            let problems = vec![Problem::new(field::EMAIL, ProblemKind::MailComesBack)];
            return Err(FilingError::Invalid { draft: Box::new(checked.draft.clone()), problems });
        }
        Ok(())
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
            hold_files(ports.inbox, complaint, &files, self.report).await?;
        } else {
            seal_files(ports.documents, &files).await?;
            if let Some(report) = self.report {
                ports.documents.seal(report, filing::REPORT_MEDIA).await?;
            }
        }
        Ok(Material { original: self.report.map(Digest::of), evidence: named(&files) })
    }
}

impl<S, D, I, N, M, C> Source<S, D, I, N, M, C> for ReceivedMail<'_>
where
    S: Limits,
    D: Documents,
    I: Holds,
    N: Nudges,
    M: Mailer,
    C: Clock,
{
    fn proof(&self) -> Proof {
        if self.reading.authenticated { Proof::Mail } else { Proof::None }
    }

    fn account(&self) -> Option<String> {
        None
    }

    fn mail(&self) -> Option<FromMail> {
        Some(FromMail {
            key: self.key.to_owned(),
            message_id: self.reading.message_id.clone(),
            is_automatic: self.reading.automatic.is_some(),
        })
    }

    fn can_be_a_case(&self, checked: &Checked) -> bool {
        !checked.located.listings.is_empty() && !self.reading.from.is_empty()
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

    async fn limit(
        &self,
        ports: &FilePorts<'_, S, D, I, N, M, C>,
        _: &Checked,
        _: ComplaintId,
    ) -> Result<(), FilingError> {
        if self.reading.automatic.is_some() {
            return Err(FilingError::NobodyToAsk);
        }
        ports.count(LimitedAction::AskToConfirm, &self.reading.from).await
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
        let (original, evidence) = seal_mail(ports.documents, self.raw, self.reading).await?;
        Ok(Material { original: Some(original), evidence })
    }
}

async fn hold_files<I: Holds>(
    inbox: &I,
    complaint: ComplaintId,
    files: &[EvidenceFile],
    report: Option<&[u8]>,
) -> Result<(), Unavailable> {
    for file in files {
        inbox.hold_file(complaint, &file.bytes).await?;
    }
    if let Some(report) = report {
        inbox.hold_file(complaint, report).await?;
    }
    Ok(())
}

impl<S: Limits, D, I, N, M, C: Clock> FilePorts<'_, S, D, I, N, M, C> {
    async fn count(&self, act: LimitedAction, who: &str) -> Result<(), FilingError> {
        let within = within(self.store, self.links, act, who, self.clock.now()).await?;
        if within { Ok(()) } else { Err(FilingError::TooMany) }
    }
}

impl<S, D, I, N, M: Mailer, C: Clock> FilePorts<'_, S, D, I, N, M, C> {
    /// Sends the letter with the link that confirms a held complaint, with what was understood and what is found
    /// of it. Should it be sent twice, both have one Message-ID and one link.
    async fn ask_to_confirm(
        &self,
        id: ComplaintId,
        complaint: &Complaint,
        found: &[Problem],
        draft: Draft,
    ) -> Result<(), FilingError> {
        let link = format!("{}/confirm/{}", self.public_url, self.links.token(Link::Confirm(id)));
        let letter = Confirmation::of(complaint, found, self.sender, link, self.clock.now());
        let refused = |reason| FilingError::LetterRefused { reason, draft: Box::new(draft) };
        let mime = match letter.compose() {
            Ok(composed) => composed.mime,
            // It cannot be addressed.
            Err(error) => return Err(refused(error.to_string())),
        };
        match self.mailer.send(&OutgoingMail { to: letter.to, mime }).await {
            SendOutcome::Accepted(_) => Ok(()),
            SendOutcome::Refused(reason) => Err(refused(reason)),
            SendOutcome::Unknown(error) => Err(FilingError::Letter(error)),
        }
    }
}
