//! Reminders: owners of rights are told in time that they are to be renewed.

use case::{AccountId, Language, RightRef};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use port::chain_of;
use port::{
    Account, Accounts, Bounces, Committed, LetterClaims, LetterKey, Mailer, OutgoingMail, Registry,
    RightIndex, Subjects, Unavailable, WallClock,
};
use register::Right;
use register::right::{By, RightCommand, RightRecorded, RightState, decide};
use web::letter::{Renewal, Sender};

use crate::letters::{SentOnce, send_once};

/// How long a reminder that went out is known to have; long before it ends the right is due on another day.
const SETTLED: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What reminding came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reminded {
    /// Letters that were sent.
    pub sent: usize,
    /// Letters that the mail service will never take; they are not tried again.
    pub refused: usize,
    /// Rights without an account to write to, or whose mail comes back: left to the operator.
    pub left: usize,
    /// Rights that have ended or were rejected: no reminders are sent for them.
    pub over: usize,
    /// Rights that could not be handled; they are due again tomorrow.
    pub failed: usize,
}

/// Rights looked at in one run. Those without an account stay due: there must be room for the others behind them.
const MOST: u32 = 100_000;
/// Rights loaded in one request.
const CHUNK: usize = 100;
/// How often a right is loaded again because someone else changed it meanwhile.
const ATTEMPTS: usize = 3;

/// Reminds of every right whose reminder is due today.
///
/// # Errors
/// [`Unavailable`] when what is due cannot be listed or read. Single rights that fail are counted, logged,
/// and due again.
pub async fn remind<S, M, C>(
    store: &S,
    mailer: &M,
    clock: &C,
    sender: &Sender,
) -> Result<Reminded, Unavailable>
where
    S: Registry + RightIndex + Accounts + Bounces + LetterClaims + Subjects,
    M: Mailer,
    C: WallClock,
{
    let now = clock.now();
    let today = now.to_zoned(TimeZone::UTC).date();
    let mut reminded = Reminded::default();
    for chunk in store.rights_to_remind(today, MOST).await?.chunks(CHUNK) {
        for right in store.rights(chunk).await?.into_iter().flatten() {
            // The index may be a moment behind.
            let Some(due_on) = right.remind_on.filter(|day| *day <= today) else { continue };
            let name = right.right.clone();
            let write = Write { sender: sender.clone(), at: now, due_on };
            if let Err(error) = one((store, mailer, clock), right, write, today, &mut reminded).await {
                reminded.failed += 1;
                tracing::warn!(right = %name, error = chain_of(&error), "reminder stays due");
            }
        }
    }
    Ok(reminded)
}

/// What of a letter does not depend on the right.
struct Write {
    sender: Sender,
    at: Timestamp,
    due_on: Date,
}

async fn one<S, M, C>(
    (store, mailer, clock): (&S, &M, &C),
    right: Right,
    write: Write,
    today: Date,
    reminded: &mut Reminded,
) -> Result<(), Unavailable>
where
    S: Registry + Accounts + Bounces + LetterClaims + Subjects,
    M: Mailer,
    C: WallClock,
{
    let renewable = matches!(right.state_on(today), RightState::Submitted | RightState::Verified);
    let next = policy::next_reminder(right.expires_on, today);
    let Some(last) = right.expires_on.filter(|_| renewable) else {
        reminded.over += 1;
        return advance(store, &right.right, write.due_on, next, write.at).await;
    };
    let account = match &right.account {
        Some(id) => reachable(store, id).await?,
        None => None,
    };
    let Some(account) = account else {
        reminded.left += 1;
        return Ok(());
    };
    let letter = Renewal {
        language: language_of(&right.owner),
        sender: write.sender,
        to: account.email,
        to_name: account.name,
        at: write.at,
        right: right.right.clone(),
        title: right.title,
        owner: right.owner,
        expires_on: last,
        due_on: write.due_on,
    };
    let outcome = match letter.compose() {
        Ok(composed) => {
            let mail = OutgoingMail { to: letter.to, mime: composed.mime };
            let key = LetterKey::Renewal(right.right.clone(), write.due_on);
            send_once((store, mailer, clock), key, &mail, SETTLED).await?
        }
        Err(error) => SentOnce::Refused(error.to_string()),
    };
    match outcome {
        SentOnce::Sent => reminded.sent += 1,
        SentOnce::Already | SentOnce::GivenUp => {}
        // Whoever sends it notes it.
        SentOnce::UnderWay => return Ok(()),
        SentOnce::Refused(reason) => {
            reminded.refused += 1;
            tracing::warn!(right = %right.right, reason, "reminder refused");
        }
        SentOnce::Not(error) | SentOnce::Perhaps(error) => {
            return Err(Unavailable::new("mail", "sending a reminder", error));
        }
    }
    advance(store, &right.right, write.due_on, next, write.at).await
}

/// The account, if mail reaches its address.
pub(crate) async fn reachable<S: Accounts + Bounces + Subjects>(
    store: &S,
    id: &AccountId,
) -> Result<Option<Account>, Unavailable> {
    let Some(account) = store.account(id).await? else { return Ok(None) };
    let bounced = match crate::known_filer(store, &account.email).await? {
        Some(filer) => store.marked(filer.party).await?.is_some(),
        None => false,
    };
    Ok((!bounced).then_some(account))
}

/// Who has a Chinese name is written to in Chinese.
pub(crate) fn language_of(name: &str) -> Language {
    let kana = |c: char| ('\u{3040}'..='\u{30ff}').contains(&c);
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if name.contains(han) && !name.contains(kana) { Language::Zh } else { Language::En }
}

/// Notes that the reminder of `due_on` is done with, when the next one is due, and the right's end once its last
/// day has passed.
async fn advance<S: Registry>(
    store: &S,
    right: &RightRef,
    due_on: Date,
    next: Option<Date>,
    at: Timestamp,
) -> Result<(), Unavailable> {
    for _ in 0..ATTEMPTS {
        let loaded = store.rights(std::slice::from_ref(right)).await?.pop().flatten();
        // A change of its last day meanwhile has set its reminder, too.
        let Some(mut loaded) = loaded.filter(|right| right.remind_on == Some(due_on)) else { return Ok(()) };
        if let Ok(Some(event)) = decide(&loaded, &By::Machine, &RightCommand::Expire, at) {
            let recorded = RightRecorded { at, by: By::Machine, event };
            loaded.history = loaded
                .history
                .evolve(recorded)
                .map_err(|err| Unavailable::new("register", "noting that a right has expired", err))?;
        }
        if store.put_right(&Right { remind_on: next, ..loaded }).await? == Committed::Done {
            return Ok(());
        }
    }
    Ok(())
}
