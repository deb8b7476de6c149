//! The Union as a whole.
//!
//! Public holidays are those of the Member State or of the institution in which the action is to be taken (Regulation
//! (EEC, Euratom) 1182/71 Art. 2(1)). A marketplace of the whole Union is used from every Member State. So a day is one of
//! business for the Union where it is one in all of them and in the institutions.

use super::holiday::{Holiday, day, easter};
use super::{Calendar, member_states};

pub(super) static UNION: Calendar = Calendar {
    name: "calendar of the Union and all its Member States",
    source: "Regulation (EEC, Euratom) 1182/71 Art. 2(1)",
    since: member_states::SINCE,
    holidays: INSTITUTIONS,
    lists: None,
    and: member_states::CALENDARS,
};

/// The days that the Commission's yearly decisions name for the staff in Brussels and Luxembourg (Staff Regulations
/// Art. 61), e.g. 2021/C 201 I/02 for 2023. The decisions end the year with five or six of these days; all of them stand here.
const INSTITUTIONS: &[Holiday] = &[
    day(1, 1, "New Year's Day"),
    day(1, 2, "day after New Year's Day (institutions)"),
    easter(-3, "Maundy Thursday (institutions)"),
    easter(-2, "Good Friday"),
    easter(1, "Easter Monday"),
    day(5, 1, "Labour Day"),
    day(5, 9, "anniversary of the Schuman Declaration (institutions)"),
    easter(39, "Ascension Day"),
    easter(40, "day after Ascension Day (institutions)"),
    easter(50, "Whit Monday"),
    day(6, 23, "National Day of Luxembourg"),
    day(7, 21, "National Day of Belgium"),
    day(8, 15, "Assumption"),
    day(11, 1, "All Saints' Day"),
    day(11, 2, "All Souls' Day (institutions)"),
    day(12, 24, "end of the year (institutions)"),
    day(12, 25, "Christmas Day"),
    day(12, 26, "end of the year (institutions)"),
    day(12, 27, "end of the year (institutions)"),
    day(12, 28, "end of the year (institutions)"),
    day(12, 29, "end of the year (institutions)"),
    day(12, 30, "end of the year (institutions)"),
    day(12, 31, "end of the year (institutions)"),
];
