//! Bounds on headers, parts and mails inside of mails, looked at before the message is parsed.

/// The most mails inside of a mail. The parsed message is a tree, and a tree of a million levels would
/// overrun the stack when it is dropped.
const MOST_MAILS: usize = 20;
/// The most parts that declare a type.
const MOST_PARTS: usize = 1_000;
/// The most parts that name a boundary: the whole mail is searched for each boundary that never comes.
const MOST_BOUNDARIES: usize = 50;
/// The most lines with a colon: any of them might be a header, and take many times its size in memory.
const MOST_HEADERS: usize = 100_000;

/// Whether `raw` stays within the bounds.
///
/// A nested mail under a transfer encoding is out of bounds, too: what is inside of it cannot be counted
/// beforehand, and RFC 2046 (5.2.1) forbids it. So is a digest, whose parts are mails undeclared.
pub(super) fn is_bounded(raw: &[u8]) -> bool {
    let (mut mails, mut parts, mut boundaries, mut headers) = (0, 0, 0, 0);
    let mut block = Block::default();
    for line in raw.split(|byte| *byte == b'\n') {
        if line.trim_ascii_end().is_empty() && !line.starts_with(b" ") && !line.starts_with(b"\t") {
            block = Block::default();
            continue;
        }
        // Base64 lines, the bulk of a mail, hold none of these characters.
        if !line.iter().any(|byte| matches!(byte, b':' | b';' | b'-' | b' ' | b'\t')) {
            if block.is_header() {
                block.look(line);
            }
            continue;
        }
        headers += usize::from(line.contains(&b':'));
        let was = block;
        block.look(line);
        parts += usize::from(block.typed && !was.typed);
        mails += usize::from(block.is_mail() && !was.is_mail());
        boundaries += usize::from(block.is_multipart() && !was.is_multipart());
        let too_many = mails > MOST_MAILS
            || parts > MOST_PARTS
            || boundaries > MOST_BOUNDARIES
            || headers > MOST_HEADERS;
        if too_many || block.digest || (block.is_mail() && block.encoded) {
            return false;
        }
    }
    true
}

/// What stands between two empty lines.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    typed: bool,
    mail: bool,
    encoded: bool,
    digest: bool,
    boundary: bool,
}

impl Block {
    fn is_header(self) -> bool {
        self.typed || self.encoded
    }
    fn is_mail(self) -> bool {
        self.typed && self.mail
    }
    fn is_multipart(self) -> bool {
        self.typed && self.boundary
    }
    fn look(&mut self, line: &[u8]) {
        // The parser skips white space inside of a header's name.
        let line: Vec<u8> =
            line.iter().filter(|b| !b.is_ascii_whitespace()).map(u8::to_ascii_lowercase).collect();
        let has = |word: &[u8]| line.windows(word.len()).any(|window| window == word);
        self.typed |= has(b"content-type");
        self.mail |= has(b"rfc822") || has(b"global");
        self.encoded |= has(b"base64") || has(b"quoted-printable");
        self.boundary |= has(b"boundary");
        self.digest |= self.typed && has(b"digest");
    }
}
