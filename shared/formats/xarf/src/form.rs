//! Forms of texts: dates, addresses, codes.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The form that a text must have.
pub(crate) struct Form {
    /// In words, as the end of a sentence: `a hostname (RFC 1123)`.
    pub(crate) words: &'static str,
    /// Whether a text has it.
    pub(crate) holds: fn(&str) -> bool,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words)
    }
}

const fn form(words: &'static str, holds: fn(&str) -> bool) -> Form {
    Form { words, holds }
}

pub(crate) static UUID: Form = form("a UUID such as 7f3b1c1e-8a2d-4d2f-9f6e-0c5b8a9d1e2f", |text| {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
});
pub(crate) static DATE_TIME: Form =
    form("a date and time with offset such as 2026-03-20T10:00:00Z (RFC 3339)", |text| {
        date_time(text).is_some()
    });
pub(crate) static DATE: Form =
    form("a date such as 2026-03-20", |text| text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok());
pub(crate) static URI: Form = form("an absolute URI such as https://shop.example/item (RFC 3986)", is_uri);
pub(crate) static EMAIL: Form =
    form("a mail address such as name@example.com (RFC 5321)", email_address::EmailAddress::is_valid);
pub(crate) static HOSTNAME: Form = form("a hostname such as shop.example (RFC 1123)", is_hostname);
pub(crate) static IPV4: Form = form("an IPv4 address", |text| text.parse::<Ipv4Addr>().is_ok());
pub(crate) static IPV6: Form = form("an IPv6 address", |text| text.parse::<Ipv6Addr>().is_ok());
pub(crate) static IP: Form = form("an IPv4 or IPv6 address", is_ip);
pub(crate) static VERSION_4: Form = form("a version such as 4.2.0", |text| {
    let numbers: Vec<&str> = text.split('.').collect();
    numbers.len() == 3 && numbers[0] == "4" && numbers.iter().all(|number| is_digits(number))
});
pub(crate) static TAG: Form = form("a tag such as brand:northlight, in small letters", |text| {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(&b))
    };
    text.split_once(':').is_some_and(|(name, value)| part(name) && part(value))
});
pub(crate) static HASH: Form =
    form("a hash such as sha256: and its hex digits; md5, sha1, sha256 or sha512", |text| {
        is_named_hash(text, &["md5", "sha1", "sha256", "sha512"])
    });
pub(crate) static FILE_HASH: Form =
    form("a hash such as sha256: and its hex digits; md5, sha1 or sha256", |text| {
        is_named_hash(text, &["md5", "sha1", "sha256"])
    });
pub(crate) static SHA1: Form = form("40 hex digits", |text| text.len() == 40 && is_hex(text));
pub(crate) static DOMAIN: Form = form("a domain in small letters such as shop.example", |text| {
    let label = |label: &str| {
        label.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
    };
    text.rsplit_once('.').is_some_and(|(labels, top)| {
        top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase()) && labels.split('.').all(label)
    })
});
pub(crate) static COUNTRY: Form = form("two capital letters (ISO 3166)", |text| {
    text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase())
});
pub(crate) static MAGNET: Form = form("a magnet link with a URN", |text| text.starts_with("magnet:?xt=urn:"));

/// Whether `text` is an IP address.
pub(crate) fn is_ip(text: &str) -> bool {
    (IPV4.holds)(text) || (IPV6.holds)(text)
}

/// The moment that a text of RFC 3339 names; parts of a nanosecond are dropped.
pub(crate) fn date_time(text: &str) -> Option<jiff::Timestamp> {
    let (whole, rest) = text.split_at_checked(19)?;
    let pattern = |(byte, pattern): (u8, u8)| match pattern {
        b'0' => byte.is_ascii_digit(),
        _ => byte.eq_ignore_ascii_case(&pattern),
    };
    if !whole.bytes().zip(*b"0000-00-00T00:00:00").all(pattern) {
        return None;
    }
    let (fraction, offset) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?),
        None => ("0", rest),
    };
    let is_offset = matches!(offset, "Z" | "z")
        || (offset.len() == 6
            && offset.starts_with(['+', '-'])
            && offset.bytes().skip(1).zip(*b"00:00").all(pattern)
            && &offset[1..3] < "24"
            && &offset[4..] < "60");
    if fraction.is_empty() || !is_offset {
        return None;
    }
    format!("{whole}.{}{offset}", &fraction[..fraction.len().min(9)]).parse().ok()
}

/// A URI with a scheme: what the URL Standard can parse, in the characters of RFC 3986.
fn is_uri(text: &str) -> bool {
    let Ok(url) = url::Url::parse(text) else { return false };
    let brackets = matches!(url.host(), Some(url::Host::Ipv6(_)));
    let character = |b: u8| {
        b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b) || (brackets && b"[]".contains(&b))
    };
    let escaped = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    text.bytes().all(character)
        && text.split('%').skip(1).all(escaped)
        && text.bytes().filter(|b| *b == b'#').count() <= 1
}

fn is_hostname(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_named_hash(text: &str, names: &[&str]) -> bool {
    text.split_once(':').is_some_and(|(name, digits)| names.contains(&name) && is_hex(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &Form, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!((form.holds)(text), "{text:?} should be {form:?}");
        }
        for text in bad {
            assert!(!(form.holds)(text), "{text:?} should not be {form:?}");
        }
    }

    #[test]
    fn a_moment_has_date_time_and_offset() {
        check(
            &DATE_TIME,
            &[
                "2026-03-20T10:00:00Z",
                "2026-03-20t10:00:00z",
                "2026-03-20T10:00:00.123456789012Z",
                "2026-03-20T10:00:00+08:00",
                "2024-02-29T23:59:59-00:30",
            ],
            &[
                "",
                "2026-03-20",
                "2026-03-20 10:00:00Z",
                "2026-03-20T10:00Z",
                "2026-03-20T10:00:00",
                "2026-03-20T10:00:00.Z",
                "2026-02-29T10:00:00Z",
                "2026-03-20T25:00:00Z",
                "2026-03-20T10:00:00+24:00",
                "2026-03-20T10:00:00+0800",
                "2026-03-20T10:00:00Z[Europe/Berlin]",
                "２026-03-20T10:00:00Z",
            ],
        );
        check(&DATE, &["2026-03-20"], &["2026-3-20", "2026-13-01", "20260320", "2026-03-20T10:00:00Z"]);
    }

    #[test]
    fn an_address_is_absolute_and_in_uri_characters() {
        check(
            &URI,
            &[
                "https://shop.example/item/1?x=%20#top",
                "http://[2001:db8::1]:8080/",
                "magnet:?xt=urn:btih:00",
                "urn:isbn:0451450523",
            ],
            &[
                "",
                "shop.example",
                "/item",
                "https://",
                "https://shop.example/a b",
                "https://shop.example/%zz",
                "https://shop.example/ü",
                "https://shop.example/[1]",
                "https://shop.example/#a#b",
            ],
        );
        check(
            &HOSTNAME,
            &["a", "shop.example", "x-1.example"],
            &["", ".", "a..b", "-a.example", "a_b.example", "shop.example/"],
        );
        check(
            &DOMAIN,
            &["shop.example", "x-1.shop.example"],
            &["shop", "Shop.example", "a--b.example", "shop.e1", "shop.e"],
        );
        check(&IP, &["192.0.2.1", "2001:db8::1"], &["192.0.2", "192.0.2.256", "::g", "shop.example"]);
        check(&EMAIL, &["name@shop.example"], &["", "name", "@shop.example", "a b@shop.example"]);
    }

    #[test]
    fn codes_have_their_letters_and_lengths() {
        check(&UUID, &["7f3b1c1e-8a2d-4d2f-9f6e-0c5b8a9d1e2f"], &["7f3b1c1e8a2d4d2f9f6e0c5b8a9d1e2f", "x"]);
        check(&VERSION_4, &["4.0.0", "4.12.3"], &["4", "4.0", "3.0.0", "4.0.0.0", "4..0", "4.a.0"]);
        check(&TAG, &["a:b", "brand:north-light", "0a:b+_"], &["a", ":b", "a:", "A:b", "-a:b", "a:b:c"]);
        check(&HASH, &["sha256:00fF", "sha512:0"], &["sha256", "sha256:", "crc:00", "md5:zz"]);
        check(&FILE_HASH, &["md5:00"], &["sha512:00"]);
        check(&SHA1, &["0000000000000000000000000000000000000000"], &["0"]);
        check(&COUNTRY, &["DE"], &["de", "DEU", ""]);
    }
}
