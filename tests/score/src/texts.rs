//! Texts of different people: how many are taken for copies of each other.

use std::collections::BTreeSet;

use serde_json::Value;
use text::{Likeness, MOST_BYTES, compare, print};

use crate::{Goal, Score};

/// So many texts are compared, each with each.
const MOST: usize = 200;
/// The most characters of a listing's text.
const MOST_OF_LISTING: usize = 5_000;

/// Notices of different complainants, in words of their own: as they quote the same statutory statements, they share more than
/// descriptions of goods do. The share of pairs of which one is taken for a copy of the other.
pub fn taken_for_copies(set: &'static str, notices: &[Value]) -> Score {
    let mut complainants = BTreeSet::new();
    let own_words = notices.iter().filter(|it| it["form"].is_null());
    let of_new = own_words.filter(|it| complainants.insert(it["complainant"].as_str()));
    let texts: Vec<&str> = of_new.filter_map(|it| it["text"].as_str()).take(MOST).collect();
    let cut = |text: &str| print(&text.as_bytes()[..text.floor_char_boundary(MOST_BYTES)]).ok();
    let prints: Vec<_> = texts.iter().map(|text| cut(text)).collect();
    let (mut pairs, mut taken) = (0, 0);
    for (at, text) in texts.iter().enumerate() {
        let shown: String = text.chars().take(MOST_OF_LISTING).collect();
        let others = prints.iter().enumerate().filter(|(other, _)| *other != at);
        for print in others.filter_map(|(_, print)| print.as_ref()) {
            pairs += 1;
            let same = compare(&[&shown], &[&print.runs]).is_some_and(|it| it.likeness == Likeness::Same);
            taken += usize::from(same);
        }
    }
    Score::share(set, "texts-taken-for-copies", taken, pairs.max(1), Goal::AtMost(0.005))
}
