//! Every code of the domain in plain words, for pages, letters and the answers of the API.

use case::{
    Case, Claim, DeclineCode, Filing, GuardCode, Language, Letter, ListingInput, Measure, MeasureState,
    Outcome, Place, Question, RightKind, RightRef, Side, State, Territory, WhyRestore,
};
use jiff::Timestamp;
use policy::Demand;

use crate::text::{arg, find, say, tell, time};

mod law;

pub use law::{legal_ground, provision, provisions};
pub(crate) use law::{resting_on, resting_on_all};

/// A decline code in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclineWords {
    /// In a few words, e.g. `The right was not found`.
    pub title: String,
    /// Why, in a sentence.
    pub reason: String,
    /// The field that failed.
    pub field: String,
    /// What would cure it.
    pub cure: String,
}

/// Why a complaint is declined, which field failed and what would cure it.
#[must_use]
pub fn decline(language: Language, code: DeclineCode) -> DeclineWords {
    let part = |name: &str| say(language, &format!("decline-{code}{name}"));
    DeclineWords { title: part(""), reason: part(".reason"), field: part(".field"), cure: part(".cure") }
}

/// Why a complaint is declined, as a clause that speaks to neither side.
pub(crate) fn declined_because(language: Language, code: DeclineCode) -> String {
    say(language, &format!("decline-{code}.because"))
}

/// Whether what was declined for this can be cured by filing again.
pub(crate) const fn is_filed_again(code: DeclineCode) -> bool {
    !matches!(
        code,
        DeclineCode::ListingGone
            | DeclineCode::NoInfringement
            | DeclineCode::Parody
            | DeclineCode::NotAnIpClaim
            | DeclineCode::ComplainantSuspended
    )
}

/// A missing element in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementWords {
    /// What is missing.
    pub title: String,
    /// How to supply it.
    pub cure: String,
}

/// The same for a complaint, with what allows what it was declined for where it complains of it.
#[must_use]
pub fn decline_of(language: Language, code: DeclineCode, filing: &Filing) -> DeclineWords {
    let words = decline(language, code);
    let law = provisions(language, &policy::permissions(code, filing));
    if law.is_empty() {
        return words;
    }
    let law = tell(language, "law-ground", &[("law", arg(law))]);
    DeclineWords { reason: joined(language, &words.reason, &law), ..words }
}

/// What is missing, how to supply it, and by which provision it is demanded.
#[must_use]
pub fn element(language: Language, demand: Demand) -> ElementWords {
    let element = demand.element;
    let cure = say(language, &format!("element-{element}.cure"));
    let cure = match demand.source {
        Some(law) => {
            tell(language, "element-by-law", &[("cure", arg(cure)), ("law", arg(provision(language, law)))])
        }
        None => cure,
    };
    ElementWords { title: say(language, &format!("element-{element}")), cure }
}

/// What is claimed.
#[must_use]
pub fn claim(language: Language, claim: Claim) -> String {
    say(language, &format!("claim-{claim}"))
}

/// What a claim means, in a sentence.
#[must_use]
pub fn claim_hint(language: Language, claim: Claim) -> String {
    say(language, &format!("claim-{claim}.hint"))
}

/// A label and its value on one line, with the colon of the language.
pub(crate) fn labelled(language: Language, label: &str, value: &str) -> String {
    format!("{label}{}{value}", say(language, "site-colon"))
}

/// A text with a remark in brackets.
pub(crate) fn bracketed(language: Language, text: &str, remark: impl std::fmt::Display) -> String {
    tell(language, "site-bracketed", &[("text", arg(text)), ("remark", arg(remark))])
}

/// A kind of right.
#[must_use]
pub fn right_kind(language: Language, kind: RightKind) -> String {
    say(language, &format!("right-{kind}"))
}

/// A registered right, by its kind, office and number.
#[must_use]
pub fn registered(language: Language, right: &RightRef) -> String {
    format!("{} {} {}", right_kind(language, right.kind()), right.office(), right.number())
}

/// What a claim rests on: a kind of right, or the claim itself where it rests on none that is registered.
#[must_use]
pub fn rests_on(language: Language, on: Claim) -> String {
    on.right_kind().map_or_else(|| claim(language, on), |kind| right_kind(language, kind))
}

/// A right as a complaint of `claim` names it: by office and number, or else by the work.
#[must_use]
pub fn right(language: Language, claim: Claim, office: &str, number: &str, work: &str) -> String {
    let kind = rests_on(language, claim);
    match (number, work) {
        ("", "") => kind,
        ("", work) => labelled(language, &kind, work),
        (number, _) => format!("{kind} {office} {number}"),
    }
}

/// The right of a filing, as far as it is known without the complaint's words.
#[must_use]
pub fn right_of(language: Language, filing: &Filing) -> String {
    match &filing.right {
        // The number of a right that no office numbers (WIPO ST.3: `XX`) says nothing to a reader.
        Some(named) if named.office() != "XX" => registered(language, named),
        Some(_) | None => rests_on(language, filing.claim),
    }
}

/// What stands in place of words that were erased with the data of their party.
#[must_use]
pub fn erased(language: Language) -> String {
    say(language, "erased")
}

/// Where a case stands, in a few words.
#[must_use]
pub fn state(language: Language, state: &State) -> String {
    match state {
        State::InForce { decision, .. } if decision.measure == Measure::Pause => {
            say(language, "state-paused")
        }
        state => say(language, &format!("state-{}", state.code())),
    }
}

/// Two sentences, one after the other: Chinese leaves no blank.
pub(crate) fn joined(language: Language, first: &str, second: &str) -> String {
    let gap = if language == Language::Zh { "" } else { " " };
    format!("{first}{gap}{second}")
}

/// Where a case stands, in a sentence to a side. A closed case says how and when it ended, a restored listing why it
/// is back, and one whose measure is limited where it is so.
#[must_use]
pub fn state_sentence(language: Language, case: &Case, to: Side) -> String {
    if case.only_in.is_empty()
        || matches!(case.measure_state(), MeasureState::NeverTaken | MeasureState::LeftDown)
    {
        return state_alone(language, case, to);
    }
    let named = [("territories", arg(territories(language, &case.only_in)))];
    let key = match &case.state {
        State::Closed(end) => format!("outcome-{end}-part"),
        state => format!("state-{}-part.{to}", state.code()),
    };
    match (find(language, &key, &named), &case.state) {
        (Some(told), State::Closed(_)) => {
            joined(language, &told, &closed_on(language, case.closed_at.unwrap_or(case.last_at)))
        }
        (Some(told), State::Restored { why, .. }) => joined(language, &told, &why_restored(language, *why)),
        (Some(told), _) => told,
        (None, _) => {
            let told = state_alone(language, case, to);
            joined(language, &told, &tell(language, "state-only-in", &named))
        }
    }
}

fn state_alone(language: Language, case: &Case, to: Side) -> String {
    match &case.state {
        State::Filed if to == Side::Complainant && is_hidden(case) => {
            let until = case.filed_at.saturating_add(policy::HIDDEN_FOR).unwrap_or(case.filed_at);
            tell(language, "state-hidden", &[("until", arg(time(language, until)))])
        }
        State::Closed(Outcome::Restored) if !case.left_down.is_empty() => {
            let ended = say(language, &format!("state-left_down.{to}"));
            joined(language, &ended, &closed_on(language, case.closed_at.unwrap_or(case.last_at)))
        }
        State::Closed(end) => closed(language, *end, case.closed_at.unwrap_or(case.last_at)),
        State::AtDesk { question: asked, .. } if to == Side::Complainant => {
            let why = guards_behind(language, case, *asked);
            let sentence = question(language, *asked);
            why.iter().fold(sentence, |told, (_, why)| joined(language, &told, why))
        }
        State::InForce { decision, .. } if decision.measure == Measure::Pause => {
            say(language, &format!("state-paused.{to}"))
        }
        State::AwaitingAnswer { contested: Some(_), .. } => say(language, &format!("state-contested.{to}")),
        State::HeldForCourt { claim, .. } if claim.proved.is_some() => {
            say(language, &format!("state-proved_in_court.{to}"))
        }
        State::Restored { why, .. } => {
            let state = if case.left_down.is_empty() { "restored" } else { "left_down" };
            let sentence = say(language, &format!("state-{state}.{to}"));
            joined(language, &sentence, &why_restored(language, *why))
        }
        state => say(language, &format!("state-{}.{to}", state.code())),
    }
}

/// Whether the marketplace did not show the listing of a case when it was looked at last.
fn is_hidden(case: &Case) -> bool {
    case.record.as_ref().is_some_and(|record| record.inputs.get() == Some(ListingInput::Hidden))
}

/// The names of territories, in a list; the code of one that has none here.
#[must_use]
pub fn territories(language: Language, territories: &[Territory]) -> String {
    let name =
        |it: &Territory| find(language, &format!("territory-{it}"), &[]).unwrap_or_else(|| it.to_string());
    territories.iter().map(name).collect::<Vec<_>>().join(&say(language, "site-comma"))
}

/// A measure, with the territories in which alone it holds, where it is limited.
#[must_use]
pub fn measure(language: Language, measure: Measure, only_in: &[Territory]) -> String {
    limited(language, &say(language, &format!("measure-{measure}")), only_in)
}

/// A text about a measure, with the territories in which alone it holds, where it is limited.
pub(crate) fn limited(language: Language, text: &str, only_in: &[Territory]) -> String {
    if only_in.is_empty() {
        return text.to_owned();
    }
    let named = arg(territories(language, only_in));
    bracketed(language, text, tell(language, "measure-only-in", &[("territories", named)]))
}

/// A text about a listing's return, with the territories in which it returns, where the measure was limited.
pub(crate) fn placed(language: Language, text: &str, only_in: &[Territory]) -> String {
    if only_in.is_empty() {
        return text.to_owned();
    }
    let named = arg(territories(language, only_in));
    bracketed(language, text, tell(language, "measure-in", &[("territories", named)]))
}

/// Why a listing returns.
#[must_use]
pub fn why_restored(language: Language, why: WhyRestore) -> String {
    say(language, &format!("restore-{why}"))
}

/// Why a person looks at a case.
#[must_use]
pub fn question(language: Language, question: Question) -> String {
    say(language, &format!("question-{question}"))
}

/// What the listing says that keeps the mark from counting by itself: what it seems to say, not what is true of the
/// goods. `None` for a code that this program does not know.
#[must_use]
pub fn guard(language: Language, code: &GuardCode) -> Option<String> {
    let (said, place) = code.parts();
    let said = find(language, &format!("guard-{said}"), &[])?;
    Some(match place {
        Place::Title => said,
        Place::Attributes => joined(language, &said, &say(language, "guard-in-attributes")),
        Place::Text => joined(language, &said, &say(language, "guard-in-text")),
    })
}

/// What the listing says that a question to the desk rests on, with its words, where the question is about that.
#[must_use]
pub fn guards_behind(language: Language, case: &Case, asked: Question) -> Vec<(GuardCode, String)> {
    let is_about_them = matches!(
        asked,
        Question::NominativeUse
            | Question::Likeness
            | Question::AuthorisedSeller
            | Question::LawfulUse
            | Question::Resale
            | Question::MarkUnclear
            | Question::GoodsDiffer
            | Question::Policy
    );
    let guards = case.record.iter().flat_map(|record| &record.guards).filter(|_| is_about_them);
    guards.filter_map(|code| Some((code.clone(), guard(language, code)?))).collect()
}

/// How a case ended.
#[must_use]
pub fn outcome(language: Language, outcome: Outcome) -> String {
    say(language, &format!("outcome-{outcome}"))
}

/// How a case ended, and when.
#[must_use]
pub fn closed(language: Language, end: Outcome, at: Timestamp) -> String {
    joined(language, &outcome(language, end), &closed_on(language, at))
}

fn closed_on(language: Language, at: Timestamp) -> String {
    tell(language, "outcome-closed-on", &[("at", arg(time(language, at)))])
}

/// The name of a letter.
#[must_use]
pub fn letter(language: Language, letter: Letter) -> String {
    say(language, &format!("letter-{letter}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str) {
        for language in Language::ALL {
            assert!(find(*language, key, &[]).is_some_and(|text| !text.is_empty()), "{language}: {key}");
        }
    }

    #[test]
    fn every_code_has_its_words() {
        for code in DeclineCode::ALL {
            for part in ["", ".reason", ".because", ".field", ".cure"] {
                check(&format!("decline-{code}{part}"));
            }
        }
        for code in case::Element::ALL {
            check(&format!("element-{code}"));
            check(&format!("element-{code}.cure"));
        }
        for code in Claim::ALL {
            for part in ["", ".hint", ".ground"] {
                check(&format!("claim-{code}{part}"));
            }
        }
        RightKind::ALL.iter().for_each(|code| check(&format!("right-{code}")));
        Question::ALL.iter().for_each(|code| check(&format!("question-{code}")));
        matching::Guard::CODES.iter().for_each(|code| check(&format!("guard-{code}")));
        WhyRestore::ALL.iter().for_each(|code| check(&format!("restore-{code}")));
        Outcome::ALL.iter().for_each(|code| check(&format!("outcome-{code}")));
        Letter::ALL.iter().for_each(|code| check(&format!("letter-{code}")));
        case::Measure::ALL.iter().for_each(|code| check(&format!("measure-{code}")));
    }

    #[test]
    fn every_member_state_has_its_name() {
        let states = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
        for state in states.split(' ') {
            check(&format!("territory-{state}"));
        }
    }

    #[test]
    fn every_order_has_its_words() {
        for action in case::Action::all() {
            for part in ["", ".done", ".refused", ".retried"] {
                let key = format!("order-{}{part}", action.code());
                for language in Language::ALL {
                    let text = find(*language, &key, &[("reason", arg("sold out"))]);
                    assert!(text.is_some_and(|text| !text.is_empty()), "{language}: {key}");
                }
            }
        }
    }

    #[test]
    fn every_state_has_its_words() {
        for side in Side::ALL {
            check(&format!("state-contested.{side}"));
            check(&format!("state-paused.{side}"));
        }
        for code in case::State::CODES {
            for part in ["", ".complainant", ".seller"] {
                check(&format!("state-{code}{part}"));
            }
        }
    }
}
