//! What a party states about a case: an answer, an objection, an appeal, a message.

use case::{Case, Command, Digest, Ground, Illegal, PartyAct, Side, Subject};
use contract::statement::{NamedListing, Statement};
use notice::{Problem, ProblemKind, Upload, field, limit};
use policy::{CounterElement, Demand, NoticeLaw};
use port::{Cases, Documents, Inbox, Nudges, StoredCase, Subjects, Unavailable, WallClock};

use super::evidence::{EncryptedFiles, EvidenceError, take_files};
use crate::vault::Keeper;
use crate::{ChangeError, change, send_nudges};

/// What a party wrote, signed and attached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyStatement {
    /// The words.
    pub text: String,
    /// The writer's name; sellers sign with it.
    pub name: String,
    /// What shows that a counter-notice is wrong, where the complainant disputes it.
    pub ground: Option<Ground>,
    /// The court, or the authority, that the complainant has turned to.
    pub court: String,
    /// The number under which it has the matter.
    pub docket: String,
    /// What a seller gives with a counter-notice where the law demands it.
    pub postal_address: String,
    /// See `postal_address`.
    pub telephone: String,
    /// See `postal_address`: the full name, as typed.
    pub signature: String,
    /// The declarations that were made.
    pub declared: Vec<Declared>,
    /// Files that wait in the inbox.
    pub uploads: Vec<Upload>,
    /// What was found wrong while it was read.
    pub problems: Vec<Problem>,
}

/// A declaration that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Which.
    pub element: CounterElement,
    /// Its words, as the party saw them.
    pub words: String,
}

/// Why a statement was not taken. Nothing of it is sealed.
#[derive(Debug, thiserror::Error)]
pub enum StatementError {
    /// It is wrong or incomplete.
    #[error("the statement is wrong or incomplete")]
    Invalid(Vec<Problem>),
    /// The case does not take it, or not now.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The data of the party that makes it was erased.
    #[error("the data of this party was erased")]
    Erased,
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<EvidenceError> for StatementError {
    fn from(error: EvidenceError) -> Self {
        match error {
            EvidenceError::Invalid(problems) => Self::Invalid(problems),
            EvidenceError::Unavailable(error) => Self::Unavailable(error),
        }
    }
}

/// What a statement must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Required {
    Nothing,
    Text,
    TextOrFiles,
}

const fn required(act: PartyAct) -> Required {
    match act {
        // That the other side is right needs no reason.
        PartyAct::Concede => Required::Nothing,
        // The document says it.
        PartyAct::Court => Required::Nothing,
        PartyAct::Message => Required::TextOrFiles,
        _ => Required::Text,
    }
}

impl PartyStatement {
    /// The files as a form names them.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        self.uploads.iter().map(|upload| format!("{} {}", upload.key, upload.name)).collect()
    }

    /// Refuses what is wrong or incomplete as `act` of `side` about `stored`.
    pub(super) fn checked(
        &self,
        stored: &StoredCase,
        (side, act): (Side, PartyAct),
    ) -> Result<(), StatementError> {
        let problems = self.check(side, act, NoticeLaw::of_filing(&stored.case.filing));
        if problems.is_empty() {
            return Ok(());
        }
        // What is not possible now need not be put right.
        if !stored.case.may_act(side, act) {
            taken(stored, side, act, Digest::new([0; 32])).map_err(ChangeError::from)?;
        }
        Err(StatementError::Invalid(problems))
    }

    /// What is wrong with it as `act` of `side`.
    fn check(&self, side: Side, act: PartyAct, law: NoticeLaw) -> Vec<Problem> {
        let mut problems = self.problems.clone();
        let missing = |field| Problem::new(field, ProblemKind::Missing);
        let too_long = |field, limit| Problem::new(field, ProblemKind::TooLong { limit });
        let lacks_text = match required(act) {
            Required::Nothing => false,
            Required::Text => self.text.is_empty(),
            Required::TextOrFiles => self.text.is_empty() && self.uploads.is_empty(),
        };
        if lacks_text {
            problems.push(missing(field::TEXT));
        } else if self.text.chars().count() > limit::STATEMENT {
            problems.push(too_long(field::TEXT, limit::STATEMENT));
        }
        match act {
            PartyAct::Contest => {
                if self.ground.is_none() {
                    problems.push(missing(field::GROUND));
                }
                if !lacks_text && !states_a_fact(&self.text) {
                    problems.push(Problem::new(field::TEXT, ProblemKind::TooShort { least: limit::FACT }));
                }
            }
            PartyAct::Court => {
                for (name, value, longest) in
                    [(field::COURT, &self.court, limit::NAME), (field::DOCKET, &self.docket, limit::NUMBER)]
                {
                    if value.is_empty() {
                        problems.push(missing(name));
                    } else if value.chars().count() > longest {
                        problems.push(too_long(name, longest));
                    }
                }
                if self.uploads.is_empty() {
                    problems.push(missing(field::EVIDENCE));
                }
            }
            _ => {}
        }
        if side == Side::Seller {
            if self.name.is_empty() {
                problems.push(missing(field::NAME));
            } else if self.name.chars().count() > limit::NAME {
                problems.push(too_long(field::NAME, limit::NAME));
            }
        }
        if act == PartyAct::CounterNotice {
            problems.extend(law.counter_demands().iter().filter_map(|demand| self.lacks(*demand)));
        }
        problems
    }

    /// What is wrong with what a counter-notice must contain.
    fn lacks(&self, Demand { element, source }: Demand<CounterElement>) -> Option<Problem> {
        let kind_of = |value: &str, limit| match value.chars().count() {
            0 => Some(ProblemKind::Missing),
            length => (length > limit).then_some(ProblemKind::TooLong { limit }),
        };
        let unless = |given: bool| (!given).then_some(ProblemKind::Missing);
        let kind = match element {
            CounterElement::Evidence => unless(!self.uploads.is_empty()),
            CounterElement::PostalAddress => kind_of(&self.postal_address, limit::POSTAL_ADDRESS),
            CounterElement::Telephone => kind_of(&self.telephone, limit::TELEPHONE),
            CounterElement::Signature => kind_of(&self.signature, limit::SIGNATURE),
            CounterElement::Declaration | CounterElement::Jurisdiction => {
                unless(self.declared.iter().any(|it| it.element == element))
            }
        };
        let field = field::of_counter_notice(element);
        kind.map(|kind| Problem { source, ..Problem::new(field, kind) })
    }

    /// The document about `stored`; of a counter-notice for several listings, about all `listings`.
    pub(super) fn document(
        &self,
        (stored, listings): (&StoredCase, Vec<NamedListing>),
        (by, act): (Side, PartyAct),
        files: &EncryptedFiles,
    ) -> Vec<u8> {
        let (name, text) = (self.name.clone(), self.text.clone());
        let (court, docket) = (self.court.clone(), self.docket.clone());
        let demands = if act == PartyAct::CounterNotice {
            NoticeLaw::of_filing(&stored.case.filing).counter_demands()
        } else {
            &[]
        };
        // What no law demands is not kept: the complainant receives a copy.
        let demanded = |element, value: &String| {
            if demands.iter().any(|it| it.element == element) { value.clone() } else { String::new() }
        };
        Statement {
            act,
            case: stored.case.id,
            listings,
            by,
            name,
            ground: self.ground,
            court,
            docket,
            postal_address: demanded(CounterElement::PostalAddress, &self.postal_address),
            telephone: demanded(CounterElement::Telephone, &self.telephone),
            declared: self.declared.iter().map(|it| it.words.clone()).collect(),
            signature: demanded(CounterElement::Signature, &self.signature),
            text,
            evidence: files.named(),
        }
        .encode()
    }
}

/// Whether `text` is long enough to state a fact: "No." is an answer and none.
fn states_a_fact(text: &str) -> bool {
    notice::letters(text) >= limit::FACT
}

/// The command that `act` makes of the document with this digest, where the case takes it.
pub(super) fn taken(
    stored: &StoredCase,
    side: Side,
    act: PartyAct,
    digest: Digest,
) -> Result<Command, Illegal> {
    let case = &stored.case;
    let command = act.statement(side, digest).filter(|_| case.knows(&digest) || case.may_act(side, act));
    if let Some(command) = command {
        return Ok(command);
    }
    // The case itself may know a better reason.
    if let Some(command) = act.statement(side, digest) {
        case.decide(&side.actor(), &command, case.last_at)?;
    }
    Err(Illegal::NotNow { command: act.code(), state: case.state.code() })
}

/// The keeper of what `side` of a case writes; `None` once that party was erased.
async fn keeper_of<S: Subjects>(store: &S, case: &Case, side: Side) -> Result<Option<Keeper>, Unavailable> {
    match (side, case.record.as_ref().and_then(|record| record.seller)) {
        (Side::Complainant, _) => Keeper::of(store, case.filing.complainant).await,
        (Side::Seller, Some(seller)) => Keeper::of(store, seller).await,
        // The marketplace never said who offers the listing.
        (Side::Seller, None) => {
            Keeper::of_subject(store, &Subject::of_seller_of(&case.filing.listing)).await.map(Some)
        }
    }
}

/// Who keeps what `side` of a case states, and its files as they will be sealed.
pub(super) async fn kept_by<S: Subjects, I: Inbox>(
    (store, inbox): (&S, &I),
    (case, side): (&Case, Side),
    statement: &PartyStatement,
) -> Result<(Keeper, EncryptedFiles), StatementError> {
    let keeper = keeper_of(store, case, side).await?.ok_or(StatementError::Erased)?;
    let files = take_files(inbox, &statement.uploads).await?;
    let files = EncryptedFiles::of(&keeper, files)?;
    Ok((keeper, files))
}

/// States `act`, which is no counter-notice, about each of `cases`, all of them of one complaint: all take it, or nothing
/// is stored. It is decided on the digests of the documents; these are sealed only then.
///
/// # Errors
/// [`StatementError`].
pub async fn make_statement<S, D, I, N, C>(
    (store, documents, inbox, nudges, clock): (&S, &D, &I, &N, &C),
    cases: Vec<StoredCase>,
    (side, act): (Side, PartyAct),
    statement: &PartyStatement,
) -> Result<(), StatementError>
where
    S: Cases + Subjects,
    D: Documents,
    I: Inbox,
    N: Nudges,
    C: WallClock,
{
    if act.statement(side, Digest::new([0; 32])).is_none() {
        let actor = match side {
            Side::Complainant => "the complainant",
            Side::Seller => "the seller",
        };
        return Err(ChangeError::from(Illegal::NotYours { actor, command: act.code() }).into());
    }
    let Some(first) = cases.first() else { return Ok(()) };
    let refuses = |stored: &&StoredCase| !stored.case.may_act(side, act);
    statement.checked(cases.iter().find(refuses).unwrap_or(first), (side, act))?;
    let (keeper, files) = kept_by((store, inbox), (&first.case, side), statement).await?;
    let mut decided = Vec::new();
    for stored in cases {
        let document = statement.document((&stored, Vec::new()), (side, act), &files);
        let document = keeper.encrypt(document)?;
        let command = taken(&stored, side, act, document.digest).map_err(ChangeError::from)?;
        decided.push((stored, document, command));
    }
    files.seal(documents).await?;
    for (stored, document, command) in decided {
        document.seal(documents, "application/json").await?;
        let changed = change(store, stored, &side.actor(), &[command], clock.now()).await?;
        send_nudges(nudges, clock, changed.nudges()).await;
    }
    Ok(())
}
