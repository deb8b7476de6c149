//! How a listing names the mark, and what it says of its goods: in its title, its attributes and its description.

use case::{GuardCode, MarkInput, MatchOperation, Place};
use matching::{
    Context, Guard, Mark, Marks, Match, Tier, admits_imitation, said_in_attribute, said_in_text,
    said_of_offer,
};
use port::ListingView;
use register::Right;

/// The most attributes that are read.
const MOST_ATTRIBUTES: usize = 100;

/// What keeps a mark from counting by itself, or what is said of the offer as a whole, and where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) guard: Guard,
    place: Place,
}

impl Said {
    fn all(guards: Vec<Guard>, place: Place) -> impl Iterator<Item = Self> {
        guards.into_iter().map(move |guard| Self { guard, place })
    }

    /// For the record.
    pub(super) fn code(self) -> Option<GuardCode> {
        format!("{}{}", self.guard.code(), self.place.suffix()).parse().ok()
    }
}

/// How a listing names the mark, and for what.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) mark: MarkInput,
    pub(super) found_by: Option<MatchOperation>,
    /// Each guard once, from where it weighs most.
    pub(super) said: Vec<Said>,
}

impl Default for Named {
    fn default() -> Self {
        Self { mark: MarkInput::NoWords, found_by: None, said: Vec::new() }
    }
}

impl Named {
    pub(super) fn guards(&self) -> Vec<Guard> {
        self.said.iter().map(|said| said.guard).collect()
    }
}

/// How clearly the listing names the mark, in its title or else in its text and attributes. What stands in them alone never
/// acts by itself: there goods are also compared. What they say of the goods raises a doubt about a mark in the title.
pub(super) fn named_in(view: &ListingView, right: Option<&Right>, marks: Option<&Marks>) -> Named {
    let own = right.and_then(crate::mark_of);
    let alone = own.clone().map(|own| Marks::compile(vec![own]));
    let mut beside = said_beside(view, alone.as_ref());
    let found = right.zip(own.as_ref()).and_then(|(right, own)| {
        let found = marks.and_then(|marks| find(view, (right, own), marks));
        found.or_else(|| find(view, (right, own), alone.as_ref()?))
    });
    if found.is_none() {
        // Of a mark that is not named, nothing is denied.
        beside.retain(|said| said.guard != Guard::Negated);
    }
    // Words of the name itself say nothing of the offer: in a title that names the mark they are left out.
    let of_offer = match &found {
        Some((_, Place::Title)) => Vec::new(),
        Some(_) | None => said_of_offer(&view.title),
    };
    let (mut said, mark, found_by) = match found {
        Some((found, place)) => {
            let mark = mark_input(&found, place, &beside);
            // Only a title is read whole: a description says more than a plain offer in any case.
            let of_title = |said: &Said| {
                place == Place::Title || !matches!(said.guard, Guard::GoodsUnnamed | Guard::WordsUnread)
            };
            let said: Vec<Said> = Said::all(found.guards, place).filter(of_title).collect();
            (said, mark, found.operation.code().parse().ok())
        }
        None => (Vec::new(), own.map_or(MarkInput::NoWords, |_| MarkInput::Absent), None),
    };
    for more in Said::all(of_offer, Place::Title).chain(beside) {
        if said.iter().all(|known| known.guard != more.guard) {
            said.push(more);
        }
    }
    Named { mark, found_by, said }
}

fn mark_input(found: &Match, place: Place, beside: &[Said]) -> MarkInput {
    match found.tier {
        Tier::Note => MarkInput::Note,
        _ if beside.iter().any(|said| said.guard == Guard::Nominative) => MarkInput::Note,
        Tier::Act if place == Place::Title && beside.is_empty() => MarkInput::Act,
        Tier::Act | Tier::Desk => MarkInput::Desk,
    }
}

/// What the listing says of its goods outside its title.
fn said_beside(view: &ListingView, own: Option<&Marks>) -> Vec<Said> {
    let attributes = view.attributes.iter().take(MOST_ATTRIBUTES);
    let attributes = attributes.flat_map(|it| said_in_attribute(&it.name, &it.value, own));
    let attributes = Said::all(attributes.collect(), Place::Attributes);
    attributes.chain(Said::all(said_in_text(&view.text, own), Place::Text)).collect()
}

/// The mark, where the listing names it most clearly: in its title or, where it does not stand there, elsewhere.
fn find(view: &ListingView, (right, own): (&Right, &Mark), marks: &Marks) -> Option<(Match, Place)> {
    let context = Context { classes: &view.classes };
    let best = |text: &str| {
        // What is compiled may be an hour older than the right.
        let is_own = |found: &Match| {
            marks.id(found.mark) == Some(own.id.as_str()) && right.words().any(|word| word == found.name)
        };
        marks.find_in(text, &context).into_iter().filter(is_own).max_by_key(weight)
    };
    let attributes = || {
        let said = view.attributes.iter().map(|it| format!("{} {}", it.name, it.value));
        said.filter_map(|said| Some((best(&said)?, Place::Attributes)))
    };
    let text = || best(&view.text).map(|found| (found, Place::Text));
    best(&view.title)
        .map(|found| (found, Place::Title))
        .or_else(|| text().into_iter().chain(attributes()).max_by_key(|(found, _)| weight(found)))
}

/// Whether the listing itself says that its goods are not the owner's: an owner permits the sale of its own.
pub(super) fn are_other_goods(view: &ListingView, guards: &[Guard]) -> bool {
    guards.iter().any(|guard| matches!(guard, Guard::Negated | Guard::Likeness))
        || admits_imitation(&view.title)
        || view.words().any(|words| admits_imitation(&words))
}

fn weight(found: &Match) -> (u8, u8) {
    (rank(found.tier), found.strength)
}

const fn rank(tier: Tier) -> u8 {
    match tier {
        Tier::Note => 0,
        Tier::Desk => 1,
        Tier::Act => 2,
    }
}
