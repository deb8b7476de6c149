//! Calendar files (iCalendar, RFC 5545).

use case::Language;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

/// A line is at most so long, without its end (section 3.1).
const MOST_OCTETS: usize = 75;

/// When an entry is.
pub(super) enum Day {
    /// At this time.
    At(Timestamp),
    /// On this day, wherever its reader is.
    Whole(Date),
}

/// An entry of a calendar.
pub(super) struct Entry {
    /// The same for the same deadline, so that a file that is read again moves it.
    pub(super) uid: String,
    /// When what it says was last revised.
    pub(super) revised_at: Timestamp,
    /// How often.
    pub(super) revision: u32,
    pub(super) day: Day,
    pub(super) summary: String,
    pub(super) description: String,
}

/// A calendar of these entries.
pub(super) fn file(language: Language, entries: &[Entry]) -> String {
    let mut file = String::new();
    let language = language.code();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Goodfaith//Deadlines//EN", "CALSCALE:GREGORIAN"]
    {
        push(&mut file, line);
    }
    for entry in entries {
        push(&mut file, "BEGIN:VEVENT");
        push(&mut file, &format!("UID:{}", escaped(&entry.uid)));
        push(&mut file, &format!("DTSTAMP:{}", utc(entry.revised_at)));
        push(&mut file, &format!("SEQUENCE:{}", entry.revision));
        match entry.day {
            Day::At(at) => push(&mut file, &format!("DTSTART:{}", utc(at))),
            Day::Whole(day) => {
                let (first, next) = (day, day.saturating_add(1.day()));
                push(&mut file, &format!("DTSTART;VALUE=DATE:{}", first.strftime("%Y%m%d")));
                push(&mut file, &format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
            }
        }
        push(&mut file, &format!("SUMMARY;LANGUAGE={language}:{}", escaped(&entry.summary)));
        push(&mut file, &format!("DESCRIPTION;LANGUAGE={language}:{}", escaped(&entry.description)));
        // A deadline takes no time of the day.
        push(&mut file, "TRANSP:TRANSPARENT");
        push(&mut file, "END:VEVENT");
    }
    push(&mut file, "END:VCALENDAR");
    file
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// `text` as a value of the type TEXT (section 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, folded between characters.
fn push(file: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > MOST_OCTETS {
            file.push_str("\r\n ");
            length = 1;
        }
        file.push(c);
        length += c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(day: Day, summary: &str) -> Entry {
        Entry {
            uid: "0A4-7KM-2Q0-answer@goodfaith".to_owned(),
            revised_at: "2026-11-02T09:00:00.5Z".parse().unwrap(),
            revision: 7,
            day,
            summary: summary.to_owned(),
            description: "By then".to_owned(),
        }
    }

    #[test]
    fn a_last_day_is_a_whole_day_and_a_time_a_moment() {
        let last = file(Language::En, &[entry(Day::Whole(jiff::civil::date(2026, 12, 31)), "Answer")]);
        assert_eq!(
            last,
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Goodfaith//Deadlines//EN\r\nCALSCALE:GREGORIAN\r\n\
             BEGIN:VEVENT\r\nUID:0A4-7KM-2Q0-answer@goodfaith\r\nDTSTAMP:20261102T090000Z\r\nSEQUENCE:7\r\n\
             DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY;LANGUAGE=en:Answer\r\n\
             DESCRIPTION;LANGUAGE=en:By then\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let at = file(Language::En, &[entry(Day::At("2026-11-18T10:00:00Z".parse().unwrap()), "Answer")]);
        assert!(at.contains("\r\nDTSTART:20261118T100000Z\r\n") && !at.contains("DTEND"), "{at}");
    }

    #[test]
    fn text_is_escaped_and_long_lines_are_folded_between_characters() {
        let summary = format!("a; b, c\\d\ne\r{}", "期限".repeat(40));
        let file = file(Language::Zh, &[entry(Day::Whole(jiff::civil::date(2026, 12, 31)), &summary)]);
        assert!(file.lines().all(|line| line.len() <= MOST_OCTETS), "{file}");
        assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
        let unfolded = file.replace("\r\n ", "");
        assert!(
            unfolded.contains(&format!("SUMMARY;LANGUAGE=zh:a\\; b\\, c\\\\d\\ne{}\r\n", "期限".repeat(40)))
        );
    }
}
