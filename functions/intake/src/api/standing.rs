//! An account's standing in the good-faith programme.

use std::sync::Arc;

use app::PartyError;
use app::filing::Link;
use app::membership::{MembershipError, own_standing, sign_declaration};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{FieldProblem, JsonBody, ProblemDetails};
use jiff::Timestamp;
use policy::programme::declaration;
use port::{KeyScope, WallClock as _};
use programme::{Counts, Membership, Scope, Snapshot, Standing};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use crate::{Intake, Ports};

/// Where an account stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnStanding {
    /// The rule set by which the figures were computed; absent while none were.
    #[schema(examples("honest"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<&'static str>,
    /// As of when; they stay the same until other figures are computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Timestamp>,
    /// The figures: of the whole account, of each reason code, of each agent.
    standings: Vec<OwnFigures>,
    /// The memberships that were ever entered.
    memberships: Vec<OwnMembership>,
    /// The programme's declaration.
    declaration: Declaration,
    /// The same for people. Anyone who has this address may read it.
    page_url: String,
}

/// The figures of one scope, with all that is needed to compute them again.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnFigures {
    /// `overall`, a reason code, or `agent/` and the id of a party.
    #[schema(examples("overall"))]
    scope: String,
    /// Cases filed from then
    from: Timestamp,
    /// to before then count.
    until: Timestamp,
    /// What counts for entry: settled outcomes.
    settled: OwnCounts,
    /// What counts against removal: settled or not.
    all: OwnCounts,
    /// Different sellers with a settled takedown that stands.
    sellers: u32,
    /// What does not count for entry, and why.
    left_out: OwnLeftOut,
    /// Whether it is enough to enter.
    enough: bool,
    /// How many more complaints in a row, each about another seller, would have to stand; absent where none suffice.
    #[serde(skip_serializing_if = "Option::is_none")]
    needed: Option<u32>,
    /// Whether a rate is proved to be bad, which ends a membership after its probation.
    proved_bad: bool,
    /// How many more takedowns in a row would have to fall to prove it; absent where nothing is to be proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    failures_to_proof: Option<u32>,
    /// The arithmetic in words.
    explanation: String,
}

/// How many outcomes of each kind.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnCounts {
    /// Complaints that led to a takedown that stands.
    taken_down: u32,
    /// Complaints that were decided.
    decided: u32,
    /// Takedowns that were overturned.
    overturned: u32,
    /// Takedowns.
    takedowns: u32,
    /// Takedowns that a court has still to judge, beside those.
    at_court: u32,
}

/// Cases of the window that do not count for entry, each under one heading.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnLeftOut {
    /// Without an outcome yet.
    open: u32,
    /// Declined on formal grounds.
    formal: u32,
    /// Withdrawn before anything was done.
    withdrawn: u32,
    /// The marketplace's doing, or its mistake.
    marketplace: u32,
    /// Not settled yet.
    recent: u32,
    /// Beyond what counts of one seller.
    capped: u32,
}

/// A membership.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnMembership {
    /// `overall` or a reason code.
    scope: String,
    /// `member`, `warned`, `probation`, `out`.
    #[schema(examples("member"))]
    state: &'static str,
    /// A member since.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Timestamp>,
    /// When probation ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
    /// From when it may enter again.
    #[serde(skip_serializing_if = "Option::is_none")]
    again_from: Option<Timestamp>,
}

/// The programme's declaration.
#[derive(Serialize, ToSchema)]
pub(crate) struct Declaration {
    /// What is declared.
    text: &'static str,
    /// SHA-256 of the signed declaration on file.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<String>,
}

/// Who signs the declaration.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Signature {
    /// The full name of the person who signs for the account.
    #[schema(min_length = 1, max_length = 200, examples("Ada Lovelace"))]
    name: String,
}

fn counts(it: Counts) -> OwnCounts {
    let Counts { taken_down, decided, overturned, takedowns, at_court } = it;
    OwnCounts { taken_down, decided, overturned, takedowns, at_court }
}

fn figures(standing: &Standing, language: case::Language) -> OwnFigures {
    let tally = standing.tally;
    let out = tally.left_out;
    OwnFigures {
        scope: standing.scope.to_string(),
        from: standing.window.from,
        until: standing.window.until,
        settled: counts(tally.settled),
        all: counts(tally.all),
        sellers: tally.sellers,
        left_out: OwnLeftOut {
            open: out.open,
            formal: out.formal,
            withdrawn: out.withdrawn,
            marketplace: out.marketplace,
            recent: out.recent,
            capped: out.capped,
        },
        enough: standing.holds(),
        needed: standing.successes_needed(),
        proved_bad: standing.is_proved_bad(),
        failures_to_proof: standing.failures_to_proof(),
        explanation: standing.explain(language),
    }
}

fn membership(scope: &Scope, membership: &Membership) -> OwnMembership {
    let (state, since, until, again_from) = match membership {
        Membership::Member { since } => ("member", Some(*since), None, None),
        Membership::Warned { since } => ("warned", Some(*since), None, None),
        Membership::Probation { since, until } => ("probation", Some(*since), Some(*until), None),
        Membership::Out { again_from, .. } => ("out", None, None, Some(*again_from)),
    };
    OwnMembership { scope: scope.to_string(), state, since, until, again_from }
}

/// The account's standing in the good-faith programme, with its arithmetic.
#[utoipa::path(
    get,
    path = "/api/v1/standing",
    operation_id = "get_standing",
    params(("lang" = Option<String>, Query, description = "`en` or `zh`; else what Accept-Language prefers.")),
    security(("key" = ["complaints:read"])),
    responses(
        (status = 200, body = OwnStanding),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn standing<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    caller: Caller,
) -> Result<Json<OwnStanding>, ProblemDetails> {
    let (account, language) = (caller.account(KeyScope::Read)?, caller.language);
    let record = own_standing(&intake.store, account.id).await;
    let record = record.map_err(|error| ProblemDetails::of(&error.into(), language))?;
    let snapshot = record.standing.as_ref();
    let standings = snapshot.map(Snapshot::standings).unwrap_or_default();
    let token = intake.links.token(Link::Standing(account.id));
    Ok(Json(OwnStanding {
        rules: snapshot.map(|it| it.rules.code()),
        as_of: snapshot.map(|it| it.as_of),
        standings: standings.iter().map(|it| figures(it, language)).collect(),
        memberships: record.memberships.scopes.iter().map(|(scope, it)| membership(scope, it)).collect(),
        declaration: Declaration {
            text: declaration(language),
            signed: record.memberships.declaration.map(|document| document.to_string()),
        },
        page_url: format!("{}/standing/{token}", intake.public_url),
    }))
}

/// Signs the programme's declaration for the account. Signed again by the same name, it is on file already.
#[utoipa::path(
    post,
    path = "/api/v1/standing/declaration",
    operation_id = "sign_declaration",
    params(("lang" = Option<String>, Query, description = "In which language it is signed, `en` or `zh`.")),
    request_body(content = Signature),
    security(("key" = ["complaints:write"])),
    responses(
        (status = 200, body = Declaration),
        (status = 400, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn sign<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    caller: Caller,
    JsonBody(body): JsonBody,
) -> Result<Json<Declaration>, ProblemDetails> {
    let (account, language) = (caller.account(KeyScope::Write)?, caller.language);
    let name = name_in(&body)?;
    let (ports, now) = ((&intake.store, &intake.documents), intake.clock.now());
    let signed = sign_declaration(ports, account, (&name, language), &intake.programme, now).await;
    let signed = signed.map_err(|error| match error {
        MembershipError::Party(PartyError::Unavailable(error)) => ProblemDetails::of(&error.into(), language),
        MembershipError::Party(_) | MembershipError::Illegal(_) => {
            let title = "The record of this account was changed meanwhile. Try again.";
            ProblemDetails::new(StatusCode::CONFLICT, "changed", title)
        }
    })?;
    Ok(Json(Declaration { text: declaration(language), signed: Some(signed.to_string()) }))
}

fn name_in(body: &[u8]) -> Result<String, ProblemDetails> {
    if body.len() > notice::limit::BODY_BYTES {
        let title = "The request is too large.";
        return Err(ProblemDetails::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", title));
    }
    let signature: Signature = match serde_json::from_slice(body) {
        Ok(signature) => signature,
        Err(error) if error.is_data() => return Err(no_name()),
        Err(_) => {
            return Err(ProblemDetails::new(
                StatusCode::BAD_REQUEST,
                "malformed",
                "The request is not JSON.",
            ));
        }
    };
    let name = signature.name.trim();
    let fits = (1..=notice::limit::NAME).contains(&name.chars().count());
    if fits && !name.chars().any(case::steers) { Ok(name.to_owned()) } else { Err(no_name()) }
}

fn no_name() -> ProblemDetails {
    let what = "Who signs is named by 1 to 200 characters on one line.";
    let problem = FieldProblem::new("name", "wrong_name", what, "Send the full name of who signs.");
    let problem = FieldProblem { path: "$.name".to_owned(), ..problem };
    let title = "The declaration is not signed.";
    ProblemDetails::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", title).with([problem])
}
