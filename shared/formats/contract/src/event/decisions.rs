//! Decisions on a complaint and on an appeal, as they are stored.

use case::{Correction, Decider, DeclineCode, Event, Note};

use super::{What, decider, parse, parse_all, parse_decider, parse_note, read_note, written};
use crate::Malformed;

pub(super) fn declined(by: &Decider, code: DeclineCode, note: &Option<Note>) -> What {
    What::Declined { by: decider(by), code: code.to_string(), note: written(note) }
}

pub(super) fn parse_declined(by: &str, code: &str, note: Option<String>) -> Result<Event, Malformed> {
    Ok(Event::Declined { by: parse_decider(by)?, code: parse("code", code)?, note: parse_note(note)? })
}

pub(super) fn parse_accepted(
    by: &str,
    measure: &str,
    only_in: &[String],
    although: bool,
    note: Option<String>,
) -> Result<Event, Malformed> {
    let (by, measure) = (parse_decider(by)?, parse("measure", measure)?);
    let (only_in, note) = (parse_all("only_in", only_in)?, parse_note(note)?);
    Ok(Event::Accepted { by, measure, only_in, although, note })
}

pub(super) fn corrected(by: &Decider, why: Correction, note: &Note) -> What {
    What::Corrected { by: decider(by), why: why.to_string(), note: note.to_string() }
}

pub(super) fn parse_corrected(by: &str, why: &str, note: &str) -> Result<Event, Malformed> {
    Ok(Event::Corrected { by: parse_decider(by)?, why: parse("why", why)?, note: read_note(note)? })
}

pub(super) fn parse_appeal(
    by: &str,
    reversed: bool,
    measure: Option<&str>,
    only_in: &[String],
    note: Option<String>,
) -> Result<Event, Malformed> {
    Ok(Event::AppealDecided {
        by: parse_decider(by)?,
        reversed,
        measure: measure.map(|measure| parse("measure", measure)).transpose()?,
        only_in: parse_all("only_in", only_in)?,
        note: parse_note(note)?,
    })
}
