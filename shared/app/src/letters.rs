//! Sending each letter once.
//!
//! Before anything is sent, its letters are claimed: of several workers that find them owed, one sends them. A claim
//! is a lease. While it runs, nobody else sends; its holder starts nothing that it could not end before it does. When
//! the holder dies, or the mail service does not answer, the claim ends by itself and the letters are sent once more.
//! Each such attempt has a longer lease, in which the mail service's own events may settle whether the last one
//! succeeded; after the last attempt a person is asked.

mod named;

use jiff::{SignedDuration, Timestamp};
use port::{
    ClaimStage, Ids as _, LetterClaim, LetterClaims, LetterKey, Mailer, OutgoingMail, RandomIds, SendOutcome,
    Unavailable, WallClock, chain_of,
};

pub use named::{LETTERS_HEADER, letters_header, letters_named, settle_sent};

/// How long the first attempt has its letters; each further one has them four times as long.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// How often letters are sent whose sending had no clear outcome.
pub const MOST_ATTEMPTS: u32 = 5;
/// The longest that sending one mail may take, its answer included. The mailer's own time limit is shorter.
const ONE_MAIL: SignedDuration = SignedDuration::from_secs(30);
/// How far the clocks of two machines may differ.
const SKEW: SignedDuration = SignedDuration::from_secs(10);

/// A running claim of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    claim: LetterClaim,
    /// Whether someone else had claimed the same letters before.
    taken_over: bool,
    /// When the claim of earlier letters ends, in whose place this one was put while it ran.
    earlier_until: Option<Timestamp>,
}

/// What claiming came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claiming {
    /// What may be sent now: all that was asked for, the newer part of it, or nothing.
    pub mine: Option<Claimed>,
    /// The claim of another that covers the rest.
    pub held: Option<Held>,
}

/// The running claim of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// When it may be taken over.
    pub until: Timestamp,
    /// What is known of what it covers.
    pub stage: ClaimStage,
}

impl Held {
    fn by(claim: &LetterClaim) -> Self {
        Self { until: after(claim.until, SKEW), stage: claim.stage }
    }
}

impl Claimed {
    /// Whether a letter owed because of event `of` is covered.
    #[must_use]
    pub const fn covers(&self, of: u32) -> bool {
        self.claim.from <= of && of <= self.claim.through
    }

    /// Whether a letter owed because of event `of` may have gone out before.
    #[must_use]
    pub fn is_again(&self, of: u32) -> bool {
        self.claim.doubt.is_some_and(|through| of <= through)
    }

    /// Whether it was taken over, so that what it covers may have been recorded as sent since it was last looked at.
    #[must_use]
    pub const fn is_taken_over(&self) -> bool {
        self.taken_over
    }

    /// Whether so many attempts had no clear outcome that a person is asked instead of the mail service.
    #[must_use]
    pub const fn is_exhausted(&self) -> bool {
        self.claim.attempt > MOST_ATTEMPTS
    }

    /// Whether there is time for one more mail at `now`.
    #[must_use]
    pub fn has_time(&self, now: Timestamp) -> bool {
        now.saturating_add(ONE_MAIL).is_ok_and(|end| end <= self.claim.until)
    }

    /// When another worker may take it over.
    #[must_use]
    pub fn ends(&self) -> Timestamp {
        after(self.claim.until, SKEW)
    }

    /// Ends it: nothing that it covers is in doubt, and what is still owed of it may be claimed at once.
    ///
    /// # Errors
    /// [`Unavailable`]; it then ends by itself, and what it covers counts as in doubt.
    pub async fn release<S: LetterClaims>(&self, store: &S, now: Timestamp) -> Result<(), Unavailable> {
        // Letters that an earlier attempt left in doubt stay in doubt, and nobody claims them before its lease ends.
        let (stage, attempt) = (ClaimStage::Clear, self.claim.attempt.saturating_sub(1));
        let until = self.earlier_until.map_or(earlier(now, SKEW), |until| until.max(earlier(now, SKEW)));
        Self::put(store, LetterClaim { until, attempt, stage, ..self.claim.clone() }).await
    }

    /// Ends it, and counts the attempts from zero: a person decides whether what it covers is sent again.
    ///
    /// # Errors
    /// [`Unavailable`]; it then ends by itself.
    pub async fn leave_to_a_person<S: LetterClaims>(
        &self,
        store: &S,
        now: Timestamp,
    ) -> Result<(), Unavailable> {
        let (until, stage) = (earlier(now, SKEW), ClaimStage::Unanswered);
        Self::put(store, LetterClaim { until, attempt: 0, stage, ..self.claim.clone() }).await
    }

    /// Notes that its mail went out, or that it never will, where nothing else says so: nobody sends it again.
    ///
    /// # Errors
    /// [`Unavailable`]; it then counts as in doubt.
    async fn settle<S: LetterClaims>(
        &self,
        store: &S,
        until: Timestamp,
        stage: ClaimStage,
    ) -> Result<(), Unavailable> {
        Self::put(store, LetterClaim { until, stage, doubt: None, ..self.claim.clone() }).await
    }

    /// Notes that the mail service gave no answer. The claim runs on, so that nobody sends it before it ends.
    async fn note_unanswered<S: LetterClaims>(&self, store: &S) -> Result<(), Unavailable> {
        Self::put(store, LetterClaim { stage: ClaimStage::Unanswered, ..self.claim.clone() }).await
    }

    /// Puts `claim` in its place. Where another has taken it over, that one stays.
    async fn put<S: LetterClaims>(store: &S, claim: LetterClaim) -> Result<(), Unavailable> {
        store.claim(&claim, None).await.map(drop)
    }
}

/// Claims the letters of `key` that are owed because of the events `from` to `through`, at `now`.
///
/// # Errors
/// [`Unavailable`]; the letters are then claimed by nobody, or by a claim that ends by itself.
pub async fn claim_letters<S: LetterClaims>(
    store: &S,
    key: LetterKey,
    (from, through): (u32, u32),
    now: Timestamp,
) -> Result<Claiming, Unavailable> {
    let by = RandomIds.random();
    let wanted = LetterClaim {
        key,
        by,
        from,
        through,
        until: after(now, LEASE),
        attempt: 1,
        stage: ClaimStage::Sending,
        doubt: None,
    };
    let Some(last) = store.claim(&wanted, None).await? else { return Ok(Claiming::first(wanted)) };
    if now < after(last.until, SKEW) {
        return claim_newer(store, wanted, &last).await;
    }
    let attempt = last.attempt + 1;
    let doubt = in_doubt(&last);
    let taken_over = LetterClaim { attempt, until: after(now, lease_of(attempt)), doubt, ..wanted };
    match store.claim(&taken_over, Some(last.by)).await? {
        None => {
            let mine = Claimed { claim: taken_over, taken_over: true, earlier_until: None };
            Ok(Claiming { mine: Some(mine), held: None })
        }
        // Another was faster.
        Some(other) => Ok(Claiming { mine: None, held: Some(Held::by(&other)) }),
    }
}

/// Claims what of `wanted` is newer than what `last` covers.
async fn claim_newer<S: LetterClaims>(
    store: &S,
    wanted: LetterClaim,
    last: &LetterClaim,
) -> Result<Claiming, Unavailable> {
    let held = Some(Held::by(last));
    if last.through >= wanted.through {
        return Ok(Claiming { mine: None, held });
    }
    // It stands in the place of the last one, and so for what that one leaves in doubt.
    let newer = LetterClaim { from: last.through + 1, doubt: in_doubt(last), ..wanted };
    match store.claim(&newer, None).await? {
        None => {
            let earlier_until = Some(last.until);
            Ok(Claiming { mine: Some(Claimed { claim: newer, taken_over: false, earlier_until }), held })
        }
        Some(other) => Ok(Claiming { mine: None, held: Some(Held::by(&other)) }),
    }
}

/// Up to which event letters may be out, as the claim `last` leaves it.
fn in_doubt(last: &LetterClaim) -> Option<u32> {
    if last.stage == ClaimStage::Clear { last.doubt } else { Some(last.through) }
}

impl Claiming {
    /// Nobody claimed any of these letters before.
    const fn first(claim: LetterClaim) -> Self {
        Self { mine: Some(Claimed { claim, taken_over: false, earlier_until: None }), held: None }
    }
}

/// What sending a mail of its own came to.
#[derive(Debug)]
pub enum SentOnce {
    /// It is out.
    Sent,
    /// It went out before.
    Already,
    /// It was given up before: the mail service will never take it, or never answered.
    GivenUp,
    /// Another worker is sending it.
    UnderWay,
    /// The mail service will never take it.
    Refused(String),
    /// It is certainly not out; it may be tried again.
    Not(Box<dyn std::error::Error + Send + Sync>),
    /// It may be out. It may be tried again, and is held back until the claim has ended.
    Perhaps(Box<dyn std::error::Error + Send + Sync>),
}

/// Sends a mail that no case owes, once: who asks again within `settled` is told that it is out already.
///
/// # Errors
/// [`Unavailable`] when nothing could be claimed; it is then not out.
pub async fn send_once<S, M, C>(
    (store, mailer, clock): (&S, &M, &C),
    key: LetterKey,
    mail: &OutgoingMail,
    settled: SignedDuration,
) -> Result<SentOnce, Unavailable>
where
    S: LetterClaims,
    M: Mailer,
    C: WallClock,
{
    let name = key.to_string();
    let claimed = match claim_letters(store, key, (0, 0), clock.now()).await? {
        Claiming { mine: Some(claimed), .. } => claimed,
        Claiming { held: Some(Held { stage: ClaimStage::Clear, .. }), .. } => return Ok(SentOnce::Already),
        Claiming { held: Some(Held { stage: ClaimStage::GivenUp, .. }), .. } => return Ok(SentOnce::GivenUp),
        Claiming { held: Some(Held { stage: ClaimStage::Unanswered, .. }), .. } => {
            return Ok(SentOnce::Perhaps("the mail service gave no answer a moment ago".into()));
        }
        Claiming { .. } => return Ok(SentOnce::UnderWay),
    };
    if claimed.is_exhausted() && claimed.is_again(0) {
        tracing::error!(mail = name, "the mail service never answered; given up");
        return Ok(SentOnce::GivenUp);
    }
    let outcome = mailer.send(mail).await;
    let now = clock.now();
    let (sent, noted) = match outcome {
        SendOutcome::Accepted(_) => {
            (SentOnce::Sent, claimed.settle(store, after(now, settled), ClaimStage::Clear).await)
        }
        SendOutcome::Refused(why) => {
            (SentOnce::Refused(why), claimed.settle(store, after(now, settled), ClaimStage::GivenUp).await)
        }
        SendOutcome::Paused(_, error) => (SentOnce::Not(error), claimed.release(store, now).await),
        SendOutcome::Unknown(error) => (SentOnce::Perhaps(error), claimed.note_unanswered(store).await),
    };
    if let Err(error) = noted {
        tracing::warn!(mail = name, error = chain_of(&error), "a claim ends by itself");
    }
    Ok(sent)
}

/// How long attempt number `attempt` has its letters.
fn lease_of(attempt: u32) -> SignedDuration {
    LEASE.saturating_mul(4_i32.saturating_pow(attempt.saturating_sub(1).min(MOST_ATTEMPTS)))
}

fn after(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.saturating_add(span).unwrap_or(Timestamp::MAX)
}

fn earlier(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.saturating_sub(span).unwrap_or(Timestamp::MIN)
}
