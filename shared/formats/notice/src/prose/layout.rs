//! How a text is laid out: lines, sentences and blocks, and the words that lead to a list of addresses.

use super::urls::Found;

/// What an address stands in. Ranges are offsets in the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// Between the address before it, or the start of the sentence, and it.
    pub(super) before: (usize, usize),
    /// Between it and the address behind it, or the end of the sentence.
    pub(super) after: (usize, usize),
    /// Its sentence.
    pub(super) sentence: (usize, usize),
    /// The last sentence in words before it, where nothing but addresses stands between.
    pub(super) lead: (usize, usize),
    /// The label right before it or its list, which a colon ends; else empty.
    pub(super) label: (usize, usize),
    /// Its block, between empty lines.
    pub(super) block: (usize, usize),
    /// The number of its line, from 1.
    pub(super) line: usize,
    /// The number of its stretch: addresses with no words between share one.
    pub(super) stretch: usize,
    /// The number of its run: the addresses of one list share one. A wider gap ends a run, and so does an
    /// empty line beside lines of addresses that have none between.
    pub(super) run: usize,
    /// The number of its block among those that hold addresses.
    pub(super) order: usize,
    /// Whether it stands in what is quoted from another mail.
    pub(super) quoted: bool,
    /// Whether it stands below the signature.
    pub(super) signed: bool,
    /// Whether words stand in its sentence.
    pub(super) in_words: bool,
}

/// A stretch of the text: a sentence, or addresses with no words.
struct Unit {
    start: usize,
    end: usize,
    words: bool,
}

/// The context of each address. Linear in the text, as `found` is in order.
pub(super) fn contexts(text: &str, found: &[Found]) -> Vec<Context> {
    let mut contexts = vec![Context::default(); found.len()];
    let (mut next, mut run, mut stretch, mut order) = (0, 0, 0, 0);
    let mut last_in_block = 0;
    let mut lead = (0, 0);
    let mut signed = false;
    for Block { lines, start, end, gap } in blocks(text) {
        let first = next;
        while next < found.len() && found[next].start < end {
            next += 1;
        }
        if next > first {
            run += usize::from(gap > 1 || last_in_block > 1 || next - first > 1);
            last_in_block = next - first;
        }
        let mut index = first;
        for unit in units(text, &lines, end, &found[first..next]) {
            let words = (unit.start, unit.end);
            signed |= is_closing(&text[unit.start..unit.end]);
            if unit.words && found.get(index).is_none_or(|found| found.start >= unit.end) {
                lead = words;
                run += 1;
                stretch += 1;
                continue;
            }
            run += usize::from(unit.words);
            stretch += usize::from(unit.words);
            let mut from = unit.start;
            while index < next && found[index].start < unit.end {
                let this = &found[index];
                let behind = found.get(index + 1).map_or(unit.end, |next| next.start.min(unit.end));
                let line = lines.partition_point(|(start, _)| *start <= this.start).saturating_sub(1);
                let (line_start, line) = lines.get(line).copied().unwrap_or((start, 0));
                let before = (from, this.start.max(from));
                contexts[index] = Context {
                    before,
                    label: if unit.words { label(text, before) } else { label(text, lead) },
                    after: (this.end.min(behind), behind),
                    sentence: words,
                    lead,
                    block: (start, end),
                    line,
                    stretch,
                    run,
                    order,
                    quoted: text[line_start..].starts_with('>'),
                    signed,
                    in_words: unit.words,
                };
                from = this.end.min(unit.end);
                index += 1;
            }
            if unit.words {
                lead = words;
            }
        }
        order += usize::from(next > first);
    }
    contexts
}

/// Lines up to an empty one.
struct Block {
    /// Where each line starts, with its number from 1.
    lines: Vec<(usize, usize)>,
    start: usize,
    end: usize,
    /// How many empty lines stand before it.
    gap: usize,
}

/// The blocks of a text. Empty lines at its end are a block without lines.
fn blocks(text: &str) -> impl Iterator<Item = Block> + '_ {
    let mut rest = text.split_inclusive('\n').peekable();
    let (mut at, mut number) = (0, 0);
    std::iter::from_fn(move || {
        rest.peek()?;
        let mut block = Block { lines: Vec::new(), start: at, end: at, gap: 0 };
        while let Some(line) = rest.peek().copied() {
            let is_empty = line.trim_matches(['>', ' ', '\t', '\n', '\r']).is_empty();
            if is_empty && !block.lines.is_empty() {
                break;
            }
            rest.next();
            number += 1;
            if is_empty {
                block.gap += 1;
            } else {
                block.lines.push((at, number));
            }
            at += line.len();
        }
        block.start = block.lines.first().map_or(block.start, |(start, _)| *start);
        block.end = at;
        Some(block)
    })
}

/// The sentences of a block that ends at `end`; lines of nothing but addresses are units of their own.
fn units(text: &str, lines: &[(usize, usize)], end: usize, found: &[Found]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut next = 0;
    let mut open: Option<usize> = None;
    for (index, (start, _)) in lines.iter().enumerate() {
        let line_end = lines.get(index + 1).map_or(end, |(start, _)| *start);
        let line = &text[*start..line_end];
        let first = next;
        while next < found.len() && found[next].start < line_end {
            next += 1;
        }
        let own = &found[first..next];
        let words = has_words(text, *start, line_end, own);
        let begins = !words || begins_item(line);
        if let Some(from) = open.filter(|_| begins) {
            units.push(Unit { start: from, end: *start, words: true });
            open = None;
        }
        if !words {
            units.push(Unit { start: *start, end: line_end, words: false });
            continue;
        }
        let mut from = open.take().unwrap_or(*start);
        for stop in stops(text, *start, line_end, own) {
            units.push(Unit { start: from, end: stop, words: true });
            from = stop;
        }
        let ends = line.trim_end().ends_with([':', '：', '?', '？']) || line.trim_end().len() < WRAPPED;
        if ends && from < line_end {
            units.push(Unit { start: from, end: line_end, words: true });
        } else if from < line_end {
            open = Some(from);
        }
    }
    units.extend(open.map(|from| Unit { start: from, end, words: true }));
    units
}

/// Bytes from which on a line may have been wrapped: the next one goes on with its sentence.
const WRAPPED: usize = 45;

/// Where sentences end in a line, outside of its addresses.
fn stops<'a>(
    text: &'a str,
    start: usize,
    end: usize,
    found: &'a [Found],
) -> impl Iterator<Item = usize> + 'a {
    let mut next = 0;
    text[start..end].char_indices().filter_map(move |(at, c)| {
        let stop = start + at + c.len_utf8();
        while next < found.len() && found[next].end <= start + at {
            next += 1;
        }
        let inside = found.get(next).is_some_and(|found| found.start <= start + at);
        let ends = match c {
            '.' | '!' | '?' | ';' => {
                text[stop..end].starts_with([' ', '\t', '"', '”', '*']) && !is_abbreviated(&text[start..stop])
            }
            '。' | '！' | '？' | '；' => true,
            _ => false,
        };
        (ends && !inside && stop < end).then_some(stop)
    })
}

/// Whether the dot at the end of `text` stands behind a number, a letter or an abbreviation.
fn is_abbreviated(text: &str) -> bool {
    let word = text[..text.len() - 1].rsplit([' ', '\t', '(']).next().unwrap_or_default();
    text.ends_with('.')
        && (word.len() < 2
            || word.bytes().all(|b| b.is_ascii_digit())
            || ["e.g", "i.e", "inc", "ltd", "no", "mr", "ms", "dr", "co", "vs", "etc"]
                .contains(&word.to_ascii_lowercase().as_str()))
}

/// Whether letters to speak of stand between the addresses of a line.
fn has_words(text: &str, start: usize, end: usize, found: &[Found]) -> bool {
    let mut letters = 0;
    let mut from = start;
    for found in found {
        letters += letters_in(&text[from..found.start.max(from)]);
        from = found.end.min(end).max(from);
    }
    letters + letters_in(&text[from..end]) > if found.is_empty() { 0 } else { 3 }
}

/// Letters; one of a script without spaces says as much as two.
fn letters_in(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a line starts an item of a list, a heading or a labelled line.
fn begins_item(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    line.starts_with(['-', '*', '•', '#', '+', '_', '=', '·'])
        || digits > 0 && line[digits..].starts_with(['.', ')', '、', ':'])
        || line.split([':', '：']).next().is_some_and(|label| {
            label.len() < line.trim_end().len()
                && label.split_whitespace().count() <= 4
                && !label.ends_with("http")
                && !label.ends_with("https")
        })
}

/// The stretch if a colon ends it.
fn label(text: &str, (start, end): (usize, usize)) -> (usize, usize) {
    let is_label = text[start..end]
        .trim_end_matches(|c: char| c.is_whitespace() || "*_<(\"'".contains(c))
        .ends_with([':', '：']);
    if is_label { (start, end) } else { (start, start) }
}

/// Whether a letter closes here.
fn is_closing(unit: &str) -> bool {
    let unit = unit.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_lowercase();
    unit == "--"
        || unit.len() < 40
            && [
                "regards",
                "best regards",
                "kind regards",
                "sincerely",
                "yours",
                "best wishes",
                "thanks and regards",
                "此致",
                "敬礼",
                "顺颂商祺",
                "mit freundlichen",
                "cordialement",
                "saludos",
                "cordiali saluti",
            ]
            .iter()
            .any(|closing| unit.starts_with(closing))
}
