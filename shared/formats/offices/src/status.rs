//! What the words and codes of offices mean.
//!
//! "Registered" is taken from whole texts and listed codes only. What is over or pending may be told from a word in a
//! text: a mistake there sends a right to a person, and never bears a measure.

use jiff::civil::Date;

use crate::{Ended, OfficeStatus};

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
pub(crate) fn read(office: &str, status: &str, registered_on: Option<Date>) -> OfficeStatus {
    let status = status.trim().to_lowercase();
    if office == "US" && !status.is_empty() && status.bytes().all(|byte| byte.is_ascii_digit()) {
        return status.parse().map_or(OfficeStatus::Unknown, us);
    }
    if REGISTERED.contains(&status.as_str()) {
        return OfficeStatus::Registered;
    }
    let has = |parts: &[&str]| parts.iter().any(|part| status.contains(part));
    // What is asked for is not decided: "registration cancellation pending".
    let is_asked = has(&["pending", "requested", "in progress", "filed", "proceeding"]);
    let was_registered = registered_on.is_some() || has(&["registration", "registered"]);
    let attacked = has(&["cancel", "invalid", "revo", "surrender", "appeal", "interrupt", "suspen"]);
    if attacked && (is_asked || has(&["appeal", "interrupt", "suspen"])) {
        return if was_registered && !has(&["registration pending"]) {
            OfficeStatus::Contested
        } else {
            OfficeStatus::Pending
        };
    }
    match () {
        () if has(&["surrender"]) => OfficeStatus::Ended(Ended::Surrendered),
        () if has(&["cancel", "invalid", "revok", "revoc", "annul"]) => OfficeStatus::Ended(Ended::Cancelled),
        () if has(&["expired", "lapsed", "not renewed"]) => OfficeStatus::Ended(Ended::Expired),
        () if has(&["withdrawn", "abandon"]) => OfficeStatus::Ended(Ended::Withdrawn),
        () if has(&["refused", "rejected"]) && !has(&["partial"]) => OfficeStatus::Ended(Ended::Refused),
        () if has(&["ended", "removed", "dead", "deleted", "ceased"]) => OfficeStatus::Ended(Ended::Unknown),
        () if has(&["pending", "application", "filed", "opposed", "opposition", "examination"]) => {
            OfficeStatus::Pending
        }
        () => OfficeStatus::Unknown,
    }
}

/// What a status code of the USPTO means: the codes of "Table 1, Trademark Status Codes" of the office's product
/// TRTDXFAP (2025-08-13) with their live or dead flag.
///
/// Taken for less than the flag says: 625 ("status unclear"), and 790, under which cancellation is pending. 717
/// ("awaiting divisional fee") is flagged live, and not registered: unknown.
pub(crate) const fn us(code: u16) -> OfficeStatus {
    match code {
        624 | 700..=708 | 739 | 778 | 780 | 800 => OfficeStatus::Registered,
        790 => OfficeStatus::Contested,
        900 => OfficeStatus::Ended(Ended::Expired),
        // Section 7(e): at the owner's own request.
        711 => OfficeStatus::Ended(Ended::Surrendered),
        400 | 401 | 403..=406 | 414 | 415 | 417 | 626 | 709 | 710 | 712..=715 | 781..=783 => {
            OfficeStatus::Ended(Ended::Cancelled)
        }
        402 | 411 | 412 | 416 | 600..=602 | 605..=609 | 612 | 614 | 618 => {
            OfficeStatus::Ended(Ended::Withdrawn)
        }
        603 | 604 | 901 => OfficeStatus::Ended(Ended::Refused),
        610 | 632 | 968 => OfficeStatus::Ended(Ended::Unknown),
        410 | 413 | 616 | 620 | 630 | 631 | 638 | 640..=661 | 663..=668 | 672 | 680..=682 | 686 => {
            OfficeStatus::Pending
        }
        688..=690 | 692..=694 | 718..=722 | 724 | 725 | 730..=734 | 740 | 744..=746 | 748 => {
            OfficeStatus::Pending
        }
        752 | 753 | 756 | 757 | 760 | 762..=766 | 771..=775 | 777 | 779 | 794 => OfficeStatus::Pending,
        801..=804 | 806..=825 | 969 | 973 => OfficeStatus::Pending,
        _ => OfficeStatus::Unknown,
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
            ("EM", "Registered", OfficeStatus::Registered),
            ("EM", " REGISTERED ", OfficeStatus::Registered),
            ("EM", "Registered and fully published", OfficeStatus::Registered),
            ("EM", "Registered and subject to deferment", OfficeStatus::Unknown),
            ("EM", "Registration pending", OfficeStatus::Pending),
            ("EM", "Registration cancellation pending", OfficeStatus::Contested),
            ("EM", "Invalidity procedure pending; registered", OfficeStatus::Contested),
            ("EM", "Registration cancelled", OfficeStatus::Ended(Ended::Cancelled)),
            ("EM", "Registration surrendered", OfficeStatus::Ended(Ended::Surrendered)),
            ("EM", "Registration expired", OfficeStatus::Ended(Ended::Expired)),
            ("EM", "Design lapsed", OfficeStatus::Ended(Ended::Expired)),
            ("EM", "Application opposed", OfficeStatus::Pending),
            ("EM", "Application published", OfficeStatus::Pending),
            ("EM", "Application under examination", OfficeStatus::Pending),
            ("EM", "Application withdrawn", OfficeStatus::Ended(Ended::Withdrawn)),
            ("EM", "Application refused", OfficeStatus::Ended(Ended::Refused)),
            ("EM", "Appeal pending", OfficeStatus::Pending),
            ("EM", "not registered", OfficeStatus::Unknown),
            ("EM", "", OfficeStatus::Unknown),
            ("EM", "700", OfficeStatus::Unknown),
            ("US", "700", OfficeStatus::Registered),
            ("US", "LIVE/PENDING", OfficeStatus::Pending),
            ("US", "Live", OfficeStatus::Unknown),
            ("US", "774", OfficeStatus::Pending),
            ("US", "625", OfficeStatus::Unknown),
            ("US", "790", OfficeStatus::Contested),
            ("US", "710", OfficeStatus::Ended(Ended::Cancelled)),
            ("US", "00700", OfficeStatus::Registered),
            ("US", "99999999", OfficeStatus::Unknown),
        ] {
            assert_eq!(read(office, status, None), is, "{office} {status:?}");
        }
        assert_eq!(read("EM", "Appeal pending", Some(date(2020, 1, 1))), OfficeStatus::Contested);
    }
}
