//! What the words and codes of offices mean.
//!
//! "Registered" is taken from whole texts and listed codes only. What is over or pending may be told from a word in a
//! text: a mistake there sends a right to a person, and never bears a measure.

use jiff::civil::Date;

use crate::{Ended, Standing};

/// Whole texts that mean registered and in force.
const REGISTERED: [&str; 8] = [
    // EUIPO, trade marks.
    "registered",
    // EUIPO, designs.
    "registered and fully published",
    // TMview and others.
    "registration published",
    "live/registered",
    "live registration issued and active",
    "registered and renewed",
    "registered - renewed",
    "renewed",
];

/// What the text or code of `office` means; `registered_on` tells whether an appeal is one before registration.
pub(crate) fn standing(office: &str, status: &str, registered_on: Option<Date>) -> Standing {
    let status = status.trim().to_lowercase();
    if office == "US" && !status.is_empty() && status.bytes().all(|byte| byte.is_ascii_digit()) {
        return status.parse().map_or(Standing::Unknown, us);
    }
    if REGISTERED.contains(&status.as_str()) {
        return Standing::Registered;
    }
    let has = |parts: &[&str]| parts.iter().any(|part| status.contains(part));
    // What is asked for is not decided: "registration cancellation pending".
    let is_asked = has(&["pending", "requested", "in progress", "filed", "proceeding"]);
    let was_registered = registered_on.is_some() || has(&["registration", "registered"]);
    let attacked = has(&["cancel", "invalid", "revo", "surrender", "appeal", "interrupt", "suspen"]);
    if attacked && (is_asked || has(&["appeal", "interrupt", "suspen"])) {
        return if was_registered && !has(&["registration pending"]) {
            Standing::Contested
        } else {
            Standing::Pending
        };
    }
    match () {
        () if has(&["surrender"]) => Standing::Ended(Ended::Surrendered),
        () if has(&["cancel", "invalid", "revok", "revoc", "annul"]) => Standing::Ended(Ended::Cancelled),
        () if has(&["expired", "lapsed", "not renewed"]) => Standing::Ended(Ended::Expired),
        () if has(&["withdrawn", "abandon"]) => Standing::Ended(Ended::Withdrawn),
        () if has(&["refused", "rejected"]) && !has(&["partial"]) => Standing::Ended(Ended::Refused),
        () if has(&["ended", "removed", "dead", "deleted", "ceased"]) => Standing::Ended(Ended::Unknown),
        () if has(&["pending", "application", "filed", "opposed", "opposition", "examination"]) => {
            Standing::Pending
        }
        () => Standing::Unknown,
    }
}

/// What a status code of the USPTO means: the codes of "Table 1, Trademark Status Codes" of the office's product
/// TRTDXFAP (2025-08-13) with their live or dead flag.
///
/// Taken for less than the flag says: 625 ("status unclear"), and 790, under which cancellation is pending. 717
/// ("awaiting divisional fee") is flagged live, and not registered: unknown.
pub(crate) const fn us(code: u16) -> Standing {
    match code {
        624 | 700..=708 | 739 | 778 | 780 | 800 => Standing::Registered,
        790 => Standing::Contested,
        900 => Standing::Ended(Ended::Expired),
        // Section 7(e): at the owner's own request.
        711 => Standing::Ended(Ended::Surrendered),
        400 | 401 | 403..=406 | 414 | 415 | 417 | 626 | 709 | 710 | 712..=715 | 781..=783 => {
            Standing::Ended(Ended::Cancelled)
        }
        402 | 411 | 412 | 416 | 600..=602 | 605..=609 | 612 | 614 | 618 => Standing::Ended(Ended::Withdrawn),
        603 | 604 | 901 => Standing::Ended(Ended::Refused),
        610 | 632 | 968 => Standing::Ended(Ended::Unknown),
        410 | 413 | 616 | 620 | 630 | 631 | 638 | 640..=661 | 663..=668 | 672 | 680..=682 | 686 => {
            Standing::Pending
        }
        688..=690 | 692..=694 | 718..=722 | 724 | 725 | 730..=734 | 740 | 744..=746 | 748 => {
            Standing::Pending
        }
        752 | 753 | 756 | 757 | 760 | 762..=766 | 771..=775 | 777 | 779 | 794 => Standing::Pending,
        801..=804 | 806..=825 | 969 | 973 => Standing::Pending,
        _ => Standing::Unknown,
    }
}

/// Whether a code says that the registration was renewed.
pub(crate) fn is_renewed(status: &str) -> bool {
    status.trim() == "800"
}

/// Whether a code says that a declaration of use was accepted (sections 8 and 71).
pub(crate) fn is_in_use(status: &str) -> bool {
    matches!(status.trim().parse(), Ok(701 | 702 | 704..=708 | 739))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn only_what_is_known_to_be_registered_is() {
        for (office, status, is) in [
            ("EM", "Registered", Standing::Registered),
            ("EM", " REGISTERED ", Standing::Registered),
            ("EM", "Registered and fully published", Standing::Registered),
            ("EM", "Registered and subject to deferment", Standing::Unknown),
            ("EM", "Registration pending", Standing::Pending),
            ("EM", "Registration cancellation pending", Standing::Contested),
            ("EM", "Invalidity procedure pending; registered", Standing::Contested),
            ("EM", "Registration cancelled", Standing::Ended(Ended::Cancelled)),
            ("EM", "Registration surrendered", Standing::Ended(Ended::Surrendered)),
            ("EM", "Registration expired", Standing::Ended(Ended::Expired)),
            ("EM", "Design lapsed", Standing::Ended(Ended::Expired)),
            ("EM", "Application opposed", Standing::Pending),
            ("EM", "Application published", Standing::Pending),
            ("EM", "Application under examination", Standing::Pending),
            ("EM", "Application withdrawn", Standing::Ended(Ended::Withdrawn)),
            ("EM", "Application refused", Standing::Ended(Ended::Refused)),
            ("EM", "Appeal pending", Standing::Pending),
            ("EM", "not registered", Standing::Unknown),
            ("EM", "", Standing::Unknown),
            ("EM", "700", Standing::Unknown),
            ("US", "700", Standing::Registered),
            ("US", "LIVE/PENDING", Standing::Pending),
            ("US", "Live", Standing::Unknown),
            ("US", "774", Standing::Pending),
            ("US", "625", Standing::Unknown),
            ("US", "790", Standing::Contested),
            ("US", "710", Standing::Ended(Ended::Cancelled)),
            ("US", "00700", Standing::Registered),
            ("US", "99999999", Standing::Unknown),
        ] {
            assert_eq!(standing(office, status, None), is, "{office} {status:?}");
        }
        assert_eq!(standing("EM", "Appeal pending", Some(date(2020, 1, 1))), Standing::Contested);
    }
}
