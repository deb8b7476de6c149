//! Where a complainant is written to, and what follows when that mail comes back.
//!
//! A report of returned mail marks the party whose mailbox it was. What is owed about a case of an account then goes to
//! the account's own address, until that came back too. Who has no account has no other address: it is written to all
//! the same.

use case::{Language, Owner, PartyId, Subject};
use jiff::Timestamp;
use port::{Account, Accounts, Bounces, StoredCase, Subjects, Unavailable};

use crate::identity::owners_now;

/// Where a complainant's letters go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mailbox {
    /// To the address from which the complaint was filed.
    Filer,
    /// To the account for which it counts.
    Account {
        /// Its address.
        email: String,
        /// Its name.
        name: String,
    },
    /// Nowhere: what was sent to the one and to the other came back.
    None,
}

/// Where letters go about complaints of `filer` that count for `account`, or for itself. Of what someone filed who was
/// removed from the account since, the account is told.
///
/// # Errors
/// [`Unavailable`] when it cannot be looked up now.
pub async fn mailbox_of<S>(
    store: &S,
    account: Option<&Account>,
    filer: PartyId,
) -> Result<Mailbox, Unavailable>
where
    S: Bounces + Subjects,
{
    let Some(account) = account else { return Ok(Mailbox::Filer) };
    if !account.has_removed(filer) && store.marked(filer).await?.is_none() {
        return Ok(Mailbox::Filer);
    }
    let comes_back = match contact_of(store, account).await? {
        Some(contact) => contact == filer || store.marked(contact).await?.is_some(),
        None => false,
    };
    if comes_back {
        return Ok(Mailbox::None);
    }
    Ok(Mailbox::Account { email: account.email.clone(), name: account.name.clone() })
}

/// The party to whose address an account is written to.
async fn contact_of<S: Subjects>(store: &S, account: &Account) -> Result<Option<PartyId>, Unavailable> {
    Ok(store.known_parties(&[Subject::of_address(&account.email)]).await?.pop().flatten())
}

/// Marks who among `failed` are complainants of these cases, or the accounts' own addresses: letters to them came back
/// for good at `at`. Nobody else is marked, since anyone can write a report. Tells how many of the cases it concerns.
///
/// # Errors
/// [`Unavailable`]; doing it again does what is left.
pub async fn note_returned_mail<S>(
    store: &S,
    failed: &[Subject],
    cases: &[StoredCase],
    at: Timestamp,
) -> Result<usize, Unavailable>
where
    S: Accounts + Bounces + Subjects,
{
    let failed: Vec<PartyId> = store.known_parties(failed).await?.into_iter().flatten().collect();
    let owners = owners_now(store, cases.iter().map(|stored| &stored.case)).await?;
    let mut concerned = 0;
    for (stored, owner) in cases.iter().zip(owners) {
        let mut written_to = vec![stored.case.filing.complainant];
        if let Owner::Account(id) = owner
            && let Some(account) = store.account(&id).await?
        {
            written_to.extend(contact_of(store, &account).await?);
        }
        written_to.retain(|party| failed.contains(party));
        concerned += usize::from(!written_to.is_empty());
        for party in written_to {
            store.mark(party, at).await?;
        }
    }
    Ok(concerned)
}

/// The language to write in to someone who reads `tag` (BCP 47).
#[must_use]
pub fn language_tagged(tag: Option<&str>) -> Language {
    let primary = tag.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default();
    if primary.eq_ignore_ascii_case("zh") { Language::Zh } else { Language::En }
}
