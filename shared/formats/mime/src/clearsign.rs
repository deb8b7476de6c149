//! Text signed in clear with OpenPGP (RFC 9580, 7): the text without its frame. No signature is verified.

const BEGIN: &str = "-----BEGIN PGP SIGNED MESSAGE-----";
const SIGNATURE: &str = "-----BEGIN PGP SIGNATURE-----";
const END: &str = "-----END PGP SIGNATURE-----";

/// Takes the frames of signed texts out of `text`, and undoes their dash escapes (RFC 9580, 7.2). `None` where
/// there is none, so that what is not signed need not be copied.
#[must_use]
pub fn strip(text: &str) -> Option<String> {
    let mut at = Place::Outside;
    let mut out = String::new();
    let mut found = false;
    if !text.contains(BEGIN) {
        return None;
    }
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end();
        match at {
            Place::Outside if shown == BEGIN => (at, found) = (Place::Hashes, true),
            // "Hash: SHA256" and the like, up to an empty line.
            Place::Hashes if shown.is_empty() => at = Place::Text,
            Place::Hashes => {}
            Place::Text if shown == SIGNATURE => at = Place::Signature,
            Place::Text => out.push_str(line.strip_prefix("- ").unwrap_or(line)),
            Place::Signature if shown == END => at = Place::Outside,
            Place::Signature => {}
            Place::Outside => out.push_str(line),
        }
    }
    found.then_some(out)
}

/// Where a line lies.
#[derive(Clone, Copy)]
enum Place {
    Outside,
    Hashes,
    Text,
    Signature,
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn a_signed_text_is_shown_without_its_frame() {
        let text = "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nTake it down.\r\n- -- \r\nAda\r\n\
                    -----BEGIN PGP SIGNATURE-----\r\n\r\niQEz\r\n=abcd\r\n-----END PGP SIGNATURE-----\r\nAn advert\r\n";
        assert_eq!(strip(text).as_deref(), Some("Take it down.\r\n-- \r\nAda\r\nAn advert\r\n"));
        assert_eq!(strip("Take it down."), None);
        assert_eq!(strip("He wrote -----BEGIN PGP SIGNED MESSAGE-----"), None);
    }
}
