//! Why a reading may differ from a suite: where the suite's own parser strays from the RFCs, or loses text.

use mime::{Encoding, Flaw, Kind, Message, Part};

use super::{Difference, Node};

/// The reason for `difference`, if it is one of those that we stand by.
pub(super) fn of(message: &Message<'_>, raw: &[u8], difference: &Difference<'_>) -> Option<&'static str> {
    let parts = message.parts();
    let any = |flaw: Flaw| parts.iter().any(|part| part.flaws.contains(&flaw));
    match difference {
        Difference::Part(_, read)
            if read.content.is_none() && parts.iter().any(|part| part.text().is_err()) =>
        {
            Some("UTF-7 is refused, since it hides text from who does not speak it")
        }
        Difference::Part(expected, read) if is_unread(expected) && !is_unread(read) => {
            Some("bytes of an undeclared charset are guessed, where the suite has U+FFFD")
        }
        Difference::Part(_, read) if parts.iter().any(|part| is_odd_base64(part, read)) => Some(
            "base64 is read as RFC 2045, 6.8 says: other characters are skipped, the last group may be short",
        ),
        _ if parts.iter().any(|part| part.kind == Kind::Message && holds_no_header(message, part)) => {
            Some("an attached mail without a header is kept as a mail of text alone")
        }
        _ if any(Flaw::NoEmptyLine) => {
            Some("where no empty line ends a header, the text that follows is kept as the body")
        }
        Difference::Part(..) if parts.iter().any(has_broken_line) => {
            Some("a line that was broken on the way does not end a header, if another field follows")
        }
        _ if any(Flaw::Unterminated) || has_boundary_within_a_line(message, raw) => Some(
            "a boundary counts at the begin of a line only and in full, and ends all that lies inside of it",
        ),
        _ => None,
    }
}

fn is_unread(node: &Node) -> bool {
    let text = String::from_utf8_lossy(node.content.as_deref().unwrap_or_default()).into_owned();
    format!("{}{text}", node.name).contains(char::REPLACEMENT_CHARACTER)
}

fn is_odd_base64(part: &Part<'_>, read: &Node) -> bool {
    let (digits, others): (Vec<u8>, Vec<u8>) = part
        .raw()
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace() && **byte != b'=')
        .partition(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    let pads = part.raw().iter().filter(|byte| **byte == b'=').count();
    let is_odd = !others.is_empty() || (digits.len() + pads) % 4 != 0;
    part.encoding == Encoding::Base64 && read.media == *part.media && is_odd
}

/// Whether a line of the header is neither a field nor its fold.
fn has_broken_line(part: &Part<'_>) -> bool {
    let mut lines = part.fields().raw().split(|byte| *byte == b'\n');
    lines.any(|line| !line.is_empty() && !line.starts_with(b" ") && !line.contains(&b':'))
}

fn holds_no_header(message: &Message<'_>, part: &Part<'_>) -> bool {
    let index = message.parts().iter().position(|other| other.number == part.number);
    index.is_some_and(|index| {
        message.children(index).all(|child| message.parts()[child].fields().next().is_none())
    })
}

/// Whether the boundary of a multipart also stands where it is none.
fn has_boundary_within_a_line(message: &Message<'_>, raw: &[u8]) -> bool {
    let raw = String::from_utf8_lossy(raw);
    let boundary = |part: &Part<'_>| {
        let field = part.fields().named("content-type").next()?.unfolded();
        let value =
            field.split("boundary=").nth(1)?.trim_start_matches('"').split(['"', ';']).next()?.to_owned();
        Some(format!("--{value}"))
    };
    message.parts().iter().filter_map(boundary).any(|boundary| {
        raw.match_indices(&boundary).any(|(at, _)| at > 0 && !raw[..at].ends_with('\n'))
            || raw.lines().any(|line| {
                let rest = line.strip_prefix(&boundary).unwrap_or_default();
                !rest.is_empty() && !rest.starts_with("--") && !rest.starts_with(' ')
            })
    })
}
