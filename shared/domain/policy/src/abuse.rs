//! Rate limits for unauthenticated callers. Brand accounts are not limited here.

use jiff::SignedDuration;

/// What an unauthenticated caller may do only so often. Brand accounts are not limited by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitedAction {
    /// Filing from one network address, with a proof of work.
    File,
    /// Filing from one network address without one, as a browser without scripts does.
    FileUnproved,
    /// Asking one mail address to confirm complaints, whoever sent them.
    AskToConfirm,
    /// Asking one mail address to confirm what one network sent: so others cannot use up what its owner needs.
    AskFromNetwork,
    /// Unconfirmed complaints of one network that a person looks at.
    Unconfirmed,
    /// Answering mails of one sender automatically.
    AnswerMail,
    /// Showing a wrong secret (an account secret, an API key) from one network address.
    WrongSecret,
}

impl LimitedAction {
    /// Every value.
    pub const ALL: &'static [Self] = &[
        Self::File,
        Self::FileUnproved,
        Self::AskToConfirm,
        Self::AskFromNetwork,
        Self::Unconfirmed,
        Self::AnswerMail,
        Self::WrongSecret,
    ];

    /// The code under which it is counted.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::FileUnproved => "file_unproved",
            Self::AskToConfirm => "ask_to_confirm",
            Self::AskFromNetwork => "ask_from_network",
            Self::Unconfirmed => "unconfirmed",
            Self::AnswerMail => "answer_mail",
            Self::WrongSecret => "wrong_secret",
        }
    }

    /// At most this often in this span of time.
    #[must_use]
    pub const fn most(self) -> (u32, SignedDuration) {
        const HOUR: SignedDuration = SignedDuration::from_hours(1);
        const DAY: SignedDuration = SignedDuration::from_hours(24);
        match self {
            Self::File => (60, HOUR),
            Self::FileUnproved => (6, HOUR),
            Self::AskToConfirm => (20, DAY),
            Self::AskFromNetwork => (10, DAY),
            Self::Unconfirmed => (5, DAY),
            Self::AnswerMail => (10, DAY),
            Self::WrongSecret => (20, HOUR),
        }
    }
}

/// How many days a complaint waits for its confirmation, and the link that confirms it is good. The inbox bucket's
/// lifecycle in the template says the same.
pub const HELD_DAYS: u32 = 60;

/// After how long without confirmation a complete complaint waits for a person.
pub const CONFIRMATION_OVERDUE: SignedDuration = SignedDuration::from_hours(24);
