//! Where a complaint and its listings stand, in the words of eBay's VeRO API: a packet is `Received`,
//! `InProcess` or `Processed`, and each item has a status with the reason for a failure.

use case::{
    Action, Case, ComplaintId, Decline, Element, Filing, Language, MeasureState, Order, Outcome, PartyAct,
    Prior, Side, State,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use web::words;

/// Where a complaint as a whole stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) enum PacketStatus {
    /// Nothing was looked at yet.
    Received,
    /// Some of its items wait for a decision, a measure or the complainant.
    InProcess,
    /// Every item is dealt with.
    Processed,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) enum ItemStatus {
    /// It was not looked at yet.
    Received,
    /// It is being decided, or was accepted and the marketplace is asked.
    Submitted,
    /// Something is missing: see the reason.
    ClarificationRequired,
    /// The measure is in force.
    Removed,
    /// It was declined, or the marketplace would not act: see the reason.
    SubmissionFailed,
    /// The listing was, or is about to be, restored.
    Restored,
    /// The complainant withdrew it.
    Withdrawn,
}

impl ItemStatus {
    /// Its name, as in the answers.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Received => "Received",
            Self::Submitted => "Submitted",
            Self::ClarificationRequired => "ClarificationRequired",
            Self::Removed => "Removed",
            Self::SubmissionFailed => "SubmissionFailed",
            Self::Restored => "Restored",
            Self::Withdrawn => "Withdrawn",
        }
    }
}

/// Why an item failed, or what it lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Reason {
    /// The decline code, `incomplete`, or, where the marketplace refused, `not_enforced` or `not_restored`.
    pub(crate) code: String,
    /// The fields that it is about.
    pub(crate) fields: Vec<String>,
    /// Why, in words.
    pub(crate) message: String,
    /// What would cure it.
    pub(crate) remedy: String,
    /// What the person who declined it wrote, as the letter quotes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
}

/// What a person is asked about an item that is being decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Review {
    /// The question, as a stable code.
    #[schema(examples("resale"))]
    code: &'static str,
    /// The same in words.
    message: String,
    /// What the listing seems to say that the question is about.
    guards: Vec<Said>,
}

/// What a listing seems to say, which is no finding that it is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Said {
    /// A stable code.
    #[schema(examples("second_hand"))]
    code: String,
    /// The same in words.
    message: String,
}

impl Review {
    fn of(case: &Case, language: Language) -> Option<Self> {
        let State::AtDesk { question, .. } = case.state else { return None };
        let guards = words::guards_behind(language, case, question).into_iter();
        let guards = guards.map(|(code, message)| Said { code: code.to_string(), message }).collect();
        Some(Self { code: question.code(), message: words::question(language, question), guards })
    }
}

/// A listing of a complaint.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Item {
    /// The id of its case.
    item: String,
    /// By which people name it, in mail and at the desk.
    #[schema(examples("0AB-7KM-2Q9"))]
    reference: String,
    /// The listing, by marketplace and its id there.
    #[schema(examples("demo/1001"))]
    listing: String,
    /// Where it stands.
    status: ItemStatus,
    /// The same, exactly, as a stable code.
    #[schema(examples("in_force"))]
    state: &'static str,
    /// What the marketplace did, while it holds and the case is open: `removal` or `pause`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples("removal"))]
    measure: Option<&'static str>,
    /// The territories in which alone the decided measure holds, where the right covers a part of the marketplace's only;
    /// else it holds wherever the listing is offered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(examples(json!(["DE"])))]
    territories: Vec<String>,
    /// What its complainant may do about it now, by the codes of its page: complete, resubmit, withdraw, concede,
    /// contest, court, appeal, message.
    #[schema(examples(json!(["withdraw", "message"])))]
    acts: Vec<&'static str>,
    /// What is the matter, where the status is a failure or a question, or the marketplace would not restore the
    /// listing.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason_for_failure: Option<Reason>,
    /// Why a person looks at it, while one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<Review>,
    /// When it was filed.
    filed_at: Timestamp,
    /// When it was first accepted or declined.
    decided_at: Option<Timestamp>,
    /// When the measure first took force.
    in_force_at: Option<Timestamp>,
    /// When it was closed.
    closed_at: Option<Timestamp>,
}

impl Item {
    /// The item of a case for who filed `complaint`, in words of `language`. A complaint that was merged into the case
    /// of an earlier one may do nothing about it.
    pub(crate) fn of(case: &Case, complaint: ComplaintId, language: Language) -> Self {
        let acts =
            if case.filing.complaint == complaint { case.acts_of(Side::Complainant) } else { Vec::new() };
        let (status, reason_for_failure) = status_of(case, language);
        Self {
            item: case.id.to_string(),
            reference: case.filing.reference.to_string(),
            listing: case.filing.listing.to_string(),
            status,
            state: case.state.code(),
            measure: measure_of(case),
            territories: case.only_in.iter().map(ToString::to_string).collect(),
            acts: acts.into_iter().map(PartyAct::code).collect(),
            reason_for_failure,
            review: Review::of(case, language),
            filed_at: case.filed_at,
            decided_at: case.decided_at,
            in_force_at: case.in_force_at,
            closed_at: case.closed_at,
        }
    }

    /// By which people name it.
    pub(crate) fn reference(&self) -> &str {
        &self.reference
    }

    /// Where it stands.
    pub(crate) const fn status(&self) -> ItemStatus {
        self.status
    }

    /// What is the matter, where its status is a failure or a question.
    pub(crate) const fn reason(&self) -> Option<&Reason> {
        self.reason_for_failure.as_ref()
    }
}

fn status_of(case: &Case, language: Language) -> (ItemStatus, Option<Reason>) {
    let status = match &case.state {
        State::Filed => ItemStatus::Received,
        State::Incomplete { missing, .. } => {
            return (ItemStatus::ClarificationRequired, Some(incomplete(&case.filing, missing, language)));
        }
        State::AtDesk { .. } | State::Ordered { order: Order { action: Action::Apply(_), .. }, .. } => {
            ItemStatus::Submitted
        }
        State::InForce { .. }
        | State::CounterNoticed { .. }
        | State::AwaitingAnswer { .. }
        | State::Upheld { .. }
        | State::HeldForCourt { .. }
        | State::Closed(Outcome::TakenDown) => ItemStatus::Removed,
        State::Declined { decline } => {
            return (ItemStatus::SubmissionFailed, Some(declined(decline, language)));
        }
        State::Ordered { order: Order { action: Action::Restore(_), .. }, .. }
        | State::Restored { .. }
        | State::Closed(Outcome::Restored) => ItemStatus::Restored,
        State::Withdrawn => ItemStatus::Withdrawn,
        // An appeal changes nothing until it is decided.
        State::Appealed { prior, .. } => match prior {
            Prior::Declined(decline) => {
                return (ItemStatus::SubmissionFailed, Some(declined(decline, language)));
            }
            Prior::InForce(_) | Prior::Upheld(_) | Prior::HeldForCourt(..) => ItemStatus::Removed,
            Prior::Restored(..) => ItemStatus::Restored,
        },
        State::Closed(outcome @ (Outcome::Declined | Outcome::NotEnforced)) => {
            return (ItemStatus::SubmissionFailed, Some(closed(case, *outcome, language)));
        }
        State::Closed(outcome @ Outcome::NotRestored) => {
            return (ItemStatus::Removed, Some(closed(case, *outcome, language)));
        }
    };
    (status, None)
}

/// The measure that holds.
fn measure_of(case: &Case) -> Option<&'static str> {
    let holds = case.measure_state() == MeasureState::InForce;
    case.state.decision().filter(|_| holds).map(|decision| decision.measure.code())
}

fn closed(case: &Case, outcome: Outcome, language: Language) -> Reason {
    let message = words::closed(language, outcome, case.closed_at.unwrap_or(case.last_at));
    Reason { code: outcome.code().to_owned(), fields: vec![], message, remedy: String::new(), note: None }
}

fn declined(decline: &Decline, language: Language) -> Reason {
    let words = words::decline(language, decline.code);
    let fields = vec![policy::field_of(decline.code).to_owned()];
    let note = decline.note.as_ref().map(ToString::to_string);
    Reason { code: decline.code.code().to_owned(), fields, message: words.reason, remedy: words.cure, note }
}

fn incomplete(filing: &Filing, missing: &[Element], language: Language) -> Reason {
    let demands = policy::demands_for(missing, filing.claim, filing.territory);
    let said: Vec<_> = demands.iter().map(|demand| words::element(language, *demand)).collect();
    let joined = |part: fn(&words::ElementWords) -> &str| said.iter().map(part).collect::<Vec<_>>().join(" ");
    Reason {
        code: "incomplete".to_owned(),
        fields: missing.iter().map(|element| element.code().to_owned()).collect(),
        message: said.iter().map(|words| words.title.as_str()).collect::<Vec<_>>().join("; "),
        remedy: joined(|words| &words.cure),
        note: None,
    }
}

/// Where a complaint of these items stands; `opening` while listings are still being turned into items.
pub(crate) fn packet(items: &[Item], opening: bool) -> PacketStatus {
    use ItemStatus::{ClarificationRequired, Received, Submitted};
    let waits = |item: &Item| matches!(item.status, Received | Submitted | ClarificationRequired);
    if items.iter().all(|item| item.status == Received) {
        PacketStatus::Received
    } else if opening || items.iter().any(waits) {
        PacketStatus::InProcess
    } else {
        PacketStatus::Processed
    }
}
