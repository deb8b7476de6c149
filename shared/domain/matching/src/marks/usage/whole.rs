//! Reading a title whole: whether it is a plain offer of goods of the mark, and nothing else.
//!
//! What speaks against an offer cannot be listed in full, what a plain one is made of nearly can. So a match acts only
//! where the title names whole goods of the mark's classes and every other word of it is known to be plain; only behind
//! the name a short model may be one that nobody knows.

use super::super::fold::{Class, Units};
use super::super::words;
use super::offers::{self, Key, Kinds, kinds_of};
use super::tokens::{Shape, Token};
use super::{Says, Usage};

mod before;
mod numbers;
mod signs;

/// The most words, and the most characters of scripts that part none, of one entry of the lists.
const LONGEST: usize = 16;
/// How many unknown words a model has at most; one more where one of them has a digit.
const MODEL: usize = 2;
/// A word of as many letters is a model's only before a number. By itself it may be short for anything: `FC`, `x`.
const CODE: usize = 3;
/// Signs that part no model from the name before it.
const CLOSE: [&str; 7] = ["&", "+", "'", "’", "™", "®", "\""];
/// A title of more words and characters is no plain offer.
const MOST: usize = 300;

/// What a title is, read as an offer of goods of a mark.
#[derive(Debug, Default)]
pub(in super::super) struct Whole {
    /// Whether it names whole goods of the mark's classes.
    pub(in super::super) names_goods: bool,
    /// What was not read, in bytes of the title.
    pub(in super::super) unread: Vec<(usize, usize)>,
}

/// A piece of a title, and what it is.
enum Piece {
    Goods(Kinds),
    Plain,
    /// Of a model, though no unknown one.
    Model,
    /// Known as something that no plain offer says.
    Other,
    Unknown,
}

/// What may stand behind a name, or behind the goods that follow it, though nobody knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Model,
    /// Letters and digits together.
    Number,
    No,
}

/// What a cue says that a plain offer may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    With,
    Other,
}

/// What is read so far.
struct Reader<'a> {
    usage: &'a Usage<'a>,
    units: &'a Units,
    own: Vec<bool>,
    /// What cues say that belongs to a plain offer.
    said: Vec<Option<Said>>,
    goods: Kinds,
    /// The classes that all goods named so far share.
    shared: Kinds,
    last_goods: Option<usize>,
    goods_named: usize,
    /// Where the last of them ends.
    goods_end: Option<usize>,
    latin_goods: bool,
    clothes: bool,
    /// Measures that would make clothes those of dolls.
    of_dolls: Vec<(usize, usize)>,
    /// Goods that also fit those of others.
    fitting: Vec<(usize, usize)>,
    /// Whether a model may stand here, or the number of one.
    open: Open,
    /// Whether what comes along with the goods is told here.
    along: bool,
    /// Whether a model is named by what is known of models, or by a number.
    has_known_model: bool,
    models: Vec<(usize, usize)>,
    unread: Vec<(usize, usize)>,
}

impl Usage<'_> {
    /// Reads the title as an offer of goods of classes, as bits, under a name that stands at each of `own`, in units.
    pub(in super::super) fn whole(&self, units: &Units, own: &[(usize, usize)], classes: u64) -> Whole {
        if self.tokens.all.len() > MOST {
            return Whole::default();
        }
        let mut names = vec![false; self.tokens.all.len()];
        for (from, to) in own {
            let (from, to) = self.tokens.span(*from, *to);
            names.get_mut(from..to).unwrap_or_default().fill(true);
        }
        let mut reader = Reader {
            usage: self,
            units,
            own: names,
            said: self.plainly_said(),
            goods: Kinds::goods_of(classes),
            shared: Kinds::GOODS,
            last_goods: None,
            goods_named: 0,
            goods_end: None,
            latin_goods: false,
            clothes: false,
            of_dolls: Vec::new(),
            fitting: Vec::new(),
            open: Open::No,
            along: false,
            has_known_model: false,
            models: Vec::new(),
            unread: Vec::new(),
        };
        reader.read();
        reader.judge_models();
        let names_goods = reader.judge_goods();
        let bytes = |(from, to): &(usize, usize)| {
            let first = self.token(*from)?.at.0;
            Some((first, self.token(to.checked_sub(1)?)?.at.1))
        };
        reader.unread.sort_unstable();
        Whole { names_goods, unread: reader.unread.iter().filter_map(bytes).collect() }
    }

    /// The tokens of cues that a plain offer may have: an imitation, goods that were not used, what comes along with them.
    fn plainly_said(&self) -> Vec<Option<Said>> {
        let mut said = vec![None; self.tokens.all.len()];
        for hit in &self.hits {
            let plain = hit.is_of_unused()
                || hit.says.any(Says::IMITATION.or(Says::WITH))
                || hit.says.any(super::HEADS) && self.is_along(hit);
            let what = if hit.says.any(Says::WITH) { Said::With } else { Said::Other };
            for it in said.get_mut(hit.from..hit.to).filter(|_| plain).unwrap_or_default() {
                if *it != Some(Said::With) {
                    *it = Some(what);
                }
            }
        }
        said
    }
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(token) = self.usage.token(at) {
            if token.hard {
                (self.open, self.along) = (Open::No, false);
            }
            let to = at + 1;
            if self.own.get(at) == Some(&true) {
                self.unread.extend(self.strange_before(at));
                self.open = if self.models.is_empty() { Open::Model } else { Open::No };
                at = to;
            } else if token.shape == Shape::Sign {
                self.sign(at, token);
                at = to;
            } else if let Some(read) = self.number(at, token) {
                self.has_known_model |= self.open == Open::Model && !self.is_quantity(at);
                self.of_dolls.extend(self.is_of_doll(at).then_some((at, to)));
                if !read {
                    self.unread.push((at, to));
                }
                at = to;
            } else {
                at = self.piece(at, token);
            }
        }
    }

    fn text(&self, at: usize) -> &'a str {
        let usage = self.usage;
        usage.token(at).map_or("", |token| usage.tokens.text(token))
    }

    fn written(&self, token: &Token) -> &'a str {
        self.usage.title.get(token.at.0..token.at.1).unwrap_or("")
    }

    fn sign(&mut self, at: usize, token: &Token) {
        let sign = self.written(token);
        if !signs::are_plain(sign) {
            self.unread.push((at, at + 1));
        }
        if !CLOSE.contains(&sign) {
            self.open = Open::No;
        }
        self.along = sign == "+" || self.along && matches!(sign, "," | "&" | "、");
    }

    /// What stands next but signs.
    fn next_word(&self, at: usize) -> Option<usize> {
        (at..self.usage.tokens.all.len().min(at + 3))
            .find(|at| self.usage.token(*at).is_some_and(|token| token.shape != Shape::Sign))
    }

    /// Takes in the longest entry that begins here, or an unknown word or run of characters; where it ends.
    fn piece(&mut self, at: usize, token: &Token) -> usize {
        let (mut to, mut piece) = self.longest(at).unwrap_or_else(|| self.unlisted(at, token));
        if let Some(said) = self.said.get(at).copied().flatten() {
            self.along |= said == Said::With;
            let is_goods = matches!(piece, Piece::Goods(_)) && self.last_goods.is_none();
            if !is_goods && !matches!(piece, Piece::Plain) {
                (to, piece) = (at + 1, Piece::Plain);
            }
        }
        let open = self.open;
        self.open = Open::No;
        match piece {
            Piece::Goods(kinds) => self.take_goods((at, to), kinds, open),
            Piece::Plain => {}
            Piece::Model => (self.has_known_model, self.open) = (true, open),
            Piece::Unknown if self.may_be_model(at, to, open) => {
                self.models.push((at, to));
                self.open = open;
            }
            Piece::Other | Piece::Unknown => self.unread.push((at, to)),
        }
        to
    }

    fn take_goods(&mut self, (at, to): (usize, usize), kinds: Kinds, open: Open) {
        // A light behind an oven is a part of it.
        if self.goods_end == Some(at) && kinds.any(Kinds::DEVICES) {
            self.unread.push((at, to));
        }
        self.goods_end = Some(to);
        if self.goods == Kinds::GOODS && !kinds.any(Kinds::PLAIN) {
            self.shared = self.shared.and(kinds.and(Kinds::GOODS));
        }
        // Where the classes are not known, goods that are of no class together are not one offer.
        if self.shared == Kinds::default() {
            self.unread.push((at, to));
        }
        if kinds.any(Kinds::FITTING) {
            self.fitting.push((at, to));
        }
        self.clothes |= kinds.any(Kinds::CLOTHES);
        self.last_goods = Some(at);
        self.goods_named += 1;
        self.latin_goods |= self.usage.token(at).is_some_and(|token| self.written(token).is_ascii());
        self.open = if open == Open::Model { Open::Number } else { Open::No };
    }

    /// The longest entry of the lists that begins at a token.
    fn longest(&self, at: usize) -> Option<(usize, Piece)> {
        let (mut folded, mut written) = (Key::new(), Key::as_written());
        let mut best = None;
        let mut last: Option<&Token> = None;
        for to in at..(at + LONGEST).min(self.usage.tokens.all.len()) {
            let token = self.usage.token(to)?;
            let parted = last.is_some() && token.hard;
            if token.shape == Shape::Sign || parted || self.own.get(to) == Some(&true) {
                break;
            }
            let spaced = last.is_some_and(|last| token.is_parted_from(last));
            folded = folded.with(self.usage.tokens.text(token), spaced);
            written = written.with(&self.written(token).to_lowercase(), spaced);
            last = Some(token);
            let known = [folded.kinds(), written.kinds()].into_iter().flatten().reduce(Kinds::or);
            if let Some(piece) = known.and_then(|kinds| self.is_piece(kinds, at, to + 1)) {
                best = Some((to + 1, piece));
            }
        }
        best
    }

    /// What an entry is here; `None` where it is no more than an unknown word.
    fn is_piece(&self, kinds: Kinds, at: usize, to: usize) -> Option<Piece> {
        if self.along && kinds.any(Kinds::ALONG) {
            return Some(Piece::Plain);
        }
        if kinds.any(Kinds::NEVER) {
            return Some(Piece::Other);
        }
        let numeric = |at: usize| self.text(at).starts_with(char::is_numeric);
        let after_number = || at.checked_sub(1).is_some_and(numeric);
        let before_number = || {
            let next = self.next_word(to);
            next.is_some_and(|next| numeric(next) || kinds_of(self.text(next)).any(Kinds::PLAIN))
        };
        if kinds.any(self.goods) {
            Some(Piece::Goods(kinds))
        } else if kinds.any(Kinds::MODEL) && !kinds.any(Kinds::PLAIN) && self.open == Open::Model {
            Some(Piece::Model)
        } else if kinds.any(Kinds::PLAIN)
            || kinds.any(Kinds::UNIT) && after_number()
            || kinds.any(Kinds::BEFORE) && before_number()
        {
            Some(Piece::Plain)
        } else {
            kinds.any(Kinds::GOODS).then_some(Piece::Other)
        }
    }

    /// What is on no list: a compound, an unknown word, or the characters up to what is known.
    fn unlisted(&self, at: usize, token: &Token) -> (usize, Piece) {
        if token.shape == Shape::Word {
            return (at + 1, self.compound(self.text(at)).unwrap_or(Piece::Unknown));
        }
        let mut to = at + 1;
        while let Some(next) = self.usage.token(to) {
            let parted = next.shape != Shape::Char || next.spaced || next.hard;
            if parted || self.own.get(to) == Some(&true) || self.is_said(to) {
                break;
            }
            if self.script(next) != self.script(token) || self.longest(to).is_some() {
                break;
            }
            to += 1;
        }
        (to, Piece::Unknown)
    }

    fn is_said(&self, at: usize) -> bool {
        self.said.get(at).copied().flatten().is_some()
    }

    fn script(&self, token: &Token) -> Script {
        let char = self.units.all.get(token.from).and_then(|unit| char::from_u32(unit.label)).unwrap_or('\0');
        match char {
            '\u{30A0}'..='\u{30FF}' => Script::Katakana,
            _ if self.units.all.get(token.from).is_some_and(|unit| unit.class == Class::Han) => Script::Han,
            _ => Script::Other,
        }
    }

    /// A word whose parts are known.
    fn compound(&self, word: &str) -> Option<Piece> {
        let kinds = offers::of_compound(word)?;
        let whole = !kinds.any(Kinds::NEVER) && kinds.any(self.goods);
        Some(if whole { Piece::Goods(kinds) } else { Piece::Other })
    }

    /// Whether what is unknown may be a model: a word of no language that is known. A run of characters of a script that parts
    /// no words may be a part that nobody listed: `海帕`, `フード`.
    fn may_be_model(&self, from: usize, to: usize, open: Open) -> bool {
        let said = |hit: &super::Hit| hit.from < to && from < hit.to && hit.says != Says::default();
        let Some(token) = self.usage.token(from).filter(|token| token.shape == Shape::Word) else {
            return false;
        };
        let text = self.text(from);
        if open == Open::No
            || self.usage.hits.iter().any(said)
            || is_ordinal(text)
            || numbers::is_past_season(text)
        {
            return false;
        }
        let unknown = open == Open::Model && text.len() > CODE && !words::is_word(text);
        self.written(token).is_ascii() && (unknown || self.is_coded(from))
    }

    /// Whether a word has digits in it, or is a few letters before a number: `GA110`, `WH 1000`.
    fn is_coded(&self, at: usize) -> bool {
        let text = self.text(at);
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let before_number = || {
            let next = self.usage.token(at + 1).filter(|next| !next.hard);
            next.is_some_and(|next| {
                is_number(self.usage.tokens.text(next)) && self.next_word(at + 1) == Some(at + 1)
            })
        };
        text.bytes().any(|byte| byte.is_ascii_digit()) || text.len() <= CODE && before_number()
    }

    /// What was taken for a model is none where it is too long, or where it stands behind the goods in words as they do.
    fn judge_models(&mut self) {
        let coded = self.models.iter().filter(|(from, _)| self.is_coded(*from)).count();
        let is_short = self.models.len() <= MODEL + usize::from(coded > 0);
        let (first, _) = self.models.first().copied().unwrap_or_default();
        let leads = self.last_goods.is_some_and(|goods| goods > first);
        let is_latin = |at: usize| self.usage.token(at).is_some_and(|token| self.written(token).is_ascii());
        let apart = !self.latin_goods && self.models.iter().all(|(from, _)| is_latin(*from));
        self.has_known_model |= !self.models.is_empty();
        if !(is_short && (leads || apart || coded == self.models.len())) {
            self.unread.append(&mut self.models);
        }
    }

    /// Whether whole goods are named. Those that fit others' are not where a model or other goods say what they may fit.
    fn judge_goods(&mut self) -> bool {
        if self.clothes {
            self.unread.append(&mut self.of_dolls);
        }
        let others = self.goods_named > self.fitting.len();
        if others || self.has_known_model {
            self.unread.append(&mut self.fitting);
            return others;
        }
        self.last_goods.is_some()
    }
}

/// Whether a word says which one of several, as `2nd` and `2e` do: of a hand, a grade or a quality more often than of a
/// model.
fn is_ordinal(word: &str) -> bool {
    const ENDINGS: [&str; 9] = ["st", "nd", "rd", "th", "e", "de", "er", "eme", "ste"];
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && word.get(digits..).is_some_and(|ending| ENDINGS.contains(&ending))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Katakana,
    Other,
}
