//! Which territories a right covers.

use case::Territory;

/// The member states of the European Union (Treaty on European Union, Art. 52). Union trade marks and
/// designs, and geographical indications, have effect in all of them.
const EUROPEAN_UNION: &[&[u8; 2]] = &[
    b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"ES", b"FI", b"FR", b"GR", b"HR", b"HU", b"IE",
    b"IT", b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO", b"SE", b"SI", b"SK",
];
/// Benelux Convention on Intellectual Property.
const BENELUX: &[&[u8; 2]] = &[b"BE", b"LU", b"NL"];
/// African Intellectual Property Organization (Bangui Agreement).
const OAPI: &[&[u8; 2]] = &[
    b"BF", b"BJ", b"CF", b"CG", b"CI", b"CM", b"GA", b"GN", b"GQ", b"GW", b"KM", b"ML", b"MR", b"NE", b"SN",
    b"TD", b"TG",
];

/// Whether a right that is in force in `territories` covers `territory`.
///
/// It does where the territory is named, or where one that is named contains it: a Union right covers a
/// marketplace that German law governs, a German right does not cover one of the whole Union. A union of
/// states may be named by its own code or by its office's (WIPO ST.3: `EM`, `BX`, `OA`), as designations
/// through WIPO are.
#[must_use]
pub fn covers(territories: &[Territory], territory: Territory) -> bool {
    let wanted = united(territory.letters());
    territories.iter().any(|named| {
        let named = united(named.letters());
        named == wanted || members_of(named).iter().any(|member| **member == wanted)
    })
}

/// The states of a union of states; of a single state none.
const fn members_of(named: [u8; 2]) -> &'static [&'static [u8; 2]] {
    match &named {
        b"EU" => EUROPEAN_UNION,
        b"BX" => BENELUX,
        b"OA" => OAPI,
        _ => &[],
    }
}

/// The part of `territory` that a right covers which is in force in `territories` and does not cover all of it, as a German
/// mark does of the Union: its states. Else none.
#[must_use]
pub fn part_covered(territories: &[Territory], territory: Territory) -> Vec<Territory> {
    if covers(territories, territory) {
        return Vec::new();
    }
    let states = members_of(united(territory.letters())).iter();
    let states = states.filter_map(|state| std::str::from_utf8(*state).ok()?.parse().ok());
    states.filter(|state| covers(territories, *state)).collect()
}

/// The Union by one of its two codes.
const fn united(letters: [u8; 2]) -> [u8; 2] {
    match &letters {
        b"EM" => *b"EU",
        _ => letters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_covers_its_members_and_not_the_other_way_round() {
        for (named, asked, covered) in [
            ("EU", "EU", true),
            ("EU", "DE", true),
            ("EM", "FR", true),
            ("EM", "EU", true),
            ("EU", "EM", true),
            ("DE", "EU", false),
            ("DE", "DE", true),
            ("DE", "FR", false),
            ("EU", "GB", false),
            ("EU", "CH", false),
            ("EU", "NO", false),
            ("BX", "NL", true),
            ("BX", "EU", false),
            ("OA", "SN", true),
            ("OA", "NG", false),
            ("CN", "HK", false),
        ] {
            assert_eq!(covers(&[named.parse().unwrap()], asked.parse().unwrap()), covered, "{named} {asked}");
        }
        assert!(!covers(&[], "EU".parse().unwrap()));
        assert_eq!(EUROPEAN_UNION.len(), 27);
    }

    #[test]
    fn a_part_is_told_by_its_states() {
        for (named, asked, part) in [
            ("DE", "EU", "DE"),
            ("DE", "EM", "DE"),
            ("BX", "EU", "BE LU NL"),
            ("NL", "BX", "NL"),
            ("DE BX GB", "EU", "BE DE LU NL"),
            ("EU", "DE", ""),
            ("DE EU", "EU", ""),
            ("GB", "EU", ""),
            ("DE", "FR", ""),
        ] {
            let named: Vec<Territory> = named.split(' ').map(|it| it.parse().unwrap()).collect();
            let found = part_covered(&named, asked.parse().unwrap());
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), part, "{named:?} {asked}");
        }
    }

    #[test]
    fn designations_are_taken_together() {
        let designated = ["CN", "EM", "US"].map(|code| code.parse().unwrap());
        assert!(covers(&designated, "US".parse().unwrap()) && covers(&designated, "IT".parse().unwrap()));
        assert!(!covers(&designated, "GB".parse().unwrap()));
    }
}
