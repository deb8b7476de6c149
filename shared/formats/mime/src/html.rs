//! HTML as a reader sees it: its text, and where its links lead.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// The most links of one page.
const MOST_LINKS: usize = 10_000;
/// The most bytes of a link's target, and of the text that it is shown by.
const MOST_LINK_BYTES: usize = 2_048;
/// The most quotes that are marked before a line.
const MOST_QUOTES: usize = 8;

/// A page: what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The text: a line per block, quotes marked by `> `.
    pub text: String,
    /// The links, in their order.
    pub links: Vec<Link>,
}

/// A link of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// The target as it was written; it may be of any scheme, or relative.
    pub target: String,
    /// The text that is shown for it, which may name another target.
    pub shown: String,
}

/// Reads HTML: at most `most` bytes of text. What scripts or styles would change is not seen, except that what
/// is styled not to be displayed is left out.
#[must_use]
pub fn read(html: &str, most: usize) -> Page {
    let mut reader = Reader { most, ..Reader::default() };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.take(&event);
        None
    });
    emitter.naively_switch_states(true);
    // Reading from a string cannot fail.
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    reader.page
}

/// What is known of the page so far.
#[derive(Default)]
struct Reader {
    page: Page,
    most: usize,
    /// The line ends and the blank that come before the next character.
    lines: usize,
    blank: bool,
    quotes: usize,
    preformatted: usize,
    /// The element that is not shown, and how many of its name are open inside of it.
    hidden: Option<(Vec<u8>, usize)>,
    /// The start tag that is being read.
    tag: Vec<u8>,
    attribute: Vec<u8>,
    target: Option<String>,
    is_hidden: bool,
    in_link: bool,
}

impl Reader {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                (self.tag, self.target, self.is_hidden) = (name.to_vec(), None, false);
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = name.to_vec();
                self.is_hidden |= *name == b"hidden";
            }
            CallbackEvent::AttributeValue { value } => match self.attribute.as_slice() {
                b"href" if self.target.is_none() => {
                    let target = value.trim_ascii();
                    if target.len() <= MOST_LINK_BYTES {
                        self.target = Some(String::from_utf8_lossy(target).into_owned());
                    }
                }
                b"style" => {
                    let style: Vec<u8> = value.iter().filter(|b| !b.is_ascii_whitespace()).copied().collect();
                    let style = style.to_ascii_lowercase();
                    self.is_hidden |= memchr::memmem::find(&style, b"display:none").is_some();
                }
                _ => {}
            },
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self) {
        let tag = std::mem::take(&mut self.tag);
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(*hidden == tag);
            return;
        }
        let is_unseen = matches!(
            tag.as_slice(),
            b"script" | b"style" | b"title" | b"template" | b"textarea" | b"select" | b"iframe" | b"object"
        );
        if (is_unseen || self.is_hidden) && !is_void(&tag) {
            self.hidden = Some((tag, 0));
            return;
        }
        match tag.as_slice() {
            b"br" => self.lines += 1,
            b"td" | b"th" => self.blank = true,
            b"a" | b"area" => {
                self.in_link = false;
                if let Some(target) = self.target.take()
                    && self.page.links.len() < MOST_LINKS
                {
                    self.page.links.push(Link { target, shown: String::new() });
                    self.in_link = tag == b"a";
                }
            }
            b"pre" => self.preformatted += 1,
            b"blockquote" => self.quotes += 1,
            _ => {}
        }
        self.lines = self.lines.max(lines_around(&tag));
        if tag == b"li" {
            self.text(b"- ");
        }
    }

    fn end(&mut self, tag: &[u8]) {
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden != tag {
                return;
            }
            match depth.checked_sub(1) {
                Some(less) => *depth = less,
                None => self.hidden = None,
            }
            return;
        }
        self.lines = self.lines.max(lines_around(tag));
        match tag {
            b"a" => self.in_link = false,
            b"pre" => self.preformatted = self.preformatted.saturating_sub(1),
            b"blockquote" => self.quotes = self.quotes.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, value: &[u8]) {
        if self.hidden.is_some() {
            return;
        }
        for c in String::from_utf8_lossy(value).chars() {
            if self.page.text.len() >= self.most {
                return;
            }
            match c {
                '\n' if self.preformatted > 0 => self.lines += 1,
                '\t' | ' ' if self.preformatted > 0 && self.lines == 0 => self.page.text.push(' '),
                _ if c.is_whitespace() => self.blank = true,
                _ => self.character(c),
            }
        }
    }

    fn character(&mut self, c: char) {
        let text = &mut self.page.text;
        if self.lines > 0 || text.is_empty() {
            // More than one empty line says nothing.
            let lines = if text.is_empty() { 0 } else { self.lines.min(2) };
            text.extend(std::iter::repeat_n('\n', lines));
            text.extend(std::iter::repeat_n("> ", self.quotes.min(MOST_QUOTES)));
        } else if self.blank {
            text.push(' ');
        }
        text.push(c);
        if self.in_link
            && let Some(link) = self.page.links.last_mut()
            && link.shown.len() < MOST_LINK_BYTES
        {
            if (self.blank || self.lines > 0) && !link.shown.is_empty() {
                link.shown.push(' ');
            }
            link.shown.push(c);
        }
        (self.lines, self.blank) = (0, false);
    }
}

/// Elements that have no end (HTML, 13.1.2).
fn is_void(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// How many line ends set an element apart from what stands before and after it.
fn lines_around(tag: &[u8]) -> usize {
    match tag {
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"blockquote" | b"pre" | b"table" | b"ul"
        | b"ol" | b"dl" | b"hr" => 2,
        b"div" | b"tr" | b"li" | b"dt" | b"dd" | b"section" | b"article" | b"header" | b"footer"
        | b"main" | b"address" | b"center" | b"fieldset" | b"form" | b"figure" | b"figcaption" | b"body"
        | b"head" => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        read(html, 10_000).text
    }

    #[test]
    fn blocks_become_lines() {
        assert_eq!(
            shown("<p>Dear <b>team</b>,</p>\n<p>take  it\ndown.<br>Ada</p>"),
            "Dear team,\n\ntake it down.\nAda"
        );
        assert_eq!(shown("<div>one</div><div>two<div>three</div></div>"), "one\ntwo\nthree");
        assert_eq!(
            shown("<table><tr><td>Mark</td><td>NORTHLIGHT</td></tr><tr><td>No</td><td>7</td></tr></table>"),
            "Mark NORTHLIGHT\nNo 7"
        );
        assert_eq!(shown("<ul><li>first<li>second</ul>"), "- first\n- second");
        assert_eq!(shown("<pre>a\n  b</pre>"), "a\nb");
    }

    #[test]
    fn quotes_are_marked() {
        assert_eq!(
            shown("Yes.<blockquote>Is it yours?<br>Tell us.</blockquote>Bye"),
            "Yes.\n\n> Is it yours?\n> Tell us.\n\nBye"
        );
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        for html in [
            "<style>p { color: red }</style>It is fake.",
            "<script>if (a < b) document.write('genuine')</script>It is fake.",
            "<head><title>Notice</title></head>It is fake.",
            "<!-- genuine -->It is fake.",
            "<div style=\"Display : none\">gen<div>uine</div></div>It is fake.",
            "<span hidden>genuine</span>It is fake.",
        ] {
            assert_eq!(shown(html), "It is fake.", "{html}");
        }
    }

    #[test]
    fn links_tell_their_target_and_what_they_are_shown_as() {
        let html = "<a href='https://a.example/1?x=1&amp;y=2'>https://b.example</a> \
                    <A HREF=\"//c.example\"><img src=x> a <b>jacket</b></A> <a name=top>top</a>";
        let links = read(html, 10_000).links;
        let links: Vec<_> = links.iter().map(|link| (link.target.as_str(), link.shown.as_str())).collect();
        assert_eq!(
            links,
            [("https://a.example/1?x=1&y=2", "https://b.example"), ("//c.example", "a jacket")]
        );
    }

    #[test]
    fn character_references_and_broken_tags_are_read_as_browsers_do() {
        assert_eq!(
            shown("caf&eacute; &#x4fb5;&#26435; &lt;b&gt; &unknown; a&nbsp;b"),
            "café 侵权 <b> &unknown; a b"
        );
        assert_eq!(shown("a < b <c"), "a < b");
        assert_eq!(read("<p>too long to be shown", 8).text, "too long");
    }
}
