//! Rights: what the desk may do with them, what they are good for, and what the machine finds.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

mod checks;
mod decisions;
mod uses;

use case::{Digest, ReviewerId, RightKind, RightRef};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use register::Right;
use register::right::{
    By, CommandError, Document, DocumentKind, History, RightCommand, RightRecorded, decide,
};

const TODAY: Date = date(2026, 11, 26);

fn now() -> Timestamp {
    "2026-11-26T12:00:00Z".parse().unwrap()
}

fn reviewer(name: &str) -> By {
    By::Reviewer(name.parse::<ReviewerId>().unwrap())
}

fn document(content: &str, kind: DocumentKind) -> Document {
    Document { digest: Digest::of(content.as_bytes()), kind, added_at: now() }
}

/// A submitted word mark against which nothing stands.
fn mark() -> Right {
    let right = RightRef::new(RightKind::Trademark, "EM", "018999001").unwrap();
    let history = History::submitted(By::Holder, now());
    Right {
        classes: vec![18, 25],
        territories: vec!["EU".parse().unwrap()],
        expires_on: Some(date(2033, 5, 1)),
        documents: vec![
            document("certificate", DocumentKind::Certificate),
            document("class page", DocumentKind::ClassPage),
        ],
        ..Right::submitted(right, "NORTHLIGHT".to_owned(), "Northlight Outfitters GmbH".to_owned(), history)
    }
}

/// Does it, and says whether anything changed.
fn done(right: &mut Right, by: &By, command: &RightCommand) -> Result<bool, CommandError> {
    let Some(event) = decide(right, by, command, now())? else { return Ok(false) };
    let recorded = RightRecorded { at: now(), by: by.clone(), event };
    right.history = right.history.clone().evolve(recorded).unwrap();
    Ok(true)
}
