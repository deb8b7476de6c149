//! The challenge of the open form: work for a browser, which costs a person nothing and a flood a lot.
//!
//! A challenge is a signed token, stored nowhere until it is used: a random id, the time until which it is
//! good, and how many bits of work it asks for. Its solution is a number: the SHA-256 of `<token>:<number>`
//! begins with that many zero bits (the proof of work of Hashcash). The id is also that of the submission:
//! a form that is sent twice names the same challenge, so both make the same complaint.

use case::{ComplaintId, Digest};
use jiff::Timestamp;
use port::{ReplayGuard, Unavailable};
use uuid::Uuid;

use crate::filing::link::{BadLink, LinkKey};

/// First byte of a challenge's token, as links have theirs.
const CHALLENGE: u8 = b'p';
/// Most characters of a solution: those of the largest 64-bit number.
const MOST_DIGITS: usize = 20;

/// A challenge of this installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Challenge {
    /// Random, so that each is used once.
    pub id: Uuid,
    /// Until when it is good, in whole seconds.
    pub until: Timestamp,
    /// Leading zero bits that a solution must reach.
    pub bits: u8,
}

impl Challenge {
    /// A challenge made now, as policy sets it. `id` must be random.
    #[must_use]
    pub fn new(id: Uuid, now: Timestamp) -> Self {
        let until = now.saturating_add(policy::CHALLENGE_GOOD_FOR).unwrap_or(now);
        Self { id, until, bits: policy::CHALLENGE_BITS }
    }

    /// The token by which a browser gets and returns it.
    #[must_use]
    pub fn token(&self, key: &LinkKey) -> String {
        let mut body = vec![CHALLENGE];
        body.extend_from_slice(self.id.as_bytes());
        body.extend_from_slice(&self.until.as_second().to_be_bytes());
        body.push(self.bits);
        key.sign(body)
    }

    /// Reads a token, expired or not.
    ///
    /// # Errors
    /// [`BadLink`] for anything that this key did not make.
    pub fn read(key: &LinkKey, token: &str) -> Result<Self, BadLink> {
        let body = key.verify(token)?;
        let Some((&CHALLENGE, rest)) = body.split_first() else { return Err(BadLink) };
        let (id, rest) = rest.split_first_chunk().ok_or(BadLink)?;
        let (until, rest) = rest.split_first_chunk().ok_or(BadLink)?;
        let &[bits] = rest else { return Err(BadLink) };
        let until = Timestamp::from_second(i64::from_be_bytes(*until)).map_err(|_| BadLink)?;
        Ok(Self { id: Uuid::from_bytes(*id), until, bits })
    }

    /// The id of the complaint that is filed under this challenge: the same for the same content, so that
    /// sending a form twice is filing it once.
    #[must_use]
    pub fn complaint(&self, content: Digest) -> ComplaintId {
        ComplaintId::new(Uuid::new_v5(&self.id, content.bytes()))
    }
}

/// A challenge that came back, with what is said to be its solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    challenge: Challenge,
    token: String,
    solution: String,
}

impl Solution {
    /// What came back.
    ///
    /// # Errors
    /// [`BadLink`] when the challenge is none that this key made.
    pub fn read(key: &LinkKey, token: String, solution: String) -> Result<Self, BadLink> {
        Ok(Self { challenge: Challenge::read(key, &token)?, token, solution })
    }

    /// The id of the complaint with this content: [`Challenge::complaint`].
    #[must_use]
    pub fn complaint(&self, content: Digest) -> ComplaintId {
        self.challenge.complaint(content)
    }

    /// Whether it solves the challenge, which is still good, and was not used for another complaint. A challenge that
    /// is solved is spent on `complaint`.
    ///
    /// # Errors
    /// [`Unavailable`] when it cannot be known now whether it was used.
    pub async fn is_met<S: ReplayGuard>(
        &self,
        store: &S,
        complaint: ComplaintId,
        now: Timestamp,
    ) -> Result<bool, Unavailable> {
        let Challenge { id, until, bits } = self.challenge;
        if now > until || !is_solved(&self.token, &self.solution, bits) {
            return Ok(false);
        }
        store.spend(id, complaint, until).await
    }
}

/// Whether the SHA-256 of `<token>:<solution>` begins with `bits` zero bits.
fn is_solved(token: &str, solution: &str, bits: u8) -> bool {
    let is_number =
        (1..=MOST_DIGITS).contains(&solution.len()) && solution.bytes().all(|b| b.is_ascii_digit());
    is_number && zero_bits(&Digest::of(format!("{token}:{solution}").as_bytes())) >= u32::from(bits)
}

/// How many zero bits a digest begins with.
fn zero_bits(digest: &Digest) -> u32 {
    let mut zeros = 0;
    for byte in digest.bytes() {
        zeros += byte.leading_zeros();
        if *byte != 0 {
            break;
        }
    }
    zeros
}

#[cfg(test)]
mod tests {
    use testkit::world::World;

    use super::*;

    fn key() -> LinkKey {
        LinkKey::new("a secret of at least thirty-two characters").unwrap()
    }

    fn challenge(bits: u8) -> Challenge {
        Challenge { id: Uuid::from_u128(7), until: Timestamp::from_second(3_600).unwrap(), bits }
    }

    fn solve(token: &str, bits: u8) -> String {
        (0_u64..).map(|number| number.to_string()).find(|number| is_solved(token, number, bits)).unwrap()
    }

    fn complaint(number: u128) -> ComplaintId {
        ComplaintId::new(Uuid::from_u128(number))
    }

    #[test]
    fn a_token_reads_back_and_a_forged_one_does_not() {
        let (easy, hard) = (challenge(1), challenge(30));
        let token = hard.token(&key());
        assert_eq!(Challenge::read(&key(), &token), Ok(hard));
        let other = LinkKey::new("another secret of at least thirty-two").unwrap();
        assert_eq!(Challenge::read(&other, &token), Err(BadLink));
        let link = key().token(crate::filing::Link::Complaint(complaint(1)));
        assert_eq!(Challenge::read(&key(), &link), Err(BadLink), "a link is no challenge");
        assert_eq!(key().read(&token), Err(BadLink), "and a challenge is no link");
        assert_ne!(easy.token(&key()), token);
    }

    #[test]
    fn zero_bits_are_counted_from_the_first() {
        assert_eq!(zero_bits(&Digest::new([0xff; 32])), 0);
        assert_eq!(zero_bits(&Digest::new([0; 32])), 256);
        let mut bytes = [0; 32];
        bytes[1] = 0b0001_0000;
        assert_eq!(zero_bits(&Digest::new(bytes)), 11);
    }

    #[test]
    fn only_a_number_that_reaches_the_zero_bits_solves() {
        let reaches = |solution: &String| zero_bits(&Digest::of(format!("t:{solution}").as_bytes())) >= 1;
        let (good, bad): (Vec<_>, Vec<_>) = (0..64).map(|number: u32| number.to_string()).partition(reaches);
        assert!(good.iter().all(|number| is_solved("t", number, 1)));
        assert!(!bad.is_empty() && !bad.iter().any(|number| is_solved("t", number, 1)));
        let letters = (0..64).map(|number| format!("x{number}"));
        let long = (0..64).map(|number| format!("1{number:020}"));
        let none: Vec<_> = letters.chain(long).filter(reaches).collect();
        assert!(none.len() > 20 && !none.iter().any(|text| is_solved("t", text, 1)), "{none:?}");
    }

    #[tokio::test]
    async fn a_solved_challenge_is_good_for_one_complaint_and_one_hour() {
        let world = World::new();
        let challenge = challenge(8);
        let token = challenge.token(&key());
        let solution = solve(&token, 8);
        let met = async |solution: &str, number, at| {
            let now = Timestamp::from_second(at).unwrap();
            let solution = Solution::read(&key(), token.clone(), solution.to_owned()).unwrap();
            solution.is_met(&world, complaint(number), now).await.unwrap()
        };
        for wrong in ["", "x", "-1", " 1", "184467440737095516160"] {
            assert!(!met(wrong, 1, 0).await, "{wrong}");
        }
        assert!(!met(&solution, 1, 3_601).await, "expired");
        assert!(met(&solution, 1, 3_600).await);
        assert!(met(&solution, 1, 60).await, "the same complaint again");
        assert!(!met(&solution, 2, 60).await, "used for another one");
    }

    #[test]
    fn the_same_form_is_the_same_complaint() {
        let content = Digest::of(b"claim=counterfeit");
        assert_eq!(challenge(1).complaint(content), challenge(9).complaint(content));
        assert_ne!(challenge(1).complaint(content), challenge(1).complaint(Digest::of(b"claim=design")));
        let other = Challenge { id: Uuid::from_u128(8), ..challenge(1) };
        assert_ne!(challenge(1).complaint(content), other.complaint(content));
    }

    #[test]
    fn a_challenge_of_policy_is_solved_in_about_131_000_attempts() {
        let made = Challenge::new(Uuid::from_u128(1), Timestamp::UNIX_EPOCH);
        assert_eq!((made.bits, made.until.as_second()), (17, 3_600));
    }
}
