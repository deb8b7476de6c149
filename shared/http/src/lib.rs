//! What functions that answer HTTP share: posted forms, JSON bodies, problem documents, security headers, the choice
//! of language, tokens in addresses, errors as pages.
//!
//! Architecture invariant: no route of any function, and no port of the outside.

mod body;
mod failure;
mod form;
mod headers;
mod language;
mod page;
mod peer;
mod problem;

pub use body::{JsonBody, bearer};
pub use failure::{Failure, SubmissionError, link};
pub use form::{FormError, PostedFile, PostedForm};
pub use headers::secure;
pub use language::language;
pub use page::{PageQuery, asset, calendar, page, see};
pub use peer::Peer;
pub use problem::{FieldProblem, ProblemDetails, wrong_method};
