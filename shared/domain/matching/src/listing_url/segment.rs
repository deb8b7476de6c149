//! One segment of a path in a pattern, or one value of its query.

use super::WhyBad;

/// Digits of a number that `{n}` takes; none is longer.
const MOST_DIGITS: usize = 20;

/// A text, with places in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    tokens: Vec<Token>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// This text.
    Text(String),
    /// Any text, or none.
    Any,
    /// A number.
    Number,
    /// The listing's id.
    Id(IdForm),
}

/// What an id looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IdForm {
    /// As [`case::ListingId`] takes it.
    Plain,
    /// Digits, so many, the first not 0.
    Digits { least: usize, most: usize },
    /// ASCII letters and digits, so many.
    Code { length: usize },
}

impl Segment {
    /// Reads the segment of a pattern. What takes any text before the id must be followed by a text, so that the id is
    /// found from there; what takes any text after it, by one text at most.
    pub(super) fn parse(text: &str) -> Result<Self, WhyBad> {
        let mut tokens = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (token, length) = Token::parse(rest)?;
            match (tokens.last_mut(), token) {
                (Some(Token::Text(before)), Token::Text(more)) => before.push_str(&more),
                (_, token) => tokens.push(token),
            }
            rest = &rest[length..];
        }
        let id = tokens.iter().position(|token| matches!(token, Token::Id(_)));
        let (before, after) = tokens.split_at(id.unwrap_or(0));
        let any = |tokens: &[Token]| tokens.iter().filter(|token| **token == Token::Any).count();
        let is_alone =
            after.iter().position(|token| *token == Token::Any).is_none_or(|at| after.len() - at <= 2);
        let is_led = |pair: &[Token]| pair[0] != Token::Any || matches!(pair[1], Token::Text(_));
        let plain_ends = tokens
            .windows(2)
            .all(|pair| pair[0] != Token::Id(IdForm::Plain) || matches!(pair[1], Token::Text(_)));
        let plain_is_last =
            id.is_none_or(|at| tokens[at] != Token::Id(IdForm::Plain) || tokens.len() - at <= 2);
        let fits = any(before) <= 1 && any(after) <= 1 && is_alone && tokens.windows(2).all(is_led);
        if fits && plain_ends && plain_is_last { Ok(Self { tokens }) } else { Err(WhyBad::Ambiguous) }
    }

    /// Whether `text` is one of this form, and the id in it, if an id is in the form.
    pub(super) fn matches<'t>(&self, text: &'t str) -> Option<Option<&'t str>> {
        let mut id = None;
        walk(&self.tokens, text, &mut id).then_some(id)
    }

    /// Whether the id is the whole of it.
    pub(super) fn is_id_alone(&self) -> bool {
        matches!(self.tokens[..], [Token::Id(_)])
    }

    /// An id of [`IdForm::Code`] is the same in small and capital letters.
    pub(super) fn is_code(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Id(IdForm::Code { .. })))
    }

    /// The plainest text of this form with `id` in it; `None` when a number or a whole segment is left open.
    pub(super) fn filled(&self, id: &str) -> Option<String> {
        if self.tokens == [Token::Any] {
            return None;
        }
        let mut text = String::new();
        for token in &self.tokens {
            match token {
                Token::Text(own) => text.push_str(own),
                Token::Any => {}
                Token::Number => return None,
                Token::Id(_) => text.push_str(id),
            }
        }
        // Not every id has the form.
        (self.matches(&text)?.is_none_or(|found| found == id)).then_some(text)
    }
}

impl Token {
    /// The token that `text` begins with, and its length.
    fn parse(text: &str) -> Result<(Self, usize), WhyBad> {
        if text.starts_with('*') {
            return Ok((Self::Any, 1));
        }
        if text.starts_with("{n}") {
            return Ok((Self::Number, 3));
        }
        if text.starts_with("{id") {
            let end = text.find('}').ok_or(WhyBad::Id)?;
            return Ok((Self::Id(IdForm::parse(&text[3..end]).ok_or(WhyBad::Id)?), end + 1));
        }
        let special = text.char_indices().skip(1).find(|(_, c)| matches!(c, '*' | '{'));
        let end = special.map_or(text.len(), |(at, _)| at);
        Ok((Self::Text(text[..end].to_owned()), end))
    }
}

impl IdForm {
    /// Reads what stands behind `{id`.
    fn parse(text: &str) -> Option<Self> {
        let Some(form) = text.strip_prefix(':') else { return text.is_empty().then_some(Self::Plain) };
        let number = |text: &str| text.parse().ok().filter(|number| (1..=128).contains(number));
        if let Some(length) = form.strip_prefix('x') {
            return Some(Self::Code { length: number(length)? });
        }
        let (least, most) = form.split_once('-')?;
        let (least, most) = (number(least)?, number(most)?);
        (least <= most).then_some(Self::Digits { least, most })
    }

    /// The length of the id that `text` begins with.
    fn length(self, text: &str) -> Option<usize> {
        let run = |most: usize, is: fn(&u8) -> bool| text.bytes().take(most + 1).take_while(is).count();
        match self {
            Self::Plain => Some(text.len()),
            Self::Digits { least, most } => {
                let digits = run(most, u8::is_ascii_digit);
                ((least..=most).contains(&digits) && !text.starts_with('0')).then_some(digits)
            }
            Self::Code { length } => (run(length, u8::is_ascii_alphanumeric) == length).then_some(length),
        }
    }
}

/// Goes through both. A text behind [`Token::Any`] is looked for from the end, since titles hold anything.
fn walk<'t>(tokens: &[Token], text: &'t str, id: &mut Option<&'t str>) -> bool {
    match tokens {
        [] => text.is_empty(),
        [Token::Id(IdForm::Plain), Token::Text(end)] => match text.strip_suffix(end.as_str()) {
            Some(found) => {
                *id = Some(found);
                true
            }
            None => false,
        },
        [Token::Id(form), rest @ ..] => match form.length(text) {
            Some(length) => {
                *id = Some(&text[..length]);
                walk(rest, &text[length..], id)
            }
            None => false,
        },
        [Token::Any] => true,
        [Token::Any, Token::Text(end)] => text.ends_with(end.as_str()),
        [Token::Any, Token::Text(lead), rest @ ..] => {
            text.rmatch_indices(lead.as_str()).any(|(at, _)| walk(rest, &text[at + lead.len()..], id))
        }
        // Refused when the pattern is read.
        [Token::Any, ..] => false,
        [Token::Number, rest @ ..] => {
            let digits = text.bytes().take(MOST_DIGITS + 1).take_while(u8::is_ascii_digit).count();
            (1..=MOST_DIGITS).contains(&digits) && walk(rest, &text[digits..], id)
        }
        [Token::Text(own), rest @ ..] => {
            text.strip_prefix(own.as_str()).is_some_and(|behind| walk(rest, behind, id))
        }
    }
}
