//! Weighing what was found: the operation it came about by, its strength, and the guards that lower its confidence tier.

use super::fold::{Class, Units};
use super::found::Found;
use super::operation::{Guard, Operation, Tier};
use super::registry::{Origin, Pattern, Registry};
use super::usage::{self, Reasons};
use super::{Context, Match, han, thai, words};

/// Names up to this many letters never act.
const SHORT: u32 = 3;
/// Names from this many letters on are distinctive enough to be told taken apart, or in leet.
const DISTINCTIVE: u32 = 5;
const LONG: u32 = 7;
/// Thai names with as many letters and signs stand in no other words by chance.
const THAI_NAME: u32 = 7;

/// Signs of Indic scripts that take the vowel from the letter before them: a part of it.
const VIRAMAS: [char; 10] = [
    '\u{94D}', '\u{9CD}', '\u{A4D}', '\u{ACD}', '\u{B4D}', '\u{BCD}', '\u{C4D}', '\u{CCD}', '\u{D4D}',
    '\u{DCA}',
];

/// What the weighing of one title's matches shares.
pub(super) struct Scales<'a> {
    pub(super) registry: &'a Registry,
    pub(super) title: &'a str,
    pub(super) units: &'a Units,
    pub(super) context: &'a Context<'a>,
}

/// What else tells that a word is the mark's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Backing {
    Nothing,
    /// The goods are of the mark's classes, and the word may well say what they are.
    Classes,
    /// Another name of the mark stands beside it, or it is written as a name for goods of its classes.
    Sure,
}

/// How a name stands in the title.
struct Written<'a> {
    text: &'a str,
    operation: Operation,
    /// Whether the name, or what it is written as, is an ordinary word.
    ordinary: bool,
}

/// A confidence tier that only goes down, and why it did.
struct Guarded {
    tier: Tier,
    guards: Vec<Guard>,
}

impl Guarded {
    fn to(&mut self, tier: Tier, guard: Guard) {
        if !self.guards.contains(&guard) {
            self.guards.push(guard);
        }
        self.tier = self.tier.min(tier);
    }
}

impl Scales<'_> {
    /// The text that a finding spans, and its bytes in the title.
    pub(super) fn place(&self, found: &Found) -> Option<(std::ops::Range<usize>, &str)> {
        let first = self.units.all.get(found.from)?;
        let last = self.units.all.get(found.to.checked_sub(1)?)?;
        let rest = self.title.get(last.end as usize..).unwrap_or("");
        let virama = rest.chars().next().filter(|char| VIRAMAS.contains(char)).map_or(0, char::len_utf8);
        let at = first.start as usize..last.end as usize + virama;
        Some((at.clone(), self.title.get(at)?))
    }

    /// The operation that names how the text came about.
    pub(super) fn operation(&self, found: &Found, pattern: &Pattern, text: &str) -> Operation {
        let name = self.registry.name(pattern);
        let as_given = if pattern.origin == Origin::Alias { Operation::Alias } else { Operation::Exact };
        if text == name {
            return as_given;
        }
        if text.to_lowercase() == name.to_lowercase() {
            return Operation::Normalised;
        }
        let strongest = found.deviation.strongest();
        if strongest == Some(Operation::Diacritic) && has_marks_of(text, name) {
            return Operation::Normalised;
        }
        if pattern.origin == Origin::Pinyin {
            return strongest.map_or(Operation::Pinyin, |other| other.max(Operation::Pinyin));
        }
        strongest.unwrap_or(Operation::Normalised)
    }

    /// The match that a finding is. `sure` tells that another name of the mark stands in the title unmistakably;
    /// `said`, what the title names it for.
    pub(super) fn weigh(
        &self,
        found: &Found,
        sure: bool,
        said: Reasons,
        near: Option<usize>,
    ) -> Option<Match> {
        let pattern = self.registry.pattern(found.pattern)?;
        let (at, text) = self.place(found)?;
        let operation = self.operation(found, pattern, text);
        let shares = self.registry.shares_class(pattern.mark, self.context.classes);
        let mut guarded = Guarded { tier: Tier::Act, guards: Vec::new() };
        if found.plain_pieces && operation != Operation::Transliterated {
            let intact = pattern.length > LONG && found.deviation.edits == 0;
            guarded.to(if intact { Tier::Desk } else { Tier::Note }, Guard::PlainText);
        }
        if found.deviation.plural || pattern.bare && pattern.gaps == 0 {
            guarded.to(Tier::Desk, Guard::WeakDeviation);
        }
        self.by_deviation(found, pattern, operation, &mut guarded);
        let plain_name = self.plain_name(pattern);
        let plain = words::is_word(&self.units.text(found.from, found.to));
        // A word for the goods says what they are, also in capitals, as marketplaces write them.
        let of_goods = usage::names_goods(&plain_name, self.context.classes);
        let written = Written { text, operation, ordinary: pattern.is_word || plain || of_goods };
        let describes = of_goods || usage::describes(&plain_name);
        let backing = match shares {
            _ if sure => Backing::Sure,
            Some(true) if !describes && self.is_name(found, pattern, &written) => Backing::Sure,
            Some(true) => Backing::Classes,
            Some(false) | None => Backing::Nothing,
        };
        self.by_name(found, pattern, &written, backing, &mut guarded);
        if shares == Some(false) {
            guarded.to(Tier::Desk, Guard::OtherClass);
        }
        if let Some(mark) = near {
            guarded.to(Tier::Note, Guard::NearOther { mark });
        }
        if said.is_nominative() {
            // Who only says what goods fit has no reason to hide the name.
            let tier = if self.is_deliberate(found, operation) { Tier::Desk } else { Tier::Note };
            guarded.to(tier, Guard::Nominative);
        }
        if usage::is_generic(&plain_name) {
            guarded.to(Tier::Desk, Guard::GenericTerm);
        }
        self.by_meaning(operation, pattern, sure, &mut guarded);
        for guard in said.guards() {
            guarded.to(Tier::Desk, guard);
        }
        let cost = match operation {
            Operation::Exact | Operation::Alias | Operation::Normalised => operation.cost(),
            _ if pattern.origin == Origin::Pinyin => {
                found.deviation.cost().saturating_add(Operation::Pinyin.cost())
            }
            _ => found.deviation.cost(),
        };
        Some(Match {
            mark: pattern.mark as usize,
            name: self.registry.name(pattern).to_owned(),
            found: text.to_owned(),
            at,
            operation,
            strength: 100_u8.saturating_sub(cost),
            tier: guarded.tier,
            guards: guarded.guards,
            unread: Vec::new(),
        })
    }

    /// Whether a text that the classes back is written as a name. A Han name that is an ordinary word, or cut out of two,
    /// never is; an ordinary word in letters only where nobody would write it so by chance. Capitals prove nothing: sellers
    /// write slogans and places in them.
    fn is_name(&self, found: &Found, pattern: &Pattern, written: &Written<'_>) -> bool {
        if self.is_han(found) {
            return !written.ordinary && !han::crosses_words(self.units, found.from, found.to);
        }
        let has_capital = written.text.chars().any(char::is_uppercase);
        has_capital
            && (!(written.ordinary || pattern.is_phrase) || self.is_deliberate(found, written.operation))
    }

    /// Whether nobody writes an ordinary word so by chance.
    fn is_deliberate(&self, found: &Found, operation: Operation) -> bool {
        match operation {
            Operation::Spaced | Operation::Punctuated | Operation::Split => !found.plain_pieces,
            Operation::Leet | Operation::Masked => true,
            Operation::Diacritic => self.is_oddly_marked(found),
            _ => is_disguised(operation),
        }
    }

    /// What the name allows where others need it, too: to say what goods are, or because it is a given name or a place.
    fn by_meaning(&self, operation: Operation, pattern: &Pattern, sure: bool, guarded: &mut Guarded) {
        let name = self.registry.name(pattern);
        if usage::is_descriptive(name, self.context.classes) {
            guarded.to(Tier::Desk, Guard::DictionaryWord);
        }
        if sure || is_disguised(operation) {
            return;
        }
        if let Some(guard) = usage::borne_by_others(name) {
            guarded.to(Tier::Desk, guard);
        }
    }

    /// A name without its signs, in lower case.
    fn plain_name(&self, pattern: &Pattern) -> String {
        let name = self.registry.name(pattern).chars().filter(|char| char.is_alphanumeric());
        name.flat_map(char::to_lowercase).collect()
    }

    /// What the name itself allows.
    fn by_name(
        &self,
        found: &Found,
        pattern: &Pattern,
        written: &Written<'_>,
        backing: Backing,
        guarded: &mut Guarded,
    ) {
        let Written { text, operation, ordinary } = *written;
        let name = self.registry.name(pattern);
        let corroborated = backing == Backing::Sure;
        let as_written = text == name;
        let disguised = is_disguised(operation);
        let han = self.is_han(found);
        if pattern.length <= SHORT && !han && pattern.origin != Origin::Pinyin || pattern.length == 1 {
            let tier = if as_written && pattern.length > 1 { Tier::Desk } else { Tier::Note };
            guarded.to(tier, Guard::ShortName);
        }
        let spelled_out = matches!(operation, Operation::Spaced | Operation::Punctuated)
            && pattern.length >= DISTINCTIVE
            && self.is_spelled_out(found, pattern);
        let disguised_phrase =
            disguised || spelled_out || matches!(operation, Operation::Joined | Operation::Diacritic);
        if ordinary && !corroborated {
            let deliberate = self.is_deliberate(found, operation) && pattern.length > SHORT;
            let as_a_name = as_written && text.chars().any(char::is_uppercase) || deliberate;
            let is_for_a_person = as_a_name || han || backing == Backing::Classes;
            guarded.to(if is_for_a_person { Tier::Desk } else { Tier::Note }, Guard::DictionaryWord);
        } else if pattern.is_phrase
            && !corroborated
            && (!as_written || backing != Backing::Nothing)
            && !disguised_phrase
        {
            guarded.to(Tier::Desk, Guard::DictionaryWord);
        }
        if found.soft && !(pattern.length >= THAI_NAME && thai::is_cut(self.units, found.from, found.to)) {
            let digits_only = self.ends_at_digits(found) && operation < Operation::Joined;
            if !(digits_only && pattern.length >= DISTINCTIVE) {
                let tier = if pattern.length > SHORT { Tier::Desk } else { Tier::Note };
                guarded.to(tier, Guard::InsideText);
            }
        }
        let cut = || match pattern.length {
            2 => han::crosses_words(self.units, found.from, found.to),
            3 => {
                han::crosses_words(self.units, found.from, found.to)
                    || han::is_cut_badly(self.units, found.from, found.to)
            }
            4 => han::is_cut_badly(self.units, found.from, found.to),
            _ => false,
        };
        if han && !corroborated && cut() {
            guarded.to(Tier::Desk, Guard::InsideText);
        }
        if found.deviation.confused > 0 && (self.is_foreign_word(found) || is_latin_for_foreign(text, name)) {
            guarded.to(Tier::Note, Guard::PlainText);
        }
    }

    /// What the deviation allows.
    fn by_deviation(&self, found: &Found, pattern: &Pattern, operation: Operation, guarded: &mut Guarded) {
        let deviation = found.deviation;
        let length = pattern.length;
        let doubt = |tier, guarded: &mut Guarded| guarded.to(tier, Guard::WeakDeviation);
        match operation {
            Operation::Exact | Operation::Alias | Operation::Normalised | Operation::Traditional => {}
            Operation::Fullwidth
            | Operation::ZeroWidth
            | Operation::Bidi
            | Operation::Mathematical
            | Operation::Confusable
            | Operation::Diacritic => {}
            Operation::Joined => {
                if length <= DISTINCTIVE {
                    doubt(Tier::Desk, guarded);
                }
            }
            Operation::Spaced | Operation::Punctuated if self.is_han(found) => {
                doubt(if length > 2 { Tier::Desk } else { Tier::Note }, guarded);
            }
            Operation::Spaced => {
                if length <= SHORT {
                    doubt(Tier::Note, guarded);
                }
            }
            Operation::Punctuated | Operation::Split => {
                let spelled_out = self.is_spelled_out(found, pattern);
                if length <= SHORT {
                    doubt(Tier::Note, guarded);
                } else if !spelled_out && length < LONG {
                    doubt(Tier::Desk, guarded);
                }
            }
            Operation::Leet => self.by_leet(found, length, guarded),
            Operation::OneEdit if self.is_han(found) => {
                doubt(if length > DISTINCTIVE { Tier::Desk } else { Tier::Note }, guarded);
            }
            Operation::Transliterated if found.plain_pieces => doubt(Tier::Note, guarded),
            Operation::Vowelless => {
                let consonants = found.to - found.from;
                doubt(if consonants > 4 { Tier::Desk } else { Tier::Note }, guarded);
            }
            Operation::Masked | Operation::OneEdit | Operation::TwoEdits | Operation::Transliterated => {
                doubt(Tier::Desk, guarded);
            }
            Operation::Pinyin => {
                let telling = length >= 7 || length == 6 && !pattern.is_word;
                doubt(if telling { Tier::Desk } else { Tier::Note }, guarded);
            }
            Operation::HalfPinyin => {
                let telling = length > 2 || deviation.initials == 0 && deviation.exact > 0;
                doubt(if telling { Tier::Desk } else { Tier::Note }, guarded);
            }
            Operation::Homophone | Operation::LookAlike => {
                let cut = length == 3 && han::crosses_words(self.units, found.from, found.to);
                doubt(if length > 2 && !cut { Tier::Desk } else { Tier::Note }, guarded);
            }
        }
    }

    /// What digits and signs in place of letters allow, in a name of `length` letters.
    fn by_leet(&self, found: &Found, length: u32, guarded: &mut Guarded) {
        let signs_inside = self.has_sign_inside(found);
        if self.has_number(found) {
            let letters = length.saturating_sub(u32::from(found.deviation.leets));
            guarded.to(if letters > SHORT { Tier::Desk } else { Tier::Note }, Guard::PlainText);
        } else if length <= SHORT {
            guarded.to(Tier::Note, Guard::WeakDeviation);
        } else if length < DISTINCTIVE || !signs_inside {
            let tier = if signs_inside || length >= DISTINCTIVE { Tier::Desk } else { Tier::Note };
            guarded.to(tier, Guard::WeakDeviation);
        }
    }

    /// Whether marks stand on more than one letter, or where no language puts them.
    fn is_oddly_marked(&self, found: &Found) -> bool {
        let units = self.units.all.get(found.from..found.to).unwrap_or_default();
        let marked: Vec<char> = units
            .iter()
            .filter(|unit| unit.kind == super::tables::Kind::Diacritic)
            .filter_map(|unit| char::from_u32(unit.label))
            .collect();
        marked.len() > 1 || marked.iter().any(|letter| !"aeioucnsz".contains(*letter))
    }

    fn is_han(&self, found: &Found) -> bool {
        let units = self.units.all.get(found.from..found.to).unwrap_or_default();
        units.iter().any(|unit| unit.class == Class::Han)
    }

    /// Whether a letter is the most that stands together.
    fn is_spelled_out(&self, found: &Found, pattern: &Pattern) -> bool {
        let signs_or_gaps = (found.from + 1..found.to)
            .filter(|index| {
                let Some(unit) = self.units.all.get(*index) else { return false };
                unit.class != Class::Sign && self.units.boundary(*index) == super::fold::Boundary::Hard
            })
            .count();
        signs_or_gaps + 1 >= pattern.length as usize
    }

    /// Whether a digit or sign, not only `l` for `i`, stands between letters.
    fn has_sign_inside(&self, found: &Found) -> bool {
        let units = self.units.all.get(found.from..found.to.saturating_sub(1)).unwrap_or_default();
        units.iter().any(|unit| unit.class != Class::Letter)
    }

    /// Whether three digits stand together, as in the number of a model.
    fn has_number(&self, found: &Found) -> bool {
        let units = self.units.all.get(found.from..found.to).unwrap_or_default();
        units.windows(3).any(|three| three.iter().all(|unit| unit.class == Class::Digit))
    }

    fn ends_at_digits(&self, found: &Found) -> bool {
        let after = self.units.all.get(found.to).is_some_and(|unit| unit.class == Class::Digit);
        after && self.units.boundary(found.from) == super::fold::Boundary::Hard
    }

    /// A word of another script whose letters all happen to look Latin, in a title of that script.
    fn is_foreign_word(&self, found: &Found) -> bool {
        let foreign = |unit: &&super::fold::Unit| unit.class == Class::Letter && unit.label >= 0x370;
        let own = self.units.all.get(found.from..found.to).unwrap_or_default();
        let around =
            self.units.all.iter().enumerate().filter(|(index, _)| !(found.from..found.to).contains(index));
        own.iter().filter(|unit| unit.class != Class::Sign).all(|unit| foreign(&unit))
            && around.map(|(_, unit)| unit).filter(foreign).count() > 2
    }
}

/// Letters that only look like those of the name, or stand among others that are not seen.
const fn is_disguised(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::Fullwidth
            | Operation::ZeroWidth
            | Operation::Bidi
            | Operation::Mathematical
            | Operation::Confusable
    )
}

/// A Latin word whose letters all happen to look like those of a name of another alphabet.
fn is_latin_for_foreign(text: &str, name: &str) -> bool {
    let is_latin = |text: &str| text.chars().all(|char| char.is_ascii() || !char.is_alphabetic());
    is_latin(text) && !is_latin(name)
}

/// Whether every marked letter of a text is one of the name's own.
fn has_marks_of(text: &str, name: &str) -> bool {
    let own = name.to_lowercase();
    text.to_lowercase().chars().filter(|c| !c.is_ascii()).all(|marked| own.contains(marked))
}
