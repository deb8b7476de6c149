//! How much each feature speaks for each role.

use super::cues::Cue;
use super::role::Feature;
use super::site::Sign;

/// By how much at most an address may have missed being accused, to be accused as the likeliest.
pub(super) const NEAR: i32 = 60;

const CUES: &[(Cue, [[i32; 5]; 3])] = &[
    (Cue::Infringes, [[4, 3, 4, 3, -7], [-1, -1, -6, 2, 3], [-3, -2, 3, -5, 4]]),
    (Cue::Remove, [[8, 1, -2, 5, 2], [-6, 5, 8, -9, 0], [-3, -6, -6, 4, -2]]),
    (Cue::Copies, [[-5, -6, 1, 3, 3], [11, 0, 2, -6, 1], [-6, 6, -4, 2, -5]]),
    (Cue::Own, [[-7, 5, -7, -5, 10], [9, 10, 7, 6, -8], [-2, -14, 0, -1, -3]]),
    (Cue::Original, [[-7, 11, -10, -3, 0], [6, -9, 3, 3, 0], [1, -2, 8, 0, 0]]),
    (Cue::Terms, [[-12, -6, 8, -5, 1], [9, -1, -19, 3, 0], [3, 6, 11, 2, 0]]),
    (Cue::Proof, [[-5, -1, 20, -14, 4], [3, 2, -13, 5, 1], [2, -1, -7, 9, -5]]),
    (Cue::Letter, [[-2, -1, 1, 1, 2], [-17, -5, -3, -12, -7], [19, 6, 2, 11, 4]]),
    (Cue::Person, [[-2, -8, 2, 2, -7], [1, -6, 2, 5, 1], [1, 14, -4, -7, 6]]),
    (Cue::Footer, [[-7, -4, 0, 0, 0], [-6, 5, 0, 0, 0], [13, -2, 10, 16, 4]]),
];

const SIGNS: &[(Sign, [i32; 3])] = &[
    (Sign::Any, [-39, 29, 0]),
    (Sign::MainSite, [21, -16, -5]),
    (Sign::OtherPlatform, [20, -7, -13]),
    (Sign::Home, [-7, 1, 7]),
    (Sign::Shallow, [-27, 12, 15]),
    (Sign::Deep, [1, 5, -7]),
    (Sign::Picture, [-4, -1, 5]),
    (Sign::Reference, [-21, -9, 30]),
    (Sign::OwnDomain, [0, 24, 0]),
    (Sign::OwnAccount, [-3, 15, -12]),
    (Sign::NamedDomain, [-4, 6, -2]),
    (Sign::NamedAccount, [-2, 1, 1]),
    (Sign::FirstBlock, [-2, 3, -1]),
    (Sign::LastBlock, [8, -27, 19]),
    (Sign::OnlyBlock, [15, -20, 5]),
    (Sign::FirstAccount, [6, -6, 1]),
    (Sign::LaterAccount, [4, -5, 1]),
    (Sign::OnlyAccount, [9, 1, -10]),
    (Sign::AccountAgain, [-10, -4, 14]),
    (Sign::Again, [21, 0, -21]),
    (Sign::SameNameLater, [12, -10, -2]),
    (Sign::SameNameFirst, [13, -1, -12]),
    (Sign::Yields, [-5, 4, 1]),
    (Sign::YieldsAsFirst, [-16, 6, 10]),
    (Sign::YieldsAtOnce, [-1, 7, -6]),
    (Sign::YieldsToCopies, [3, -5, 2]),
    (Sign::FollowsAtOnce, [11, -1, -10]),
    (Sign::Restated, [-7, 11, -4]),
    (Sign::Restates, [0, -6, 7]),
    (Sign::OutsideBefore, [16, -7, -9]),
    (Sign::NoOutside, [11, 1, -12]),
    (Sign::ShortLead, [-1, -5, 6]),
    (Sign::LabelAccuses, [31, -15, -16]),
    (Sign::LabelOwns, [-16, 30, -14]),
    (Sign::LabelAside, [-9, -7, 16]),
    (Sign::Listed, [9, -5, -4]),
    (Sign::Alone, [12, -4, -8]),
    (Sign::Quoted, [-1, -3, 5]),
    (Sign::Signed, [-4, -3, 7]),
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
