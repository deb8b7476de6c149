//! One part of a message.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::charset::{self, Text, Unreadable};
use crate::header::Fields;
use crate::transfer;

/// One part of a message: the message itself, a multipart, or what one holds.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// Where it lies: `1` is the message itself, `1.2` its second part. The mail inside of a
    /// `message/rfc822` part is the first part of that.
    pub number: Box<str>,
    /// The index of the part that holds it; the message itself has none.
    pub parent: Option<usize>,
    /// How many parts hold it, in turn.
    pub depth: usize,
    /// The media type in lower case, e.g. `text/plain`; the default of RFC 2045, 5.2, where none is declared.
    pub media: Box<str>,
    /// The declared charset in lower case.
    pub charset: Option<Box<str>>,
    /// The file's name, decoded (RFC 2231, RFC 2047). The sender chose it: it is no path.
    pub name: Option<Box<str>>,
    /// How it is meant to be shown (RFC 2183).
    pub disposition: Option<Disposition>,
    /// By which other parts name it (RFC 2392), without angle brackets.
    pub content_id: Option<Box<str>>,
    /// How its bytes are encoded.
    pub encoding: Encoding,
    /// What it is to a reader.
    pub kind: Kind,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
    pub(crate) flowed: bool,
    pub(crate) delsp: bool,
    pub(crate) source: Source<'a>,
    pub(crate) header: Range<usize>,
    pub(crate) body: Range<usize>,
}

/// What a part is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text of any type but HTML.
    Text,
    /// HTML.
    Html,
    /// It holds parts.
    Multipart,
    /// It holds a mail: its one child, whose header is that mail's.
    Message,
    /// Any other file.
    File,
}

/// How a part is meant to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// In place.
    Inline,
    /// As a file; so is any disposition that is unknown (RFC 2183, 2.8).
    Attachment,
}

/// The transfer encoding (RFC 2045, 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// The bytes as they are: `7bit`, `8bit`, `binary`, or none declared.
    #[default]
    Identity,
    /// `base64`.
    Base64,
    /// `quoted-printable`.
    QuotedPrintable,
    /// An unknown one: the bytes as they are.
    Unknown,
}

/// What is wrong with a part. It is read nonetheless, as far as it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// A multipart without a boundary, or whose boundary never came: it is read as text.
    NoBoundary,
    /// A multipart whose last boundary never came.
    Unterminated,
    /// No empty line ends its header: the body begins with the first line that is no field.
    NoEmptyLine,
    /// A mail whose bytes are encoded too often to be looked into; it is kept as a file.
    TooDeeplyEncoded,
    /// A signed or encrypted body that cannot be looked into; it is kept as a file.
    Sealed,
}

/// The bytes in which a part lies.
#[derive(Debug, Clone)]
pub(crate) enum Source<'a> {
    /// Those of the message.
    Raw(&'a [u8]),
    /// Those of a part that was decoded.
    Decoded(Arc<Vec<u8>>),
}

impl Source<'_> {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Raw(bytes) => bytes,
            Self::Decoded(bytes) => bytes,
        }
    }
}

impl Part<'_> {
    /// Its header; of the mail inside of a `message/rfc822` part, that of the part's child.
    #[must_use]
    pub fn fields(&self) -> Fields<'_> {
        Fields::of(&self.source.bytes()[self.header.clone()])
    }

    /// The body as it came, encoded; of a multipart with all that it holds.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.source.bytes()[self.body.clone()]
    }

    /// The body, decoded: a copy only where it was encoded. What is not of the encoding is skipped.
    #[must_use]
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match self.encoding {
            Encoding::Base64 => Cow::Owned(transfer::base64(self.raw())),
            Encoding::QuotedPrintable => Cow::Owned(transfer::quoted_printable(self.raw())),
            Encoding::Identity | Encoding::Unknown => Cow::Borrowed(self.raw()),
        }
    }

    /// The SHA-256 of the decoded body.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        if self.encoding != Encoding::Base64 {
            return Sha256::digest(self.bytes()).into();
        }
        let mut hash = Sha256::new();
        transfer::base64_pieces(self.raw(), |piece| hash.update(piece));
        hash.finalize().into()
    }

    /// The decoded body as text.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] when its charset is one that hides what it says.
    pub fn text(&self) -> Result<Text, Unreadable> {
        charset::decode(self.bytes(), self.charset.as_deref())
    }

    /// Whether it is a file to keep: declared an attachment, named, or of a type that is no text. Pictures
    /// shown in place are files, too; so are mails inside of the mail.
    #[must_use]
    pub fn is_file(&self) -> bool {
        match self.kind {
            Kind::Multipart => false,
            Kind::Message | Kind::File => true,
            Kind::Text | Kind::Html => {
                self.disposition == Some(Disposition::Attachment)
                    || self.name.is_some() && self.parent.is_some()
            }
        }
    }
}

impl Disposition {
    pub(crate) fn of(value: &str) -> Self {
        if value.eq_ignore_ascii_case("inline") { Self::Inline } else { Self::Attachment }
    }
}

impl Encoding {
    pub(crate) fn of(value: &str) -> Self {
        let word = value.split(|c: char| c.is_ascii_whitespace() || matches!(c, ';' | '(')).next();
        match word.unwrap_or_default().trim_matches('"').to_ascii_lowercase().as_str() {
            "base64" => Self::Base64,
            "quoted-printable" => Self::QuotedPrintable,
            "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" => Self::Identity,
            _ => Self::Unknown,
        }
    }
}
