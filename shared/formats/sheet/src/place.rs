//! Where a cell stands, as spreadsheet programs say it.

/// The place of a cell, such as `Sheet1!B3`; `row` counts from 1, `column` from 0. A sheet's name with anything but
/// letters, digits and `_` is quoted.
#[must_use]
pub fn place(sheet: &str, row: usize, column: usize) -> String {
    let plain = !sheet.is_empty() && sheet.chars().all(|c| c.is_alphanumeric() || c == '_');
    let sheet = if plain { sheet.to_owned() } else { format!("'{}'", sheet.replace('\'', "''")) };
    format!("{sheet}!{}{row}", letters(column))
}

/// A column's letters: `A` to `Z`, `AA`, …
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The column of a reference such as `AB12`, from 0; `None` when it does not begin with letters.
pub(crate) fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters
        .take(4)
        .fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::{column_of, letters, place};

    #[test]
    fn places_read_as_in_a_spreadsheet_program() {
        assert_eq!(place("Sheet1", 3, 1), "Sheet1!B3");
        assert_eq!(place("链接", 2, 26), "链接!AA2");
        assert_eq!(place("Bob's list", 10, 0), "'Bob''s list'!A10");
        for column in [0, 25, 26, 51, 52, 701, 702, 16_383] {
            assert_eq!(column_of(&format!("{}7", letters(column))), Some(column));
        }
        assert_eq!(letters(16_383), "XFD");
        assert_eq!(column_of("12"), None);
    }
}
