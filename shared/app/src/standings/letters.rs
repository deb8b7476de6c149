//! Letters about memberships: who entered, was warned, is on probation, has recovered or was removed is told so, with the
//! arithmetic.
//!
//! They are written after a day's standings, from the records that are kept. That a letter is out is known by its claim:
//! so an event that nobody was told of because the run died is told of by a later one, for some days.

use case::{AccountId, Digest, Owner};
use jiff::{SignedDuration, Timestamp};
use policy::programme::rule_set;
use port::{
    Account, Accounts, Bounces, LetterClaims, LetterKey, Mailer, OutgoingMail, Parties, PartyRecord,
    Subjects, Unavailable, WallClock, chain_of,
};
use programme::{MembershipEvent, MembershipRecorded, Participant, Scope, Standing, nothing_for};
use web::letter::{Sender, StandingLetter, StandingNews};

use super::KEPT_PAGE;
use crate::filing::{Link, LinkKey};
use crate::letters::{SentOnce, send_once};
use crate::reminders::{language_of, reachable};

/// For how long after an event its letter is tried.
const TRIED: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How long a letter that went out is known to have: longer than it is tried.
const SETTLED: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Who writes, and where an account's page is.
#[derive(Clone)]
pub struct LettersFrom {
    /// Who writes.
    pub sender: Sender,
    /// The key of the parties' links.
    pub links: LinkKey,
    /// Where the public reaches the pages, without a slash at the end.
    pub public_url: String,
}

/// What telling came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MembersTold {
    /// Letters that were sent.
    pub sent: usize,
    /// Letters that the mail service will never take; they are not tried again.
    pub refused: usize,
    /// Letters to accounts whose mail comes back: left to the operator.
    pub left: usize,
    /// Letters that are not out for sure; the next run tries them.
    pub failed: usize,
}

/// Tells accounts what happened to their memberships lately. A person who belongs to no account has given no address for
/// it.
///
/// # Errors
/// [`Unavailable`] when the records that are kept cannot be listed or read.
pub async fn tell_members<S, M, C>(
    store: &S,
    mailer: &M,
    clock: &C,
    from: &LettersFrom,
) -> Result<MembersTold, Unavailable>
where
    S: Accounts + Bounces + LetterClaims + Parties + Subjects,
    M: Mailer,
    C: WallClock,
{
    let mut told = MembersTold::default();
    let mut after = None;
    loop {
        let page = store.kept_parties(after, KEPT_PAGE).await?;
        let Some(last) = page.last() else { return Ok(told) };
        after = Some(*last);
        let accounts: Vec<Participant> =
            page.into_iter().filter(|subject| account_in(*subject).is_some()).collect();
        if accounts.is_empty() {
            continue;
        }
        for record in store.parties(&accounts).await?.into_iter().flatten() {
            tell((store, mailer, clock), from, &record, &mut told).await;
        }
    }
}

const fn account_in(subject: Participant) -> Option<AccountId> {
    match subject {
        Participant::Complainant(Owner::Account(id)) => Some(id),
        Participant::Complainant(Owner::Party(_)) | Participant::Seller(_) => None,
    }
}

async fn tell<S, M, C>(ports: (&S, &M, &C), from: &LettersFrom, record: &PartyRecord, told: &mut MembersTold)
where
    S: Accounts + Bounces + LetterClaims + Subjects,
    M: Mailer,
    C: WallClock,
{
    let (store, _, clock) = ports;
    let Some(id) = account_in(record.subject) else { return };
    let now = clock.now();
    let lately = |recorded: &MembershipRecorded| now.duration_since(recorded.at) < TRIED;
    for (event, recorded) in (0..).zip(&record.programme_log) {
        let Some((news, standing)) = news_of(recorded).filter(|_| lately(recorded)) else { continue };
        let outcome = match reachable(store, &id).await {
            Ok(Some(account)) => {
                let key = LetterKey::Standing(id, event);
                let letter = written(from, account, (news, &standing), &key, now);
                send(ports, key, &letter).await
            }
            Ok(None) => {
                told.left += 1;
                continue;
            }
            Err(error) => Err(error),
        };
        match outcome {
            Ok(SentOnce::Sent) => told.sent += 1,
            Ok(SentOnce::Already | SentOnce::GivenUp | SentOnce::UnderWay) => {}
            Ok(SentOnce::Refused(reason)) => {
                told.refused += 1;
                tracing::warn!(account = %id, reason, "letter about a membership refused");
            }
            Ok(SentOnce::Not(error) | SentOnce::Perhaps(error)) => {
                told.failed += 1;
                tracing::warn!(account = %id, error = chain_of(&*error), "letter about a membership not sent");
            }
            Err(error) => {
                told.failed += 1;
                tracing::warn!(account = %id, error = chain_of(&error), "letter about a membership not sent");
            }
        }
    }
}

/// What of an event is told, with the standing that it rests on. What the account does itself is not.
fn news_of(recorded: &MembershipRecorded) -> Option<(StandingNews, Standing)> {
    let (news, scope, tally) = match recorded.event {
        MembershipEvent::Entered { scope, tally } => (StandingNews::Entered, scope, tally),
        MembershipEvent::Warned { scope, tally, until: None } => (StandingNews::Warned, scope, tally),
        MembershipEvent::Warned { scope, tally, until: Some(until) } => {
            (StandingNews::Probation { until }, scope, tally)
        }
        MembershipEvent::Recovered { scope, tally } => (StandingNews::Recovered, scope, tally),
        MembershipEvent::Removed { scope, tally, again_from, .. } => {
            (StandingNews::Removed { again_from }, scope, tally)
        }
        MembershipEvent::Declared { .. } | MembershipEvent::Left { .. } => return None,
    };
    let nothing = nothing_for(scope, &rule_set(recorded.rules), recorded.at);
    Some((news, Standing { tally, ..nothing }))
}

fn written(
    from: &LettersFrom,
    account: Account,
    (news, standing): (StandingNews, &Standing),
    key: &LetterKey,
    at: Timestamp,
) -> StandingLetter {
    let language = language_of(&account.name);
    let claim = match standing.scope {
        Scope::Claim(claim) => Some(claim),
        Scope::Overall | Scope::Agent(_) => None,
    };
    StandingLetter {
        language,
        sender: from.sender.clone(),
        to: account.email,
        to_name: account.name,
        at,
        news,
        claim,
        arithmetic: standing.explain(language),
        page: format!("{}/standing/{}", from.public_url, from.links.token(Link::Standing(account.id))),
        event: Digest::of(key.to_string().as_bytes()),
    }
}

async fn send<S, M, C>(
    (store, mailer, clock): (&S, &M, &C),
    key: LetterKey,
    letter: &StandingLetter,
) -> Result<SentOnce, Unavailable>
where
    S: LetterClaims,
    M: Mailer,
    C: WallClock,
{
    match letter.compose() {
        Ok(composed) => {
            let mail = OutgoingMail { to: letter.to.clone(), mime: composed.mime };
            send_once((store, mailer, clock), key, &mail, SETTLED).await
        }
        Err(error) => Ok(SentOnce::Refused(error.to_string())),
    }
}
