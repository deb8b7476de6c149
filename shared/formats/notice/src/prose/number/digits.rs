//! What looks like a registration number: digits as offices and people group them.

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// It without what only groups its digits, and without the code of the publication.
    pub(super) number: String,
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Offset behind its last byte, the code of the publication included.
    pub(super) end: usize,
    /// Whether the code of a patent's publication follows, such as `B2` (WIPO ST.16).
    pub(super) is_patent: bool,
}

/// The letters that belong to a number: of the United Kingdom, of Chinese patents, of designs and reissues of the United
/// States, of its copyrights.
const LETTERS: &[&str] = &["UK", "ZL", "D", "RE", "VA", "VAU", "TX", "TXU", "PA", "PAU", "SR"];

/// The fewest digits of a number that is believed.
const FEWEST: usize = 6;
/// The most digits of one.
const MOST: usize = 15;
/// The most groups of digits looked at.
const GROUPS: usize = 5;

/// Groups of digits that offices write, with what separates them.
const WRITTEN: &[(&str, &[usize])] = &[
    // Germany: kind, year, number.
    (" ", &[2, 4, 6]),
    (" ", &[2, 4, 3, 3]),
    // Korea: kind and number, part, year.
    ("-", &[2, 7, 4]),
    ("-", &[2, 4, 7]),
    ("-", &[2, 7]),
    // Japan: year and number of an application.
    ("-", &[4, 6]),
    // Serial numbers of the United States.
    ("/", &[2, 6]),
    ("/,", &[2, 3, 3]),
];

const MONEY: &[&str] =
    &["eur", "usd", "gbp", "cny", "rmb", "jpy", "chf", "pln", "rub", "euro", "euros", "dollars"];

/// The numbers of a text, in order. What has the form of an amount, a date, a telephone number or a part of an address is
/// none.
pub(super) fn find(text: &str, ends_word: impl Fn(usize) -> bool) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|next| at + next) {
        match token(text, at, start, &ends_word) {
            Some(token) => {
                at = token.end;
                found.push(token);
            }
            None => at = start + run(bytes, start),
        }
    }
    found
}

/// How many digits start at `at`.
fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The number whose first digit is at `digits`; nothing before `from` is looked at.
fn token(text: &str, from: usize, digits: usize, ends_word: impl Fn(usize) -> bool) -> Option<Token> {
    let letters =
        text.as_bytes()[from..digits].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let prefix = &text[digits - letters..digits];
    let belongs = LETTERS.iter().any(|own| own.eq_ignore_ascii_case(prefix));
    if letters > 0 && !belongs && !ends_word(digits) {
        return None;
    }
    let start = if belongs { digits - letters } else { digits };
    if !may_follow(&text[..start]) {
        return None;
    }
    let (length, suffix) = grouped(&text[digits..])?;
    let mut end = digits + length;
    let code = publication(&text[end..]);
    end += code;
    if !may_precede(&text[end..]) {
        return None;
    }
    let keeps = |c: &char| c.is_ascii_alphanumeric();
    let mut number: String = text[start..digits + length - suffix].chars().filter(keeps).collect();
    number.push_str(&text[digits + length - suffix..digits + length]);
    number.make_ascii_uppercase();
    Some(Token { number, start, end, is_patent: code > 0 })
}

/// Whether a number may stand behind this.
fn may_follow(before: &str) -> bool {
    if before.trim_end_matches(' ').ends_with(['$', '€', '£', '¥', '+']) {
        return false;
    }
    match before.chars().next_back() {
        // "No.018777101" is one word.
        Some('.' | ',') => !before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit()),
        Some(c) => !matches!(c, '/' | '=' | '?' | '&' | '-' | '_' | '@' | '+' | '%' | '~' | '^'),
        None => true,
    }
}

/// Whether a number may stand before this.
fn may_precede(after: &str) -> bool {
    let mut chars = after.chars();
    let (next, second) = (chars.next(), chars.next());
    let joined = match next {
        Some('-' | '/' | '.' | ',' | ':' | '\'') => {
            second.is_some_and(|c| c.is_ascii_digit()) || next == Some('/')
        }
        Some(c) => {
            c.is_ascii_alphanumeric() || matches!(c, '%' | '@' | '_' | '=' | '&' | '€' | '$' | '£' | '元')
        }
        None => false,
    };
    let after = after.trim_start_matches(' ');
    let word: String = after.chars().take_while(char::is_ascii_alphabetic).take(8).collect();
    !joined
        && !after.starts_with(['€', '$', '£', '元', '%'])
        && !MONEY.contains(&word.to_ascii_lowercase().as_str())
}

/// The bytes of a number's digits with their separators, and of the design's part at its end.
fn grouped(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut lengths = vec![run(bytes, 0)];
    let mut separators = Vec::new();
    let mut at = lengths[0];
    while lengths.len() < GROUPS
        && let Some(separator) = bytes.get(at).filter(|byte| b" ,.'-/".contains(byte))
        && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    {
        let length = run(bytes, at + 1);
        separators.push(*separator);
        lengths.push(length);
        at += 1 + length;
    }
    let fits = |(between, groups): &&(&str, &[usize])| {
        lengths.starts_with(groups)
            && separators.iter().zip(between.bytes().cycle()).take(groups.len() - 1).all(|(a, b)| *a == b)
    };
    let written = WRITTEN.iter().find(fits).map(|(_, groups)| groups.len());
    // Thousands, or one group.
    let thousands = || {
        let first = separators.first().filter(|it| b" ,.'".contains(it) && lengths[0] <= 3);
        let more = separators.iter().zip(&lengths[1..]).take(2);
        1 + more.take_while(|(separator, length)| Some(*separator) == first && **length == 3).count()
    };
    let count = written.unwrap_or_else(thousands);
    let digits: usize = lengths[..count].iter().sum();
    if !(FEWEST..=MOST).contains(&digits) {
        return None;
    }
    let length = digits + count - 1;
    // The designs of a filing are numbered with four digits.
    let is_design =
        written.is_none() && separators.get(count - 1) == Some(&b'-') && lengths.get(count) == Some(&4);
    // Chinese patents end in a check digit.
    let is_checked =
        separators.get(count - 1) == Some(&b'.') && lengths.get(count) == Some(&1) && digits >= 12;
    Some(match (is_design, is_checked) {
        (true, _) => (length + 5, 5),
        (_, true) => (length + 2, 0),
        _ => (length, 0),
    })
}

/// The bytes of the code of a patent's publication at the start of `text`, with the space before it.
fn publication(text: &str) -> usize {
    let code = text.strip_prefix(' ').unwrap_or(text);
    let [kind, level, rest @ ..] = code.as_bytes() else { return 0 };
    let is_code = b"ABCESUY".contains(kind) && (b'1'..=b'9').contains(level);
    if is_code && !rest.first().is_some_and(u8::is_ascii_alphanumeric) {
        text.len() - code.len() + 2
    } else {
        0
    }
}
