//! What an API is sent: JSON bodies and bearer tokens.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use case::Language;
use notice::{Problem, ProblemKind, field, limit as sizes};

use crate::problem::{FieldProblem, ProblemDetails};

/// The body of a request that sends JSON.
#[derive(Debug)]
pub struct JsonBody(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = ProblemDetails;

    async fn from_request(request: Request, state: &S) -> Result<Self, ProblemDetails> {
        if !is_json(request.headers()) {
            let title = "Send the body as application/json.";
            return Err(ProblemDetails::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type", title));
        }
        match Bytes::from_request(request, state).await {
            Ok(body) => Ok(Self(body)),
            Err(rejected) if rejected.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(too_large()),
            Err(_) => {
                let title = "The request cannot be read.";
                Err(ProblemDetails::new(StatusCode::BAD_REQUEST, "malformed", title))
            }
        }
    }
}

/// More than is even looked at.
fn too_large() -> ProblemDetails {
    let problem = Problem::new(field::BODY, ProblemKind::TooLarge { limit: sizes::BODY_BYTES });
    ProblemDetails::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The request is too large.")
        .with([FieldProblem::of(&problem, Language::En)])
}

/// Whether the body is declared as JSON, or not declared at all (RFC 9110 8.3: then the receiver may guess).
fn is_json(headers: &HeaderMap) -> bool {
    let Some(given) = headers.get(header::CONTENT_TYPE) else { return true };
    let media = given.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let media = media.to_ascii_lowercase();
    media == "application/json" || (media.starts_with("application/") && media.ends_with("+json"))
}

/// The token of `Bearer <token>` (RFC 6750 2.1); the scheme's case does not matter.
#[must_use]
pub fn bearer(given: &str) -> Option<&str> {
    let (scheme, token) = given.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
