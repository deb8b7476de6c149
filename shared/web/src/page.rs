//! HTML pages. Each is a struct of what it shows, with an `html` method.
//!
//! Forms post URL-encoded fields to `/complaints`, to `<status link>/{complete,withdraw,answer,appeal}` and
//! to the seller's own link. Every form also sends `lang` (`en` or `zh`). A form that was rejected is shown
//! again, with what was typed and a list of [`FieldError`]s.

mod complaint;
mod completion;
mod confirm;
mod done;
mod field;
mod files;
mod lint;
mod received;
mod seller;
mod standing;
mod status;
mod told;
mod trouble;

pub use complaint::{Challenge, ComplaintForm, Filed, FormValues};
pub use completion::asked;
pub use confirm::{Confirm, PendingConfirmation, unasked};
pub use done::Done;
pub use field::{ERROR_CODES, FieldError, by_law};
pub use files::PLAIN_BYTES;
pub use lint::Recognised;
pub use received::Received;
pub use seller::{Beside, SellerPage};
pub use standing::{StandingPage, StandingPart, StandingScope, StandingState};
pub use status::{CaseView, Status, Typed};
pub use trouble::{ErrorPage, NotFound, Trouble};

use askama::Template;
use case::{Decider, Language, Order, Stage, State};

use crate::asset::path_of;
use crate::text::{Arg, arg, say, tell};

/// What every page needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The name on the pages.
    pub name: String,
    /// The reader's language.
    pub language: Language,
    /// Path at which this page can be read again (GET), for the switch of languages.
    pub path: String,
    /// What else the address of this page asks for, e.g. `&claim=design`; may be empty.
    pub query: String,
}

impl Site {
    /// The page at `path` in `language`, under the name `Goodfaith`.
    #[must_use]
    pub fn new(language: Language, path: impl Into<String>) -> Self {
        Self { name: "Goodfaith".to_owned(), language, path: path.into(), query: String::new() }
    }

    fn say(&self, key: &str) -> String {
        say(self.language, key)
    }

    fn with(&self, key: &str, name: &'static str, value: impl std::fmt::Display) -> String {
        tell(self.language, key, &[(name, arg(value))])
    }

    fn count(&self, key: &str, count: impl TryInto<u32>) -> String {
        let args: [Arg<'_>; 1] = [("count", count.try_into().unwrap_or(u32::MAX).into())];
        tell(self.language, key, &args)
    }

    fn explain(&self, error: &FieldError) -> String {
        error.text(self.language)
    }

    const fn tag(&self) -> &'static str {
        self.language.code()
    }

    /// The other languages: their codes, and what they call themselves.
    fn others(&self) -> Vec<(&'static str, String)> {
        let others = Language::ALL.iter().filter(|language| **language != self.language);
        others.map(|language| (language.code(), say(*language, "site-own-name"))).collect()
    }

    /// What stands between two sentences: Chinese leaves no blank.
    const fn gap(&self) -> &'static str {
        match self.language {
            Language::En => " ",
            Language::Zh => "",
        }
    }

    /// Where the asset `name` is.
    fn asset(&self, name: &str) -> &'static str {
        path_of(name)
    }

    /// How a decision was taken, to someone who may appeal against it or not.
    fn decided_by(&self, by: &Decider, may_appeal: bool) -> String {
        match by {
            Decider::Machine if may_appeal => self.say("decided-machine-appeal"),
            Decider::Machine => self.say("decided-machine"),
            Decider::Reviewer(_) => self.say("decided-person"),
        }
    }
}

/// Rendering into memory fails only when a value's own formatting fails, and none of ours does.
fn html(page: &impl Template) -> String {
    page.render().unwrap_or_default()
}

/// The colour of a state: who has to act, or how it ended.
const fn tone(state: &State) -> &'static str {
    match state {
        State::Incomplete { .. } | State::AwaitingAnswer { contested: None, .. } => "attention",
        State::InForce { .. } | State::Upheld { .. } | State::HeldForCourt { .. } => "good",
        State::Declined { .. } | State::Ordered { order: Order { stage: Stage::Refused { .. }, .. }, .. } => {
            "bad"
        }
        State::Withdrawn | State::Restored { .. } | State::Closed(_) => "quiet",
        State::Filed
        | State::AtDesk { .. }
        | State::Ordered { .. }
        | State::CounterNoticed { .. }
        | State::AwaitingAnswer { contested: Some(_), .. }
        | State::Appealed { .. } => "moving",
    }
}
