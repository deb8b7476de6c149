//! Which letters a mail carries: its own header says so, and the mail service repeats that in its events.

use case::{Actor, CaseId, Command, OwedLetter, Posted};
use jiff::Timestamp;
use port::{Cases, StoredCase};

use crate::{ChangeError, change};

/// The header that names the letters of a mail: `<case>/<event>/<letter>` for each.
pub const LETTERS_HEADER: &str = "X-Goodfaith-Letters";

/// The most letters that one mail can name: a case for each listing of a complaint, some owed a letter twice.
const MOST_NAMED: usize = 1_000;

/// Cases loaded in one request.
const CHUNK: usize = 100;

/// The header of a mail that carries `letters`, with its end of line.
#[must_use]
pub fn letters_header(letters: &[(CaseId, OwedLetter)]) -> String {
    let names = letters.iter().map(|(case, owed)| format!("{case}/{}/{}", owed.of, owed.letter));
    // One a line: a line of a header may be no longer than 998 octets (RFC 5322 2.1.1).
    format!("{LETTERS_HEADER}: {}\r\n", names.collect::<Vec<_>>().join("\r\n "))
}

/// The letters that `value`, of such a header, names. What is no letter is passed over.
#[must_use]
pub fn letters_named(value: &str) -> Vec<(CaseId, OwedLetter)> {
    let name = |word: &str| {
        let mut parts = word.split('/');
        let (case, of, letter) = (parts.next()?, parts.next()?, parts.next()?);
        let owed = OwedLetter { of: of.parse().ok()?, letter: letter.parse().ok()? };
        parts.next().is_none().then_some((case.parse().ok()?, owed))
    };
    value.split_ascii_whitespace().filter_map(name).take(MOST_NAMED).collect()
}

/// Records the letters of a mail as sent that are still owed: the mail service says that it took the mail, under the id
/// `receipt`. Tells how many that were.
///
/// # Errors
/// [`ChangeError`]; doing it again does what is left.
pub async fn settle_sent<S: Cases>(
    store: &S,
    letters: &[(CaseId, OwedLetter)],
    receipt: &str,
    at: Timestamp,
) -> Result<usize, ChangeError> {
    let mut ids: Vec<CaseId> = letters.iter().map(|(case, _)| *case).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut settled = 0;
    for chunk in ids.chunks(CHUNK) {
        let cases: Vec<StoredCase> = store.load(chunk).await?.into_iter().flatten().collect();
        for stored in cases {
            let own = letters.iter().filter(|(case, _)| *case == stored.case.id).map(|(_, owed)| *owed);
            let sent = |owed: OwedLetter| {
                let receipt = owed.letter.is_statutory().then(|| receipt.to_owned());
                Command::LetterSent(owed, Posted { receipt, again: false })
            };
            let commands: Vec<Command> = own.map(sent).collect();
            settled += change(store, stored, &Actor::Machine, &commands, at).await?.events;
        }
    }
    Ok(settled)
}

#[cfg(test)]
mod tests {
    use case::Letter;

    use super::*;

    #[test]
    fn a_header_names_what_is_read_from_it() {
        let case = |number: u128| CaseId::new(uuid::Uuid::from_u128(number));
        let owed = |of, letter| OwedLetter { of, letter };
        let letters: Vec<_> = (0..40).map(|number| (case(number), owed(3, Letter::TakenDown))).collect();
        let header = letters_header(&letters);
        assert!(header.lines().all(|line| line.len() < 998));
        let value = header.strip_prefix("X-Goodfaith-Letters: ").unwrap();
        assert_eq!(letters_named(value), letters);
        for foreign in ["", "x", "a/b/c", "0/0/receipt/0", &format!("{}/-1/receipt", case(1))] {
            assert_eq!(letters_named(foreign), [], "{foreign}");
        }
    }
}
