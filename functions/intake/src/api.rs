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

use axum::routing::get;
use axum::{Json, Router};
use http_kit::wrong_method;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Intake, Ports};

/// The routes below `/api/`, and the document that describes them: one list makes both.
pub(crate) fn routes<P: Ports>(public_url: &str) -> Router<Arc<Intake<P>>> {
    let (routes, document) = OpenApiRouter::with_openapi(document::frame(public_url))
        .routes(routes!(list::list, file::file))
        .routes(routes!(status::status))
        .routes(routes!(status::withdraw))
        .routes(routes!(xarf::write))
        .routes(routes!(xarf::file))
        .routes(routes!(file::check))
        .routes(routes!(bulk::file))
        .routes(routes!(bulk::check))
        .routes(routes!(bulk::blank))
        .routes(routes!(bulk::status))
        .routes(routes!(bulk::report))
        .routes(routes!(codes::codes))
        .split_for_parts();
    let document = Arc::new(document);
    routes
        .route("/api/v1/openapi.json", get(async move || Json(OpenApi::clone(&document))))
        .method_not_allowed_fallback(wrong_method)
}
