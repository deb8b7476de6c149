//! A right that its owner or the operator submits.

use case::{AccountId, PartyId, RightRef, Territory};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Accounts, Committed, Registry, Unavailable};
use register::right::{
    By, CommandError, Full, History, LONGEST_TEXT, Likeness, MOST_OTHERS, Mandate, MarkForm, ReviewState,
    Right, RightCommand, RightRecorded, RightStatus, Unfoldable, ViennaCode, compare_owners, decide,
};

use super::accounts::{AccountRoleError, brand};
use super::mandates::{MandateTermsError, check_terms};
use super::store::{known, schedule};

/// The longest other name of a mark, in characters.
const LONGEST_NAME: usize = 200;

/// A right as it is submitted.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Which right.
    pub right: RightRef,
    /// What it protects, as the register words it.
    pub title: String,
    /// Form of the mark; the one on file when left out.
    pub form: Option<MarkForm>,
    /// Other words that it protects.
    pub names: Vec<String>,
    /// Its owner's name.
    pub owner: String,
    /// State in the register.
    pub status: RightStatus,
    /// Last day of protection; `None` when it does not end.
    pub expires_on: Option<Date>,
    /// Territories that it covers.
    pub territories: Vec<Territory>,
    /// Nice classes that it covers.
    pub classes: Vec<u8>,
    /// Vienna codes of its picture.
    pub vienna: Vec<ViennaCode>,
    /// Mandates to add.
    pub mandates: Vec<Mandate>,
    /// Its owner's people.
    pub holders: Vec<PartyId>,
    /// The brand account that it belongs to; the one on file when left out.
    pub account: Option<AccountId>,
}

/// Why a right is not taken into the register.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// A text is empty or too long.
    #[error("{field} must have 1 to {most} characters")]
    Length {
        /// Of what.
        field: &'static str,
        /// How long it may be.
        most: usize,
    },
    /// There is too much of something.
    #[error("{field} may be given at most {most} times")]
    TooMany {
        /// Of what.
        field: &'static str,
        /// How often.
        most: usize,
    },
    /// Its account cannot be named.
    #[error(transparent)]
    Account(#[from] AccountRoleError),
    /// A mandate cannot be given like this.
    #[error(transparent)]
    Mandate(#[from] MandateTermsError),
    /// The right has as many mandates as it may.
    #[error(transparent)]
    Full(#[from] Full),
    /// The register refuses it.
    #[error(transparent)]
    Refused(#[from] CommandError),
    /// The stored history does not take it.
    #[error(transparent)]
    History(#[from] Unfoldable),
    /// Someone else changed it meanwhile.
    #[error("someone else has changed {0} meanwhile; try again")]
    Changed(RightRef),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// What a submission came to.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// The right as it is now.
    pub right: Right,
    /// What the desk had made of it before; `None` where it is new.
    pub before: Option<ReviewState>,
    /// What is not as it was, in words; nothing where it is new.
    pub changed: Vec<&'static str>,
}

/// Adds a right, or changes the one of this name. A changed right is to be verified again; its documents, mandates,
/// allowed sellers and history stay. Submitting the same again changes nothing, but puts a right that was rejected
/// before the desk once more.
///
/// # Errors
/// [`SubmitError`]; the register is then as it was.
pub async fn submit<S>(store: &S, new: Submission, now: Timestamp) -> Result<Submitted, SubmitError>
where
    S: Registry + Accounts,
{
    new.check()?;
    if let Some(account) = &new.account {
        brand(store, account).await?;
    }
    let today = now.to_zoned(TimeZone::UTC).date();
    for mandate in &new.mandates {
        check_terms(store, mandate, today).await?;
    }
    let there = known(store, &new.right).await?;
    let mut right = new.over(there.as_ref(), now)?;
    if there.as_ref().is_none_or(|there| there.expires_on != right.expires_on) {
        schedule(&mut right, today);
    }
    if there.as_ref() != Some(&right) && store.put_right(&right).await? == Committed::Conflict {
        return Err(SubmitError::Changed(right.right));
    }
    let changed = there.as_ref().map(|there| changes(there, &right)).unwrap_or_default();
    let before = there.map(|there| there.history.state().clone());
    Ok(Submitted { right, before, changed })
}

/// What a submission changed, in words.
fn changes(before: &Right, after: &Right) -> Vec<&'static str> {
    let differs = [
        ("title", before.title != after.title),
        ("form", before.form != after.form),
        ("names", before.names != after.names),
        ("owner", before.owner != after.owner),
        ("status", before.status != after.status),
        ("last day", before.expires_on != after.expires_on),
        ("territories", before.territories != after.territories),
        ("classes", before.classes != after.classes),
        ("vienna codes", before.vienna != after.vienna),
        ("mandates", before.mandates != after.mandates),
        ("holders", before.holders != after.holders),
        ("account", before.account != after.account),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what).collect()
}

impl Submission {
    fn check(&self) -> Result<(), SubmitError> {
        let titles = [("title", &self.title), ("owner", &self.owner)].map(|text| (text, LONGEST_TEXT));
        let names = self.names.iter().map(|name| (("name", name), LONGEST_NAME));
        for ((field, text), most) in titles.into_iter().chain(names) {
            if !(1..=most).contains(&text.trim().chars().count()) {
                return Err(SubmitError::Length { field, most });
            }
        }
        for (field, count) in [
            ("name", self.names.len()),
            ("territory", self.territories.len()),
            ("vienna", self.vienna.len()),
            ("holder", self.holders.len()),
        ] {
            if count > MOST_OTHERS {
                return Err(SubmitError::TooMany { field, most: MOST_OTHERS });
            }
        }
        Ok(())
    }

    /// The right as it is from now on. Documents, mandates, sellers and history of what is there stay.
    fn over(self, there: Option<&Right>, now: Timestamp) -> Result<Right, SubmitError> {
        let today = now.to_zoned(TimeZone::UTC).date();
        let base = there.cloned().unwrap_or_else(|| {
            let history = History::submitted(By::Operator, now);
            Right::submitted(self.right.clone(), self.title.clone(), self.owner.clone(), history)
        });
        let mut next = Right {
            title: self.title.trim().to_owned(),
            form: self.form.or(base.form),
            names: self.names.iter().map(|name| name.trim().to_owned()).collect(),
            classes: self.classes,
            vienna: self.vienna,
            territories: self.territories,
            owner: self.owner.trim().to_owned(),
            status: self.status,
            expires_on: self.expires_on,
            holders: self.holders,
            account: self.account.or(base.account),
            ..base.clone()
        };
        // What the former owner allowed its agents is not the new one's word.
        if matches!(base.history.state(), ReviewState::Assigned { .. })
            || matches!(compare_owners(&next.owner, &base.owner), Likeness::Different(_))
        {
            next.revoke_mandates(None, today);
        }
        for mandate in self.mandates {
            next.add_mandate(Mandate { given_on: Some(today), ..mandate })?;
        }
        let rejected = matches!(base.history.state(), ReviewState::Rejected { .. });
        if there.is_some()
            && (facts(&next) != facts(&base) || rejected)
            && let Some(event) = decide(&next, &By::Operator, &RightCommand::Submit, now)?
        {
            next.history = next.history.evolve(RightRecorded { at: now, by: By::Operator, event })?;
        }
        Ok(next)
    }
}

/// What the desk verifies of a right. Who may act under it is not among it.
fn facts(right: &Right) -> impl PartialEq + use<> {
    (
        (right.title.clone(), right.form, right.names.clone(), right.owner.clone()),
        (right.classes.clone(), right.vienna.clone(), right.territories.clone()),
        (right.status, right.expires_on),
    )
}
