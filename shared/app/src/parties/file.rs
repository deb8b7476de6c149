//! Filing a complaint, whichever way it comes: check, limit, seal or keep pending, file, ask to confirm.
//!
//! A complainant who is proved files. From anyone else the complaint is kept pending, with its files, until the address that
//! was given is confirmed; nothing of it is sealed before.

use case::{Channel, ComplaintId, Language, Proof};
use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use notice::mail::MailReading;
use notice::{Complaint, Draft, Problem, ProblemKind, Reading, field};
use policy::LimitedAction;
use port::{
    Account, Accounts, Bounces, Cases, Committed, Complaints, Documents, Inbox, LetterClaims, LetterKey,
    Limits, Mailer, Nudges, OutgoingMail, OwnComplaints, PendingConfirmations, PendingNotes, References,
    Registry, ReplayGuard, Subjects, Unavailable, WallClock,
};
use web::letter::{Confirmation, Sender};

use super::source::{FromForm, Source};
use crate::MarketplaceCache;
use crate::filing::{
    self, ChannelProof, Checked, Filed, HELD, Link, LinkKey, Solution, Submitted, TooMany, Within, check,
    new_note, submit, within, writer, writer_within,
};
use crate::letters::{SentOnce, send_once};

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
    /// An account, by one of its API keys.
    Account {
        /// The account.
        account: Box<Account>,
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
    Pending {
        /// The complaint.
        complaint: Box<Complaint>,
        /// What it would probably be declined for.
        warnings: Vec<Problem>,
        /// Whether its complainant was asked to confirm it. Where an address gets no more letters today, a person looks
        /// at it instead.
        asked: bool,
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
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The sender is not proved and cannot be asked: a machine sent it (RFC 3834), or its domain says that it did not.
    #[error("a complaint of an unauthenticated sender who must not be written to")]
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
pub async fn check_now<S: Accounts + Registry + Subjects, C: WallClock>(
    (store, clock): (&S, &C),
    marketplaces: &MarketplaceCache,
    reading: Reading,
    channel_proof: impl Into<ChannelProof>,
) -> Result<Checked, Unavailable> {
    let marketplaces = marketplaces.all(store, clock).await?;
    let today = clock.now().to_zoned(TimeZone::UTC).date();
    check(store, marketplaces, reading, channel_proof.into(), today).await
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
    S: Accounts
        + Bounces
        + Cases
        + Complaints
        + LetterClaims
        + References
        + Limits
        + PendingNotes
        + ReplayGuard
        + OwnComplaints
        + Registry
        + Subjects,
    D: Documents,
    I: PendingConfirmations + Inbox,
    N: Nudges,
    M: Mailer,
    C: WallClock,
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
    S: Accounts
        + Cases
        + Complaints
        + LetterClaims
        + References
        + Limits
        + PendingNotes
        + OwnComplaints
        + Registry
        + Subjects,
    D: Documents,
    I: PendingConfirmations,
    N: Nudges,
    M: Mailer,
    C: WallClock,
{
    take_in(ports, mail.reading.understood.reading.clone(), submission, &mail).await
}

/// The one way in: check, limit, seal or keep pending, file, ask to confirm. What differs by channel is `source`'s.
async fn take_in<S, D, I, N, M, C, R>(
    ports: &FilePorts<'_, S, D, I, N, M, C>,
    mut reading: Reading,
    submission: Submission,
    source: &R,
) -> Result<Accepted, FilingError>
where
    S: Accounts
        + Cases
        + Complaints
        + LetterClaims
        + Limits
        + References
        + OwnComplaints
        + PendingNotes
        + Registry
        + Subjects,
    D: Documents,
    I: PendingConfirmations,
    N: Nudges,
    M: Mailer,
    C: WallClock,
    R: Source<S, D, I, N, M, C>,
{
    reading.draft.language.get_or_insert(submission.language);
    let channel_proof = source.channel_proof();
    let mut checked =
        check_now((ports.store, ports.clock), ports.marketplaces, reading, channel_proof).await?;
    if checked.problems.iter().any(is_wrong_secret) {
        source.wrong_secret(ports, &mut checked).await?;
    }
    let stops = |problem: &Problem| submission.strictness.stops(problem);
    let Submission { complaint: id, at, channel, .. } = submission;
    let stopped = checked.problems.iter().any(stops) || !source.names_sender();
    let complaint = if stopped { None } else { checked.complaint(id, at, channel) };
    let Some(mut complaint) = complaint else {
        let Checked { draft, problems, .. } = checked;
        return Err(FilingError::Invalid { draft: Box::new(draft), problems });
    };
    let asking = match checked.proof {
        Proof::None => source.limit(ports, &checked, id).await?,
        Proof::AccountSecret | Proof::Mail | Proof::Link | Proof::ApiKey => Asking::Letter,
    };
    let material = source.material(ports, &checked, id).await?;
    (complaint.original, complaint.evidence) = (material.original, material.evidence);
    let warnings: Vec<Problem> = checked.warnings().cloned().collect();
    let all = (ports.store, ports.documents, ports.nudges, ports.inbox);
    match submit(all, complaint, source.mail(), checked.account.clone()).await? {
        Submitted::Filed(complaint, filed) => Ok(Accepted::Filed { complaint, filed, warnings }),
        Submitted::Pending(complaint) => {
            let queued = ports.note(&complaint, &source.network(), source.is_disowned()).await?;
            match asking {
                Asking::Letter => {
                    ports.ask_to_confirm(&complaint, checked, source.mail().is_some()).await?;
                }
                // Somebody must see it.
                Asking::NotNow(too_many) if !queued => return Err(too_many.into()),
                Asking::Never if !queued => return Err(FilingError::NobodyToAsk),
                Asking::NotNow(_) | Asking::Never => {}
            }
            Ok(Accepted::Pending { complaint, warnings, asked: asking == Asking::Letter })
        }
    }
}

pub(super) fn is_wrong_secret(problem: &Problem) -> bool {
    problem.kind == ProblemKind::WrongAccountSecret
}

impl<S: Limits, D, I, N, M, C: WallClock> FilePorts<'_, S, D, I, N, M, C> {
    pub(super) async fn count(&self, act: LimitedAction, who: &str) -> Result<(), FilingError> {
        let within = within(self.store, self.links, act, who, self.clock.now()).await?;
        Ok(within.allowed()?)
    }

    async fn is_within(&self, act: LimitedAction, who: &str) -> Result<bool, Unavailable> {
        Ok(within(self.store, self.links, act, who, self.clock.now()).await? == Within::Yes)
    }

    /// Whether the address may be asked to confirm what came from `network`. What others have it asked never stops its
    /// owner: then no letter is sent, and a person looks.
    pub(super) async fn may_ask(&self, address: &str, network: &str) -> Result<Asking, FilingError> {
        let pair = format!("{network} {}", writer(address));
        self.count(LimitedAction::AskFromNetwork, &pair).await?;
        let now = self.clock.now();
        let asked = writer_within(self.store, self.links, LimitedAction::AskToConfirm, address, now).await?;
        Ok(match asked {
            Within::Yes => Asking::Letter,
            Within::Not(too_many) => Asking::NotNow(too_many),
        })
    }
}

impl<S: Limits + PendingNotes, D, I, N, M, C: WallClock> FilePorts<'_, S, D, I, N, M, C> {
    /// Notes a complaint that waits. Returns whether a person sees it once its confirmation is overdue: a complete one,
    /// of which its network has not sent too many.
    async fn note(&self, complaint: &Complaint, network: &str, disowned: bool) -> Result<bool, FilingError> {
        // Sent once more, it does not count once more.
        if let Some(note) = self.store.pending_note(complaint.id).await? {
            return Ok(note.queued);
        }
        let queued =
            complaint.missing.is_empty() && self.is_within(LimitedAction::Unconfirmed, network).await?;
        let Some(note) = new_note(complaint, disowned, queued) else { return Ok(false) };
        match self.store.put_pending_note(&note).await? {
            Committed::Done => Ok(queued),
            // Another delivery of it was first.
            Committed::Conflict => {
                Ok(self.store.pending_note(complaint.id).await?.is_some_and(|it| it.queued))
            }
        }
    }
}

/// Whether the address that was given may be asked to confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// It is asked.
    Letter,
    /// It was asked too often today.
    NotNow(TooMany),
    /// It must not be written to.
    Never,
}

/// How long a mail that is reported to have arrived once more leads to no second letter: as long as a complaint waits
/// for its confirmation.
const LINK_LASTS: SignedDuration = HELD;
/// Who submits the same complaint once more after so long gets another letter: the first may be lost.
const ASKED_AGAIN: SignedDuration = SignedDuration::from_mins(10);

impl<S: LetterClaims, D, I, N, M: Mailer, C: WallClock> FilePorts<'_, S, D, I, N, M, C> {
    /// Sends the letter with the link that confirms a pending complaint, with what was understood and what is found
    /// of it. A second one has the same link.
    async fn ask_to_confirm(
        &self,
        complaint: &Complaint,
        checked: Checked,
        by_mail: bool,
    ) -> Result<(), FilingError> {
        let link = format!("{}/confirm/{}", self.public_url, self.links.token(Link::Confirm(complaint.id)));
        let letter = Confirmation::of(complaint, &checked.problems, self.sender, link, self.clock.now());
        let refused = |reason| FilingError::LetterRefused { reason, draft: Box::new(checked.draft) };
        let mime = match letter.compose() {
            Ok(composed) => composed.mime,
            // It cannot be addressed.
            Err(error) => return Err(refused(error.to_string())),
        };
        let mail = OutgoingMail { to: letter.to, mime };
        let key = LetterKey::Confirmation(complaint.id);
        let settled = if by_mail { LINK_LASTS } else { ASKED_AGAIN };
        match send_once((self.store, self.mailer, self.clock), key, &mail, settled).await? {
            SentOnce::Sent | SentOnce::Already | SentOnce::GivenUp => Ok(()),
            // The process that was sending it may have died, so this is no success yet.
            SentOnce::UnderWay => Err(FilingError::Letter("it is being sent".into())),
            SentOnce::Refused(reason) => Err(refused(reason)),
            SentOnce::Not(error) | SentOnce::Perhaps(error) => Err(FilingError::Letter(error)),
        }
    }
}
