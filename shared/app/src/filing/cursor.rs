//! Cursors of the API's lists: where the next page begins. Signed, so that nobody can make one up, and bound
//! to the list that they belong to.

use case::Digest;

use crate::filing::link::{BadLink, LinkKey};

/// First byte of a cursor's token, as links have theirs.
const CURSOR: u8 = b'n';
/// Bytes of the digest by which a cursor knows its list.
const LIST: usize = 16;

/// The cursor that goes on after `position` in the list named `list`.
#[must_use]
pub fn cursor(key: &LinkKey, list: &str, position: u128) -> String {
    let mut body = vec![CURSOR];
    body.extend_from_slice(&position.to_be_bytes());
    body.extend_from_slice(&Digest::of(list.as_bytes()).bytes()[..LIST]);
    key.sign(body)
}

/// The position of a cursor in the list named `list`.
///
/// # Errors
/// [`BadLink`] for anything that this key did not make for this list.
pub fn read_cursor(key: &LinkKey, list: &str, token: &str) -> Result<u128, BadLink> {
    let body = key.verify(token)?;
    let Some((&CURSOR, rest)) = body.split_first() else { return Err(BadLink) };
    let (position, of) = rest.split_first_chunk().ok_or(BadLink)?;
    if of != &Digest::of(list.as_bytes()).bytes()[..LIST] {
        return Err(BadLink);
    }
    Ok(u128::from_be_bytes(*position))
}

#[cfg(test)]
mod tests {
    use case::ComplaintId;
    use uuid::Uuid;

    use super::*;
    use crate::filing::Link;

    #[test]
    fn a_cursor_leads_on_in_its_own_list_only() {
        let key = LinkKey::new("a secret of at least thirty-two characters").unwrap();
        let token = cursor(&key, "complaints of north", 7);
        assert_eq!(read_cursor(&key, "complaints of north", &token), Ok(7));
        assert_eq!(read_cursor(&key, "complaints of south", &token), Err(BadLink));
        assert_eq!(read_cursor(&key, "complaints of north", &token[1..]), Err(BadLink));
        assert_eq!(key.read(&token), Err(BadLink), "a cursor is no link");
        let link = key.token(Link::Complaint(ComplaintId::new(Uuid::from_u128(7))));
        assert_eq!(read_cursor(&key, "complaints of north", &link), Err(BadLink), "a link is no cursor");
    }
}
