//! What each address is there for, told by the words around it, its place in the text, and its kin.
//!
//! Each address gathers [`Feature`]s. The tables in [`super::weights`] say how much each speaks for each role;
//! addresses of one list and of one account lend each other a part of their scores. The highest score wins.

use std::collections::HashMap;
use std::fmt;

use super::address::{self, Parts};
use super::cues::{Counts, Cue, Hit};
use super::layout::Context;
use super::site::{Sign, Site};
use super::urls::Found;
use super::weights;
use crate::Role;

/// Where a cue stands, seen from an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum At {
    /// In its sentence, right before it.
    Before,
    /// In its sentence, right after it.
    After,
    /// Elsewhere in its sentence.
    Sentence,
    /// In the sentence that leads to its list.
    Lead,
    /// Elsewhere in its block.
    Block,
}

/// One thing that was noticed about an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Feature {
    /// A cue near it.
    Cue(Cue, At),
    /// Something without words.
    Sign(Sign),
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cue(cue, at) => write!(f, "{cue:?} {at:?}"),
            Self::Sign(sign) => write!(f, "{sign:?}"),
        }
    }
}

/// An address with what was noticed about it.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    /// Its role.
    pub(super) role: Role,
    /// What was noticed.
    pub(super) features: Vec<Feature>,
    /// Its scores as accused, original, aside.
    pub(super) scores: [i32; 3],
}

/// Judges each address. `hits` are the cues outside of addresses; `all` has one entry for each address.
pub(super) fn judge(text: &str, found: &[Found], contexts: &[Context], hits: &[Hit]) -> Vec<Judged> {
    let parts: Vec<Parts> = found.iter().map(|found| address::parts(&found.url)).collect();
    let counts = Counts::new(hits);
    let site = Site::of(text, found, &parts, contexts, &counts);
    // The same address is judged once, by all the places where it stands.
    let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, parts) in parts.iter().enumerate() {
        same.entry(&parts.key).or_default().push(index);
    }
    let mut features: Vec<Vec<Feature>> = Vec::with_capacity(found.len());
    for index in 0..found.len() {
        let mut own = cues_near(&contexts[index], &counts);
        own.extend(site.signs(index, &parts, contexts).into_iter().map(Feature::Sign));
        features.push(own);
    }
    let mut gathered: Vec<Vec<Feature>> = vec![Vec::new(); found.len()];
    for places in same.values() {
        let mut all: Vec<Feature> =
            places.iter().flat_map(|place| features[*place].iter().copied()).collect();
        if places.iter().any(|place| contexts[*place].run != contexts[places[0]].run) {
            all.push(Feature::Sign(Sign::Again));
        }
        all.sort_unstable();
        all.dedup();
        for place in places {
            gathered[*place].clone_from(&all);
        }
    }
    let own: Vec<[i32; 3]> = gathered.iter().map(|features| weights::score(features)).collect();
    let runs = means(&own, |index| contexts[index].run);
    let accounts = means(&own, |index| parts[index].account.as_str());
    let lent: Vec<[i32; 3]> = (0..found.len())
        .map(|index| [0, 1, 2].map(|role| runs[index][role] + accounts[index][role]))
        .collect();
    // One address has one role, wherever it stands.
    let lent = means(&lent, |index| parts[index].key.as_str());
    let mut judged: Vec<Judged> = gathered
        .into_iter()
        .enumerate()
        .map(|(index, features)| {
            let scores = [0, 1, 2].map(|role| own[index][role] + lent[index][role] / 2);
            Judged { role: role(&features, scores), features, scores }
        })
        .collect();
    accuse_the_likeliest(&mut judged);
    judged
}

/// What says that an address is the owner's own: beside it, to be accused takes more.
const OWNED: [Sign; 4] = [Sign::OwnDomain, Sign::OwnAccount, Sign::NearestOwns, Sign::LabelOwns];

fn role(features: &[Feature], [accused, original, aside]: [i32; 3]) -> Role {
    let owned = OWNED.iter().any(|sign| features.contains(&Feature::Sign(*sign)));
    let accused = if owned { accused - weights::BENEFIT } else { accused };
    let footer = [
        Feature::Sign(Sign::Signed),
        Feature::Cue(Cue::Footer, At::Before),
        Feature::Cue(Cue::Footer, At::Sentence),
    ];
    let lead = if original > 0 { weights::DOUBT } else { 0 };
    if accused >= original + lead && accused >= aside {
        Role::Accused
    } else if original >= aside {
        Role::Original
    } else if features.iter().any(|feature| footer.contains(feature)) {
        Role::Footer
    } else {
        Role::Evidence
    }
}

/// A complaint accuses something: where nothing scored, what came nearest on the main site is meant, unless
/// it bears the owner's name.
fn accuse_the_likeliest(judged: &mut [Judged]) {
    if judged.iter().any(|judged| judged.role == Role::Accused) {
        return;
    }
    let lead = |judged: &Judged| judged.scores[0] - judged.scores[1].max(judged.scores[2]);
    let may_be = |judged: &Judged| {
        let has = |sign| judged.features.contains(&Feature::Sign(sign));
        has(Sign::MainSite) && !has(Sign::OwnDomain) && !has(Sign::OwnAccount)
    };
    let Some(best) = judged.iter().filter(|judged| may_be(judged)).map(lead).max() else { return };
    if best < -weights::NEAR {
        return;
    }
    for judged in judged.iter_mut().filter(|judged| may_be(judged) && lead(judged) == best) {
        judged.role = Role::Accused;
    }
}

/// The mean scores of each group, for each member.
fn means<K: std::hash::Hash + Eq>(scores: &[[i32; 3]], group: impl Fn(usize) -> K) -> Vec<[i32; 3]> {
    let mut groups: HashMap<K, ([i32; 3], i32)> = HashMap::new();
    for (index, scores) in scores.iter().enumerate() {
        let (sums, count) = groups.entry(group(index)).or_default();
        for (sum, score) in sums.iter_mut().zip(scores) {
            *sum += score;
        }
        *count += 1;
    }
    let mean = |index| groups.get(&group(index)).map_or([0; 3], |(sums, count)| sums.map(|sum| sum / count));
    (0..scores.len()).map(mean).collect()
}

fn cues_near(context: &Context, counts: &Counts<'_>) -> Vec<Feature> {
    let before = counts.within(context.before);
    let after = counts.within(context.after);
    let sentence = counts.within(context.sentence);
    let lead = counts.within(context.lead);
    let block = counts.within(context.block);
    let mut features = Vec::new();
    for cue in Cue::ALL {
        let of = |counts: [u32; Cue::COUNT]| counts[cue as usize];
        let led = !context.in_words || of(before) == 0;
        let near = of(before) + of(after);
        let found = [
            (of(before) > 0, At::Before),
            (of(after) > 0, At::After),
            (of(sentence) > near, At::Sentence),
            (led && of(lead) > 0 && context.lead != context.sentence, At::Lead),
            (of(block) > of(sentence), At::Block),
        ];
        features.extend(found.into_iter().filter(|(found, _)| *found).map(|(_, at)| Feature::Cue(cue, at)));
    }
    let nearest = [Cue::Infringes, Cue::Remove, Cue::Own, Cue::Original];
    features.extend(counts.last_within(context.before, &nearest).map(|cue| {
        let accuses = matches!(cue, Cue::Infringes | Cue::Remove);
        Feature::Sign(if accuses { Sign::NearestAccuses } else { Sign::NearestOwns })
    }));
    let label = counts.within(context.label);
    let speaks = |cues: &[Cue]| cues.iter().any(|cue| label[*cue as usize] > 0);
    let accuses = speaks(&[Cue::Infringes, Cue::Remove]);
    let owns = speaks(&[Cue::Own, Cue::Original]);
    let aside = speaks(&[Cue::Proof, Cue::Terms, Cue::Letter, Cue::Person, Cue::Footer]);
    features.extend(match (accuses, owns, aside) {
        (true, false, false) => Some(Feature::Sign(Sign::LabelAccuses)),
        (false, true, false) => Some(Feature::Sign(Sign::LabelOwns)),
        (false, false, true) => Some(Feature::Sign(Sign::LabelAside)),
        _ => None,
    });
    features
}
