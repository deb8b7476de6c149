//! What answers have in common: language, pages, errors.

use app::ChangeError;
use app::filing::{FileError, Link, LinkKey};
use app::parties::{CompleteError, DocumentError, FilingError, FollowError, ResubmitError, StatementError};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use case::Language;
use notice::{Draft, Problem, ProblemKind, field};
use port::{Unavailable, chain_of};
use serde::Deserialize;
use web::page::{ErrorPage, NotFound, Site, Trouble};

/// What any page may be asked by its address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    pub(crate) lang: Option<String>,
    pub(crate) done: Option<String>,
    pub(crate) page: Option<u16>,
}

/// The reader's language: the one asked for, else the browser's.
pub(crate) fn language(asked: Option<&str>, headers: &HeaderMap) -> Language {
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    web::page::language(asked, accept)
}

/// A page with a status.
pub(crate) fn page(status: StatusCode, html: String) -> Response {
    (status, Html(html)).into_response()
}

/// To another page, to be read with GET.
pub(crate) fn see(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
}

/// Why a request cannot be served. What the reader sees is a page in its language; what went wrong is logged
/// once, whole.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("there is nothing under this link")]
    NotFound,
    #[error("the complaint is handled as part of an earlier one")]
    Merged,
    #[error("the request cannot be read")]
    Malformed,
    #[error("the request is too large")]
    TooLarge,
    #[error("too many requests from one address")]
    TooMany,
    #[error("a letter cannot be sent")]
    Letter(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error(transparent)]
    Change(ChangeError),
    #[error("the complaint cannot be filed")]
    File(#[source] FileError),
    #[error("a stored document cannot be read")]
    Document(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<ChangeError> for Failure {
    fn from(error: ChangeError) -> Self {
        if matches!(error, ChangeError::Gone) { Self::NotFound } else { Self::Change(error) }
    }
}

impl From<FollowError> for Failure {
    fn from(error: FollowError) -> Self {
        match error {
            FollowError::NotFound => Self::NotFound,
            FollowError::Merged => Self::Merged,
            FollowError::Unavailable(error) => Self::Unavailable(error),
        }
    }
}

impl From<DocumentError> for Failure {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Gone => Self::NotFound,
            DocumentError::Malformed(error) => Self::Document(error.into()),
            DocumentError::Unavailable(error) => Self::Unavailable(error),
        }
    }
}

/// Why something that a party sent was not done.
pub(crate) enum Refused {
    /// It is wrong or incomplete, and nothing was stored. With the whole form as it was understood, where it is one
    /// of many fields.
    Problems(Option<Box<Draft>>, Vec<Problem>),
    /// It could not be handled.
    Failure(Failure),
}

impl<E: Into<Failure>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

impl From<StatementError> for Refused {
    fn from(error: StatementError) -> Self {
        match error {
            StatementError::Invalid(problems) => Self::Problems(None, problems),
            StatementError::Change(error) => error.into(),
            StatementError::Unavailable(error) => error.into(),
        }
    }
}

impl From<CompleteError> for Refused {
    fn from(error: CompleteError) -> Self {
        match error {
            CompleteError::Invalid { draft, problems } => Self::Problems(Some(draft), problems),
            CompleteError::Follow(error) => error.into(),
            CompleteError::Document(error) => error.into(),
            CompleteError::Change(error) => error.into(),
            CompleteError::Unavailable(error) => error.into(),
        }
    }
}

impl From<ResubmitError> for Refused {
    fn from(error: ResubmitError) -> Self {
        match error {
            ResubmitError::Invalid { draft, problems } => Self::Problems(Some(draft), problems),
            ResubmitError::Change(error) => error.into(),
            ResubmitError::TooMany => Failure::TooMany.into(),
            ResubmitError::Document(error) => error.into(),
            ResubmitError::File(error) => Failure::File(error).into(),
            ResubmitError::Unavailable(error) => error.into(),
        }
    }
}

impl From<FilingError> for Refused {
    fn from(error: FilingError) -> Self {
        match error {
            FilingError::Invalid { draft, problems } => Self::Problems(Some(draft), problems),
            FilingError::LetterRefused { draft, .. } => {
                Self::Problems(Some(draft), vec![Problem::new(field::EMAIL, ProblemKind::BadEmail)])
            }
            FilingError::TooMany => Failure::TooMany.into(),
            FilingError::File(error) => Failure::File(error).into(),
            error @ FilingError::NobodyToAsk => Failure::Letter(error.into()).into(),
            FilingError::Letter(error) => Failure::Letter(error).into(),
            FilingError::Unavailable(error) => error.into(),
        }
    }
}

/// The link that a token of an address stands for.
pub(crate) fn link(links: &LinkKey, token: &str) -> Result<Link, Failure> {
    links.read(token).map_err(|_| Failure::NotFound)
}

impl Failure {
    /// What to tell, and with which status.
    pub(crate) fn trouble(&self) -> (StatusCode, Trouble) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, Trouble::NotFound),
            Self::Merged => (StatusCode::OK, Trouble::Merged),
            Self::Malformed => (StatusCode::BAD_REQUEST, Trouble::Malformed),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Trouble::TooLarge),
            Self::Change(ChangeError::Illegal(case::Illegal::Full)) => (StatusCode::CONFLICT, Trouble::Full),
            Self::Change(ChangeError::Illegal(_) | ChangeError::MovedOn) => {
                (StatusCode::CONFLICT, Trouble::NotNow)
            }
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, Trouble::TooMany),
            Self::Letter(_) | Self::Change(_) | Self::File(_) | Self::Document(_) | Self::Unavailable(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, Trouble::Unavailable)
            }
        }
    }

    /// Logs what is ours to correct.
    pub(crate) fn log(&self) {
        if self.trouble().1 == Trouble::Unavailable {
            tracing::error!(error = chain_of(self), "request failed");
        }
    }

    /// The error as a page.
    pub(crate) fn page(&self, language: Language) -> Response {
        self.log();
        let (status, trouble) = self.trouble();
        let site = Site::new(language, "/");
        page(status, ErrorPage { site, trouble, reference: String::new() }.html())
    }
}

/// An answer to a route that does not exist.
pub(crate) async fn nowhere(Query(asked): Query<Asked>, uri: Uri, headers: HeaderMap) -> Response {
    if uri.path().starts_with("/api/") {
        return crate::api::nowhere();
    }
    let site = Site::new(language(asked.lang.as_deref(), &headers), "/");
    page(StatusCode::NOT_FOUND, NotFound { site }.html())
}

/// Style sheet and script.
pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    let path = format!("/assets/{name}");
    match web::ASSETS.iter().find(|asset| asset.path == path) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.media),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.body,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
