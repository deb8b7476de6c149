//! The short reference by which people name a complaint or a case.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};

use crate::id::{ComplaintId, Digest, InvalidId};

/// A short name of a complaint or a case, for people: nine characters, written in groups of three, e.g. `0AB-7KM-2Q9`.
///
/// The characters are those of Crockford's Base32: no I, L, O or U. The first three tell the day of filing (UTC), five
/// are drawn, and the last one checks the others: any one wrong character, and any two that changed places, are noticed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference([u8; LENGTH]);

const LENGTH: usize = 9;
/// How many characters tell the day.
const DAY: usize = 3;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Day 0. The days repeat after 32,768, in the year 2115.
const FIRST_DAY: Date = date(2026, 1, 1);

/// How many groups the references of a day are in, so that no partition of a table takes all of them.
const GROUPS: u8 = 8;

const WRONG: InvalidId = InvalidId {
    kind: "reference",
    rule: "nine letters and digits whose last one fits the others, as 0AB-7KM-2Q9",
};

/// The product with the element x in the field of 32 elements, with x^5 = x^2 + 1.
const fn times_x(value: u8) -> u8 {
    let product = value << 1;
    if product & 32 == 0 { product } else { product ^ 0b10_0101 }
}

/// The weighted sum of all values in that field; 0 when they fit. Each place has another weight, and none is 0: so one
/// wrong value, or two that changed places, never leave the sum as it was.
fn sum(values: &[u8]) -> u8 {
    // Horner's rule at the element x, whose powers up to the 30th differ.
    values.iter().fold(0, |sum, value| times_x(sum) ^ value)
}

impl Reference {
    /// The `attempt`-th reference drawn for a complaint filed on `day` (`place` 0), or for its listing number `place`
    /// (from 1). The same one draws the same, so that filing again, or after a lost answer, finds what the first time
    /// took.
    #[must_use]
    pub fn draw(complaint: ComplaintId, place: u16, day: Date, attempt: u8) -> Self {
        let [high, low] = place.to_be_bytes();
        let seed = [complaint.uuid().as_bytes().as_slice(), b"reference", &[high, low, attempt]].concat();
        let digest = Digest::of(&seed);
        let mut values = [0; LENGTH];
        values.iter_mut().zip(day_values(day)).for_each(|(value, of_day)| *value = of_day);
        for (value, byte) in values.iter_mut().take(LENGTH - 1).skip(DAY).zip(digest.bytes()) {
            *value = byte & 31;
        }
        // With the last value 0 the sum is what the last one must be.
        let check = sum(&values);
        if let Some(last) = values.last_mut() {
            *last = check;
        }
        Self(values)
    }

    /// The nine characters, without dashes.
    #[must_use]
    pub fn compact(self) -> String {
        self.letters().collect()
    }

    /// The group that it is kept in with an eighth of its day's: the day's three characters, `#`, 0 to 7.
    #[must_use]
    pub fn group(self) -> String {
        let [a, b, c, drawn, ..] = self.0;
        group([a, b, c], drawn % GROUPS)
    }

    /// All groups of a day.
    pub fn groups(day: Date) -> impl Iterator<Item = String> {
        (0..GROUPS).map(move |number| group(day_values(day), number))
    }

    fn letters(self) -> impl Iterator<Item = char> {
        self.0.into_iter().map(letter)
    }
}

fn group(day: [u8; DAY], number: u8) -> String {
    let day: String = day.into_iter().map(letter).collect();
    format!("{day}#{number}")
}

fn day_values(day: Date) -> [u8; DAY] {
    let days = day.since(FIRST_DAY).map_or(0, |span| span.get_days()).rem_euclid(1 << 15);
    [10, 5, 0].map(|shift| u8::try_from((days >> shift) & 31).unwrap_or_default())
}

fn letter(value: u8) -> char {
    ALPHABET.get(usize::from(value)).copied().map_or('?', char::from)
}

/// The value of a typed character: in either case, with I and L for 1 and O for 0.
fn value_of(typed: char) -> Option<u8> {
    let letter = match typed.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        letter => letter,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(place).ok()
}

/// In groups of three.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.letters().enumerate() {
            if place > 0 && place % 3 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reference({self})")
    }
}

impl FromStr for Reference {
    type Err = InvalidId;
    /// Reads what a person typed: dashes, blanks and the case of letters do not matter.
    fn from_str(typed: &str) -> Result<Self, InvalidId> {
        let kept = typed.chars().filter(|it| !it.is_whitespace() && !is_dash(*it));
        let values: Vec<u8> = kept.map(value_of).collect::<Option<_>>().ok_or(WRONG)?;
        let values: [u8; LENGTH] = values.try_into().map_err(|_| WRONG)?;
        if sum(&values) == 0 { Ok(Self(values)) } else { Err(WRONG) }
    }
}

/// A hyphen, or what word processors make of one.
const fn is_dash(typed: char) -> bool {
    matches!(typed, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn reference(complaint: u128, day: i32) -> Reference {
        let day = FIRST_DAY.saturating_add(jiff::Span::new().days(day));
        Reference::draw(ComplaintId::new(Uuid::from_u128(complaint)), 0, day, 0)
    }

    #[test]
    fn a_reference_of_the_same_day_begins_with_the_same_characters_and_each_attempt_draws_another() {
        let complaint = ComplaintId::new(Uuid::from_u128(7));
        let day = date(2026, 11, 21);
        let draw = |place, attempt| Reference::draw(complaint, place, day, attempt);
        let drawn: Vec<Reference> =
            [(0, 0), (0, 1), (0, 2), (1, 0), (256, 0)].map(|(p, a)| draw(p, a)).to_vec();
        let groups: Vec<String> = Reference::groups(day).collect();
        assert_eq!(groups.first().map(String::as_str), Some("0A4#0"));
        assert!(drawn.iter().all(|it| groups.contains(&it.group())), "{drawn:?}");
        assert!(drawn.iter().all(|it| it.to_string().starts_with("0A4-")), "{drawn:?}");
        assert_eq!(draw(1, 0), drawn[3], "the same one draws the same");
        let mut different = drawn.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), drawn.len());
    }

    #[test]
    fn the_references_of_a_day_are_in_all_its_groups() {
        let used: BTreeSet<String> = (0..200).map(|complaint| reference(complaint, 7).group()).collect();
        let day = FIRST_DAY.saturating_add(jiff::Span::new().days(7));
        assert_eq!(used, Reference::groups(day).collect());
        assert_eq!(used.len(), 8);
    }

    #[test]
    fn a_reference_is_shown_as_people_write_it_where_a_fault_is_told() {
        let reference = reference(1, 324);
        assert_eq!(format!("{reference:?}"), format!("Reference({reference})"));
    }

    #[test]
    fn what_people_type_is_understood() {
        let right = reference(1, 324);
        let shown = right.to_string();
        for typed in [
            shown.to_lowercase(),
            right.compact(),
            format!("  {} ", shown.replace('-', " ")),
            shown.replace('-', "\u{2013}"),
            shown.replace('0', "o").replace('1', "l"),
            shown.replace('0', "O").replace('1', "I"),
        ] {
            assert_eq!(typed.parse(), Ok(right), "{typed}");
        }
        for wrong in ["", "0A4", "0A4-7KM-2Q9X", "0A4-7KM-2QU", "0A4_7KM_2Q9"] {
            assert!(wrong.parse::<Reference>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_reference_reads_back(complaint: u128, day in 0..90_000) {
            let right = reference(complaint, day);
            prop_assert_eq!(right.to_string().parse(), Ok(right));
        }

        #[test]
        fn one_wrong_character_is_noticed(complaint: u128, day in 0..32_768, place in 0..LENGTH, by in 1..32_u8) {
            let Reference(mut values) = reference(complaint, day);
            values[place] = (values[place] + by) % 32;
            prop_assert!(Reference(values).to_string().parse::<Reference>().is_err());
        }

        #[test]
        fn two_characters_that_changed_places_are_noticed(
            complaint: u128, day in 0..32_768, a in 0..LENGTH, b in 0..LENGTH,
        ) {
            let Reference(mut values) = reference(complaint, day);
            prop_assume!(values[a] != values[b]);
            values.swap(a, b);
            prop_assert!(Reference(values).to_string().parse::<Reference>().is_err());
        }
    }
}
