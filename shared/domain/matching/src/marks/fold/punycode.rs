//! Labels of domains in ASCII (`xn--…`, RFC 3492), as the text that they stand for.

/// What marks such a label.
const PREFIX: &[u8] = b"xn--";
/// The longest label of a domain, in bytes.
const LONGEST: usize = 63;

/// The label that a text begins with: its length, and what it stands for.
pub(super) fn label(text: &str) -> Option<(usize, String)> {
    let bytes = text.as_bytes();
    if !bytes.get(..PREFIX.len())?.eq_ignore_ascii_case(PREFIX) {
        return None;
    }
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
    let end = end.unwrap_or(bytes.len());
    let ends = !text.get(end..)?.starts_with(char::is_alphanumeric);
    let code = text.get(PREFIX.len()..end).filter(|_| ends && end <= LONGEST)?;
    Some((end, decoded(code.trim_end_matches('-'))?))
}

fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    }
}

fn decoded(code: &str) -> Option<String> {
    let (plain, rest) = code.rsplit_once('-').unwrap_or(("", code));
    let mut chars: Vec<char> = plain.chars().collect();
    let (mut number, mut at, mut bias) = (0x80_u32, 0_u32, 72_u32);
    let mut rest = rest.bytes().peekable();
    rest.peek()?;
    while rest.peek().is_some() {
        let (before, mut weight) = (at, 1_u32);
        for step in (36_u32..).step_by(36) {
            let digit = digit(rest.next()?)?;
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let least = step.saturating_sub(bias).clamp(1, 26);
            if digit < least {
                break;
            }
            weight = weight.checked_mul(36 - least)?;
        }
        let length = u32::try_from(chars.len()).ok()? + 1;
        bias = adapted(at - before, length, before == 0);
        number = number.checked_add(at / length)?;
        at %= length;
        chars.insert(usize::try_from(at).ok()?, char::from_u32(number)?);
        at += 1;
    }
    Some(chars.into_iter().collect())
}

fn adapted(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / length;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_what_they_stand_for() {
        // RFC 3492, 7.1 (I), and domains in use.
        for (code, wanted) in [
            ("xn--bcher-kva.example", "bücher"),
            ("XN--mnchen-3ya", "münchen"),
            ("xn--fiqs8s", "中国"),
            ("xn--porqunopuedensimplementehablarenespaol-fmd56a", "porquénopuedensimplementehablarenespañol"),
        ] {
            assert_eq!(label(code).map(|(_, text)| text).as_deref(), Some(wanted), "{code}");
        }
        for code in ["xn--", "xn---", "xn--a\u{e9}", "bücher", "xn--99999999999", "xn--a-9999zzzz"] {
            assert_eq!(label(code), None, "{code}");
        }
    }
}
