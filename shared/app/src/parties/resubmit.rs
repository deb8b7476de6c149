//! Correcting a declined complaint: what it said, with what failed changed, is filed again about the same listing,
//! and keeps its queue priority time.

use case::{Channel, ComplaintId, Digest, Illegal, Owner, PartyAct, Proof, Side, State};
use contract::complaint::Evidence;
use jiff::Timestamp;
use notice::mail::{Attachment, MailReading};
use notice::{Draft, Problem, ProblemKind, Reading, field};
use policy::{LimitedAction, is_cured_by_document};
use port::{
    Account, Accounts, Cases, Complaints, Documents, Inbox, Limits, Nudges, OwnComplaints, References,
    Registry, StoredCase, Subjects, Unavailable, WallClock,
};

use super::document::{DocumentError, complaint_document};
use super::evidence::{EncryptedFiles, EvidenceError, EvidenceFile, take_files};
use super::file::check_now;
use crate::filing::{self, Checked, Filed, IdentifiedComplaint, LinkKey, TooMany, seal_mail, within};
use crate::identity::identify;
use crate::vault::Keeper;
use crate::{ChangeError, MarketplaceCache};

/// What a complainant sends in place of what was declined.
#[derive(Debug, Clone)]
pub struct Correction {
    /// The fields, with the files that wait in the inbox.
    pub reading: Reading,
    /// The network address that it comes from, for the limit on wrong secrets.
    pub peer: String,
}

/// Why a corrected complaint was not filed. Nothing is sealed.
#[derive(Debug, thiserror::Error)]
pub enum ResubmitError {
    /// It is still wrong or incomplete, or not proved.
    #[error("the correction is wrong or incomplete")]
    Invalid {
        /// What was sent, over what was known.
        draft: Box<Draft>,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// The case is not declined, or may not be corrected.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// Too many wrong secrets came from this address.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The declined complaint cannot be read.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// It could not be filed.
    #[error(transparent)]
    File(#[from] filing::FileError),
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Files what the complainant of `stored` sends in place of what was declined. The same content sent twice is filed
/// once.
///
/// # Errors
/// [`ResubmitError`].
pub async fn resubmit_complaint<S, D, I, N, C>(
    (store, documents, inbox, nudges, clock): (&S, &D, &I, &N, &C),
    (marketplaces, links): (&MarketplaceCache, &LinkKey),
    stored: &StoredCase,
    correction: Correction,
) -> Result<Filed, ResubmitError>
where
    S: Accounts + Cases + Complaints + References + Limits + OwnComplaints + Registry + Subjects,
    D: Documents,
    I: Inbox,
    N: Nudges,
    C: WallClock,
{
    let case = &stored.case;
    let (State::Declined { decline }, true) =
        (&case.state, case.may_act(Side::Complainant, PartyAct::Resubmit))
    else {
        let (command, state) = (PartyAct::Resubmit.code(), case.state.code());
        return Err(ChangeError::from(Illegal::NotNow { command, state }).into());
    };
    let before = complaint_document(documents, store, case.filing.document).await?;
    let Reading { draft: sent, problems } = correction.reading;
    let draft = replaced(Draft::of(&before), sent);
    let channel_proof = case.filing.proof_under(draft.right_ref().ok().flatten().as_ref());
    let reading = Reading { draft, problems: problems.into_iter().filter(is_asked).collect() };
    let checked = check_now((store, clock), marketplaces, reading, channel_proof).await?;
    if checked.problems.iter().any(|problem| problem.kind == ProblemKind::WrongAccountSecret) {
        let peer = &correction.peer;
        within(store, links, LimitedAction::WrongSecret, peer, clock.now()).await?.allowed()?;
    }
    let files = match sound_files(inbox, &checked).await {
        Ok(files) => files,
        Err(EvidenceError::Invalid(problems)) => {
            return Err(ResubmitError::Invalid { draft: Box::new(checked.draft), problems });
        }
        Err(EvidenceError::Unavailable(error)) => return Err(error.into()),
    };
    let before = IdentifiedComplaint::read(&before).map_err(DocumentError::from)?;
    let keeper = Keeper::of_writer(store, before.filer.party).await?;
    let files = EncryptedFiles::of(&keeper, files)?;
    files.seal(documents).await?;
    let corrected =
        corrected(stored, before, &checked, files.named(), Channel::Web, (decline.at, clock.now()));
    file_corrected((store, documents, nudges), corrected, checked.account).await
}

/// Files the complaint of `stored` again with the documents of its complainant's reply `raw`, where a document may cure
/// what it was declined for: what a letter asks for may come as its answer. `None` where it does not, or the reply brings
/// none. Nothing of what the mail says is taken for an order, and the same mail twice is filed once.
///
/// # Errors
/// [`ResubmitError`].
pub async fn resubmit_by_mail<S, D, N, C>(
    (store, documents, nudges, clock): (&S, &D, &N, &C),
    marketplaces: &MarketplaceCache,
    stored: &StoredCase,
    (raw, mail): (&[u8], &MailReading),
) -> Result<Option<Filed>, ResubmitError>
where
    S: Accounts + Cases + Complaints + References + OwnComplaints + Registry + Subjects,
    D: Documents,
    N: Nudges,
    C: WallClock,
{
    let case = &stored.case;
    let State::Declined { decline } = &case.state else { return Ok(None) };
    let is_cure = case.may_act(Side::Complainant, PartyAct::Resubmit)
        && is_cured_by_document(decline.code)
        && mail.attachments.iter().any(Attachment::is_document);
    if !is_cure {
        return Ok(None);
    }
    let before = complaint_document(documents, store, case.filing.document).await?;
    let reading = Reading { draft: Draft::of(&before), problems: Vec::new() };
    let checked = check_now((store, clock), marketplaces, reading, Proof::Mail).await?;
    let before = IdentifiedComplaint::read(&before).map_err(DocumentError::from)?;
    let keeper = Keeper::of_writer(store, before.filer.party).await?;
    let (original, evidence) = seal_mail((documents, &keeper), raw, mail).await?;
    let mut corrected =
        corrected(stored, before, &checked, evidence, Channel::Mail, (decline.at, clock.now()));
    corrected.complaint.original = Some(original);
    file_corrected((store, documents, nudges), corrected, None).await.map(Some)
}

/// Files what was corrected, for `shown` or else for whom it was filed.
async fn file_corrected<S, D, N>(
    (store, documents, nudges): (&S, &D, &N),
    corrected: IdentifiedComplaint,
    shown: Option<Account>,
) -> Result<Filed, ResubmitError>
where
    S: Accounts + Cases + Complaints + References + OwnComplaints + Subjects,
    D: Documents,
    N: Nudges,
{
    // For the account that it was filed for stays; a party may have joined one since.
    let shown = match (shown, corrected.filer.owner) {
        (None, Owner::Account(id)) => store.account(&id).await?,
        (shown, _) => shown,
    };
    let corrected = identify(store, corrected.complaint, shown).await?;
    Ok(filing::file(store, documents, nudges, &corrected).await?)
}

/// The files of a correction that nothing is wrong with; what the register says against it does not stop it.
async fn sound_files<I: Inbox>(inbox: &I, checked: &Checked) -> Result<Vec<EvidenceFile>, EvidenceError> {
    let mut problems: Vec<Problem> = checked.errors().cloned().collect();
    if checked.proof == Proof::None && problems.is_empty() {
        problems.push(Problem::new(field::ACCOUNT_SECRET, ProblemKind::Missing));
    }
    if problems.is_empty() {
        take_files(inbox, &checked.draft.uploads).await
    } else {
        Err(EvidenceError::Invalid(problems))
    }
}

/// Whether the form that corrects a complaint asks for what this is about.
fn is_asked(problem: &Problem) -> bool {
    [
        field::RIGHT_OFFICE,
        field::RIGHT_NUMBER,
        field::WORK,
        field::EXPLANATION,
        field::ACCOUNT_SECRET,
        field::SIGNATURE,
        field::TRUTH,
        field::EVIDENCE,
    ]
    .contains(&problem.field)
}

/// The corrected complaint about the listing of `stored`.
fn corrected(
    stored: &StoredCase,
    before: IdentifiedComplaint,
    checked: &Checked,
    evidence: Vec<Evidence>,
    channel: Channel,
    (declined_at, now): (Timestamp, Timestamp),
) -> IdentifiedComplaint {
    let mut corrected = before;
    let (draft, complaint) = (&checked.draft, &mut corrected.complaint);
    (complaint.right, complaint.work) = draft.named_right();
    complaint.classes.clone_from(&draft.right.classes);
    complaint.explanation.clone_from(&draft.explanation);
    complaint.statements.clone_from(&draft.statements);
    complaint.missing = Vec::new();
    complaint.proof = checked.proof;
    complaint.channel = channel;
    complaint.priority_at = Some(stored.case.priority_at());
    complaint.listings.retain(|named| named.listing == stored.case.filing.listing);
    complaint.evidence.extend(evidence);
    // Its id follows from what it says, not from when it came.
    let content = Digest::of(&corrected.document().encode());
    let declined_at = u64::try_from(declined_at.as_millisecond()).unwrap_or_default();
    corrected.complaint.id = ComplaintId::resubmission(stored.case.id, declined_at, content);
    corrected.complaint.filed_at = now;
    corrected
}

/// What was sent, where something was; who complains, and about what, stays.
fn replaced(mut known: Draft, sent: Draft) -> Draft {
    let take = |known: &mut String, sent: String| {
        if !sent.trim().is_empty() {
            *known = sent;
        }
    };
    take(&mut known.explanation, sent.explanation);
    take(&mut known.right.office, sent.right.office);
    take(&mut known.right.number, sent.right.number);
    take(&mut known.right.work, sent.right.work);
    known.account_secret = sent.account_secret;
    // What was declared of other words, or of another right, is declared again.
    known.statements = sent.statements;
    known.uploads = sent.uploads;
    known
}
