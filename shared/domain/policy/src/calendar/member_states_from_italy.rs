//! The public holidays of the Member States of the Union, Italy to Slovakia, as in the file beside.

use jiff::civil::Weekday;

use super::Calendar;
use super::holiday::{Kept, day, easter, from};
use super::member_states::{
    ALL_SAINTS, ASCENSION, ASSUMPTION, CHRISTMAS, CHRISTMAS_EVE, CORPUS_CHRISTI, EASTER_MONDAY, EPIPHANY,
    GOOD_FRIDAY, LABOUR_DAY, NEW_YEAR, ORTHODOX_EASTER_MONDAY, ORTHODOX_GOOD_FRIDAY, ORTHODOX_WHIT_MONDAY,
    SECOND_CHRISTMAS, WHIT_MONDAY, state,
};

pub(super) static ITALY: Calendar = state(
    "Italian public holidays",
    "Law No 260 of 27 May 1949, Art. 2; Law No 151 of 8 October 2025 for 4 October",
    &[
        NEW_YEAR,
        EPIPHANY,
        EASTER_MONDAY,
        day(4, 25, "Liberation Day"),
        LABOUR_DAY,
        day(6, 2, "Republic Day"),
        ASSUMPTION,
        day(10, 4, "St Francis's Day").since(2026, 1, 1),
        ALL_SAINTS,
        day(12, 8, "Immaculate Conception"),
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

pub(super) static LITHUANIA: Calendar = state(
    "Lithuanian public holidays",
    "Labour Code, Art. 123",
    &[
        NEW_YEAR,
        day(2, 16, "Day of Restoration of the State"),
        day(3, 11, "Day of Restoration of Independence"),
        EASTER_MONDAY,
        LABOUR_DAY,
        day(6, 24, "St John's Day"),
        day(7, 6, "Statehood Day"),
        ASSUMPTION,
        ALL_SAINTS,
        day(11, 2, "All Souls' Day"),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

pub(super) static LUXEMBOURG: Calendar = state(
    "Luxembourg's public holidays",
    "Labour Code, Art. L. 232-2",
    &[
        NEW_YEAR,
        EASTER_MONDAY,
        LABOUR_DAY,
        day(5, 9, "Europe Day"),
        ASCENSION,
        WHIT_MONDAY,
        day(6, 23, "National Day"),
        ASSUMPTION,
        ALL_SAINTS,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

pub(super) static LATVIA: Calendar = state(
    "Latvian public holidays",
    "Law on Public Holidays, Commemoration Days and Celebration Days, section 1",
    &[
        NEW_YEAR,
        GOOD_FRIDAY,
        EASTER_MONDAY,
        LABOUR_DAY,
        day(5, 4, "Day of Restoration of Independence").kept(Kept::Next),
        day(6, 23, "Līgo Day"),
        day(6, 24, "Midsummer Day"),
        day(11, 18, "Proclamation Day").kept(Kept::Next),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
        day(12, 31, "New Year's Eve"),
    ],
);

pub(super) static MALTA: Calendar = state(
    "Maltese public holidays",
    "National Holidays and other Public Holidays Act (Cap. 252)",
    &[
        NEW_YEAR,
        day(2, 10, "Feast of St Paul's Shipwreck"),
        day(3, 19, "Feast of St Joseph"),
        day(3, 31, "Freedom Day"),
        GOOD_FRIDAY,
        LABOUR_DAY,
        day(6, 7, "Sette Giugno"),
        day(6, 29, "Feast of St Peter and St Paul"),
        ASSUMPTION,
        day(9, 8, "Victory Day"),
        day(9, 21, "Independence Day"),
        day(12, 8, "Immaculate Conception"),
        day(12, 13, "Republic Day"),
        CHRISTMAS,
    ],
);

pub(super) static NETHERLANDS: Calendar = state(
    "Dutch public holidays",
    "Algemene termijnenwet, Art. 3",
    &[
        NEW_YEAR,
        GOOD_FRIDAY,
        EASTER_MONDAY,
        // On a Sunday it is kept the day before, a Saturday.
        day(4, 27, "King's Day"),
        day(5, 5, "Liberation Day"),
        ASCENSION,
        WHIT_MONDAY,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

pub(super) static POLAND: Calendar = state(
    "Polish public holidays",
    "Act of 18 January 1951 on days free from work, Art. 1; 24 December since 2025",
    &[
        NEW_YEAR,
        EPIPHANY,
        EASTER_MONDAY,
        LABOUR_DAY,
        day(5, 3, "Constitution Day"),
        CORPUS_CHRISTI,
        ASSUMPTION,
        ALL_SAINTS,
        day(11, 11, "Independence Day"),
        CHRISTMAS_EVE.since(2025, 2, 1),
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

pub(super) static PORTUGAL: Calendar = state(
    "Portuguese public holidays",
    "Labour Code, Art. 234; the regional holidays of the Azores and of Madeira",
    &[
        NEW_YEAR,
        GOOD_FRIDAY,
        day(4, 25, "Freedom Day"),
        LABOUR_DAY,
        easter(50, "Day of the Azores"),
        CORPUS_CHRISTI,
        day(6, 10, "Portugal Day"),
        day(7, 1, "Day of Madeira"),
        ASSUMPTION,
        day(10, 5, "Republic Day"),
        ALL_SAINTS,
        day(12, 1, "Restoration of Independence"),
        day(12, 8, "Immaculate Conception"),
        CHRISTMAS,
        day(12, 26, "Second Day of Christmas (Madeira)"),
    ],
);

pub(super) static ROMANIA: Calendar = state(
    "Romanian public holidays",
    "Labour Code, Art. 139",
    &[
        NEW_YEAR,
        day(1, 2, "day after New Year's Day"),
        EPIPHANY,
        day(1, 7, "St John the Baptist"),
        day(1, 24, "Unification Day"),
        ORTHODOX_GOOD_FRIDAY,
        ORTHODOX_EASTER_MONDAY,
        LABOUR_DAY,
        day(6, 1, "Children's Day"),
        ORTHODOX_WHIT_MONDAY,
        ASSUMPTION,
        day(11, 30, "St Andrew's Day"),
        day(12, 1, "National Day"),
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);

pub(super) static SWEDEN: Calendar = state(
    "Swedish public holidays",
    "Act 1989:253 on public holidays; Act 1930:173 § 2 for the eves",
    &[
        NEW_YEAR,
        EPIPHANY,
        GOOD_FRIDAY,
        EASTER_MONDAY,
        LABOUR_DAY,
        ASCENSION,
        day(6, 6, "National Day"),
        from(6, 19, Weekday::Friday, "Midsummer Eve"),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
        day(12, 31, "New Year's Eve"),
    ],
);

pub(super) static SLOVENIA: Calendar = state(
    "Slovenian public holidays",
    "Public Holidays and Work-Free Days Act, Art. 1 and 2",
    &[
        NEW_YEAR,
        day(1, 2, "New Year"),
        day(2, 8, "Prešeren Day"),
        EASTER_MONDAY,
        day(4, 27, "Day of Uprising"),
        LABOUR_DAY,
        day(5, 2, "Labour Day"),
        day(6, 25, "Statehood Day"),
        ASSUMPTION,
        day(10, 31, "Reformation Day"),
        ALL_SAINTS,
        CHRISTMAS,
        day(12, 26, "Independence and Unity Day"),
    ],
);

pub(super) static SLOVAKIA: Calendar = state(
    "Slovak public holidays",
    "Act No 241/1993; those that stay holidays and are worked since 2024 stand here too, so that no period ends on them",
    &[
        NEW_YEAR,
        EPIPHANY,
        GOOD_FRIDAY,
        EASTER_MONDAY,
        LABOUR_DAY,
        day(5, 8, "Victory Day"),
        day(7, 5, "Cyril and Methodius Day"),
        day(8, 29, "National Uprising Day"),
        day(9, 1, "Constitution Day"),
        day(9, 15, "Our Lady of Sorrows"),
        ALL_SAINTS,
        day(11, 17, "Freedom and Democracy Day"),
        CHRISTMAS_EVE,
        CHRISTMAS,
        SECOND_CHRISTMAS,
    ],
);
