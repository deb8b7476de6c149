//! Mails: raw RFC 5322 messages as the receiving server stored them.
//!
//! What a mail is rests on its headers and on the reports for machines in it before its words. Who sent it is
//! believed only when the receiving server says so in its own `Authentication-Results` (RFC 8601).

mod automatic;
mod body;
mod complaint;
mod quote;
mod report;
mod sender;
mod thread;

pub mod auth;

use std::borrow::Cow;

use case::{Digest, Language};
use mime::{Kind, Limits, Message, MessageError, ROOT};

pub use automatic::Automatic;
pub(crate) use complaint::of_acns;
pub use thread::Thread;

use crate::arf::Feedback;
use crate::bounce::Bounce;
use crate::bulk::Bulk;
use crate::draft::Reading;
use crate::problem::{Problem, ProblemKind, field};
use crate::understood::{Class, FileSeen, Understood};
use crate::{evidence, limit, text};
use body::Body;
use report::Machine;
use sender::Sender;

/// The name by which Amazon SES signs its `Authentication-Results`.
pub const SES: &str = "amazonses.com";

/// What was read of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailReading {
    /// What it is, and what it complains of.
    pub understood: Understood,
    /// The one address in From; empty when there is none, or several.
    pub from: String,
    /// The name beside it; may be empty.
    pub display_name: String,
    /// Its Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// Whether the receiving server authenticated the domain of `from`.
    pub authenticated: bool,
    /// What the receiving server found about the sender.
    pub verdicts: auth::Verdicts,
    /// The server that handed it to the receiving one.
    pub handed_over_by: Option<std::net::IpAddr>,
    /// Why it must not be answered, whatever it is: a machine may send complaints, too.
    pub automatic: Option<Automatic>,
    /// What it answers.
    pub thread: Thread,
    /// The subject; may be empty.
    pub subject: String,
    /// Its readable text, at most 1 MB.
    pub text: String,
    /// The author's own words in it: what is quoted and the signature left out.
    pub answer: String,
    /// Its files, at most [`limit::FILES`]; mails inside of it are only in `understood.files`.
    pub attachments: Vec<Attachment>,
    /// The delivery report that it is, when its class is [`Class::Bounce`].
    pub bounce: Option<Bounce>,
    /// The feedback report in it.
    pub feedback: Option<Feedback>,
    /// The table of listings among its files. Each of its groups is a complaint; where it has none, it only
    /// lists what the letter complains of.
    pub table: Option<Box<Bulk>>,
}

/// A file in a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name as given; may be empty.
    pub name: String,
    /// Its declared media type.
    pub media: String,
    /// Its decoded content.
    pub bytes: Vec<u8>,
    /// Whether the mail's text shows it in a place of its own, as it does a letterhead.
    pub shown_in_text: bool,
}

/// An illustration of the text has fewer bytes than this where it is a logo or a letterhead, and no document.
const MOST_LOGO_BYTES: usize = 50_000;

impl Attachment {
    /// Whether it is something that its sender wants to be read: a file that can be evidence, and is no logo of the letter.
    #[must_use]
    pub fn is_document(&self) -> bool {
        let logo = self.shown_in_text && self.bytes.len() < MOST_LOGO_BYTES;
        evidence::inspect(&self.media, &self.name, &self.bytes)
            .is_ok_and(|accepted| !(logo && accepted.media.starts_with("image/")))
    }
}

impl MailReading {
    /// The language that it is written in, or else English.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.understood.language
    }

    fn unreadable(kind: ProblemKind) -> Self {
        Self {
            understood: unreadable(kind, Language::En),
            from: String::new(),
            display_name: String::new(),
            message_id: None,
            authenticated: false,
            verdicts: auth::Verdicts::default(),
            handed_over_by: None,
            automatic: None,
            thread: Thread::default(),
            subject: String::new(),
            text: String::new(),
            answer: String::new(),
            attachments: Vec::new(),
            bounce: None,
            feedback: None,
            table: None,
        }
    }
}

/// Reads a raw mail that was received by the server `receiver` (for Amazon SES: [`SES`]).
#[must_use]
pub fn read(raw: &[u8], receiver: &str) -> MailReading {
    let raw = with_line_feeds(raw);
    let message = match parsed(&raw) {
        Ok(message) => message,
        Err(problem) => return MailReading::unreadable(problem),
    };
    let sender = sender::of(&message);
    let verdicts = sender::verdicts(&message, receiver);
    let subject = message.field("Subject").map(|field| text::line(&field.text())).unwrap_or_default();
    let body = body::of(&message);
    let mut thread = thread::of(&message, &subject);
    let automatic = automatic::reason(&message, &sender.address, &subject, !thread.cases.is_empty());
    let bounce = report::delivery_report(&message, &sender.address, &subject, &body.text);
    let feedback = report::feedback(&message);
    if let Some(id) = bounce.as_ref().and_then(|bounce| bounce.message_id.as_deref()) {
        thread.take(id);
    }
    let machine = report::machine(&message, &sender);
    let seen = Seen {
        automatic,
        thread: &thread,
        machine: machine.as_ref(),
        is_bounce: bounce.is_some(),
        is_feedback: feedback.is_some(),
    };
    let answer = quote::own_words(&body.text);
    let mut understood = seen.understand(&subject, &body, &answer, &sender);
    let attachments = files(&message, &mut understood);
    let quarantined = sender::is_quarantined(&message);
    if quarantined {
        understood =
            Understood { files: understood.files, ..unreadable(ProblemKind::Quarantined, body.language) };
    }
    MailReading {
        understood,
        authenticated: verdicts.authenticate(sender.domain()),
        verdicts,
        handed_over_by: sender::handed_over_by(&message),
        automatic,
        thread,
        from: sender.address,
        display_name: sender.name,
        message_id: message.field("Message-ID").and_then(|field| field.ids().into_iter().next()),
        subject,
        text: body.text,
        answer,
        attachments,
        bounce,
        feedback,
        table: match machine {
            Some(Machine::Table(table)) => Some(table),
            Some(Machine::Acns(_) | Machine::Xarf(_) | Machine::BrokenXarf(_)) | None => None,
        },
    }
}

/// The parts of a mail.
fn parsed(raw: &[u8]) -> Result<Message<'_>, ProblemKind> {
    let limits = Limits { bytes: limit::MAIL_BYTES, ..Limits::default() };
    match mime::read(raw, &limits) {
        Ok(message) if is_mail(&message) => Ok(message),
        Ok(_) | Err(MessageError::Empty) => Err(ProblemKind::NotAMail),
        Err(MessageError::TooLarge(limit)) => Err(ProblemKind::TooLarge { limit }),
        Err(
            MessageError::TooManyParts(_)
            | MessageError::TooDeep(_)
            | MessageError::HeaderTooLong(_)
            | MessageError::TooManyFields(_),
        ) => Err(ProblemKind::TooNested),
    }
}

/// What the headers and reports of a mail say about its class.
struct Seen<'a> {
    automatic: Option<Automatic>,
    thread: &'a Thread,
    machine: Option<&'a Machine>,
    is_bounce: bool,
    is_feedback: bool,
}

impl Seen<'_> {
    fn understand(&self, subject: &str, body: &Body, answer: &str, sender: &Sender) -> Understood {
        let nothing = |class| Understood { class, ..blank("mail", body.language) };
        if self.is_bounce {
            return nothing(Class::Bounce);
        }
        let may_complain = self.automatic.is_none_or(Automatic::may_complain);
        let machine = if self.thread.cases.is_empty() { self.machine } else { None };
        let report = match machine {
            Some(Machine::Acns(notices)) => {
                Some(complaint::of_acns(notices, complaint::in_words(subject, body)))
            }
            Some(Machine::Xarf(report)) if report.class == Class::Complaint => {
                Some(complaint::with_letter(report.clone(), complaint::in_words(subject, body)))
            }
            Some(Machine::Xarf(report)) => return report.clone(),
            Some(Machine::Table(table)) => {
                let letter = complaint::in_words(subject, body);
                let is_whole = !table.groups.is_empty();
                let table = table.understood();
                Some(if is_whole {
                    complaint::with_letter(table, letter)
                } else {
                    complaint::with_list(letter, table)
                })
            }
            Some(Machine::BrokenXarf(_)) | None => None,
        };
        if let Some(mut understood) = report {
            complaint::complete(&mut understood, sender);
            return understood;
        }
        if !may_complain && !self.is_feedback {
            return nothing(Class::Automatic);
        }
        if !self.thread.cases.is_empty() {
            let own = Body { text: answer.to_owned(), links: Vec::new(), problem: None, ..*body };
            let said = complaint::in_words("", &own).class;
            let class =
                if matches!(said, Class::CounterNotice | Class::Retraction) { said } else { Class::Answer };
            return nothing(class);
        }
        let feedback = || Understood { class: Class::NotOurs, ..blank("arf", body.language) };
        match &body.problem {
            Some(_) if self.is_feedback => return feedback(),
            Some(kind) => return unreadable(kind.clone(), body.language),
            None => {}
        }
        let mut understood = complaint::in_words(subject, body);
        complaint::complete(&mut understood, sender);
        let names_listings = !understood.reading.draft.listings.is_empty();
        let complains = understood.class != Class::NotOurs && understood.claim.is_some() && names_listings;
        if self.is_feedback && !complains {
            return feedback();
        }
        match machine {
            Some(Machine::BrokenXarf(broken)) if !complains => broken.clone(),
            _ if self.automatic.is_some() && !complains => nothing(Class::Automatic),
            _ => understood,
        }
    }
}

/// What is understood of a mail that says nothing to us.
fn blank(format: &str, language: Language) -> Understood {
    Understood {
        format: format.to_owned(),
        class: Class::NotOurs,
        claim: None,
        language,
        parties: Vec::new(),
        urls: Vec::new(),
        statements: Vec::new(),
        reading: Reading::default(),
        files: Vec::new(),
    }
}

fn unreadable(kind: ProblemKind, language: Language) -> Understood {
    let reading = Reading { problems: vec![Problem::new(field::BODY, kind)], ..Reading::default() };
    Understood { class: Class::Unreadable, reading, ..blank("mail", language) }
}

/// RFC 5322 (3.6) demands origin and date; what has neither, nor a subject, is something else.
fn is_mail(message: &Message<'_>) -> bool {
    ["From", "Date", "Subject"].iter().any(|name| message.field(name).is_some())
}

/// A mail whose lines end in carriage returns alone, as old Macintosh programs stored them, with line feeds.
fn with_line_feeds(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.contains(&b'\n') || !raw.contains(&b'\r') || raw.len() > limit::MAIL_BYTES {
        return Cow::Borrowed(raw);
    }
    raw.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect()
}

/// Takes the files, and notes them all in `understood`.
fn files(message: &Message<'_>, understood: &mut Understood) -> Vec<Attachment> {
    let mut attachments = Vec::new();
    for index in message.files(ROOT) {
        let part = &message.parts()[index];
        let name: String =
            text::line(part.name.as_deref().unwrap_or_default()).chars().take(limit::NAME).collect();
        let bytes = part.bytes();
        let sniffed = evidence::inspect(&part.media, &name, &bytes).ok().map(|accepted| accepted.media);
        understood.files.push(FileSeen {
            name: name.clone(),
            media: sniffed.map_or_else(|| part.media.to_string(), str::to_owned),
            size: bytes.len(),
            sha256: Digest::of(&bytes).to_string(),
            place: part.number.to_string(),
        });
        if part.kind == Kind::Message {
            continue;
        }
        if attachments.len() == limit::FILES {
            let kind = ProblemKind::TooManyFiles { limit: limit::FILES };
            understood.reading.problems.push(Problem::new(field::EVIDENCE, kind));
            break;
        }
        understood.reading.draft.attached |= sniffed.is_some();
        attachments.push(Attachment {
            name,
            media: part.media.to_string(),
            bytes: bytes.into_owned(),
            shown_in_text: part.content_id.is_some(),
        });
    }
    attachments
}
