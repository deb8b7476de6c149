//! The public holidays of the Member States of the Union, Austria to Ireland; the others are in the file beside.
//!
//! All are fixed by law, by day or by Easter. Where the law of a state ends periods on certain other days no more than on
//! holidays, these stand here too. Where a holiday is kept in a part of a state only, the whole state counts it: nobody
//! there loses a day. Not here are the holidays that Spain's communities set from year to year, those of towns, and rest days
//! that a government exchanges for worked Saturdays (Hungary, Latvia), which are no public holidays.

use jiff::civil::{Date, Weekday, date};

use super::holiday::{Holiday, Kept, day, day_where, easter, from, nth, orthodox};
use super::{Calendar, member_states_from_italy as beside};

/// The first day for which the tables of all Member States tell everything.
pub(super) const SINCE: Date = date(2024, 1, 1);

/// The Member States by their codes.
pub(super) const ALL: &[(&str, &Calendar)] = &[
    ("AT", &AUSTRIA),
    ("BE", &BELGIUM),
    ("BG", &BULGARIA),
    ("CY", &CYPRUS),
    ("CZ", &CZECHIA),
    ("DE", &GERMANY),
    ("DK", &DENMARK),
    ("EE", &ESTONIA),
    ("ES", &SPAIN),
    ("FI", &FINLAND),
    ("FR", &FRANCE),
    ("GR", &GREECE),
    ("HR", &CROATIA),
    ("HU", &HUNGARY),
    ("IE", &IRELAND),
    ("IT", &beside::ITALY),
    ("LT", &beside::LITHUANIA),
    ("LU", &beside::LUXEMBOURG),
    ("LV", &beside::LATVIA),
    ("MT", &beside::MALTA),
    ("NL", &beside::NETHERLANDS),
    ("PL", &beside::POLAND),
    ("PT", &beside::PORTUGAL),
    ("RO", &beside::ROMANIA),
    ("SE", &beside::SWEDEN),
    ("SI", &beside::SLOVENIA),
    ("SK", &beside::SLOVAKIA),
];

/// The calendars of [`ALL`].
pub(super) const CALENDARS: &[&Calendar] = &{
    let mut calendars = [ALL[0].1; ALL.len()];
    let mut at = 0;
    while at < ALL.len() {
        calendars[at] = ALL[at].1;
        at += 1;
    }
    calendars
};

/// The calendar of the Member State with this code.
pub(super) fn of(code: &str) -> Option<&'static Calendar> {
    ALL.iter().find(|(state, _)| *state == code).map(|(_, calendar)| *calendar)
}

pub(super) const fn state(
    name: &'static str,
    source: &'static str,
    holidays: &'static [Holiday],
) -> Calendar {
    Calendar { name, source, since: SINCE, holidays, lists: None, and: &[] }
}

pub(super) const NEW_YEAR: Holiday = day(1, 1, "New Year's Day");
pub(super) const EPIPHANY: Holiday = day(1, 6, "Epiphany");
pub(super) const GOOD_FRIDAY: Holiday = easter(-2, "Good Friday");
pub(super) const EASTER_MONDAY: Holiday = easter(1, "Easter Monday");
pub(super) const ORTHODOX_GOOD_FRIDAY: Holiday = orthodox(-2, "Orthodox Good Friday");
pub(super) const ORTHODOX_EASTER_MONDAY: Holiday = orthodox(1, "Orthodox Easter Monday");
pub(super) const LABOUR_DAY: Holiday = day(5, 1, "Labour Day");
pub(super) const ASCENSION: Holiday = easter(39, "Ascension Day");
pub(super) const WHIT_MONDAY: Holiday = easter(50, "Whit Monday");
pub(super) const ORTHODOX_WHIT_MONDAY: Holiday = orthodox(50, "Orthodox Whit Monday");
pub(super) const CORPUS_CHRISTI: Holiday = easter(60, "Corpus Christi");
pub(super) const ASSUMPTION: Holiday = day(8, 15, "Assumption");
pub(super) const ALL_SAINTS: Holiday = day(11, 1, "All Saints' Day");
pub(super) const CHRISTMAS_EVE: Holiday = day(12, 24, "Christmas Eve");
pub(super) const CHRISTMAS: Holiday = day(12, 25, "Christmas Day");
pub(super) const SECOND_CHRISTMAS: Holiday = day(12, 26, "Second Day of Christmas");

static AUSTRIA: Calendar = state(
    "Austrian public holidays",
    "Feiertagsruhegesetz 1957 § 1; AVG § 33(2) for Good Friday and 24 December",
    &[
        NEW_YEAR,
        EPIPHANY,
        GOOD_FRIDAY,
        EASTER_MONDAY,
        LABOUR_DAY,
        ASCENSION,
        WHIT_MONDAY,
        CORPUS_CHRISTI,
        ASSUMPTION,
        day(10, 26, "National Day"),
        ALL_SAINTS,
        day(12, 8, "Immaculate Conception"),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

static BELGIUM: Calendar = state(
    "Belgian public holidays",
    "Royal Decree of 18 April 1974, Art. 1",
    &[
        NEW_YEAR,
        EASTER_MONDAY,
        LABOUR_DAY,
        ASCENSION,
        WHIT_MONDAY,
        day(7, 21, "National Day"),
        ASSUMPTION,
        ALL_SAINTS,
        day(11, 11, "Armistice Day"),
        CHRISTMAS,
    ],
);

static BULGARIA: Calendar = state(
    "Bulgarian public holidays",
    "Labour Code, Art. 154; its paragraph 2 for those on a weekend",
    &[
        NEW_YEAR.kept(Kept::Next),
        day(3, 3, "Liberation Day").kept(Kept::Next),
        ORTHODOX_GOOD_FRIDAY,
        ORTHODOX_EASTER_MONDAY,
        LABOUR_DAY.kept(Kept::Next),
        day(5, 6, "St George's Day").kept(Kept::Next),
        day(5, 24, "Day of Bulgarian Letters").kept(Kept::Next),
        day(9, 6, "Unification Day").kept(Kept::Next),
        day(9, 22, "Independence Day").kept(Kept::Next),
        CHRISTMAS_EVE.kept(Kept::Next),
        CHRISTMAS.kept(Kept::Next),
        SECOND_CHRISTMAS.kept(Kept::Next),
    ],
);

static CYPRUS: Calendar = state(
    "Cypriot public holidays",
    "the Republic's public holidays",
    &[
        NEW_YEAR,
        EPIPHANY,
        orthodox(-48, "Green Monday"),
        day(3, 25, "Greek Independence Day"),
        day(4, 1, "National Day"),
        ORTHODOX_GOOD_FRIDAY,
        ORTHODOX_EASTER_MONDAY,
        orthodox(2, "Orthodox Easter Tuesday"),
        LABOUR_DAY,
        ORTHODOX_WHIT_MONDAY,
        ASSUMPTION,
        day(10, 1, "Independence Day"),
        day(10, 28, "Ohi Day"),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

static CZECHIA: Calendar = state(
    "Czech public holidays",
    "Act No 245/2000 Coll.",
    &[
        NEW_YEAR,
        GOOD_FRIDAY,
        EASTER_MONDAY,
        LABOUR_DAY,
        day(5, 8, "Liberation Day"),
        day(7, 5, "Cyril and Methodius Day"),
        day(7, 6, "Jan Hus Day"),
        day(9, 28, "Statehood Day"),
        day(10, 28, "Independent Czechoslovak State Day"),
        day(11, 17, "Freedom and Democracy Day"),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

static GERMANY: Calendar = state(
    "German public holidays",
    "the holiday laws of the Länder, all of them; BGB § 193",
    &[
        NEW_YEAR,
        day(1, 6, "Epiphany (BW, BY, ST)"),
        day(3, 8, "Women's Day (BE, MV)"),
        GOOD_FRIDAY,
        EASTER_MONDAY,
        LABOUR_DAY,
        ASCENSION,
        WHIT_MONDAY,
        easter(60, "Corpus Christi (BW, BY, HE, NW, RP, SL)"),
        day(8, 15, "Assumption (BY, SL)"),
        day(9, 20, "Children's Day (TH)"),
        day(10, 3, "German Unity Day"),
        day(10, 31, "Reformation Day (BB, HB, HH, MV, NI, SH, SN, ST, TH)"),
        day(11, 1, "All Saints' Day (BW, BY, NW, RP, SL)"),
        from(11, 16, Weekday::Wednesday, "Day of Repentance (SN)"),
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

static DENMARK: Calendar = state(
    "Danish public holidays",
    "the holidays of the national church; Great Prayer Day until 2023 (Act No 214 of 6 March 2023); days on which banks close",
    &[
        NEW_YEAR,
        easter(-3, "Maundy Thursday"),
        GOOD_FRIDAY,
        EASTER_MONDAY,
        ASCENSION,
        WHIT_MONDAY,
        day(6, 5, "Constitution Day"),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
        day(12, 31, "New Year's Eve"),
    ],
);

static ESTONIA: Calendar = state(
    "Estonian public holidays",
    "Public Holidays and Days of National Importance Act § 2",
    &[
        NEW_YEAR,
        day(2, 24, "Independence Day"),
        GOOD_FRIDAY,
        day(5, 1, "Spring Day"),
        day(6, 23, "Victory Day"),
        day(6, 24, "Midsummer Day"),
        day(8, 20, "Day of Restoration of Independence"),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

static SPAIN: Calendar = state(
    "Spanish public holidays",
    "Royal Decree 2001/1983, Art. 45; those of the whole state, and Maundy Thursday, which almost all communities keep",
    &[
        NEW_YEAR,
        EPIPHANY,
        easter(-3, "Maundy Thursday"),
        GOOD_FRIDAY,
        LABOUR_DAY,
        ASSUMPTION,
        day(10, 12, "National Day"),
        ALL_SAINTS,
        day(12, 6, "Constitution Day"),
        day(12, 8, "Immaculate Conception"),
        CHRISTMAS,
    ],
);

static FINLAND: Calendar = state(
    "Finnish public holidays",
    "Act 150/1930 on the calculation of time limits, § 5",
    &[
        NEW_YEAR,
        EPIPHANY,
        GOOD_FRIDAY,
        EASTER_MONDAY,
        LABOUR_DAY,
        ASCENSION,
        from(6, 19, Weekday::Friday, "Midsummer Eve"),
        day(12, 6, "Independence Day"),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

static FRANCE: Calendar = state(
    "French public holidays",
    "Labour Code, Art. L3133-1; L3134-13 for Alsace and Moselle; L3422-2 for the overseas departments",
    &[
        NEW_YEAR,
        easter(-2, "Good Friday (Alsace, Moselle)"),
        EASTER_MONDAY,
        LABOUR_DAY,
        day(5, 8, "Victory Day"),
        day(5, 22, "Abolition of Slavery (Martinique)"),
        day(5, 27, "Abolition of Slavery (Guadeloupe)"),
        ASCENSION,
        WHIT_MONDAY,
        day(6, 10, "Abolition of Slavery (French Guiana)"),
        day(7, 14, "National Day"),
        ASSUMPTION,
        ALL_SAINTS,
        day(11, 11, "Armistice Day"),
        day(12, 20, "Abolition of Slavery (Réunion)"),
        CHRISTMAS,
        day(12, 26, "Second Day of Christmas (Alsace, Moselle)"),
    ],
);

static GREECE: Calendar = state(
    "Greek public holidays",
    "Law 4808/2021, Art. 60; Labour Day on a weekend is moved by decision",
    &[
        NEW_YEAR,
        EPIPHANY,
        orthodox(-48, "Clean Monday"),
        day(3, 25, "Independence Day"),
        ORTHODOX_GOOD_FRIDAY,
        ORTHODOX_EASTER_MONDAY,
        LABOUR_DAY.kept(Kept::Next),
        ORTHODOX_WHIT_MONDAY,
        ASSUMPTION,
        day(10, 28, "Ohi Day"),
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

static CROATIA: Calendar = state(
    "Croatian public holidays",
    "Act on Holidays, Memorial Days and Non-Working Days, NN 110/2019, Art. 1",
    &[
        NEW_YEAR,
        EPIPHANY,
        EASTER_MONDAY,
        LABOUR_DAY,
        day(5, 30, "Statehood Day"),
        CORPUS_CHRISTI,
        day(6, 22, "Anti-Fascist Struggle Day"),
        day(8, 5, "Victory Day"),
        ASSUMPTION,
        ALL_SAINTS,
        day(11, 18, "Remembrance Day"),
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

static HUNGARY: Calendar = state(
    "Hungarian public holidays",
    "Labour Code (Act I of 2012) § 102",
    &[
        NEW_YEAR,
        day(3, 15, "Revolution Day"),
        GOOD_FRIDAY,
        EASTER_MONDAY,
        LABOUR_DAY,
        WHIT_MONDAY,
        day(8, 20, "State Foundation Day"),
        day(10, 23, "Revolution Day"),
        ALL_SAINTS,
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

static IRELAND: Calendar = state(
    "Irish public holidays",
    "Organisation of Working Time Act 1997, section 21 and Second Schedule; Good Friday, on which banks close",
    &[
        NEW_YEAR.kept(Kept::Next),
        // In years in which 1 February is a Friday on that day, else on the first Monday, which is then not the fourth.
        day_where(2, 1, Weekday::Friday, "St Brigid's Day"),
        day_where(2, 1, Weekday::Monday, "St Brigid's Day"),
        day_where(2, 2, Weekday::Monday, "St Brigid's Day"),
        day_where(2, 3, Weekday::Monday, "St Brigid's Day"),
        day_where(2, 5, Weekday::Monday, "St Brigid's Day"),
        day_where(2, 6, Weekday::Monday, "St Brigid's Day"),
        day_where(2, 7, Weekday::Monday, "St Brigid's Day"),
        day(3, 17, "St Patrick's Day").kept(Kept::Next),
        GOOD_FRIDAY,
        EASTER_MONDAY,
        nth(1, Weekday::Monday, 5, "May holiday"),
        nth(1, Weekday::Monday, 6, "June holiday"),
        nth(1, Weekday::Monday, 8, "August holiday"),
        nth(-1, Weekday::Monday, 10, "October holiday"),
        CHRISTMAS.kept(Kept::Next),
        day(12, 26, "St Stephen's Day").kept(Kept::Next),
    ],
);
