//! The JSON API of brand accounts and of anyone.

mod bulk;
mod caller;
mod codes;
mod document;
mod file;
mod item;
mod list;
mod once;
mod own;
mod paging;
mod status;
mod xarf;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use http_kit::wrong_method;

use crate::{Intake, Ports};

/// The routes below `/api/`.
pub(crate) fn routes<P: Ports>() -> Router<Arc<Intake<P>>> {
    Router::new()
        .route("/api/v1/complaints", get(list::list::<P>).post(file::file::<P>))
        .route("/api/v1/complaints/{complaint}", get(status::status::<P>))
        .route("/api/v1/complaints/{complaint}/withdraw", post(status::withdraw::<P>))
        .route("/api/v1/complaints/{complaint}/xarf", get(xarf::write::<P>))
        .route("/api/v1/xarf", post(xarf::file::<P>))
        .route("/api/v1/check", post(file::check::<P>))
        .route("/api/v1/bulk", post(bulk::file::<P>))
        .route("/api/v1/bulk/check", post(bulk::check::<P>))
        .route("/api/v1/bulk/template/{format}", get(bulk::blank::<P>))
        .route("/api/v1/bulk/{table}", get(bulk::status::<P>))
        .route("/api/v1/bulk/{table}/report", get(bulk::report::<P>))
        .route("/api/v1/reason-codes", get(codes::codes::<P>))
        .route("/api/v1/openapi.json", get(document::serve::<P>))
        .method_not_allowed_fallback(wrong_method)
}
