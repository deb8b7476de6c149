//! Web addresses in running text: defanged ones restored, wrapped ones joined, those without a scheme seen.

use crate::{limit, text};

/// The most addresses taken from one text; a notice may name ten times what one complaint takes.
pub(super) const MOST: usize = limit::LISTINGS * 10 + 1;

/// An address, and where it stands in the [`restored`] text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The address as written, with `http` or `https` restored.
    pub(super) url: String,
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Offset behind its last byte.
    pub(super) end: usize,
}

/// The text with the usual disguises of addresses undone: `[.]`, `(dot)`, `hxxp`, `http: //`, spaces around
/// the dots of a host. Lines stay lines.
pub(super) fn restored(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let taken = match c {
            '[' | '(' | '{' => bracketed(rest, &mut out),
            'h' | 'H' if !out.ends_with(|c: char| c.is_ascii_alphanumeric()) => {
                scheme(rest).map(|(name, length)| {
                    out.push_str(name);
                    length + host(&rest[length..], &mut out)
                })
            }
            'w' | 'W' if is_bare_www(rest, &out) => Some(host(rest, &mut out)),
            _ => None,
        };
        at += taken.filter(|taken| *taken > 0).unwrap_or_else(|| {
            out.push(c);
            c.len_utf8()
        });
    }
    out
}

/// A dot, colon or slash in brackets, with the spaces around it; returns the bytes it took.
fn bracketed(rest: &str, out: &mut String) -> Option<usize> {
    let close = rest.bytes().take(8).position(|byte| matches!(byte, b']' | b')' | b'}'))?;
    let meant = match rest[1..close].trim().to_ascii_lowercase().as_str() {
        "." | "dot" | "punkt" | "点" => ".",
        ":" => ":",
        "://" => "://",
        "/" => "/",
        _ => return None,
    };
    out.truncate(out.trim_end_matches([' ', '\t']).len());
    out.push_str(meant);
    let after = &rest[close + 1..];
    Some(close + 1 + after.len() - after.trim_start_matches([' ', '\t']).len())
}

/// `http://` or `https://` at the start of `rest`, however disguised, with the bytes it took.
fn scheme(rest: &str) -> Option<(&'static str, usize)> {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = match rest[..letters].to_ascii_lowercase().as_str() {
        "http" | "hxxp" | "htxp" | "hxtp" => "http://",
        "https" | "hxxps" | "htxps" | "hxtps" => "https://",
        _ => return None,
    };
    let skip = |text: &'_ str, most: usize| text.bytes().take(most).take_while(|b| *b == b' ').count();
    let mut at = letters;
    at += skip(&rest[at..], 1);
    at += [":", "：", "[:]", "[://]"].iter().find(|mark| rest[at..].starts_with(**mark))?.len();
    if rest[..at].ends_with("://]") {
        return Some((name, at));
    }
    at += skip(&rest[at..], 1);
    for _ in 0..2 {
        at += ["/", "[/]", "／"].iter().find(|mark| rest[at..].starts_with(**mark))?.len();
        at += skip(&rest[at..], 1);
    }
    rest[at..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[').then_some((name, at))
}

/// `www` followed by a space and a dot: a host that was taken apart.
fn is_bare_www(rest: &str, out: &str) -> bool {
    rest.len() > 5
        && rest.as_bytes()[..3].eq_ignore_ascii_case(b"www")
        && rest.as_bytes()[3..].trim_ascii_start().first() == Some(&b'.')
        && !out.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '@'))
}

/// Copies a host, closing the gaps around its dots; returns the bytes it took.
fn host(rest: &str, out: &mut String) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    let mut dots = 0;
    loop {
        let label =
            bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
        out.push_str(&rest[at..at + label]);
        at += label;
        let before = bytes[at..].iter().take(2).take_while(|b| **b == b' ').count();
        let Some(b'.') = bytes.get(at + before) else { return at };
        let after = bytes[at + before + 1..].iter().take(2).take_while(|b| **b == b' ').count();
        let next = bytes.get(at + before + 1 + after);
        // A gap on one side alone is closed only where the host cannot be complete: else it ends a sentence.
        let joins = before == 0 && after == 0 || before > 0 && after > 0 || dots == 0;
        if label == 0 || !joins || !next.is_some_and(u8::is_ascii_alphanumeric) {
            return at;
        }
        out.push('.');
        dots += 1;
        at += before + 1 + after;
    }
}

/// The addresses in a [`restored`] text, in order of appearance, at most [`MOST`].
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(mark) = text[from..].find("://").map(|mark| from + mark) {
        let letters = text[from..mark].bytes().rev().take_while(u8::is_ascii_alphabetic).count().min(5);
        let name = text[mark - letters..mark].to_ascii_lowercase();
        let scheme = ["https", "http"].into_iter().find(|scheme| name.ends_with(scheme));
        let Some(scheme) = scheme else {
            from = mark + "://".len();
            continue;
        };
        let start = mark - scheme.len();
        bare(text, from, start, &mut found);
        let end = end_of(text, mark + "://".len());
        if end > mark + "://".len() && end - start <= limit::ADDRESS_BYTES {
            found.push(joined(text, start, end));
        }
        from = found.last().map_or(end, |last: &Found| last.end.max(end));
        if found.len() >= MOST {
            break;
        }
    }
    bare(text, from, text.len(), &mut found);
    found.truncate(MOST);
    found
}

/// Where the address ends whose host starts at `start`.
fn end_of(whole: &str, start: usize) -> usize {
    let rest = text::first_bytes(&whole[start..], limit::ADDRESS_BYTES + 1);
    let mut end = rest.find(ends_address).unwrap_or(rest.len());
    // In `[text](address)` and `[address](address)` the brackets are not the address's own.
    if let Some(link) = rest[..end].find("](") {
        end = link;
    }
    if let Some(close) = rest[..end].find(']').filter(|close| !rest[..*close].contains('[')) {
        end = close;
    }
    // Addresses run together: the next one starts where no path or query could hold it.
    for (next, _) in rest[..end].match_indices("http") {
        let is_scheme = ["http://", "https://"].iter().any(|scheme| rest[next..].starts_with(scheme));
        let carried = rest[..next].ends_with(['/', '=', '?', '&', '#', ':', '.', '-', '_']);
        if is_scheme && next > 0 && !carried {
            end = next;
            break;
        }
    }
    start + trimmed(&rest[..end]).len()
}

/// The address between `start` and `end`, with what a line break tore off.
///
/// Joined is inside of angle brackets (RFC 3986, appendix C), and where a long line ends in a character that
/// ends no address while the next line is one word of an address.
fn joined(text: &str, start: usize, end: usize) -> Found {
    let mut url = text[start..end].to_owned();
    let mut last = end;
    let in_angles = text[..start].ends_with('<');
    for _ in 0..3 {
        let Some(next) = text[last..].strip_prefix('\n') else { break };
        let line = next.lines().next().unwrap_or_default();
        let word = line.trim_end_matches([' ', '\r']);
        let piece = if in_angles { word.split('>').next().unwrap_or_default() } else { word };
        let line_start = text[..last].rfind('\n').map_or(0, |at| at + 1);
        let torn = url.ends_with(['-', '_', '=', '&', '?', '%', '/', '+']) && last - line_start >= 60;
        let continues = !piece.is_empty()
            && !piece.contains(ends_address)
            && !piece.contains("://")
            && piece.starts_with(|c: char| c.is_ascii_alphanumeric() || "%_-/=&?".contains(c))
            && url.len() + piece.len() <= limit::ADDRESS_BYTES;
        if !continues || !(in_angles && word.contains('>') || torn) {
            break;
        }
        let piece = trimmed(piece);
        url.push_str(piece);
        last += 1 + piece.len();
    }
    Found { url, start, end: last }
}

/// Addresses without a scheme between `from` and `to`: `www.` with a domain, or a host with a path.
fn bare(text: &str, from: usize, to: usize, found: &mut Vec<Found>) {
    let mut at = from;
    for word in text[from..to].split_inclusive(|c: char| ends_address(c) || ",;()[]*'=".contains(c)) {
        let start = at;
        at += word.len();
        let bare = word.trim_end_matches(|c: char| ends_address(c) || ",;()[]*'=".contains(c));
        // A label may stand right before it.
        let label =
            bare.rfind(':').filter(|colon| !bare[..*colon].contains('.')).map_or(0, |colon| colon + 1);
        let address = trimmed(&bare[label..]);
        if is_bare_address(address) && address.len() <= limit::ADDRESS_BYTES && found.len() < MOST {
            let start = start + label;
            // What the word was cut at may belong to the address, as in a query.
            let end = end_of(text, start).max(start + address.len()).min(to);
            if found.last().is_none_or(|last| last.end <= start) {
                found.push(Found { url: text[start..end].to_owned(), start, end });
            }
        }
    }
}

fn is_bare_address(word: &str) -> bool {
    let end = word.find(['/', '?', '#', ':']).unwrap_or(word.len());
    let (host, path) = word.split_at(end);
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let Some((domain, top)) = host.rsplit_once('.') else { return false };
    let www = host.len() > 4 && host.as_bytes()[..4].eq_ignore_ascii_case(b"www.");
    let named = domain.bytes().any(|b| b.is_ascii_alphabetic());
    named
        && host.split('.').all(label)
        && (www && domain.contains('.') && top.len() >= 2
            || path.len() > 1 && path.starts_with('/') && TOP.contains(&top.to_ascii_lowercase().as_str()))
}

/// Top level domains under which a host is believed without `www.`: those that end no usual file name.
const TOP: &[&str] = &[
    "ae", "app", "asia", "at", "au", "be", "biz", "br", "ca", "ch", "cl", "club", "cn", "co", "com", "cz",
    "de", "dev", "dk", "es", "eu", "fi", "fr", "gr", "hk", "hu", "id", "ie", "il", "in", "info", "io", "ir",
    "it", "jp", "kr", "live", "me", "mx", "my", "net", "nl", "no", "nz", "online", "org", "ph", "pk", "pt",
    "ro", "ru", "sa", "se", "sg", "shop", "site", "store", "th", "to", "top", "tr", "tv", "tw", "ua", "uk",
    "us", "vip", "vn", "xyz", "za",
];

/// Addresses end at white space, at quotes and brackets around them, and at letters of scripts that put no
/// space between words.
fn ends_address(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace()
            || c.is_ascii_control()
            || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '^');
    }
    !c.is_alphanumeric() || matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1100}'..='\u{11ff}' | '\u{2e80}'..)
}

/// Drops punctuation that belongs to the sentence, not to the address.
fn trimmed(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']', '}']);
        let closes_more =
            shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if closes_more { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::{find, restored};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let urls: Vec<String> = find(&restored(text)).into_iter().map(|found| found.url).collect();
        assert_eq!(urls, expected, "{text}");
    }

    #[test]
    fn disguises_are_undone() {
        check("hxxps://shop[.]example/a", &["https://shop.example/a"]);
        check("hXXp://shop(.)example/a and", &["http://shop.example/a"]);
        check("https[:]//shop[dot]example[/]a", &["https://shop.example/a"]);
        check("https[://]shop [.] example/a.", &["https://shop.example/a"]);
        check("http: //shop.example/a", &["http://shop.example/a"]);
        check("https：//shop.example/a，", &["https://shop.example/a"]);
        check("https://item . shop . example/a", &["https://item.shop.example/a"]);
        check("www . shop . example/a", &["www.shop.example/a"]);
        check("Look at https://shop.example. There it is.", &["https://shop.example"]);
    }

    #[test]
    fn what_stands_around_an_address_is_no_part_of_it() {
        check("(https://shop.example/a).", &["https://shop.example/a"]);
        check("https://shop.example/a_(b), and", &["https://shop.example/a_(b)"]);
        check("[a bag](https://shop.example/a)", &["https://shop.example/a"]);
        check("**https://shop.example/a**", &["https://shop.example/a"]);
        check(
            "[https://shop.example/a](https://shop.example/b)",
            &["https://shop.example/a", "https://shop.example/b"],
        );
        check("链接：https://shop.example/a，请处理", &["https://shop.example/a"]);
        check("https://shop.example/a这是假货", &["https://shop.example/a"]);
        check("<a href=\"https://shop.example/a\">x</a>", &["https://shop.example/a"]);
        check(
            "https://shop.example/a,https://shop.example/b;http://shop.example/c",
            &["https://shop.example/a", "https://shop.example/b", "http://shop.example/c"],
        );
        check(
            "https://archive.example/web/2020/https://shop.example/a",
            &["https://archive.example/web/2020/https://shop.example/a"],
        );
    }

    #[test]
    fn an_address_needs_no_scheme() {
        check("see www.shop.example/a, or shop.com/item/1.", &["www.shop.example/a", "shop.com/item/1"]);
        check("URL:item.taobao.com/item.htm?id=1", &["item.taobao.com/item.htm?id=1"]);
        check("README.md, e.g. node.js/x and a@b.com/c or and/or 1.5/2", &[]);
    }

    #[test]
    fn a_torn_address_is_joined() {
        check("<https://shop.example/\nitem/1>", &["https://shop.example/item/1"]);
        let long = format!("https://shop.example/{}-", "a".repeat(60));
        check(&format!("{long}\nbag.html\nNext"), &[&format!("{long}bag.html")]);
        check("https://shop.example/\nitem", &["https://shop.example/"]);
    }
}
