//! What a title names a mark for: goods that are resold or repaired, parts and accessories, books, people, places.
//!
//! None of it tells that goods are genuine. It tells that naming the mark may be lawful, so that a person has to look.

use super::fold::Units;
use super::nominative::cues::{self, Kinds};
use super::nominative::{BETWEEN, Relation};
use super::operation::Guard;
pub(super) use descriptive::is_descriptive;
pub(super) use goods::names_goods;
use names::Around;
pub(super) use names::{borne_by_others, describes, is_generic};
use phrases::{Hit, Says};
use tokens::{Shape, Token, Tokens};

mod descriptive;
mod goods;
mod names;
mod offers;
mod phrases;
pub(super) mod prose;
mod tokens;
mod whole;

/// Other words between a name and a head noun; more of them where a model follows the name.
const STRANGE: usize = 2;
const STRANGE_OF_MODEL: usize = 3;
/// The same for characters of scripts that part no words.
const STRANGE_CHARS: usize = 10;
/// How far back a head noun may be said to come along with the goods.
const ALONG: usize = 3;
/// How many words may stand between a negation and the name.
const NEGATED: usize = 3;
/// How many words and characters are looked at between a cue and the name.
const REACH: usize = 24;

/// What is said of a name, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reasons(u16);

impl Reasons {
    /// Each with its guard.
    const ALL: [(Self, Guard); 14] = [
        (Self::LIKENESS, Guard::Likeness),
        (Self::NEGATED, Guard::Negated),
        (Self(1 << 2), Guard::SecondHand),
        (Self(1 << 3), Guard::Refurbished),
        (Self::PART, Guard::SparePart),
        (Self::REPAIR, Guard::Repair),
        (Self::ACCESSORY, Guard::Accessory),
        (Self(1 << 7), Guard::About),
        (Self(1 << 8), Guard::Review),
        (Self(1 << 9), Guard::Parody),
        (Self(1 << 10), Guard::PersonalName),
        (Self(1 << 11), Guard::PlaceName),
        (Self(1 << 12), Guard::ParallelImport),
        (Self(1 << 13), Guard::NotForSale),
    ];
    /// What goods fit.
    const NOMINATIVE: Self = Self(1);
    /// What goods are made out to be like.
    const LIKENESS: Self = Self(1 << 14);
    /// What the goods are to those of a name without being of it.
    pub(super) const BESIDE: Self = Self(Self::NOMINATIVE.0 | Self::LIKENESS.0);
    const NEGATED: Self = Self(1 << 1);
    const PART: Self = Self(1 << 4);
    const REPAIR: Self = Self(1 << 5);
    const ACCESSORY: Self = Self(1 << 6);
    /// What holds for the neighbours of an enumeration.
    const SHARED: Self = Self(Self::BESIDE.0 | Self::NEGATED.0);

    fn of(guard: Guard) -> Self {
        Self::ALL.iter().find(|(_, it)| *it == guard).map_or(Self(0), |(reason, _)| *reason)
    }

    pub(super) fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    pub(super) fn is_nominative(self) -> bool {
        self.has(Self::NOMINATIVE)
    }

    pub(super) const fn by(relation: Relation) -> Self {
        match relation {
            Relation::Fits => Self::NOMINATIVE,
            Relation::Resembles => Self::LIKENESS,
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// What is said of a name is said of those that it is joined with.
    pub(super) fn share(&mut self, other: &mut Self) {
        let shared = (self.0 | other.0) & Self::SHARED.0;
        self.0 |= shared;
        other.0 |= shared;
    }

    /// The guards that follow, but that on what goods fit.
    pub(super) fn guards(self) -> impl Iterator<Item = Guard> {
        Self::ALL.into_iter().filter(move |(reason, _)| self.has(*reason)).map(|(_, guard)| guard)
    }
}

/// What a title says besides its names.
pub(super) struct Usage<'a> {
    title: &'a str,
    tokens: Tokens,
    hits: Vec<Hit>,
}

/// What is said of the whole title, and by which phrases.
const WHOLE: [(Says, Guard); 7] = [
    (Says::SECOND_HAND, Guard::SecondHand),
    (Says::REFURBISHED, Guard::Refurbished),
    (Says::IMPORT, Guard::ParallelImport),
    (Says::NOT_FOR_SALE.or(Says::NOT_FOR_SALE_FIRST), Guard::NotForSale),
    (Says::ABOUT, Guard::About),
    (Says::REVIEW, Guard::Review),
    (Says::PARODY, Guard::Parody),
];
const HEADS: Says = Says::PART.or(Says::ACCESSORY).or(Says::LOOSE).or(Says::REPAIR).or(Says::COMPONENT);

impl<'a> Usage<'a> {
    pub(super) fn of(title: &'a str, units: &Units) -> Self {
        let tokens = Tokens::of(title, units);
        let hits = phrases::hits(title, &tokens);
        Self { title, tokens, hits }
    }

    /// What is said of the name at units `from..to`, but by head nouns.
    pub(super) fn of_name(&self, from: usize, to: usize) -> Reasons {
        let (from, to) = self.tokens.span(from, to);
        let mut reasons = self.of_whole_but(from, to);
        if self.is_negated(from) || self.begins(to, (1, 0), Says::NEGATION_AFTER) {
            reasons.add(Reasons::NEGATED);
        }
        if let Some(relation) = self.relation(from, to) {
            reasons.add(Reasons::by(relation));
        }
        let around = Around { title: self.title, tokens: &self.tokens, from, to };
        let said_of_person = || self.hits.iter().any(|hit| hit.says.any(Says::NAMED));
        if around.is_of_person() || around.is_given() && said_of_person() {
            reasons.add(Reasons::of(Guard::PersonalName));
        }
        let said_of_place =
            || self.at(to, Says::PLACED).or_else(|| self.ending(from, Says::PLACED)).is_some();
        if around.is_of_place() || said_of_place() {
            reasons.add(Reasons::of(Guard::PlaceName));
        }
        reasons
    }

    /// Whether the goods are said to be an imitation, whoever offers them.
    pub(super) fn admits_imitation(&self) -> bool {
        let mut said = self.hits.iter().filter(|hit| hit.says.any(Says::IMITATION));
        said.any(|hit| !self.is_negated(hit.from))
    }

    /// What is said of the whole title, whatever it names.
    pub(super) fn of_whole(&self) -> Reasons {
        let end = self.tokens.all.len();
        self.of_whole_but(end, end)
    }

    /// What is said of the whole title by phrases outside of the tokens `from..to`.
    fn of_whole_but(&self, from: usize, to: usize) -> Reasons {
        let mut reasons = Reasons::default();
        for (says, guard) in WHOLE {
            let outside = |hit: &&Hit| hit.says.any(says) && (hit.to <= from || to <= hit.from);
            let holds = |hit: &Hit| {
                let is_along = guard == Guard::About && self.is_along(hit);
                !self.is_negated(hit.from) && !is_along
            };
            if self.hits.iter().filter(outside).any(holds) {
                reasons.add(Reasons::of(guard));
            }
        }
        reasons
    }

    /// Whether the goods are a part of what bears the name at units `from..to`, or go with it.
    pub(super) fn of_head(&self, from: usize, to: usize) -> Reasons {
        let (from, to) = self.tokens.span(from, to);
        let has_model = self.has_model(to);
        let head = self.head_after(to, has_model).or_else(|| self.head_before((from, to), has_model));
        match head {
            Some(says) if says.any(Says::PART.or(Says::COMPONENT)) => Reasons::PART,
            Some(says) if says.any(Says::REPAIR) => Reasons::REPAIR,
            Some(_) => Reasons::ACCESSORY,
            None => Reasons::default(),
        }
    }

    /// Whether the number or name of a model follows, behind what kind of device it is.
    fn has_model(&self, to: usize) -> bool {
        let words = self.tokens.all.iter().skip(to);
        let words = words.take_while(|token| token.shape == Shape::Word && !token.hard);
        let mut kinds = words.map(|token| self.kinds(token)).skip_while(|kinds| kinds.are(Kinds::DEVICE));
        kinds.next().is_some_and(|kinds| kinds.are(Kinds::MODEL))
    }

    /// Whether a kind of device follows.
    fn has_device(&self, to: usize) -> bool {
        self.at(to, Says::DEVICE).is_some()
            || self.token(to).is_some_and(|token| !token.hard && self.kinds(token).are(Kinds::DEVICE))
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.all.get(at)
    }

    fn kinds(&self, token: &Token) -> Kinds {
        if token.shape == Shape::Word { cues::kinds(self.tokens.text(token)) } else { Kinds::default() }
    }

    /// The phrases of any such kind that begin at a token, the longest last.
    fn at(&self, at: usize, says: Says) -> Option<&Hit> {
        self.hits.iter().filter(|hit| hit.from == at && hit.says.any(says)).max_by_key(|hit| hit.to)
    }

    /// The longest phrase of any such kind that ends before a token.
    fn ending(&self, at: usize, says: Says) -> Option<&Hit> {
        self.hits.iter().filter(|hit| hit.to == at && hit.says.any(says)).min_by_key(|hit| hit.from)
    }

    /// Whether a negation speaks of what begins at a token.
    fn is_negated(&self, from: usize) -> bool {
        let mut at = from;
        for _ in 0..=NEGATED {
            if self.token(at).is_none_or(|token| token.hard) {
                return false;
            }
            if self.ending(at, Says::NEGATION).is_some() {
                return true;
            }
            match self.ending(at, Says::NEGATION_FILLER) {
                Some(filler) => at = filler.from,
                None => return false,
            }
        }
        false
    }

    /// Whether a phrase begins at a token, or after as many words of the model, of which `others` are any.
    fn begins(&self, from: usize, (most, mut others): (usize, usize), says: Says) -> bool {
        let mut at = from;
        for _ in 0..=most {
            if self.at(at, says).is_some() {
                return true;
            }
            let Some(token) = self.token(at).filter(|token| !token.hard) else { return false };
            if let Some(device) = self.at(at, Says::DEVICE.or(Says::GOODS)) {
                at = device.to;
            } else if token.shape == Shape::Word && self.kinds(token).are(Kinds::MODEL) {
                at += 1;
            } else if others > 0 && self.is_other(token) {
                (at, others) = (at + 1, others - 1);
            } else {
                return false;
            }
        }
        false
    }

    /// What goods fit or resemble, in languages in which `nominative` reads nothing.
    fn relation(&self, from: usize, to: usize) -> Option<Relation> {
        let likened = self.ending(from, Says::LIKE).is_some() || self.at(to, Says::LIKE_AFTER).is_some();
        if likened || self.ending(from, Says::BETTER).is_some() {
            let relation = if likened { Relation::Resembles } else { Relation::Fits };
            return self.token(from).filter(|token| !token.hard).map(|_| relation);
        }
        if self.begins(to, (4, BETWEEN), Says::FITS_AFTER) {
            return Some(Relation::Fits);
        }
        let (mut at, mut others) = (from, BETWEEN);
        while from - at < REACH {
            self.token(at).filter(|token| !token.hard)?;
            if self.ending(at, Says::FITS).is_some() && self.is_parted(at) {
                return Some(Relation::Fits);
            }
            let passed = self.ending(at, Says::DEVICE.or(Says::GOODS).or(HEADS));
            let last = at.checked_sub(1)?;
            let filler = |token: &Token| self.kinds(token).are(Kinds::FILLER);
            match passed {
                Some(passed) => at = passed.from,
                None if self.token(last).is_some_and(filler) => at = last,
                None if others > 0 && self.token(last).is_some_and(|token| self.is_other(token)) => {
                    (at, others) = (last, others - 1);
                }
                None => return None,
            }
        }
        None
    }

    /// Whether a token is no part of the word before it: `pre-owned` is one, though `pre` alone is Slovak for `for`.
    fn is_parted(&self, at: usize) -> bool {
        let is_word = |at: usize| self.token(at).is_some_and(|token| token.shape == Shape::Word);
        let follows_word = at.checked_sub(1).is_some_and(is_word) && is_word(at);
        !follows_word || self.token(at).is_some_and(|token| token.spaced)
    }

    /// Whether a word may stand between a name and what says what goods fit: of the goods or their model, and not for whom
    /// they are.
    fn is_other(&self, token: &Token) -> bool {
        token.shape == Shape::Word && !token.hard && !self.kinds(token).are(Kinds::FOR_USE.or(Kinds::JOINER))
    }

    /// Whether what a phrase names comes along with the goods: `with box and charger`.
    fn is_along(&self, head: &Hit) -> bool {
        let mut at = head.from;
        for _ in 0..ALONG {
            let Some(last) = at.checked_sub(1) else { return false };
            let Some(token) = self.token(last) else { return false };
            if let Some(with) = self.ending(at, Says::WITH) {
                return self.ending(at, Says::FITS).is_none() && with.to <= head.from;
            }
            let sign = token.shape == Shape::Sign;
            if sign && self.title.get(token.at.0..token.at.1) == Some("+") {
                return true;
            }
            if sign || token.hard || self.token(at).is_some_and(|next| next.hard) {
                return false;
            }
            at = last;
        }
        // An enumeration of what comes along.
        let joined = head.from.checked_sub(1).and_then(|at| self.token(at));
        joined.is_some_and(|token| self.kinds(token).are(Kinds::JOINER))
            && self.hits.iter().any(|hit| hit.says.any(Says::WITH) && hit.to < head.from)
    }

    /// A head noun at a place. A loose one is named by its maker behind the maker's own number; a component is one
    /// only of a device.
    fn head<'h>(&self, hit: Option<&'h Hit>, may_be_loose: bool, of_device: bool) -> Option<&'h Hit> {
        hit.filter(|hit| {
            hit.says.any(Says::PART.or(Says::ACCESSORY).or(Says::REPAIR))
                || may_be_loose && hit.says.any(Says::LOOSE)
                || of_device && hit.says.any(Says::COMPONENT)
        })
    }

    fn head_after(&self, to: usize, has_model: bool) -> Option<Says> {
        let (mut at, mut passed) = (to, Passed::default());
        let of_device = has_model || self.has_device(to);
        while let Some(token) = self.token(at).filter(|_| at < to + REACH) {
            let ends = token.hard || self.at(at, Says::WITH).is_some();
            if ends || self.is_break(token, has_model) {
                return None;
            }
            let loose = has_model && passed == Passed::default();
            if let Some(hit) = self.head(self.at(at, HEADS), loose, of_device) {
                let says = hit.says;
                if self.is_along(hit) {
                    return None;
                }
                // What an accessory fits may be told apart from who made it.
                let of_maker = !has_model
                    && !says.any(Says::PART.or(Says::REPAIR).or(Says::COMPONENT))
                    && self.is_for(hit.to);
                return (!of_maker).then_some(says);
            }
            if self.kinds(token).are(Kinds::PLAIN_OR_NOUN) {
                return None;
            }
            at = self.pass(&mut passed, at, token, has_model)?;
        }
        None
    }

    fn head_before(&self, (from, to): (usize, usize), has_model: bool) -> Option<Says> {
        let (mut at, mut passed) = (from, Passed::default());
        let of_device = has_model || self.has_device(to);
        while at > 0 && from - at < REACH {
            let last = at - 1;
            if self.token(at).is_none_or(|next| next.hard) {
                return None;
            }
            if let Some(hit) = self.head(self.ending(at, HEADS), has_model, of_device) {
                return (!self.is_along(hit)).then_some(hit.says);
            }
            let token = self.token(last)?;
            if self.is_break(token, has_model) || self.kinds(token).are(Kinds::PLAIN_OR_NOUN) {
                return None;
            }
            if let Some(device) = self.ending(at, Says::DEVICE) {
                at = device.from;
                continue;
            }
            self.pass(&mut passed, last, token, has_model)?;
            at = last;
        }
        None
    }

    /// Goes past a token between a name and a head noun; `None` where there are too many.
    fn pass(&self, passed: &mut Passed, at: usize, token: &Token, has_model: bool) -> Option<usize> {
        if let Some(device) = self.at(at, Says::DEVICE) {
            return Some(device.to);
        }
        match token.shape {
            Shape::Sign => {}
            Shape::Word if self.kinds(token).are(Kinds::BESIDE_NAME) || self.is_of(token) => {}
            Shape::Word => passed.words += 1,
            Shape::Char => passed.chars += 1,
        }
        let most = if has_model { STRANGE_OF_MODEL } else { STRANGE };
        (passed.words <= most && passed.chars <= STRANGE_CHARS).then_some(at + 1)
    }

    /// `de`, `of`: what joins the nouns of one thing.
    fn is_of(&self, token: &Token) -> bool {
        matches!(
            self.tokens.text(token),
            "of" | "de" | "d" | "du" | "des" | "di" | "da" | "do" | "del" | "van" | "von"
        )
    }

    /// Whether a sign ends what a head noun speaks of.
    fn is_break(&self, token: &Token, has_model: bool) -> bool {
        let sign = self.title.get(token.at.0..token.at.1).unwrap_or("");
        token.shape == Shape::Sign
            && (!has_model && !matches!(sign, "(" | ")" | "'" | "/") || matches!(sign, "!" | "?" | ";"))
    }

    /// Whether what goods are for is told from a token on: `for Other 15`, but not `for 15 Pro`.
    fn is_for(&self, from: usize) -> bool {
        let cue = Kinds::PLAIN_OR_NOUN.or(Kinds::STRONG);
        let after = self.tokens.all.iter().enumerate().skip(from).take_while(|(_, token)| !token.hard);
        let fits = |at: usize| self.hits.iter().any(|hit| hit.from == at && hit.says.any(Says::FITS));
        let mut cues = after.filter(|(at, token)| self.kinds(token).are(cue) || fits(*at));
        cues.any(|(at, _)| {
            self.token(at + 1).is_some_and(|next| {
                let number = self.tokens.text(next).starts_with(|first: char| first.is_ascii_digit());
                !number && !self.kinds(next).are(Kinds::FOR_WHOM)
            })
        })
    }
}

/// What stands between a name and a head noun.
#[derive(Default, PartialEq, Eq)]
struct Passed {
    words: usize,
    chars: usize,
}
