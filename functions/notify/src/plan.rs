//! From a letter that is owed to one that can be sent: to whom, in which words, or why not at all.

use app::parties::{StatementText, statement_text};
use app::rules::words_beside;
use case::{Case, Language, Letter, OwedLetter, Side, State, Withheld};
use jiff::Timestamp;
use port::{Cases, Documents, Registry, Snapshots, StoredCase, Subjects};
use step::StepError;
use web::StatementCopy;
use web::letter::Item;

use crate::draft::{Envelope, Known, NoEnvelope};
use crate::matter::{Facts, side_of};
use crate::{Notify, matter};

/// A letter that can be sent.
pub(crate) struct PlannedLetter {
    /// The number of its case in the group.
    pub(crate) index: usize,
    pub(crate) owed: OwedLetter,
    pub(crate) envelope: Envelope,
    pub(crate) item: Item,
}

/// What becomes of a letter that is owed.
pub(crate) enum Planned {
    Letter(Box<PlannedLetter>),
    Withheld(Withheld),
}

impl<S, D, L, M, A, C, J> Notify<S, D, L, M, A, C, J>
where
    S: Cases + Registry + Snapshots + Subjects,
    D: Documents,
{
    /// Plans a letter that the case with number `index` in its group owes.
    pub(crate) async fn plan(
        &self,
        known: &Known<'_>,
        index: usize,
        owed: OwedLetter,
        now: Timestamp,
    ) -> Result<Planned, StepError> {
        let stored = known.stored;
        let withheld = |why: Withheld| {
            tracing::info!(case.id = %stored.case.id, case.reference = %stored.case.filing.reference, letter = owed.letter.code(), why = why.code(), "letter withheld");
            Ok(Planned::Withheld(why))
        };
        let envelope = match known.envelope(owed, now) {
            Ok(envelope) => envelope,
            Err(NoEnvelope::Withhold(why)) => return withheld(why),
            Err(NoEnvelope::Later) => {
                return Err(StepError::unanswered("about the seller", known.listing.as_ref().err()));
            }
        };
        if side_of(owed.letter) == Side::Seller && self.is_seller_erased(stored).await? {
            return withheld(Withheld::Erased);
        }
        let copy = self.copy(stored, owed, envelope.language).await?;
        if is_moot(&stored.case, owed.letter, copy.as_ref()) {
            return withheld(Withheld::Moot);
        }
        let mut facts = Facts { copy, ..Facts::default() };
        if matches!(owed.letter, Letter::StatementOfReasons | Letter::Declined) {
            let words = words_beside(&self.store, stored).await?;
            let judged = stored.case.record.as_ref().and_then(|record| record.snapshot);
            facts.title = judged.and_then(|judged| words.titles.get(&judged).cloned());
            facts.protected = words.right;
        }
        let told = matter::matter(stored, owed, &facts, now)
            .ok_or_else(|| StepError::Reject("the letter does not fit the event it is owed for".into()))?;
        let item = known.item(owed, told, facts.title, &self.letterhead);
        Ok(Planned::Letter(Box::new(PlannedLetter { index, owed, envelope, item })))
    }

    /// Whether the data of the seller of a case was erased; a seller that the marketplace never named has none.
    async fn is_seller_erased(&self, stored: &StoredCase) -> Result<bool, StepError> {
        match stored.case.record.as_ref().and_then(|record| record.seller) {
            Some(seller) => Ok(self.store.data_key(seller).await?.is_none()),
            None => Ok(false),
        }
    }

    /// The copy of the other side's statement that the letter hands on, where it does and the statement may still count.
    async fn copy(
        &self,
        stored: &StoredCase,
        owed: OwedLetter,
        language: Language,
    ) -> Result<Option<StatementCopy>, StepError> {
        let handed_on = stored.case.handed_on(&stored.log, side_of(owed.letter));
        let Some(statement) = handed_on.iter().find(|it| it.of == owed.of) else { return Ok(None) };
        match statement_text(&self.documents, &self.store, statement.document).await? {
            StatementText::Words(statement) => Ok(Some((*statement).into())),
            StatementText::Erased => Ok(Some(StatementCopy::erased(language))),
            StatementText::None => Err(StepError::Reject("the statement cannot be read".into())),
        }
    }
}

/// Whether nothing is left to be told: the statement cannot count any more, or the counter-notice waits for no answer.
const fn is_moot(case: &Case, letter: Letter, copy: Option<&StatementCopy>) -> bool {
    match letter {
        Letter::CounterNotice | Letter::Disputed if copy.is_none() => true,
        Letter::CounterNotice => !matches!(
            case.state,
            State::CounterNoticed { .. } | State::AwaitingAnswer { contested: None, .. }
        ),
        _ => false,
    }
}
