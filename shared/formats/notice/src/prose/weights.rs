//! How much each feature speaks for each role, in twentieths of a natural logarithm of odds.
//!
//! The weights were fitted by logistic regression to labelled notices of one half of the complainants, drawn
//! towards what the words mean, with the owner's own addresses counting four times; the other half judged them.

use super::cues::Cue;
use super::role::Feature;
use super::site::Sign;

/// By how much at most an address may have missed being accused, to be accused as the likeliest.
pub(super) const NEAR: i32 = 100;

/// The lead over original that an address needs to be accused where anything speaks for the owner: a doubt is not
/// acted on.
pub(super) const DOUBT: i32 = 6;

/// The lead over original that an address with signs of ownership needs to be accused: to accuse the owner's
/// own is the worst error.
pub(super) const BENEFIT: i32 = 20;

/// For each cue the weights before, after, elsewhere in the sentence, in the lead, elsewhere in the block: first
/// as accused, then as original, then as aside.
const CUES: &[(Cue, [[i32; 5]; 3])] = &[
    (Cue::Infringes, [[5, 5, 2, 2, -5], [0, -2, -5, 2, 2], [-5, -3, 2, -5, 3]]),
    (Cue::Remove, [[9, 3, -1, 6, 2], [-6, 3, 7, -9, 0], [-3, -6, -6, 3, -1]]),
    (Cue::Copies, [[-4, -7, 0, 5, 2], [12, 1, 3, -6, 3], [-8, 6, -4, 1, -5]]),
    (Cue::Own, [[-2, 6, -7, -4, 9], [-3, 8, 8, 6, -7], [5, -14, -2, -2, -3]]),
    (Cue::Original, [[-4, 11, -9, -3, -1], [-7, -9, 1, 3, 1], [11, -2, 8, 0, 0]]),
    (Cue::Terms, [[-9, -6, 8, -3, 0], [7, 0, -18, 2, 0], [3, 7, 11, 1, 0]]),
    (Cue::Proof, [[-6, -2, 18, -13, 4], [1, 3, -12, 4, 0], [5, 0, -6, 9, -4]]),
    (Cue::Letter, [[-1, -1, 0, 1, 3], [-17, -5, -2, -12, -8], [18, 6, 2, 11, 5]]),
    (Cue::Person, [[-1, -8, 2, 2, -8], [-1, -5, 0, 4, 1], [2, 13, -2, -6, 6]]),
    (Cue::Footer, [[-7, -3, 0, 0, 0], [-6, 3, 0, 0, 0], [13, 1, 10, 16, 4]]),
];

/// For each sign the weights as accused, original, aside.
const SIGNS: &[(Sign, [i32; 3])] = &[
    (Sign::Any, [-34, 26, 0]),
    (Sign::MainSite, [22, -18, -5]),
    (Sign::OtherPlatform, [20, -7, -13]),
    (Sign::Home, [-7, 0, 7]),
    (Sign::Shallow, [-25, 11, 14]),
    (Sign::Deep, [2, 5, -7]),
    (Sign::Picture, [-6, -1, 7]),
    (Sign::Reference, [-21, -8, 30]),
    (Sign::OwnDomain, [0, 24, 0]),
    (Sign::OwnAccount, [-3, 15, -12]),
    (Sign::NamedDomain, [-4, 6, -3]),
    (Sign::NamedAccount, [-2, 0, 1]),
    (Sign::FirstBlock, [-2, 3, -1]),
    (Sign::LastBlock, [7, -25, 18]),
    (Sign::OnlyBlock, [16, -21, 5]),
    (Sign::FirstAccount, [3, -4, 1]),
    (Sign::LaterAccount, [1, -2, 0]),
    (Sign::OnlyAccount, [6, 4, -10]),
    (Sign::AccountAgain, [-10, -4, 13]),
    (Sign::Again, [19, 0, -19]),
    (Sign::SameNameLater, [13, -11, -2]),
    (Sign::SameNameFirst, [12, -1, -12]),
    (Sign::Yields, [-5, 4, 1]),
    (Sign::YieldsAsFirst, [-14, 4, 10]),
    (Sign::YieldsAtOnce, [-2, 7, -6]),
    (Sign::YieldsToCopies, [3, -4, 2]),
    (Sign::FollowsAtOnce, [11, -1, -10]),
    (Sign::Restated, [-7, 11, -4]),
    (Sign::Restates, [0, -6, 6]),
    (Sign::OutsideBefore, [16, -7, -9]),
    (Sign::NoOutside, [11, 1, -12]),
    (Sign::ShortLead, [-1, -4, 5]),
    (Sign::NearestAccuses, [-4, 1, 3]),
    (Sign::NearestOwns, [-13, 20, -7]),
    (Sign::LabelAccuses, [22, -11, -12]),
    (Sign::LabelOwns, [-13, 21, -8]),
    (Sign::LabelAside, [-8, -4, 12]),
    (Sign::Listed, [8, -4, -4]),
    (Sign::Alone, [10, -3, -7]),
    (Sign::Quoted, [-2, -3, 5]),
    (Sign::Signed, [-2, -2, 4]),
];

/// The scores for accused, original and aside.
pub(super) fn score(features: &[Feature]) -> [i32; 3] {
    let mut scores = [0; 3];
    for feature in features {
        let by = of(*feature);
        for (score, by) in scores.iter_mut().zip(by) {
            *score += by;
        }
    }
    scores
}

fn of(feature: Feature) -> [i32; 3] {
    match feature {
        Feature::Cue(cue, at) => {
            let row = CUES.iter().find(|(of, _)| *of == cue).map(|(_, row)| row);
            row.map_or([0; 3], |row| [0, 1, 2].map(|role: usize| row[role][at as usize]))
        }
        Feature::Sign(sign) => SIGNS.iter().find(|(of, _)| *of == sign).map_or([0; 3], |(_, by)| *by),
    }
}
