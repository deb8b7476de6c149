//! What a listing's picture says about it, beside the pictures that a brand handed in.

use case::Language;

use crate::hash::{Hash, Hashed, LEAST_QUALITY, MATCH, Turn};
use crate::near::{BadBlob, Near};

/// A picture that stands for a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Whose it is: a brand, or a right, as people know it.
    pub name: String,
    /// The picture.
    pub picture: Hashed,
}

/// A brand's reference pictures, and those that excuse.
#[derive(Debug, Clone)]
pub struct Bank {
    references: Vec<Reference>,
    hashes: Near,
    allowed: Near,
    negative: Near,
}

/// Confidence tier of a match: what may follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// It is noted beside what else is found, and nothing is done for it alone.
    Note,
    /// A person decides.
    Desk,
    /// It is enough to act on: within [`MATCH`], which is PDQ's own threshold for the same picture.
    Act,
}

impl Tier {
    /// Its name in records.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Desk => "desk",
            Self::Act => "act",
        }
    }
}

/// Why a match is of its tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing speaks against it.
    Near,
    /// There is too little to see in the picture, or in the reference; the lower quality of the two.
    Unreliable(u8),
    /// An allowed picture is at least as near: an authorised seller's, or the brand's own.
    Allowed(u32),
    /// A picture that never counts is at least as near.
    Negative(u32),
    /// An allowed picture, or one that never counts, is near, but not as near.
    Contested(u32),
}

/// A reference picture that a listing's picture is near to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement<'a> {
    /// What shall come of it.
    pub tier: Tier,
    /// The nearest reference.
    pub reference: &'a Reference,
    /// In how many of 256 bits they differ, from 0 to 31.
    pub distance: u32,
    /// How the picture has to be turned for that.
    pub turn: Turn,
    /// Why it is of this tier.
    pub why: Why,
}

impl Bank {
    /// Makes a bank of a brand's `references`, of `allowed` pictures (those of authorised sellers and of the brand's
    /// own listings) and of `negative` ones, which must never count (blank boxes, means of payment, stock photographs).
    ///
    /// # Errors
    /// [`BadBlob::TooMany`] of 2^32 or more of one of them.
    pub fn new(references: Vec<Reference>, allowed: &[Hash], negative: &[Hash]) -> Result<Self, BadBlob> {
        let hashes: Vec<Hash> = references.iter().map(|reference| reference.picture.hash).collect();
        let (hashes, allowed, negative) = (Near::new(&hashes)?, Near::new(allowed)?, Near::new(negative)?);
        Ok(Self { references, hashes, allowed, negative })
    }

    /// What a picture says: its hash alone ([`Hashed`]), or all eight in the order of [`Turn::ALL`]
    /// ([`crate::Turned`]), which finds turned and mirrored copies, too. `None` where no reference is within [`MATCH`].
    ///
    /// The nearest reference counts, unless an allowed or negative picture is at least as near. Where one of the two
    /// pictures is below [`LEAST_QUALITY`], nothing is done for it alone.
    #[must_use]
    pub fn judge(&self, hashes: &[Hash], quality: u8) -> Option<Judgement<'_>> {
        let (distance, turn, index) = nearest(&self.hashes, hashes)?;
        let reference = self.references.get(index)?;
        let excuse = |bank| nearest(bank, hashes).map(|(distance, ..)| distance);
        let (allowed, negative) = (excuse(&self.allowed), excuse(&self.negative));
        let as_near = |excuse: &u32| *excuse <= distance;
        let quality = quality.min(reference.picture.quality);
        let (tier, why) = if let Some(excuse) = negative.filter(as_near) {
            (Tier::Note, Why::Negative(excuse))
        } else if let Some(excuse) = allowed.filter(as_near) {
            (Tier::Note, Why::Allowed(excuse))
        } else if quality < LEAST_QUALITY {
            (Tier::Note, Why::Unreliable(quality))
        } else if let Some(excuse) = negative.into_iter().chain(allowed).min() {
            (Tier::Desk, Why::Contested(excuse))
        } else {
            (Tier::Act, Why::Near)
        };
        Some(Judgement { tier, reference, distance, turn: *Turn::ALL.get(turn)?, why })
    }

    /// The references that are near to more than `limit` different ones of these pictures, with how many: one that is
    /// near to very many stands for no product, but for something that all of them show.
    #[must_use]
    pub fn flood(&self, pictures: &[Hash], limit: usize) -> Vec<(&Reference, usize)> {
        let mut distinct = pictures.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let mut counts = vec![0; self.references.len()];
        for picture in &distinct {
            self.hashes.find(picture, MATCH, |index, _| counts[index] += 1);
        }
        self.references.iter().zip(counts).filter(|(_, count)| *count > limit).collect()
    }
}

/// The nearest of the stored pictures: the distance, which of the hashes is so near, and which picture. Of several, the
/// first.
fn nearest(stored: &Near, hashes: &[Hash]) -> Option<(u32, usize, usize)> {
    let mut nearest = None;
    for (turn, hash) in hashes.iter().enumerate().take(Turn::ALL.len()) {
        stored.find(hash, MATCH, |index, distance| {
            let found = (distance, turn, index);
            nearest = Some(nearest.map_or(found, |nearest| found.min(nearest)));
        });
    }
    nearest
}

impl Judgement<'_> {
    /// All of it in a sentence or two, for a person.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let Self { reference: Reference { name, .. }, distance, .. } = self;
        let turn = turned(self.turn, language);
        match language {
            Language::En => {
                let why = match self.why {
                    Why::Near => String::new(),
                    Why::Unreliable(quality) => format!(
                        " One of the two shows too little to tell (quality {quality}, at least {LEAST_QUALITY} is needed), \
                         so this alone is no ground."
                    ),
                    Why::Allowed(excuse) => format!(
                        " A picture that the brand allows is at least as near ({excuse} bits), \
                         so this does not count."
                    ),
                    Why::Negative(excuse) => format!(
                        " A picture that never counts is at least as near ({excuse} bits), \
                         so this does not count."
                    ),
                    Why::Contested(excuse) => format!(
                        " A picture that is allowed or never counts is near, too ({excuse} bits), \
                         so a person decides."
                    ),
                };
                format!(
                    "The picture{turn} differs from a reference picture of {name} in {distance} of 256 bits; \
                     up to {MATCH} it is the same picture.{why}"
                )
            }
            Language::Zh => {
                let why = match self.why {
                    Why::Near => String::new(),
                    Why::Unreliable(quality) => format!(
                        "其中一张图片内容过少，无法判断\
                         （质量为 {quality}，至少需要 {LEAST_QUALITY}），因此不能仅以此为依据。"
                    ),
                    Why::Allowed(excuse) => {
                        format!("品牌方许可的一张图片至少同样接近（相差 {excuse} 位），因此不计入。")
                    }
                    Why::Negative(excuse) => {
                        format!("一张从不计入的图片至少同样接近（相差 {excuse} 位），因此不计入。")
                    }
                    Why::Contested(excuse) => {
                        format!("一张获许可或从不计入的图片也很接近（相差 {excuse} 位），因此由人工决定。")
                    }
                };
                format!(
                    "该图片{turn}与 {name} 的一张参考图片在 256 位中相差 {distance} 位；\
                     相差不超过 {MATCH} 位即为同一图片。{why}"
                )
            }
        }
    }
}

/// How the picture was turned for it, in words that follow "the picture".
const fn turned(turn: Turn, language: Language) -> &'static str {
    match (language, turn) {
        (Language::En | Language::Zh, Turn::Upright) => "",
        (Language::En, Turn::Right) => ", turned clockwise by 90°,",
        (Language::En, Turn::Half) => ", turned by 180°,",
        (Language::En, Turn::Left) => ", turned anticlockwise by 90°,",
        (Language::En, Turn::Mirrored) => ", mirrored,",
        (Language::En, Turn::UpsideDown) => ", mirrored upside down,",
        (Language::En, Turn::Transposed) => ", mirrored and turned anticlockwise by 90°,",
        (Language::En, Turn::Transverse) => ", mirrored and turned clockwise by 90°,",
        (Language::Zh, Turn::Right) => "顺时针旋转 90° 后",
        (Language::Zh, Turn::Half) => "旋转 180° 后",
        (Language::Zh, Turn::Left) => "逆时针旋转 90° 后",
        (Language::Zh, Turn::Mirrored) => "左右翻转后",
        (Language::Zh, Turn::UpsideDown) => "上下翻转后",
        (Language::Zh, Turn::Transposed) => "左右翻转并逆时针旋转 90° 后",
        (Language::Zh, Turn::Transverse) => "左右翻转并顺时针旋转 90° 后",
    }
}
