//! What is too much.

/// The most that [`read`](crate::read) takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of a message.
    pub bytes: usize,
    /// The parts of a message, those of mails inside of it among them.
    pub parts: usize,
    /// How deep parts may lie inside of parts.
    pub depth: usize,
    /// The bytes of the header of one part.
    pub header_bytes: usize,
    /// The header fields of all parts.
    pub fields: usize,
}

/// More than any mail system of note lets through: Amazon SES takes 40 MB.
impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 40 << 20, parts: 20_000, depth: 50, header_bytes: 256 << 10, fields: 200_000 }
    }
}

/// Why a message is not read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// There is nothing to read.
    #[error("the message is empty")]
    Empty,
    /// Beyond [`Limits::bytes`].
    #[error("the message has more than {0} bytes: send large files in several messages")]
    TooLarge(usize),
    /// Beyond [`Limits::parts`].
    #[error("the message has more than {0} parts: send files in one archive, or in several messages")]
    TooManyParts(usize),
    /// Beyond [`Limits::depth`].
    #[error("the message has parts inside of parts more than {0} deep: attach what was forwarded directly")]
    TooDeep(usize),
    /// Beyond [`Limits::header_bytes`].
    #[error("the header of the message or of one of its parts has more than {0} bytes: shorten it")]
    HeaderTooLong(usize),
    /// Beyond [`Limits::fields`].
    #[error("the headers of the message have more than {0} fields: leave some out")]
    TooManyFields(usize),
}

impl MessageError {
    /// The code of this reason, for logs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge(_) => "too_large",
            Self::TooManyParts(_) => "too_many_parts",
            Self::TooDeep(_) => "too_deep",
            Self::HeaderTooLong(_) => "header_too_long",
            Self::TooManyFields(_) => "too_many_fields",
        }
    }
}
