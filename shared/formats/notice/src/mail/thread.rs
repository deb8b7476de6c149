//! Which cases a reply belongs to, by the ids that our letters carry in their headers.
//!
//! Our letters have the Message-ID `<{effect}.{case}@domain>`, References `<{case}@domain>` and Reply-To
//! `local+{case}@domain`, each id as 32 hex digits. The ids show where a mail belongs, not that its
//! sender may speak there. Subjects hold the reference of the case, or of the complaint where a letter is about several;
//! mail that was forwarded has nothing else left.

use std::collections::BTreeSet;

use case::{CaseId, EffectId, Reference};
use mime::Message;

use super::sender::raw_values;

/// The most ids looked at in one header.
const MOST: usize = 100;

/// What a mail answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Thread {
    /// The cases that its headers name; none when it is no reply.
    pub cases: BTreeSet<CaseId>,
    /// The letters that are replied to.
    pub letters: BTreeSet<EffectId>,
    /// The references that its subject names. Anyone can write a subject: it counts only for a party of the
    /// case, and only where the headers name none.
    pub claimed: BTreeSet<Reference>,
}

/// The thread of `message`.
pub(super) fn of(message: &Message<'_>, subject: &str) -> Thread {
    let mut thread = Thread::default();
    for header in ["In-Reply-To", "References"] {
        for value in raw_values(message, header) {
            for id in value.split(['<', '>', ' ', ',']).take(MOST * 4) {
                thread.take(id);
            }
        }
    }
    let recipients = ["To", "Cc"].iter().flat_map(|name| message.fields().named(name));
    for recipient in recipients.flat_map(|field| field.addresses()).take(MOST) {
        thread.take_recipient(&recipient.address);
    }
    // An address by which the mail was delivered, where To names someone else.
    for value in raw_values(message, "Delivered-To").chain(raw_values(message, "X-Original-To")) {
        thread.take_recipient(&value);
    }
    thread.claimed = claimed(subject);
    thread
}

impl Thread {
    /// Takes the ids in one Message-ID of ours.
    pub(super) fn take(&mut self, message_id: &str) {
        let Some((local, _)) = message_id.split_once('@') else { return };
        match local.split_once('.') {
            Some((letter, case)) => {
                if let (Some(letter), Some(case)) = (hex(letter), hex(case)) {
                    self.letters.insert(EffectId::new(letter));
                    self.cases.insert(CaseId::new(case));
                }
            }
            None => self.cases.extend(hex(local).map(CaseId::new)),
        }
    }

    fn take_recipient(&mut self, address: &str) {
        let plus = address.split_once('@').and_then(|(local, _)| local.split_once('+'));
        self.cases.extend(plus.and_then(|(_, tag)| hex(tag)).map(CaseId::new));
    }
}

/// What stands around a reference in a subject, in either width.
fn is_between_words(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | ')' | '[' | ']' | '（' | '）' | '【' | '】' | ',' | ';' | ':' | '：')
}

/// The references in a subject: in groups of three with dashes of any kind, blanks or nothing between them. Without
/// dashes it may be any word: one with a digit, at least, as every reference until 2059 begins with one.
fn claimed(subject: &str) -> BTreeSet<Reference> {
    let subject: String = subject.chars().take(MOST_OF_SUBJECT).map(narrow).collect();
    let words: Vec<&str> = subject.split(is_between_words).filter(|it| !it.is_empty()).take(MOST).collect();
    let groups = words.windows(3).filter(|it| it.iter().all(|word| word.chars().count() == 3));
    let in_groups = groups.map(<[&str]>::concat);
    let whole = words.iter().map(|word| word.replace('-', ""));
    let nine = |text: &String| {
        text.chars().count() == 9 && text.starts_with(|c: char| c.is_ascii_digit() || c == 'O' || c == 'o')
    };
    in_groups.chain(whole).filter(nine).filter_map(|text| text.parse().ok()).collect()
}

/// The most characters of a subject in which a reference is looked for.
const MOST_OF_SUBJECT: usize = 500;

/// A character of full width as its narrow one, and any dash as `-`.
fn narrow(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    }
}

/// An id of exactly 32 hex digits.
fn hex(text: &str) -> Option<uuid::Uuid> {
    (text.len() == 32).then(|| uuid::Uuid::try_parse(text).ok()).flatten()
}
