//! Mails: raw RFC 5322 messages as the receiving server stored them.
//!
//! What a mail is called (complaint, reply, automatic) rests on its headers alone. Who sent it is
//! believed only when the receiving server says so in its own `Authentication-Results` (RFC 8601).

mod automatic;
mod body;
mod nesting;
mod prose;
mod sender;
mod thread;

use case::Language;
use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders};

pub use automatic::Automatic;
pub use thread::Thread;

use crate::draft::{Draft, Reading};
use crate::problem::{Problem, ProblemKind, field};
use crate::{limit, text};

/// The name by which Amazon SES signs its `Authentication-Results`.
pub const SES: &str = "amazonses.com";

/// What was read of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailReading {
    /// What kind of mail it is.
    pub class: Class,
    /// The one address in From; empty when there is none, or several.
    pub from: String,
    /// The name beside it; may be empty.
    pub display_name: String,
    /// Its Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// Whether the receiving server authenticated the domain of `from`.
    pub authenticated: bool,
    /// The subject; may be empty.
    pub subject: String,
    /// Its readable text, at most 1 MB.
    pub text: String,
    /// The language that it is written in, or else English.
    pub language: Language,
    /// Its attachments, at most [`limit::FILES`].
    pub attachments: Vec<Attachment>,
    /// What is wrong with a complaint or its attachments.
    pub problems: Vec<Problem>,
}

/// What kind of mail it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// A new complaint.
    Complaint(Box<Draft>),
    /// A reply in the thread of cases.
    Reply(Thread),
    /// Sent by a machine: never to be answered (RFC 3834).
    Automatic(Automatic),
    /// It cannot be read, for this reason.
    Unreadable(Problem),
}

/// A file in a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name as given; may be empty.
    pub name: String,
    /// Its declared media type; may be empty.
    pub media: String,
    /// Its decoded content.
    pub bytes: Vec<u8>,
}

impl MailReading {
    fn unreadable(kind: ProblemKind) -> Self {
        Self {
            class: Class::Unreadable(Problem::new(field::BODY, kind)),
            from: String::new(),
            display_name: String::new(),
            message_id: None,
            authenticated: false,
            subject: String::new(),
            text: String::new(),
            language: Language::En,
            attachments: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// Reads a raw mail that was received by the server `receiver` (for Amazon SES: [`SES`]).
#[must_use]
pub fn read(raw: &[u8], receiver: &str) -> MailReading {
    if raw.len() > limit::MAIL_BYTES {
        return MailReading::unreadable(ProblemKind::TooLarge { limit: limit::MAIL_BYTES });
    }
    if !nesting::is_bounded(raw) {
        return MailReading::unreadable(ProblemKind::TooNested);
    }
    // RFC 5322 (3.6) demands origin and date; what has neither, nor a subject, is something else.
    let is_mail = |message: &Message<'_>| {
        [HeaderName::From, HeaderName::Date, HeaderName::Subject]
            .into_iter()
            .any(|h| message.header(h).is_some())
    };
    let Some(message) = MessageParser::default().parse(raw).filter(is_mail) else {
        return MailReading::unreadable(ProblemKind::NotAMail);
    };

    let sender = sender::of(&message);
    let body = body::of(&message);
    let mut problems = Vec::new();
    let class = if sender::is_quarantined(&message) {
        Class::Unreadable(Problem::new(field::BODY, ProblemKind::Quarantined))
    } else if let Some(reason) = automatic::reason(&message, &sender.address) {
        Class::Automatic(reason)
    } else if let Some(thread) = thread::of(&message) {
        Class::Reply(thread)
    } else if let Some(kind) = body.problem {
        Class::Unreadable(Problem::new(field::BODY, kind))
    } else {
        let reading = complaint(&message, &sender, &body);
        problems = reading.problems;
        Class::Complaint(Box::new(reading.draft))
    };
    let attachments = attachments(&message, &mut problems);
    MailReading {
        class,
        authenticated: sender::is_authenticated(&message, receiver, &sender),
        from: sender.address,
        display_name: sender.name,
        message_id: message.message_id().map(text::line).filter(|id| !id.is_empty()),
        subject: text::line(message.subject().unwrap_or_default()),
        language: body.language,
        text: body.text,
        attachments,
        problems,
    }
}

/// What a new mail complains of.
///
/// The answer goes to the sender's address whatever the text says: an address in the text is nobody's
/// proven address.
fn complaint(message: &Message<'_>, sender: &sender::Sender, body: &body::Body) -> Reading {
    let subject = text::line(message.subject().unwrap_or_default());
    let mut reading = prose::read(&subject, &body.text, &body.links);
    let draft = &mut reading.draft;
    draft.complainant.email.clone_from(&sender.address);
    if draft.complainant.name.is_empty() {
        draft.complainant.name.clone_from(&sender.name);
    }
    draft.language = Some(body.language);
    let faults = draft.faults();
    reading.problems.extend(faults);
    reading
}

fn attachments(message: &Message<'_>, problems: &mut Vec<Problem>) -> Vec<Attachment> {
    if message.attachment_count() > limit::FILES {
        problems.push(Problem::new(field::EVIDENCE, ProblemKind::TooManyFiles { limit: limit::FILES }));
    }
    let attachment = |part: &mail_parser::MessagePart<'_>| Attachment {
        name: text::line(part.attachment_name().unwrap_or_default()).chars().take(limit::NAME).collect(),
        media: part
            .content_type()
            .map(|media| format!("{}/{}", media.ctype(), media.subtype().unwrap_or_default()))
            .unwrap_or_default(),
        bytes: part.contents().to_vec(),
    };
    message.attachments().take(limit::FILES).map(attachment).collect()
}
