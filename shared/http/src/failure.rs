//! Why a request cannot be served, as a page or a status; one mapping of what the application layer answers.

use app::ChangeError;
use app::filing::{FileError, Link, LinkKey, TooMany};
use app::parties::{
    CompleteError, DocumentError, FilingError, FollowError, ResubmitError, StatementError, WithdrawError,
};
use app::vault::OpenError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use case::Language;
use notice::{Draft, Problem, ProblemKind, field};
use port::{Unavailable, chain_of};
use web::page::{ErrorPage, Site, Trouble};

use crate::form::FormError;
use crate::page::page;

/// Why a request cannot be served. What the reader sees is a page in its language; what went wrong is logged
/// once, whole.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is nothing under the address, or nothing that its reader may see.
    #[error("there is nothing under this link")]
    NotFound,
    /// The complaint was merged into an earlier one.
    #[error("the complaint is handled as part of an earlier one")]
    Merged,
    /// It cannot be read.
    #[error("the request cannot be read")]
    Malformed,
    /// It is too large.
    #[error("the request is too large")]
    TooLarge,
    /// Too many came from one address.
    #[error(transparent)]
    TooMany(TooMany),
    /// A letter cannot be sent now.
    #[error("a letter cannot be sent")]
    Letter(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The case does not take it.
    #[error(transparent)]
    Change(ChangeError),
    /// The complaint cannot be filed now.
    #[error("the complaint cannot be filed")]
    File(#[source] FileError),
    /// What is asked for was erased, with the data of the party that it came from.
    #[error("this was erased with the data of its party")]
    Erased,
    /// A stored document cannot be read.
    #[error("a stored document cannot be read")]
    Document(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<ChangeError> for Failure {
    fn from(error: ChangeError) -> Self {
        if matches!(error, ChangeError::Gone) { Self::NotFound } else { Self::Change(error) }
    }
}

impl From<FormError> for Failure {
    fn from(error: FormError) -> Self {
        match error {
            FormError::Malformed => Self::Malformed,
            FormError::TooLarge => Self::TooLarge,
        }
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

impl From<WithdrawError> for Failure {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::Erased => Self::Erased,
            WithdrawError::Change(error) => error.into(),
            WithdrawError::Unavailable(error) => Self::Unavailable(error),
        }
    }
}

impl From<DocumentError> for Failure {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Open(error) => error.into(),
            DocumentError::Malformed(error) => Self::Document(error.into()),
            DocumentError::Invalid(error) => Self::Document(error.into()),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Missing(_) => Self::NotFound,
            OpenError::Erased(_) => Self::Erased,
            error @ OpenError::Altered(_) => Self::Document(error.into()),
            OpenError::Unavailable(error) => Self::Unavailable(error),
        }
    }
}

/// Why something that a party sent was not done.
#[derive(Debug)]
pub enum SubmissionError {
    /// It is wrong or incomplete, and nothing was stored. With the whole form as it was understood, where it is one
    /// of many fields.
    Problems(Option<Box<Draft>>, Vec<Problem>),
    /// It could not be handled.
    Failure(Failure),
}

impl<E: Into<Failure>> From<E> for SubmissionError {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

impl From<StatementError> for SubmissionError {
    fn from(error: StatementError) -> Self {
        match error {
            StatementError::Invalid(problems) => Self::Problems(None, problems),
            StatementError::Change(error) => error.into(),
            StatementError::Erased => Failure::Erased.into(),
            StatementError::Unavailable(error) => error.into(),
        }
    }
}

impl From<CompleteError> for SubmissionError {
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

impl From<ResubmitError> for SubmissionError {
    fn from(error: ResubmitError) -> Self {
        match error {
            ResubmitError::Invalid { draft, problems } => Self::Problems(Some(draft), problems),
            ResubmitError::Change(error) => error.into(),
            ResubmitError::TooMany(too_many) => Failure::TooMany(too_many).into(),
            ResubmitError::Document(error) => error.into(),
            ResubmitError::File(error) => Failure::File(error).into(),
            ResubmitError::Unavailable(error) => error.into(),
        }
    }
}

impl From<FilingError> for SubmissionError {
    fn from(error: FilingError) -> Self {
        match error {
            FilingError::Invalid { draft, problems } => Self::Problems(Some(draft), problems),
            FilingError::LetterRefused { draft, .. } => {
                Self::Problems(Some(draft), vec![Problem::new(field::EMAIL, ProblemKind::BadEmail)])
            }
            FilingError::TooMany(too_many) => Failure::TooMany(too_many).into(),
            FilingError::File(error) => Failure::File(error).into(),
            error @ FilingError::NobodyToAsk => Failure::Letter(error.into()).into(),
            FilingError::Letter(error) => Failure::Letter(error).into(),
            FilingError::Unavailable(error) => error.into(),
        }
    }
}

/// The link that a token in an address stands for.
///
/// # Errors
/// [`Failure::NotFound`] for anything that this installation did not make.
pub fn link(links: &LinkKey, token: &str) -> Result<Link, Failure> {
    links.read(token).map_err(|_| Failure::NotFound)
}

impl Failure {
    /// What to tell, and with which status.
    #[must_use]
    pub fn trouble(&self) -> (StatusCode, Trouble) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, Trouble::NotFound),
            Self::Erased => (StatusCode::GONE, Trouble::Erased),
            Self::Merged => (StatusCode::OK, Trouble::Merged),
            Self::Malformed => (StatusCode::BAD_REQUEST, Trouble::Malformed),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Trouble::TooLarge),
            Self::Change(ChangeError::Illegal(case::Illegal::Full)) => (StatusCode::CONFLICT, Trouble::Full),
            Self::Change(ChangeError::Illegal(_) | ChangeError::MovedOn) => {
                (StatusCode::CONFLICT, Trouble::NotNow)
            }
            Self::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, Trouble::TooMany),
            Self::Letter(_) | Self::Change(_) | Self::File(_) | Self::Document(_) | Self::Unavailable(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, Trouble::Unavailable)
            }
        }
    }

    /// Logs what is ours to correct.
    pub fn log(&self) {
        if self.trouble().1 == Trouble::Unavailable {
            tracing::error!(error = chain_of(self), "request failed");
        }
    }

    /// The error as a page.
    #[must_use]
    pub fn page(&self, language: Language) -> Response {
        self.log();
        let (status, trouble) = self.trouble();
        let site = Site::new(language, "/");
        let too_many = self.too_many();
        let error = ErrorPage { site, trouble, until: too_many.map(|it| it.until) };
        let mut response = page(status, error.html());
        if let Some(too_many) = too_many {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(too_many.seconds));
        }
        response
    }

    /// From when on it may be tried again, where it was done too often.
    pub(crate) const fn too_many(&self) -> Option<TooMany> {
        match self {
            Self::TooMany(too_many) => Some(*too_many),
            _ => None,
        }
    }
}
