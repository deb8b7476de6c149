//! Automatic decisions: rules as data, in order. The first live rule that applies decides; what none decides
//! goes to the desk. A shadow rule is asked and recorded, and decides nothing.
//!
//! The rules that come with this program are in `shared/domain/policy/rules`. An operator's own are sets of the
//! same form with numbers from [`FIRST_OF_OPERATOR`] on; the highest number decides. A set is never changed once
//! it has decided anything: the next one gets the next number.

mod input;

use case::{
    AuthorityInput, AutomaticInput, Claim, ClassesInput, ConflictInput, CureInput, DecisionInputs,
    DeclineCode, EarlierInput, Filing, FormInput, ListingInput, MarkInput, MisuseInput, PictureInput, Proof,
    Question, RightInput, StandingInput, TerritoryInput, TextInput,
};

use crate::codes::{self, AutomaticFor};
use crate::notices::{NoticeLaw, NoticesFrom};

pub use input::{Input, Look};

/// The lowest number of an operator's own set. Those below are this program's.
pub const FIRST_OF_OPERATOR: u16 = 100;

/// The rule sets that came with this program, as they are written: the last one decides, the earlier ones explain what
/// was decided by them.
pub const OF_THIS_PROGRAM: [&str; 2] = [include_str!("../rules/1.json"), include_str!("../rules/2.json")];

/// What a rule leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Statutory elements are missing: the complainant is asked.
    Incomplete,
    /// Well-founded.
    Accept,
    /// Well-founded as far as it goes: the listing is paused, which takes no more from the seller than so little shows.
    Pause,
    /// Not well-founded.
    Decline(DeclineCode),
    /// A person must decide.
    Desk(Question),
    /// Nothing is decided yet: the listing is looked at again later.
    Again,
}

/// As it is written in a rule set.
impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Incomplete => f.write_str("incomplete"),
            Self::Accept => f.write_str("accept"),
            Self::Pause => f.write_str("pause"),
            Self::Decline(code) => write!(f, "decline {code}"),
            Self::Desk(question) => write!(f, "desk {question}"),
            Self::Again => f.write_str("again"),
        }
    }
}

/// Whether a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// It decides.
    Live,
    /// It only shows what it would have decided.
    Shadow,
}

/// One rule: it applies when each input that it names has one of the values that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its code, of a-z and _.
    pub code: String,
    /// Why it stands, in a sentence, with its source.
    pub why: String,
    /// What it looks at, and for which values it applies. Looking at nothing, it always applies.
    pub when: Vec<(Input, Vec<&'static str>)>,
    /// What it leads to.
    pub then: Verdict,
    /// Whether it decides.
    pub mode: Mode,
}

impl Rule {
    /// Whether each input that it names has one of the values that it names.
    fn applies(&self, look: Look<'_>) -> bool {
        self.when.iter().all(|(input, wanted)| look.at(*input).is_some_and(|value| wanted.contains(&value)))
    }
}

/// What one rule came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What it looked at, with the value; `None` where that is unknown.
    pub inputs: Vec<(Input, Option<&'static str>)>,
    /// Whether it applies.
    pub applies: bool,
}

/// A decision with all that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement<'a> {
    /// What is decided: what the rule says, or the desk where the floor of automatic acts does not let it.
    pub verdict: Verdict,
    /// The rule that decided; `None` when none did, which is for the desk.
    pub by: Option<&'a Rule>,
    /// Every rule, in order.
    pub found: Vec<Found<'a>>,
}

/// Rules in order, under a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSet {
    /// Its number, from 1.
    pub number: u16,
    /// In the order in which they are asked.
    pub rules: Vec<Rule>,
}

/// What holds under any rules.
///
/// Nothing is accepted without a person but a complete complaint of someone who is proved and may act, about a listing
/// that everybody sees, that is in dispute nowhere else and about which no person has declined before, under a
/// registered and verified right in force there, where a comparison of this listing shows what the right protects.
///
/// Nothing is declined without a person while nobody has read a document that may cure it. Where the operator has
/// stopped automatic acts, neither happens. Nor is anything declined of someone who is not proved, which only a reviewer
/// files, or because somebody does not hold the right where the law takes notices of anyone.
fn above_floor(filing: &Filing, inputs: &DecisionInputs, verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Accept | Verdict::Pause | Verdict::Decline(_)
            if inputs.get() == Some(AutomaticInput::Stopped) =>
        {
            Verdict::Desk(Question::AutomaticStopped)
        }
        Verdict::Accept | Verdict::Pause if !obstacles(filing, inputs).is_empty() => {
            Verdict::Desk(Question::Policy)
        }
        Verdict::Accept | Verdict::Pause if is_left_to_members(filing.claim, inputs) => {
            Verdict::Desk(Question::MembersOnly)
        }
        Verdict::Accept | Verdict::Pause if !is_compared(filing.claim, inputs) => {
            Verdict::Desk(Question::NothingCompared)
        }
        Verdict::Decline(code)
            if inputs.get() == Some(CureInput::Document) && codes::is_cured_by_document(code) =>
        {
            Verdict::Desk(Question::DocumentAdded)
        }
        Verdict::Decline(_) if filing.proof == Proof::None => Verdict::Desk(Question::WhoComplains),
        Verdict::Decline(DeclineCode::NotTheHolder) if is_taken_of_anyone(filing) => {
            Verdict::Desk(Question::NonHolder)
        }
        Verdict::Incomplete
        | Verdict::Accept
        | Verdict::Pause
        | Verdict::Decline(_)
        | Verdict::Desk(_)
        | Verdict::Again => verdict,
    }
}

/// Whether the law of the listing's territory takes notices of anyone.
fn is_taken_of_anyone(filing: &Filing) -> bool {
    NoticeLaw::of_filing(filing).notices_from() == NoticesFrom::Anyone
}

/// What of complaint, complainant, right and listing keeps a machine from acting on them.
#[must_use]
pub fn obstacles(filing: &Filing, inputs: &DecisionInputs) -> Vec<Input> {
    let may_act = inputs.get().is_some_and(|authority: AuthorityInput| authority != AuthorityInput::None);
    let is_free = inputs.get().is_some_and(|misuse: MisuseInput| misuse != MisuseInput::Suspended);
    [
        (Input::Elements, filing.missing.is_empty()),
        (Input::Proof, filing.proof != Proof::None),
        (Input::Automatic, inputs.get() == Some(AutomaticInput::Allowed)),
        (Input::Listing, inputs.get() == Some(ListingInput::Visible)),
        (Input::Right, inputs.get() == Some(RightInput::InForce)),
        (Input::Territory, inputs.get() == Some(TerritoryInput::Covered)),
        (Input::Earlier, inputs.get() == Some(EarlierInput::None)),
        (Input::Conflict, inputs.get() == Some(ConflictInput::None)),
        (Input::Authority, may_act),
        (Input::Misuse, is_free),
    ]
    .into_iter()
    .filter_map(|(input, allows)| (!allows).then_some(input))
    .collect()
}

/// Whether the claim is decided without a person for members only, and the complainant is none.
fn is_left_to_members(claim: Claim, inputs: &DecisionInputs) -> bool {
    codes::automatic_for(claim) == AutomaticFor::Members && inputs.get() != Some(StandingInput::Member)
}

/// Whether a comparison of the listing shows what is claimed: a word mark in the title or any mark in a picture, for goods
/// of its classes; a work in a picture or word for word. What no comparison of this program shows takes a person: whether goods are like
/// a design or an invention, signs alike, copies unlawful, goods imported past their owner.
fn is_compared(claim: Claim, inputs: &DecisionInputs) -> bool {
    let in_picture = inputs.get() == Some(PictureInput::Same);
    let fit = inputs.get() == Some(ClassesInput::Fit);
    match claim {
        Claim::Counterfeit | Claim::TestPurchase | Claim::TrademarkMisuse => {
            let in_title = inputs.get() == Some(MarkInput::Act) && inputs.get() == Some(FormInput::Words);
            (in_title || in_picture) && fit
        }
        Claim::MarkOnGoods => in_picture && fit,
        Claim::Copyright => in_picture || inputs.get() == Some(TextInput::Same),
        Claim::SimilarMark
        | Claim::ShopName
        | Claim::ParallelImport
        | Claim::PiratedMedia
        | Claim::Design
        | Claim::Patent
        | Claim::GeographicalIndication
        | Claim::TradeSecret
        | Claim::Other => false,
    }
}

impl RuleSet {
    /// Decides, and lists all that led to it. The same filing and the same inputs always lead to the same verdict.
    #[must_use]
    pub fn judge<'a>(&'a self, filing: &Filing, inputs: &DecisionInputs) -> Judgement<'a> {
        let look = Look { filing, inputs };
        let found = self.rules.iter().map(|rule| Found {
            rule,
            inputs: rule.when.iter().map(|(input, _)| (*input, look.at(*input))).collect(),
            applies: rule.applies(look),
        });
        let found = found.collect();
        Judgement { verdict: self.verdict(filing, inputs), by: self.decides(filing, inputs), found }
    }

    /// Only the verdict of [`Self::judge`], without the list of what led to it.
    #[must_use]
    pub fn verdict(&self, filing: &Filing, inputs: &DecisionInputs) -> Verdict {
        let decider = self.decides(filing, inputs);
        let verdict = decider.map_or(Verdict::Desk(Question::Policy), |rule| rule.then);
        above_floor(filing, inputs, verdict)
    }

    /// The rule that decides, where one does: the first live one that applies.
    #[must_use]
    pub fn decides(&self, filing: &Filing, inputs: &DecisionInputs) -> Option<&Rule> {
        let look = Look { filing, inputs };
        self.rules.iter().find(|rule| rule.mode == Mode::Live && rule.applies(look))
    }

    /// What this set would decide if the shadow rule `code` were live; `None` when it has no such rule.
    #[must_use]
    pub fn with_live(&self, code: &str) -> Option<Self> {
        let mut other = self.clone();
        other.rules.iter_mut().find(|rule| rule.code == code && rule.mode == Mode::Shadow)?.mode = Mode::Live;
        Some(other)
    }

    /// The codes of rules that are live here and were in none of `earlier` sets, neither live nor in shadow,
    /// as they are now: no rule decides before it was watched.
    pub fn unwatched<'a>(&'a self, earlier: &'a [Self]) -> impl Iterator<Item = &'a str> {
        let watched = |rule: &Rule| {
            earlier
                .iter()
                .flat_map(|set| &set.rules)
                .any(|other| other.code == rule.code && other.when == rule.when && other.then == rule.then)
        };
        self.rules
            .iter()
            .filter(move |rule| rule.mode == Mode::Live && !watched(rule))
            .map(|rule| rule.code.as_str())
    }
}
