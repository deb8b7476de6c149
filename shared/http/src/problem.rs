//! Problem documents: the error answers of an API (RFC 9457).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use case::Language;
use notice::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::page::FieldError;

use crate::failure::Failure;

/// One thing that is wrong with a request.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// The field by its name in the form, the API's documents and the letters.
    #[schema(examples("right_number"))]
    pub field: String,
    /// Where in the JSON body, as a JSONPath (RFC 9535); the field's name where the body is none.
    #[schema(examples("$.right.number"))]
    pub path: String,
    /// What is wrong, as a stable code.
    #[schema(examples("missing"))]
    pub code: String,
    /// What is wrong, in words.
    pub message: String,
    /// What would cure it; empty where the message says so already.
    pub remedy: String,
}

impl FieldProblem {
    /// A problem of a complaint's JSON in words.
    #[must_use]
    pub fn of(problem: &Problem, language: Language) -> Self {
        let (message, remedy) = match language {
            Language::En => (problem.to_string(), problem.remedy()),
            // The pages' texts name field and remedy in one.
            Language::Zh => (FieldError::from(problem).text(language), String::new()),
        };
        let path = notice::json::path(problem);
        Self { field: problem.field.to_owned(), path, code: problem.code().to_owned(), message, remedy }
    }

    /// Something that is wrong with a request as such.
    #[must_use]
    pub fn new(field: &str, code: &str, message: impl Into<String>, remedy: &str) -> Self {
        let (path, message) = (field.to_owned(), message.into());
        Self { field: field.to_owned(), path, code: code.to_owned(), message, remedy: remedy.to_owned() }
    }
}

/// An error answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDetails {
    /// Which kind of error, as a URN.
    #[serde(rename = "type")]
    #[schema(examples("urn:goodfaith:problem:invalid"))]
    kind: String,
    /// What is the matter, in words.
    title: String,
    /// The answer's status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is the matter in this case, where there is more to tell than the title does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    detail: Option<Box<str>>,
    /// What exactly is wrong, where it can be told.
    errors: Vec<FieldProblem>,
    /// In how many seconds the same may be tried again, where it was done too often: as the header Retry-After says.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    /// How the caller is to prove itself, after RFC 6750.
    #[serde(skip)]
    challenge: Option<&'static str>,
}

impl ProblemDetails {
    /// A problem of this kind, a code of ours.
    #[must_use]
    pub fn new(status: StatusCode, kind: &str, title: impl Into<String>) -> Self {
        let (kind, status) = (format!("urn:goodfaith:problem:{kind}"), status.as_u16());
        let (detail, errors) = (None, Vec::new());
        Self { kind, title: title.into(), status, detail, errors, retry_after: None, challenge: None }
    }

    /// The same, with what exactly is wrong.
    #[must_use]
    pub fn with(mut self, errors: impl IntoIterator<Item = FieldProblem>) -> Self {
        self.errors.extend(errors);
        self
    }

    /// The caller must show a key.
    #[must_use]
    pub fn no_key() -> Self {
        let title = "This needs an API key: send it as Authorization: Bearer.";
        Self { challenge: Some("Bearer"), ..Self::new(StatusCode::UNAUTHORIZED, "no-key", title) }
    }

    /// The caller's key is not taken.
    #[must_use]
    pub fn bad_key() -> Self {
        let title = "This API key is not known, or was revoked, or has expired.";
        let challenge = Some("Bearer error=\"invalid_token\"");
        Self { challenge, ..Self::new(StatusCode::UNAUTHORIZED, "bad-key", title) }
    }

    /// The caller's key is not for this.
    #[must_use]
    pub fn not_allowed(scope: &str) -> Self {
        let title = format!("This API key lacks the scope {scope}.");
        let challenge = Some("Bearer error=\"insufficient_scope\"");
        Self { challenge, ..Self::new(StatusCode::FORBIDDEN, "not-allowed", title) }
    }

    /// The complaint cannot be filed as it is.
    #[must_use]
    pub fn invalid(errors: impl IntoIterator<Item = FieldProblem>) -> Self {
        let title = "The complaint is not complete or not right.";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", title).with(errors)
    }

    /// A parameter cannot be used.
    #[must_use]
    pub fn parameter(field: &str, message: &str, remedy: &str) -> Self {
        let wrong = FieldProblem::new(field, "bad_parameter", message, remedy);
        let title = "A parameter of the request cannot be used.";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-parameter", title).with([wrong])
    }

    /// There is nothing at this address, or nothing that this caller may see.
    #[must_use]
    pub fn nothing() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is nothing at this address.")
    }

    /// Why a request cannot be served; what is ours to correct is logged.
    #[must_use]
    pub fn of(failure: &Failure, language: Language) -> Self {
        failure.log();
        let (status, trouble) = failure.trouble();
        let kind = match status {
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::GONE => "erased",
            StatusCode::BAD_REQUEST => "malformed",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::TOO_MANY_REQUESTS => "too-many",
            StatusCode::CONFLICT => "not-now",
            _ => "unavailable",
        };
        let mut problem = Self::new(status, kind, trouble.title(language));
        if let Some(too_many) = failure.too_many() {
            let message = trouble.message(language);
            let remedy = trouble.remedy_at(language, too_many.until);
            problem.detail = Some(format!("{message} {remedy}").into());
            problem.errors = vec![FieldProblem::new("request", "too_many", message, &remedy)];
            problem.retry_after = Some(u32::try_from(too_many.seconds).unwrap_or(u32::MAX));
        }
        problem
    }

    /// Whether nothing was done, and making the same request again would come to the same.
    #[must_use]
    pub const fn is_the_callers(&self) -> bool {
        self.status < 500
    }
}

impl IntoResponse for ProblemDetails {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (challenge, retry_after) = (self.challenge, self.retry_after);
        let media = HeaderValue::from_static("application/problem+json");
        let mut response = (status, [(header::CONTENT_TYPE, media)], Json(self)).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = challenge {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}

/// An answer to a method that the address does not take.
pub async fn wrong_method() -> ProblemDetails {
    let title = "This address does not take this method: see the Allow header.";
    ProblemDetails::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", title)
}
