//! What the pictures of one listing say beside those that were handed in with one right.
//!
//! There are a few dozen of those at most, so each is compared; [`crate::Bank`] searches among many.

use crate::hash::{Hash, LEAST_QUALITY, MATCH, Turned};

/// The distance up to which a listing's picture is the same as a reference picture, whichever way it is turned: PDQ's
/// own threshold.
pub const SAME: u32 = MATCH;

/// The distance up to which a person should look. Different pictures are further apart: `make score` measures by how
/// much.
pub const NEAR: u32 = 60;

/// What a known picture stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// For what the right protects, a work or a mark by itself: it was reviewed with it.
    Reference,
    /// For goods that bear a mark: goods that look alike may bear another mark or none, so it proves nothing alone.
    Goods,
    /// For what the complainant says: it may be the listing's own picture, so it proves nothing alone.
    Evidence,
    /// For a use that the owner allows.
    Allowed,
    /// For nothing: whatever is like it does not count.
    Negative,
}

impl Stands {
    /// Whether a listing's picture that is like it says something for the complaint.
    #[must_use]
    pub const fn for_something(self) -> bool {
        match self {
            Self::Reference | Self::Goods | Self::Evidence => true,
            Self::Allowed | Self::Negative => false,
        }
    }
}

/// A picture that a listing's is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its hash.
    pub hash: Hash,
    /// How much there is to see in it.
    pub quality: u8,
    /// What it stands for.
    pub stands: Stands,
}

/// How alike two pictures are, as far as that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They are different, or what is alike does not count.
    Different,
    /// A person should look.
    Near,
    /// It is the same picture.
    Same,
}

/// Why the nearest picture does not count for all that its distance says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    /// An allowed picture is near, too.
    Allowed,
    /// A picture that never counts is near, too.
    Negative,
    /// One of the two shows too little.
    Unreliable,
}

/// The nearest known picture, and what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// How alike they are.
    pub likeness: Likeness,
    /// Which of the known pictures.
    pub index: usize,
    /// In how many of 256 bits they differ.
    pub distance: u32,
    /// The lower quality of the two.
    pub quality: u8,
    /// Why it does not count in full, where it does not.
    pub excuse: Option<Excuse>,
}

/// Compares a listing's picture, however it is turned, with each known one. `None` where none of those stands for
/// anything. A reference counts before evidence of the same likeness, then the nearer one.
///
/// An allowed or negative picture that is at least as near takes the match away; one that is near, but not as near,
/// leaves it to a person, and so does a picture in which there is too little to see.
#[must_use]
pub fn compare(picture: &Turned, known: &[Known]) -> Option<Compared> {
    let distance = |known: &Known| picture.hashes.iter().map(|hash| hash.distance(&known.hash)).min();
    let distances: Vec<u32> = known.iter().map(|known| distance(known).unwrap_or(u32::MAX)).collect();
    let nearest_of = |stands: Stands| {
        let of = known.iter().zip(&distances).filter(|(known, _)| known.stands == stands);
        of.map(|(_, distance)| *distance).min().filter(|distance| *distance <= NEAR)
    };
    let excuses =
        [(Excuse::Negative, nearest_of(Stands::Negative)), (Excuse::Allowed, nearest_of(Stands::Allowed))];
    let judge = |(index, (known, distance)): (usize, (&Known, &u32))| {
        let quality = known.quality.min(picture.quality);
        let plain = match distance {
            _ if *distance <= SAME && known.stands == Stands::Reference => Likeness::Same,
            _ if *distance <= NEAR => Likeness::Near,
            _ => Likeness::Different,
        };
        let near = excuses.iter().filter_map(|(excuse, near)| Some((*excuse, (*near)?)));
        let nearest = near.min_by_key(|(_, near)| *near);
        let (likeness, excuse) = match nearest {
            _ if plain == Likeness::Different => (plain, None),
            Some((excuse, near)) if near <= *distance => (Likeness::Different, Some(excuse)),
            Some((excuse, _)) => (Likeness::Near, Some(excuse)),
            None if quality < LEAST_QUALITY => (Likeness::Near, Some(Excuse::Unreliable)),
            None => (plain, None),
        };
        Compared { likeness, index, distance: *distance, quality, excuse }
    };
    let stands_for_something = |(_, (known, _)): &(usize, (&Known, &u32))| known.stands.for_something();
    let judged = known.iter().zip(&distances).enumerate().filter(stands_for_something).map(judge);
    judged.max_by_key(|it| {
        (
            it.likeness,
            std::cmp::Reverse(known.get(it.index).map(|known| known.stands)),
            std::cmp::Reverse(it.distance),
        )
    })
}
