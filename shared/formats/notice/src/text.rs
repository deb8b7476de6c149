//! Cleaning of foreign text.

/// Text of several lines: trimmed, line ends made `\n`, other control characters dropped.
pub(crate) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim().chars().filter(|c| *c == '\n' || *c == '\t' || !is_unseen(*c)).collect()
}

/// Text of one line: every run of white space becomes one space, control characters are dropped.
pub(crate) fn line(text: &str) -> String {
    let seen: String = text.chars().filter(|c| c.is_whitespace() || !is_unseen(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most the first `most` bytes of `text`, cut between characters.
pub(crate) fn first_bytes(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

/// Control characters, and marks that turn the direction of the text around them.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// How many letters and digits a reader sees. One of a script that writes words in one or two counts three.
#[must_use]
pub fn letters(text: &str) -> usize {
    // From U+2E80 on are the scripts of China, Japan and Korea.
    let weight = |c: char| match c {
        '\u{2E80}'.. => 3,
        _ => 1,
    };
    text.chars().filter(|c| c.is_alphanumeric() && !case::steers(*c)).map(weight).sum()
}
