//! Reports for machines inside of mails: delivery reports, feedback, ACNS notices.

use mime::{Kind, Message, Part};

use super::sender::{Sender, raw_values};
use crate::acns::{self, Acns};
use crate::arf::Feedback;
use crate::bounce::{self, Bounce};
use crate::bulk::{self, Bulk};
use crate::understood::{Class, Role, Understood};
use crate::{evidence, limit, xarf};

/// The most encoded bytes of a part that is looked into: the largest XARF report in base64.
const MOST_BYTES: usize = ::xarf::MOST_BYTES / 3 * 4;

/// The delivery report that `message` is: RFC 3464, or in the words of an older mail system.
pub(super) fn delivery_report(
    message: &Message<'_>,
    from: &str,
    subject: &str,
    text: &str,
) -> Option<Bounce> {
    let root = &message.parts()[mime::ROOT];
    let status = message.parts().iter().find(|part| {
        let is_own = part.parent.is_none_or(|parent| parent == mime::ROOT);
        is_own && matches!(&*part.media, "message/delivery-status" | "message/global-delivery-status")
    });
    let original = original(message);
    if let Some(status) = status {
        return Some(Bounce::read(&content(status), &original));
    }
    let failed: Vec<String> = raw_values(message, "X-Failed-Recipients").collect();
    let declared = &*root.media == "multipart/report"
        && raw_values(message, "Content-Type").any(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("delivery-status") || !value.contains("report-type")
        });
    let told = is_mail_system(message, from) && (says_undelivered(subject) || bounce::has_reason(text));
    if failed.is_empty() && !declared && !told {
        return None;
    }
    let to = message.fields().named("To").flat_map(|field| field.addresses());
    let ours: Vec<String> = to.map(|to| to.address).collect();
    Some(Bounce::of_text(text, &original, &failed, &ours))
}

/// Whether a mail system wrote the mail: by its address, or by the return path of what must not return.
fn is_mail_system(message: &Message<'_>, from: &str) -> bool {
    const NAMES: [&str; 4] = ["mailer-daemon", "postmaster", "post_master", "mail-daemon"];
    let is_system = |address: &str| {
        let local = address.trim_matches(['<', '>', ' ']).split('@').next().unwrap_or_default();
        NAMES.iter().any(|name| local.eq_ignore_ascii_case(name))
    };
    let authors = raw_values(message, "From").map(|value| value.to_ascii_lowercase());
    is_system(from)
        || raw_values(message, "Return-Path").any(|path| path == "<>" || is_system(&path))
        || authors.into_iter().any(|author| {
            NAMES.iter().any(|name| author.contains(name)) || author.contains("mail delivery s")
        })
}

/// Subjects of mails that came back, in lower case.
const UNDELIVERED: &[&str] = &[
    "undeliver",
    "not delivered",
    "not be delivered",
    "non-deliver",
    "returned mail",
    "returned to sender",
    "returning to sender",
    "returning message",
    "failure notice",
    "delivery fail",
    "delivery has failed",
    "delivery status notification",
    "delivery notification",
    "delivery report",
    "delivery error",
    "mail failed",
    "mail system error",
    "error sending your mail",
    "bounce",
    "rejected",
    "unzustellbar",
    "nicht zugestellt",
    "zustellung fehlgeschlagen",
    "non remis",
    "échec de la remise",
    "no se ha podido entregar",
    "no entregado",
    "não entregue",
    "falha na entrega",
    "mancato recapito",
    "mancata consegna",
    "onbestelbaar",
    "nie dostarczono",
    "недоставл",
    "не доставлен",
    "ошибка доставки",
    "退信",
    "投递失败",
    "系统退信",
    "配信エラー",
    "送信エラー",
    "配信不能",
    "配信できません",
    "送信できません",
];

fn says_undelivered(subject: &str) -> bool {
    let subject = subject.to_lowercase();
    UNDELIVERED.iter().any(|phrase| subject.contains(phrase))
}

/// The feedback report that `message` is (RFC 5965); a broken one is none.
pub(super) fn feedback(message: &Message<'_>) -> Option<Feedback> {
    let part = message.parts().iter().find(|part| &*part.media == "message/feedback-report")?;
    Feedback::read(&content(part), &original(message)).ok()
}

/// A notice for machines in a mail.
pub(super) enum Machine {
    /// ACNS notices, at least one.
    Acns(Vec<Acns>),
    /// A XARF report that obeys the rules of its version.
    Xarf(Understood),
    /// A XARF report that breaks them.
    BrokenXarf(Understood),
    /// A table of listings.
    Table(Box<Bulk>),
}

/// The notice for machines in `message`: in its texts and pages, or in a file.
pub(super) fn machine(message: &Message<'_>, sender: &Sender) -> Option<Machine> {
    let (mut notices, mut broken): (Vec<Acns>, _) = (Vec::new(), None);
    let mut xarf = None;
    let mut table = None;
    for part in message.parts().iter().filter(|part| part.raw().len() <= MOST_BYTES) {
        if may_be_table(part) {
            table = table.or_else(|| bulk::read(&part.bytes(), &of(sender)).ok());
        }
        if !is_textual(part) {
            continue;
        }
        let Ok(text) = part.text() else { continue };
        let text = text.text;
        if ::xarf::is_report(text.as_bytes()) {
            let read = xarf::read(text.as_bytes());
            let slot = if read.class == Class::Unreadable { &mut broken } else { &mut xarf };
            slot.get_or_insert(read);
        } else if part.kind == Kind::Text && xarf.is_none() {
            xarf = xarf::read_yaml_like(&text);
        }
        take_notices(part, &text, &mut notices);
    }
    if !notices.is_empty() {
        return Some(Machine::Acns(notices));
    }
    let names_listings = |table: &Bulk| table.understood().urls.iter().any(|url| url.role == Role::Accused);
    let rows = table.filter(names_listings).map(|table| Machine::Table(Box::new(table)));
    xarf.map(Machine::Xarf).or(rows).or_else(|| broken.map(Machine::BrokenXarf))
}

fn of(sender: &Sender) -> bulk::Sender {
    bulk::Sender { name: sender.name.clone(), email: sender.address.clone() }
}

/// Whether a part is text of any kind, XML and JSON among it.
fn is_textual(part: &Part<'_>) -> bool {
    let named =
        |ending: &str| part.name.as_ref().is_some_and(|name| name.to_ascii_lowercase().ends_with(ending));
    let typed = |kind: &str| part.media.ends_with(kind);
    match part.kind {
        Kind::Text | Kind::Html => true,
        Kind::File => {
            ["/xml", "+xml", "/json", "+json"].into_iter().any(typed) || named(".xml") || named(".json")
        }
        Kind::Multipart | Kind::Message => false,
    }
}

/// Whether a file is a table by its name or type.
fn may_be_table(part: &Part<'_>) -> bool {
    let name = part.name.as_deref().unwrap_or_default().to_ascii_lowercase();
    let by_name = [".csv", ".xlsx"].iter().any(|ending| name.ends_with(ending));
    part.is_file() && (by_name || matches!(&*part.media, "text/csv" | evidence::XLSX))
}

/// Takes the ACNS notices of a part, each once.
fn take_notices(part: &Part<'_>, text: &str, notices: &mut Vec<Acns>) {
    let mut cut = acns::cut(text);
    if part.kind == Kind::Html && cut.is_empty() {
        cut = acns::cut(&mime::read_html(text, limit::BODY_BYTES).text);
    }
    for notice in cut.iter().filter_map(|xml| Acns::read(xml).ok()) {
        if notices.len() < acns::MOST && !notices.contains(&notice) {
            notices.push(notice);
        }
    }
}

/// The header of the mail that a report is about: of the mail returned, or the part that holds only its header.
fn original(message: &Message<'_>) -> String {
    let part = message.parts().iter().enumerate().find_map(|(index, part)| match part.kind {
        Kind::Message if index != mime::ROOT => message
            .children(index)
            .next()
            .map(|inner| String::from_utf8_lossy(message.parts()[inner].fields().raw()).into_owned()),
        _ => matches!(&*part.media, "text/rfc822-headers" | "message/global-headers").then(|| content(part)),
    });
    part.unwrap_or_default()
}

fn content(part: &Part<'_>) -> String {
    let bytes = part.bytes();
    String::from_utf8_lossy(&bytes[..bytes.len().min(limit::BODY_BYTES)]).replace("\r\n", "\n")
}
