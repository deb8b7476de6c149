//! Resolves what was found among itself: the best reading of each place, what suppresses what, and what corroborates
//! for what.

use super::fold::Units;
use super::found::Found;
use super::operation::{Guard, Operation, Tier};
use super::registry::{Origin, Registry};
use super::usage::{Reasons, Usage};
use super::weigh::Scales;
use super::{Context, Match, nominative};

/// The most findings of one title that are weighed.
const MOST: usize = 400;
/// How many marks in a row tell an enumeration of what the goods fit.
const ENUMERATION: usize = 3;
/// The most unread words that a match tells.
const UNREAD: usize = 3;
/// What is at most taken from the strength of a finding that cannot be anything else.
const FIRM: u8 = 10;

/// A finding with what it is ranked by.
#[derive(Clone, Copy)]
struct Ranked {
    found: Found,
    mark: u32,
    cost: u8,
    /// It can hardly be anything but the name.
    firm: bool,
}

pub(super) fn resolve(
    registry: &Registry,
    title: &str,
    units: &Units,
    context: &Context<'_>,
    mut found: Vec<Found>,
) -> Vec<Match> {
    if found.is_empty() {
        return Vec::new();
    }
    found.truncate(MOST * 8);
    let scales = Scales { registry, title, units, context };
    let mut ranked: Vec<Ranked> = found.iter().filter_map(|found| rank(&scales, found)).collect();
    // The nearest first, of equals the longest.
    ranked.sort_by_key(|it| (it.cost, usize::MAX - (it.found.to - it.found.from), it.found.from));
    let mut kept: Vec<Ranked> = Vec::new();
    for it in ranked {
        if kept.len() < MOST && !kept.iter().any(|better| suppresses(better, &it)) {
            kept.push(it);
        }
    }
    let long: Vec<Ranked> = kept.clone();
    kept.retain(|it| !long.iter().any(|other| swallows(other, it)));
    kept.sort_by_key(|it| (it.found.from, it.found.to));
    let usage = Usage::of(title, units);
    let said = said(registry, title, units, &kept, &usage);
    let mut matches: Vec<Match> = kept
        .iter()
        .zip(said)
        .filter_map(|(it, said)| {
            let others =
                kept.iter().filter(|other| other.mark == it.mark && other.found.pattern != it.found.pattern);
            let sure = others.into_iter().any(|other| is_unmistakable(registry, other));
            let near =
                kept.iter().find(|other| is_edit(it) && other.mark != it.mark && is_as_near(other, it));
            let mut weighed = scales.weigh(&it.found, sure, said, near.map(|other| other.mark as usize))?;
            if weighed.tier == Tier::Act {
                read_whole(&scales, &usage, &kept, it, &mut weighed);
            }
            Some(weighed)
        })
        .collect();
    matches.sort_by_key(|it| (it.at.start, it.at.end, it.mark));
    matches
}

/// Leaves a match to a person where the title is more than a plain offer of the mark's goods.
fn read_whole(scales: &Scales<'_>, usage: &Usage<'_>, kept: &[Ranked], it: &Ranked, found: &mut Match) {
    let is_own = |other: &&Ranked| other.mark == it.mark && (other.firm || std::ptr::eq(*other, it));
    let own: Vec<(usize, usize)> =
        kept.iter().filter(is_own).map(|other| (other.found.from, other.found.to)).collect();
    let whole = usage.whole(scales.units, &own, scales.registry.classes(it.mark));
    if !whole.names_goods {
        found.guards.push(Guard::GoodsUnnamed);
    }
    if !whole.unread.is_empty() {
        found.guards.push(Guard::WordsUnread);
        let words = whole.unread.iter().filter_map(|(from, to)| scales.title.get(*from..*to));
        found.unread = words.take(UNREAD).map(str::to_owned).collect();
    }
    if !found.guards.is_empty() {
        found.tier = Tier::Desk;
    }
}

/// What the title names each finding for, in the order of their places.
fn said(registry: &Registry, title: &str, units: &Units, kept: &[Ranked], usage: &Usage<'_>) -> Vec<Reasons> {
    let mut said: Vec<Reasons> = kept
        .iter()
        .map(|it| {
            let is_name = |unit: usize| {
                let other = |other: &&Ranked| other.found.pattern != it.found.pattern;
                kept.iter().filter(other).any(|other| (other.found.from..other.found.to).contains(&unit))
            };
            let text = nominative::Text { title, units, is_name };
            let mut said = usage.of_name(it.found.from, it.found.to);
            if let Some(relation) = nominative::relation(&text, it.found.from, it.found.to) {
                said.add(Reasons::by(relation));
            }
            said
        })
        .collect();
    let text = nominative::Text { title, units, is_name: () };
    // What is said of one name of an enumeration is said of its neighbours.
    let joined: Vec<bool> = kept
        .windows(2)
        .map(|pair| match pair {
            [one, next] => overlap(one, next) || nominative::are_joined(&text, one.found.to, next.found.from),
            _ => false,
        })
        .collect();
    for place in (0..joined.len()).chain((0..joined.len()).rev()) {
        if let (Some(true), Some([one, next])) = (joined.get(place), said.get_mut(place..place + 2)) {
            one.share(next);
        }
    }
    // So many names of others, one after the other, are hardly all on the same goods.
    let mut start = 0;
    for end in 1..=kept.len() {
        if joined.get(end - 1) != Some(&true) {
            if is_enumeration(registry, title, units, kept.get(start..end).unwrap_or_default()) {
                let run = said.get_mut(start..end).unwrap_or_default().iter_mut();
                run.for_each(|said| said.add(Reasons::by(nominative::Relation::Fits)));
            }
            start = end;
        }
    }
    let fits: Vec<(u32, bool)> =
        kept.iter().zip(&said).map(|(it, said)| (it.mark, said.has(Reasons::BESIDE))).collect();
    for (it, said) in kept.iter().zip(&mut said).filter(|(_, said)| !said.has(Reasons::BESIDE)) {
        // Where the goods fit those of another, this one made them.
        if !fits.iter().any(|(mark, fits)| *fits && *mark != it.mark) {
            said.add(usage.of_head(it.found.from, it.found.to));
        }
    }
    said
}

/// Whether neighbours are so many marks of others, with signs or words that join them.
fn is_enumeration(registry: &Registry, title: &str, units: &Units, run: &[Ranked]) -> bool {
    let byte = |unit: Option<&super::fold::Unit>, end: bool| {
        unit.map(|unit| if end { unit.end } else { unit.start } as usize)
    };
    let mut marks: Vec<&Ranked> = Vec::new();
    for it in run.iter().filter(|it| is_unmistakable(registry, it)) {
        let is_next = marks.last().is_none_or(|last| {
            let from = byte(last.found.to.checked_sub(1).and_then(|at| units.all.get(at)), true);
            let to = byte(units.all.get(it.found.from), false);
            let between = from.zip(to).and_then(|(from, to)| title.get(from..to));
            between.is_some_and(|between| !between.trim().is_empty())
        });
        if is_next && marks.iter().all(|other| other.mark != it.mark) {
            marks.push(it);
        }
    }
    marks.len() >= ENUMERATION
}

fn rank(scales: &Scales<'_>, found: &Found) -> Option<Ranked> {
    let pattern = scales.registry.pattern(found.pattern)?;
    let (_, text) = scales.place(found)?;
    let operation = scales.operation(found, pattern, text);
    let cost = match operation {
        Operation::Exact | Operation::Alias | Operation::Normalised => operation.cost(),
        _ if pattern.origin == Origin::Pinyin => Operation::Pinyin.cost() + found.deviation.cost() / 2,
        _ => found.deviation.cost(),
    };
    // What is left of a name of two words is too little to be edited.
    if pattern.bare && pattern.gaps == 0 && operation >= Operation::Leet {
        return None;
    }
    let inflected = found.deviation.plural || pattern.bare;
    let cost = cost + if found.soft { 3 } else { 0 } + if inflected { FIRM } else { 0 };
    Some(Ranked { found: *found, mark: pattern.mark, cost, firm: cost <= FIRM })
}

fn overlap(one: &Ranked, other: &Ranked) -> bool {
    one.found.from < other.found.to && other.found.from < one.found.to
}

/// Whether the better of two leaves no room for the other. What is a part of a longer reading leaves room for it.
fn suppresses(better: &Ranked, it: &Ranked) -> bool {
    let part = it.found.from <= better.found.from
        && better.found.to <= it.found.to
        && better.found.to - better.found.from < it.found.to - it.found.from;
    overlap(better, it)
        && (better.firm || !part)
        && (better.mark == it.mark || better.firm && !it.firm && !part)
}

/// Whether a firm finding holds the other as a part: a name of one word in one of two.
fn swallows(longer: &Ranked, it: &Ranked) -> bool {
    let (a, b) = (&longer.found, &it.found);
    longer.firm && longer.mark != it.mark && a.from <= b.from && b.to <= a.to && a.to - a.from > b.to - b.from
}

/// Whether the other reads at least as much of the same text.
fn is_as_near(other: &Ranked, it: &Ranked) -> bool {
    let shared = other.found.to.min(it.found.to).saturating_sub(other.found.from.max(it.found.from));
    shared * 4 >= (it.found.to - it.found.from) * 3
}

fn is_edit(it: &Ranked) -> bool {
    it.found.deviation.edits > 0
}

/// Whether a finding leaves no doubt of whose name it is.
fn is_unmistakable(registry: &Registry, it: &Ranked) -> bool {
    registry.pattern(it.found.pattern).is_some_and(|pattern| {
        let long = pattern.length > 3 || pattern.length > 1 && it.found.deviation.exact > 1;
        it.firm && !it.found.soft && long && !pattern.is_word && !pattern.is_phrase
    })
}
