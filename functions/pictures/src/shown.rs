//! The pictures that a listing shows: what the marketplace's answer about each came to.

use case::{Comparison, NearestPicture, PictureExcuse, PictureInput};
use jiff::{SignedDuration, Timestamp};
use picture::{Compared, Excuse, Likeness, Turned, compare, hash_dihedral};
use port::{ListedPicture, PictureAnswer, Unavailable, chain_of};
use step::retry::Trouble;

use crate::known::KnownPictures;

/// After so long, a picture that the marketplace does not give although it is there is left out.
const PATIENCE: SignedDuration = SignedDuration::from_mins(30);

/// How long a comparison has been asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// Since then.
    pub(crate) since: Timestamp,
    /// Now.
    pub(crate) now: Timestamp,
}

impl Patience {
    fn is_over(self) -> bool {
        self.now.duration_since(self.since) >= PATIENCE
    }
}

/// After so many pictures that are not given, no more are asked for: an invocation's time is bounded.
const MOST_NOT_GIVEN: u8 = 3;

/// What became of one picture.
#[derive(Debug)]
pub(crate) enum Shown {
    /// It is there.
    Picture(Box<Turned>),
    /// There is none, or nothing that can be compared.
    Unusable,
    /// The marketplace did not give it, for as long as one waits.
    NotGiven,
}

/// What became of a picture, by the answer about it.
///
/// # Errors
/// [`Unavailable`] while the picture may still come: always while the marketplace is out, else for half an hour.
pub(crate) fn read(
    picture: &ListedPicture,
    answer: Result<PictureAnswer, Unavailable>,
    patience: Patience,
) -> Result<Shown, Unavailable> {
    let bytes = match answer {
        Ok(PictureAnswer::Found(bytes)) => bytes,
        Ok(PictureAnswer::TooLarge | PictureAnswer::Gone) => return Ok(Shown::Unusable),
        Err(error) if patience.is_over() && !matches!(Trouble::of(&error), Trouble::MarketplaceOut(_)) => {
            tracing::warn!(error = chain_of(&error), "a picture is left out");
            return Ok(Shown::NotGiven);
        }
        Err(error) => return Err(error),
    };
    // Other bytes than the listing names are not its picture.
    if picture.digest.is_some_and(|digest| digest != case::Digest::of(&bytes)) {
        return Ok(Shown::Unusable);
    }
    Ok(hash_dihedral(&bytes).map_or(Shown::Unusable, |turned| Shown::Picture(Box::new(turned))))
}

/// What all the pictures of a listing came to.
#[derive(Default)]
pub(crate) struct Found {
    compared: u8,
    left_out: u8,
    not_given: u8,
    best: Option<(Compared, NearestPicture)>,
}

impl Found {
    /// Notes that a picture is not compared.
    pub(crate) const fn leave_out(&mut self) {
        self.left_out = self.left_out.saturating_add(1);
    }

    /// Notes that the marketplace did not give one.
    pub(crate) const fn give_up(&mut self) {
        self.leave_out();
        self.not_given = self.not_given.saturating_add(1);
    }

    /// Whether it is of no use to ask for more.
    pub(crate) const fn is_hopeless(&self) -> bool {
        self.not_given >= MOST_NOT_GIVEN
    }

    /// Takes in one picture.
    pub(crate) fn take(&mut self, picture: &ListedPicture, turned: &Turned, known: &KnownPictures) {
        self.compared = self.compared.saturating_add(1);
        let Some(compared) = compare(turned, &known.pictures) else { return };
        let Some((with, source)) = known.at(compared.index) else { return };
        let worse = |best: &(Compared, NearestPicture)| {
            (best.0.likeness, std::cmp::Reverse(best.0.distance))
                < (compared.likeness, std::cmp::Reverse(compared.distance))
        };
        if self.best.as_ref().is_none_or(worse) {
            let nearest = NearestPicture {
                picture: picture.id.clone(),
                with,
                source,
                distance: u16::try_from(compared.distance).unwrap_or(u16::MAX),
                quality: compared.quality,
                excuse: compared.excuse.map(excuse_of),
            };
            self.best = Some((compared, nearest));
        }
    }

    /// The comparison. That all are different is said only where all were seen.
    pub(crate) fn into_comparison(self, version: String) -> Comparison {
        let Self { compared, left_out, best, .. } = self;
        let likeness = best.as_ref().map(|(compared, _)| compared.likeness);
        let result = match likeness {
            Some(Likeness::Same) => PictureInput::Same,
            Some(Likeness::Near) => PictureInput::Near,
            Some(Likeness::Different) if left_out == 0 => PictureInput::Different,
            Some(Likeness::Different) | None => PictureInput::NotCompared,
        };
        Comparison { version, result, compared, left_out, nearest: best.map(|(_, nearest)| nearest) }
    }
}

const fn excuse_of(excuse: Excuse) -> PictureExcuse {
    match excuse {
        Excuse::Allowed => PictureExcuse::Allowed,
        Excuse::Negative => PictureExcuse::Negative,
        Excuse::Unreliable => PictureExcuse::Unreliable,
    }
}
