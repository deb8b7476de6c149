//! What a listing names a mark for, as rules read it.

use case::{Case, Language, UseInput};
use matching::Guard;

/// What the guards of a listing come to. Of several, the one that a rule can least pass over stands: what rides on a mark does
/// so whatever else it is, and whatever is resold is resold, a book as much as a spare part.
#[must_use]
pub fn use_of(guards: &[Guard]) -> UseInput {
    let rank = |used: &UseInput| ORDER.iter().position(|it| it == used);
    guards.iter().map(|guard| one(*guard)).min_by_key(rank).unwrap_or(UseInput::None)
}

/// From what is most to be heeded to what is least.
const ORDER: [UseInput; 13] = [
    UseInput::Likeness,
    UseInput::Resale,
    UseInput::NotForSale,
    UseInput::ParallelImport,
    UseInput::Parody,
    UseInput::AboutOrReview,
    UseInput::PartOrRepair,
    UseInput::Accessory,
    UseInput::Fit,
    UseInput::Denial,
    UseInput::NameOrWord,
    UseInput::Doubtful,
    UseInput::None,
];

const fn one(guard: Guard) -> UseInput {
    match guard {
        Guard::SecondHand | Guard::Refurbished => UseInput::Resale,
        Guard::ParallelImport => UseInput::ParallelImport,
        Guard::NotForSale => UseInput::NotForSale,
        Guard::Parody => UseInput::Parody,
        Guard::About | Guard::Review => UseInput::AboutOrReview,
        Guard::SparePart | Guard::Repair => UseInput::PartOrRepair,
        Guard::Accessory => UseInput::Accessory,
        Guard::Nominative => UseInput::Fit,
        Guard::Likeness => UseInput::Likeness,
        Guard::Negated => UseInput::Denial,
        Guard::DictionaryWord | Guard::PersonalName | Guard::PlaceName | Guard::GenericTerm => {
            UseInput::NameOrWord
        }
        Guard::ShortName
        | Guard::NearOther { .. }
        | Guard::PlainText
        | Guard::InsideText
        | Guard::WeakDeviation
        | Guard::GoodsUnnamed
        | Guard::WordsUnread => UseInput::Doubtful,
        // Whether the goods are of the right's classes is an input of its own.
        Guard::OtherClass => UseInput::None,
    }
}

/// What the listing of a case says that keeps the mark from counting by itself, each code with its words.
pub fn guards_told(case: &Case, language: Language) -> impl Iterator<Item = (String, String)> + '_ {
    let guards = case.record.iter().flat_map(|record| &record.guards);
    guards.map(move |code| (code.to_string(), web::words::guard(language, code).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_and_resale_stand_before_all_else_and_doubt_behind_every_use() {
        for (guards, used) in [
            (&[][..], UseInput::None),
            (&[Guard::OtherClass], UseInput::None),
            (&[Guard::SparePart, Guard::SecondHand], UseInput::Resale),
            (&[Guard::Accessory, Guard::NotForSale], UseInput::NotForSale),
            (&[Guard::About, Guard::Refurbished], UseInput::Resale),
            (&[Guard::WeakDeviation, Guard::Nominative], UseInput::Fit),
            (&[Guard::Accessory, Guard::Likeness, Guard::SecondHand], UseInput::Likeness),
            (&[Guard::OtherClass, Guard::ShortName], UseInput::Doubtful),
            (&[Guard::WordsUnread], UseInput::Doubtful),
        ] {
            assert_eq!(use_of(guards), used, "{guards:?}");
        }
    }

    #[test]
    fn every_use_has_its_rank() {
        for used in UseInput::ALL {
            assert_eq!(ORDER.contains(used), *used != UseInput::Unknown, "{used}");
        }
    }
}
