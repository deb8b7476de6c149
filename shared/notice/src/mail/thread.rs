//! Which cases a reply belongs to, by the ids that our letters carry in their headers.
//!
//! Our letters have the Message-ID `<{effect}.{case}@domain>`, References `<{case}@domain>` and Reply-To
//! `local+{case}@domain`, each id as 32 hex digits. The ids show where a mail belongs, not that its
//! sender may speak there.

use std::collections::BTreeSet;

use case::{CaseId, EffectId};
use mail_parser::{Address, Message};

use super::sender::raw_values;

/// The most ids looked at in one header.
const MOST: usize = 100;

/// The cases that a reply names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Thread {
    /// The cases, at least one.
    pub cases: BTreeSet<CaseId>,
    /// The letters that are replied to.
    pub letters: BTreeSet<EffectId>,
}

/// The thread that `message` replies in, if it does. Its subject says nothing: anyone can write one.
pub(super) fn of(message: &Message<'_>) -> Option<Thread> {
    let mut thread = Thread::default();
    for header in ["In-Reply-To", "References"] {
        for value in raw_values(message, header) {
            for id in value.split(['<', '>', ' ', ',']).take(MOST * 4) {
                thread.take(id);
            }
        }
    }
    let recipients = message.all_to().chain(message.all_cc()).flat_map(Address::iter);
    for recipient in recipients.take(MOST) {
        let plus = recipient.address().and_then(|address| address.split_once('@')?.0.split_once('+'));
        thread.cases.extend(plus.and_then(|(_, tag)| hex(tag)).map(CaseId::new));
    }
    // An address by which the mail was delivered, where To names somebody else.
    for value in raw_values(message, "Delivered-To").chain(raw_values(message, "X-Original-To")) {
        let plus = value.split_once('@').and_then(|(local, _)| local.split_once('+'));
        thread.cases.extend(plus.and_then(|(_, tag)| hex(tag)).map(CaseId::new));
    }
    (!thread.cases.is_empty()).then_some(thread)
}

impl Thread {
    fn take(&mut self, message_id: &str) {
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
}

/// An id of exactly 32 hex digits.
fn hex(text: &str) -> Option<uuid::Uuid> {
    (text.len() == 32).then(|| uuid::Uuid::try_parse(text).ok()).flatten()
}
