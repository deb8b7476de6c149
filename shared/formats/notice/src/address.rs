//! Mail addresses.

use crate::limit;

/// Whether `text` is an address that a letter can be sent to: `local@domain` in ASCII, unquoted, with a
/// domain of at least two labels.
///
/// Narrower than RFC 5321: quoted local parts, address literals and internationalised local parts are
/// refused, because they cannot be sent to by every mail service.
#[must_use]
pub fn is_mail_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let atom = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.len() <= limit::EMAIL
        && local.len() <= 64
        && local.split('.').all(|part| !part.is_empty() && part.bytes().all(atom))
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::is_mail_address;

    #[test]
    fn only_what_can_be_written_to_is_an_address() {
        for good in ["a@b.example", "brand+ip@northlight.example", "o'neil@x-y.co.example", "1@2.example"] {
            assert!(is_mail_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.example",
            "a@",
            "a@b",
            "a@b@c.example",
            "a b@c.example",
            "a@b..example",
            "a@-b.example",
            ".a@b.example",
            "a@b.example\r\nBcc: x@y.example",
            "<a@b.example>",
            "a@[127.0.0.1]",
            "名@例子.example",
        ] {
            assert!(!is_mail_address(bad), "{bad}");
        }
        assert!(!is_mail_address(&format!("{}@b.example", "a".repeat(65))));
    }
}
