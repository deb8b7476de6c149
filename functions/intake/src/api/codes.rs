//! What may be claimed, and what a complaint may be declined for.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use case::{Claim, DeclineCode, RightKind};
use http_kit::ProblemDetails;
use serde::Serialize;
use utoipa::ToSchema;
use web::words;

use super::caller::Caller;
use crate::{Intake, Ports};

/// The codes with their words, in the language asked for.
#[derive(Serialize, ToSchema)]
pub(crate) struct Codes {
    /// The language of the words.
    #[schema(examples("en"))]
    language: &'static str,
    /// What may be claimed.
    claims: Vec<ClaimCode>,
    /// What a complaint may be declined for.
    declines: Vec<Decline>,
}

/// A claim.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClaimCode {
    /// Its code.
    #[schema(examples("counterfeit"))]
    code: &'static str,
    /// The kind of right that it must rest on; absent where it rests on none that offices register.
    #[schema(examples("trademark"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<&'static str>,
    /// `serious` where the goods themselves would be unlawful, else `general`.
    #[schema(examples("serious"))]
    gravity: &'static str,
    /// On whose complaint a measure may be ordered without a person: `anyone`, `members` of the programme, `nobody`.
    #[schema(examples("anyone"))]
    automatic_for: &'static str,
    /// It in a few words.
    title: String,
    /// What it means.
    description: String,
}

/// A reason to decline.
#[derive(Serialize, ToSchema)]
pub(crate) struct Decline {
    /// Its code.
    #[schema(examples("right_unknown"))]
    code: &'static str,
    /// The field of the complaint that it is about.
    #[schema(examples("right_number"))]
    field: &'static str,
    /// It in a few words.
    title: String,
    /// Why, in a sentence.
    reason: String,
    /// What would cure it.
    cure: String,
}

/// Claims and decline codes, with field and cure, in English or Chinese.
#[utoipa::path(
    get,
    path = "/api/v1/reason-codes",
    operation_id = "list_reason_codes",
    params(("lang" = Option<String>, Query, description = "`en` or `zh`; else what Accept-Language prefers.")),
    security(()),
    responses(
        (status = 200, body = Codes),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn codes<P: Ports>(State(_): State<Arc<Intake<P>>>, caller: Caller) -> Json<Codes> {
    let language = caller.language;
    let claim = |claim: &Claim| ClaimCode {
        code: claim.code(),
        right: claim.right_kind().map(RightKind::code),
        gravity: policy::gravity_of(*claim).code(),
        automatic_for: policy::automatic_for(*claim).code(),
        title: words::claim(language, *claim),
        description: words::claim_hint(language, *claim),
    };
    let decline = |code: &DeclineCode| {
        let words = words::decline(language, *code);
        let (code, field) = (code.code(), policy::field_of(*code));
        Decline { code, field, title: words.title, reason: words.reason, cure: words.cure }
    };
    Json(Codes {
        language: language.code(),
        claims: Claim::ALL.iter().map(claim).collect(),
        declines: DeclineCode::ALL.iter().map(decline).collect(),
    })
}
