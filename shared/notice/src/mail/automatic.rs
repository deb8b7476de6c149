//! Mails that a machine sent by itself, which must never be answered (RFC 3834).

use mail_parser::{Message, MimeHeaders};

use super::sender::raw_values;

/// By which sign a mail was found to be automatic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Automatic {
    /// `Auto-Submitted` is other than `no` (RFC 3834, 5).
    AutoSubmitted,
    /// The return path is empty (RFC 5321, 4.5.5).
    NullReturnPath,
    /// A delivery or other report (RFC 6522).
    Report,
    /// A mail system's own address wrote it.
    MailSystem,
    /// It came over a mailing list (RFC 2919) or in bulk.
    Bulk,
    /// It asks that nothing be answered automatically.
    SuppressesAnswers,
}

impl Automatic {
    /// The code of this sign, for logs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AutoSubmitted => "auto_submitted",
            Self::NullReturnPath => "null_return_path",
            Self::Report => "report",
            Self::MailSystem => "mail_system",
            Self::Bulk => "bulk",
            Self::SuppressesAnswers => "suppresses_answers",
        }
    }
}

/// Why `message` is automatic, if it is.
pub(super) fn reason(message: &Message<'_>, from: &str) -> Option<Automatic> {
    let first_word = |value: String| {
        let end = value.find([' ', ';', '(', '\t']).unwrap_or(value.len());
        value[..end].to_ascii_lowercase()
    };
    let any = |name: &str, test: &dyn Fn(&str) -> bool| {
        raw_values(message, name).map(first_word).any(|value| test(&value))
    };
    let present = |name: &str| raw_values(message, name).next().is_some();
    let local = from.split('@').next().unwrap_or_default();
    let is_report = message.content_type().is_some_and(|media| {
        media.ctype() == "multipart" && media.subtype() == Some("report")
            || media.ctype() == "message" && media.subtype() == Some("delivery-status")
    });
    let signs = [
        (any("Auto-Submitted", &|value| value != "no"), Automatic::AutoSubmitted),
        (is_report, Automatic::Report),
        (any("Return-Path", &|value| value == "<>"), Automatic::NullReturnPath),
        (local.eq_ignore_ascii_case("mailer-daemon"), Automatic::MailSystem),
        (present("X-Autoreply") || present("X-Autorespond"), Automatic::AutoSubmitted),
        (present("List-Id") || present("List-Unsubscribe"), Automatic::Bulk),
        (
            any("Precedence", &|value| matches!(value, "bulk" | "junk" | "list" | "auto_reply")),
            Automatic::Bulk,
        ),
        (any("X-Auto-Response-Suppress", &|value| value != "none"), Automatic::SuppressesAnswers),
    ];
    signs.into_iter().find(|(found, _)| *found).map(|(_, reason)| reason)
}
