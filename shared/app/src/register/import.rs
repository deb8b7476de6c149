//! What offices' own files say, taken over into the register.

use std::collections::BTreeMap;

use case::{AccountId, PartyId, RightKind, RightRef};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use offices::OfficeRecord;
use port::{Accounts, Committed, Registry, Unavailable};
use register::right::{
    By, CheckCode, CheckFinding, CommandError, History, LONGEST_TEXT, MOST_OTHERS, MarkForm, OfficeExtract,
    Outcome, ReviewState, Right, RightCommand, RightRecorded, Unfoldable, checks, decide,
};

use super::CHUNK;
use super::accounts::{AccountRoleError, brand};
use super::store::schedule;

/// What new rights get that their records do not say.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// The owner's name, where the record names none, as in EUIPO's open data.
    pub owner: Option<String>,
    /// The owner's people.
    pub holders: Vec<PartyId>,
    /// The brand account that they belong to.
    pub account: Option<AccountId>,
}

/// What an import came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Rights that were not there.
    pub added: usize,
    /// Rights that are not as they were.
    pub updated: usize,
    /// Rights that are as they were.
    pub unchanged: usize,
}

/// Why records are not taken over.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The owner's name is empty or too long.
    #[error("owner must have 1 to {LONGEST_TEXT} characters")]
    Owner,
    /// There are too many holders.
    #[error("holder may be given at most {MOST_OTHERS} times")]
    Holders,
    /// Their account cannot be named.
    #[error(transparent)]
    Account(#[from] AccountRoleError),
    /// Records of new rights name no owner, and nobody else does.
    #[error(
        "nothing is imported: the records of {first} and {others} others name no owner, as EUIPO's open data does not"
    )]
    Ownerless {
        /// The first of them.
        first: RightRef,
        /// How many others there are.
        others: usize,
    },
    /// Someone else changed a right meanwhile; those before it are imported.
    #[error("someone else has changed {0} meanwhile; import the files again")]
    Changed(RightRef),
    /// The register refuses it.
    #[error(transparent)]
    Refused(#[from] CommandError),
    /// The stored history does not take it.
    #[error(transparent)]
    History(#[from] Unfoldable),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Takes records of offices over; of a right that has several, the one of the latest state. A right that is there keeps
/// what its owner stated, and its documents, mandates, sellers and history. What the office says stands beside it;
/// status, last day, territories and form are the office's. Importing the same again changes nothing.
///
/// # Errors
/// [`ImportError`]; nothing is imported then, but as [`ImportError::Changed`] and
/// [`ImportError::Unavailable`] say.
pub async fn import<S>(
    store: &S,
    records: Vec<(RightRef, OfficeRecord)>,
    with: &Import,
    now: Timestamp,
) -> Result<Imported, ImportError>
where
    S: Registry + Accounts,
{
    with.check()?;
    if let Some(account) = &with.account {
        brand(store, account).await?;
    }
    let records = latest(records);
    let (mut done, mut rights, mut ownerless) = (Imported::default(), Vec::new(), Vec::new());
    for chunk in records.chunks(CHUNK) {
        let names: Vec<RightRef> = chunk.iter().map(|(name, _)| name.clone()).collect();
        for ((name, record), there) in chunk.iter().zip(store.rights(&names).await?) {
            let Some(right) = with.taken(name, record, there.as_ref(), now)? else {
                ownerless.push(name);
                continue;
            };
            match there {
                Some(there) if there == right => done.unchanged += 1,
                there => {
                    *if there.is_some() { &mut done.updated } else { &mut done.added } += 1;
                    rights.push(right);
                }
            }
        }
    }
    if let [first, others @ ..] = &ownerless[..] {
        return Err(ImportError::Ownerless { first: (*first).clone(), others: others.len() });
    }
    for right in rights {
        if store.put_right(&right).await? == Committed::Conflict {
            return Err(ImportError::Changed(right.right));
        }
    }
    Ok(done)
}

/// Of each right, the record of the latest state.
fn latest(all: Vec<(RightRef, OfficeRecord)>) -> Vec<(RightRef, OfficeRecord)> {
    let mut records: BTreeMap<RightRef, OfficeRecord> = BTreeMap::new();
    for (name, record) in all {
        if records.get(&name).is_none_or(|there| there.status_on <= record.status_on) {
            records.insert(name, record);
        }
    }
    records.into_iter().collect()
}

impl Import {
    fn check(&self) -> Result<(), ImportError> {
        let fits = |owner: &String| (1..=LONGEST_TEXT).contains(&owner.trim().chars().count());
        if !self.owner.as_ref().is_none_or(fits) {
            return Err(ImportError::Owner);
        }
        if self.holders.len() > MOST_OTHERS {
            return Err(ImportError::Holders);
        }
        Ok(())
    }

    /// The right as it is from now on; `None` for a new one whose owner nobody names.
    fn taken(
        &self,
        name: &RightRef,
        record: &OfficeRecord,
        there: Option<&Right>,
        now: Timestamp,
    ) -> Result<Option<Right>, ImportError> {
        let today = now.to_zoned(TimeZone::UTC).date();
        let base = match there {
            Some(there) => there.clone(),
            None => match record.owner().or_else(|| self.owner.clone()) {
                Some(owner) => self.submitted(name, record, &owner, now),
                None => return Ok(None),
            },
        };
        let mut right = base.clone();
        let extract = record.extract(today);
        right.status = extract.status;
        // The last day may not be known, and then is not "never".
        right.expires_on = extract.expires_on.or(base.expires_on);
        if !record.territories.is_empty() {
            right.territories = record.territories.iter().copied().take(MOST_OTHERS).collect();
        }
        right.form =
            form(record).filter(|form| *form != MarkForm::Other || base.form.is_none()).or(base.form);
        let same = |known: &OfficeExtract| OfficeExtract { read_on: today, ..known.clone() } == extract;
        if !base.office.as_ref().is_some_and(same) {
            right.office = Some(extract);
        }
        if there.is_none() || right.expires_on != base.expires_on {
            schedule(&mut right, today);
        }
        // What the desk verified is not what the office has.
        let before = contradictions(&base, today);
        if *right.history.state() == ReviewState::Verified
            && contradictions(&right, today).iter().any(|finding| !before.contains(finding))
            && let Some(event) = decide(&right, &By::Operator, &RightCommand::Submit, now)?
        {
            right.history = right.history.evolve(RightRecorded { at: now, by: By::Operator, event })?;
        }
        Ok(Some(right))
    }

    /// A new right, as the office words it.
    fn submitted(&self, name: &RightRef, record: &OfficeRecord, owner: &str, now: Timestamp) -> Right {
        let vienna = record.vienna.iter().filter_map(|code| code.parse().ok());
        let others = record.verbal_elements.iter().filter(|words| **words != record.title);
        Right {
            names: others.map(|words| within(words)).take(MOST_OTHERS).collect(),
            classes: record.classes.clone(),
            vienna: vienna.take(MOST_OTHERS).collect(),
            holders: self.holders.clone(),
            account: self.account,
            ..Right::submitted(
                name.clone(),
                within(&record.title),
                within(owner),
                History::submitted(By::Operator, now),
            )
        }
    }
}

/// The form of a mark; a design has none.
fn form(record: &OfficeRecord) -> Option<MarkForm> {
    (record.kind == RightKind::Trademark).then_some(record.form)
}

/// A text, cut where it is longer than a right's may be.
fn within(text: &str) -> String {
    text.trim().chars().take(LONGEST_TEXT).collect()
}

/// Where the office's record names another owner, or not all classes.
fn contradictions(right: &Right, today: Date) -> Vec<CheckFinding> {
    let compared = |code| matches!(code, CheckCode::OwnerName | CheckCode::ClassPage);
    let all = checks(right, &[], today).into_iter();
    all.filter(|check| compared(check.code) && check.outcome == Outcome::Failed)
        .map(|check| check.finding())
        .collect()
}
