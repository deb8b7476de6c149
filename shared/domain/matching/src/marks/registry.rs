//! The compiled form of a registry of marks: flat arrays that are looked into as they are, in one blob.

use super::Mark;
use super::fold::{Boundary, Class, Unit, Units};
use super::tables;
use super::trie::Trie;
use super::words;

/// The longest name that is looked for, in letters.
pub(super) const MOST_LETTERS: usize = 64;
/// The most ways to read a Han name aloud that are looked for.
const MOST_READINGS: usize = 4;

/// What a pattern was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Name,
    Alias,
    /// The pinyin of a name or alias in Han characters.
    Pinyin,
}

/// A name as it is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) mark: u32,
    /// Where the name as given stands in the pool of texts.
    text: (u32, u32),
    pub(super) origin: Origin,
    /// The number of letters or characters.
    pub(super) length: u32,
    /// Bit n: the name has a space or sign before letter n.
    pub(super) gaps: u64,
    /// The name is an ordinary word.
    pub(super) is_word: bool,
    /// The name is a phrase of ordinary words.
    pub(super) is_phrase: bool,
    /// The name without the article that it begins with.
    pub(super) bare: bool,
}

/// A mark, as far as matching and telling need it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Owner {
    id: (u32, u32),
    name: (u32, u32),
    /// Nice classes 1 to 45 as bits.
    classes: u64,
}

/// A registry, compiled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Registry {
    owners: Vec<Owner>,
    patterns: Vec<Pattern>,
    pool: String,
    /// Names in letters of any alphabet.
    pub(super) letters: Trie,
    /// Names with Han characters, each labelled by its syllable and itself.
    pub(super) han: Trie,
    /// The same without their first characters, for names of three and more.
    pub(super) tails: Trie,
    /// Sounds of names in Latin letters, sorted, each with its pattern.
    pub(super) sounds: Vec<(u32, u32)>,
    /// The same for their consonants.
    pub(super) skeletons: Vec<(u32, u32)>,
    /// The characters that Han names begin with, as bits.
    begins: Vec<u64>,
}

/// Stands in a label of the Han trie for a letter or digit.
pub(super) const LETTER: u32 = 0x4000_0000;

/// The label of a character read as a syllable.
pub(super) fn han_label(syllable: u16, char: u32) -> u32 {
    u32::from(syllable) << 16 | (char & 0xFFFF)
}

/// The label of a Han character with its usual reading.
pub(super) fn usual_label(char: char) -> u32 {
    han_label(tables::readings(char).first().copied().unwrap_or(0), u32::from(char))
}

impl Registry {
    pub(super) fn compile(marks: Vec<Mark>) -> Self {
        let mut build = Build::default();
        for (index, mark) in marks.into_iter().enumerate() {
            build.mark(u32::try_from(index).unwrap_or(u32::MAX), &mark);
        }
        let Build { mut registry, letters, han, tails, mut sounds, mut skeletons } = build;
        registry.letters = Trie::build(letters);
        registry.han = Trie::build(han);
        registry.tails = Trie::build(tails);
        sounds.sort_unstable();
        sounds.dedup();
        registry.sounds = sounds;
        skeletons.sort_unstable();
        skeletons.dedup();
        registry.skeletons = skeletons;
        registry.note_beginnings();
        registry
    }

    /// Notes what Han names begin with, so that most characters need no look-up.
    fn note_beginnings(&mut self) {
        self.begins = vec![0; 1_024];
        for child in self.han.children(Trie::ROOT) {
            let char = self.han.label(child) & 0xFFFF;
            if let Some(bits) = self.begins.get_mut(char as usize / 64) {
                *bits |= 1 << (char % 64);
            }
        }
    }

    /// Whether a Han name begins with a character.
    pub(super) fn begins_with(&self, char: char) -> bool {
        let code = u32::from(char);
        self.begins.get(code as usize / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }

    pub(super) fn pattern(&self, index: u32) -> Option<&Pattern> {
        self.patterns.get(index as usize)
    }

    pub(super) fn name(&self, pattern: &Pattern) -> &str {
        self.text(pattern.text)
    }

    fn text(&self, (at, length): (u32, u32)) -> &str {
        self.pool.get(at as usize..(at as usize).saturating_add(length as usize)).unwrap_or("")
    }

    pub(super) fn len(&self) -> usize {
        self.owners.len()
    }

    pub(super) fn id(&self, mark: usize) -> Option<&str> {
        self.owners.get(mark).map(|owner| self.text(owner.id))
    }

    pub(super) fn first_name(&self, mark: usize) -> Option<&str> {
        self.owners.get(mark).map(|owner| self.text(owner.name))
    }

    /// The Nice classes of a mark as bits; none when they are not known.
    pub(super) fn classes(&self, mark: u32) -> u64 {
        self.owners.get(mark as usize).map_or(0, |owner| owner.classes)
    }

    /// Whether any of the classes is one of the mark's; `None` where either side names none.
    pub(super) fn shares_class(&self, mark: u32, classes: &[u8]) -> Option<bool> {
        let own = self.owners.get(mark as usize)?.classes;
        (own != 0 && !classes.is_empty()).then(|| own & class_bits(classes) != 0)
    }
}

fn class_bits(classes: &[u8]) -> u64 {
    classes.iter().filter(|class| **class < 64).fold(0, |bits, class| bits | 1 << class)
}

#[derive(Default)]
struct Build {
    registry: Registry,
    letters: Vec<(Vec<u32>, u32)>,
    han: Vec<(Vec<u32>, u32)>,
    tails: Vec<(Vec<u32>, u32)>,
    sounds: Vec<(u32, u32)>,
    skeletons: Vec<(u32, u32)>,
}

impl Build {
    fn mark(&mut self, index: u32, mark: &Mark) {
        let id = self.keep(&mark.id);
        let name = self.keep(mark.names.first().map_or("", String::as_str));
        self.registry.owners.push(Owner { id, name, classes: class_bits(&mark.classes) });
        let names = mark.names.iter().map(|name| (name, Origin::Name));
        let mut seen: Vec<&str> = Vec::new();
        for (name, origin) in names.chain(mark.aliases.iter().map(|alias| (alias, Origin::Alias))) {
            let name = name.trim();
            if !name.is_empty() && !seen.contains(&name) {
                seen.push(name);
                self.name(index, name, origin);
            }
        }
    }

    fn keep(&mut self, text: &str) -> (u32, u32) {
        let at = u32::try_from(self.registry.pool.len()).unwrap_or(u32::MAX);
        self.registry.pool.push_str(text);
        (at, u32::try_from(text.len()).unwrap_or(0))
    }

    fn name(&mut self, mark: u32, name: &str, origin: Origin) {
        let text = self.keep(name);
        let mut spellings = vec![name.to_owned()];
        if name.contains('&') {
            spellings.push(name.replace('&', " and "));
        } else if name.contains(" and ") {
            spellings.push(name.replace(" and ", " & "));
        }
        let lower = name.to_lowercase();
        if lower.contains(['ä', 'ö', 'ü']) {
            spellings.push(lower.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue"));
        }
        for spelling in spellings {
            self.spelling((mark, text, origin, false), &spelling);
        }
        if let Some(bare) = without_article(name) {
            self.spelling((mark, text, origin, true), bare);
        }
    }

    fn spelling(&mut self, (mark, text, origin, bare): (u32, (u32, u32), Origin, bool), name: &str) {
        let units = Units::of(name);
        let letters: Vec<(usize, &Unit)> =
            units.all.iter().enumerate().filter(|(_, unit)| unit.class != Class::Sign).collect();
        // Of a name that is mostly signs, a single letter or digit says nothing.
        let too_little = letters.len() == 1 && name.chars().count() > 1;
        if letters.is_empty() || too_little || letters.len() > MOST_LETTERS {
            return;
        }
        let gaps = letters.iter().enumerate().skip(1).fold(0_u64, |gaps, (place, (index, unit))| {
            let apart = unit.class != Class::Han && units.boundary(*index) == Boundary::Hard;
            gaps | u64::from(apart || unit.gap & super::fold::gap::SEEN != 0) << place
        });
        let labels: Vec<u32> = letters.iter().map(|(_, unit)| unit.label).collect();
        let tokens = tokens(&labels, gaps);
        let has_han = letters.iter().any(|(_, unit)| unit.class == Class::Han);
        let whole: String = labels.iter().filter_map(|label| char::from_u32(*label)).collect();
        let pattern = Pattern {
            mark,
            text,
            origin,
            length: u32::try_from(labels.len()).unwrap_or(0),
            gaps,
            is_word: if has_han { words::is_word(&simplified(&whole)) } else { is_word(&tokens) },
            bare,
            is_phrase: !has_han && tokens.len() > 1 && tokens.iter().all(|token| is_filler(token)),
        };
        if has_han {
            self.han_name(&letters, pattern);
        } else {
            let index = self.push(pattern);
            self.sounds.extend(super::sound::keys_of_name(&whole).into_iter().map(|key| (key, index)));
            self.skeletons.extend(super::skeleton::key_of_name(&whole).map(|key| (key, index)));
            self.letters.push((labels, index));
        }
    }

    fn han_name(&mut self, letters: &[(usize, &Unit)], pattern: Pattern) {
        let all_han = letters.iter().all(|(_, unit)| unit.class == Class::Han);
        let index = self.push(pattern.clone());
        let mut readings: Vec<Vec<u32>> = vec![Vec::new()];
        for (_, unit) in letters {
            let labels: Vec<u32> = match char::from_u32(unit.label).filter(|_| unit.class == Class::Han) {
                Some(char) => {
                    let char = tables::simplified(char);
                    let sounds = tables::readings(char);
                    let known =
                        sounds.iter().enumerate().filter(|(place, sound)| *place == 0 || **sound != 0);
                    known.map(|(_, sound)| han_label(*sound, u32::from(char))).collect()
                }
                None => vec![LETTER | unit.label],
            };
            let room = MOST_READINGS / readings.len();
            let mut longer = Vec::new();
            for label in labels.iter().take(room.max(1)) {
                longer.extend(readings.iter().map(|reading| [reading.as_slice(), &[*label]].concat()));
            }
            readings = longer;
        }
        // A single character read aloud is any word.
        if all_han && letters.len() > 1 {
            for reading in &readings {
                self.pinyin(reading, &pattern);
            }
        }
        if let (true, Some([_, tail @ ..])) =
            (all_han && letters.len() > 2, readings.first().map(Vec::as_slice))
        {
            self.tails.push((tail.to_vec(), index));
        }
        self.han.extend(readings.into_iter().map(|reading| (reading, index)));
    }

    fn pinyin(&mut self, reading: &[u32], han: &Pattern) {
        let (mut labels, mut gaps) = (Vec::new(), 0_u64);
        for label in reading {
            if labels.len() < MOST_LETTERS {
                gaps |= 1 << labels.len();
            }
            let spelling = tables::spelling(u16::try_from(label >> 16).unwrap_or(0));
            if spelling.is_empty() {
                return;
            }
            labels.extend(spelling.chars().map(u32::from));
        }
        if labels.len() <= MOST_LETTERS {
            let whole: String = labels.iter().filter_map(|label| char::from_u32(*label)).collect();
            let length = u32::try_from(labels.len()).unwrap_or(0);
            let is_word = words::is_word(&whole);
            let index = self.push(Pattern {
                origin: Origin::Pinyin,
                length,
                gaps: gaps & !1,
                is_word,
                ..han.clone()
            });
            self.letters.push((labels, index));
        }
    }

    fn push(&mut self, pattern: Pattern) -> u32 {
        self.registry.patterns.push(pattern);
        u32::try_from(self.registry.patterns.len() - 1).unwrap_or(u32::MAX)
    }
}

/// The articles that names begin with, and titles leave out.
const ARTICLES: [&str; 20] = [
    "the", "le", "la", "les", "l'", "l’", "el", "los", "las", "il", "lo", "gli", "i", "der", "die", "das",
    "den", "os", "as", "al",
];
/// The fewest letters that stand for a name without its article.
const ENOUGH: usize = 5;

/// A name without its article, where enough of it is left.
fn without_article(name: &str) -> Option<&str> {
    let lower = name.to_lowercase();
    let rest = ARTICLES.iter().find_map(|article| {
        let rest = lower.strip_prefix(article)?;
        let parted = article.ends_with(['\'', '’']) || rest.starts_with([' ', '-']);
        parted.then(|| name.get(name.len() - rest.len()..)).flatten()
    })?;
    let rest = rest.trim_start_matches([' ', '-']);
    let single = !rest.contains([' ', '-']);
    let letters = rest.chars().filter(|char| char.is_alphanumeric()).count();
    let is_too_little = letters < ENOUGH || single && words::is_word(&rest.to_lowercase());
    (!is_too_little).then_some(rest)
}

fn simplified(text: &str) -> String {
    text.chars().map(tables::simplified).collect()
}

fn tokens(labels: &[u32], gaps: u64) -> Vec<String> {
    let mut tokens = vec![String::new()];
    for (place, label) in labels.iter().enumerate() {
        if gaps >> place & 1 == 1 {
            tokens.push(String::new());
        }
        if let (Some(token), Some(char)) = (tokens.last_mut(), char::from_u32(*label)) {
            token.push(char);
        }
    }
    tokens
}

/// A name of one word, or of one in the possessive: `Jack's`.
fn is_word(tokens: &[String]) -> bool {
    match tokens {
        [word] => words::is_word(word),
        [word, s] if s == "s" => words::is_word(word),
        _ => false,
    }
}

fn is_filler(token: &str) -> bool {
    token.len() <= 2 || words::is_word(token) || token.bytes().all(|byte| byte.is_ascii_digit())
}

mod blob;
