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
mod standing;
mod status;
mod xarf;

use std::sync::Arc;

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use http_kit::wrong_method;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Intake, Ports};

/// The routes below `/api/`. A test holds them together with [`document`].
pub(crate) fn routes<P: Ports>() -> Router<Arc<Intake<P>>> {
    Router::new()
        .route("/api/v1/complaints", get(list::list).post(file::file))
        .route("/api/v1/complaints/{complaint}", get(status::status))
        .route("/api/v1/complaints/{complaint}/withdraw", post(status::withdraw))
        .route("/api/v1/complaints/{complaint}/xarf", get(xarf::write))
        .route("/api/v1/xarf", post(xarf::file))
        .route("/api/v1/check", post(file::check))
        .route("/api/v1/bulk", post(bulk::file))
        .route("/api/v1/bulk/check", post(bulk::check))
        .route("/api/v1/bulk/template/{format}", get(bulk::blank))
        .route("/api/v1/bulk/{table}", get(bulk::status))
        .route("/api/v1/bulk/{table}/report", get(bulk::report))
        .route("/api/v1/standing", get(standing::standing))
        .route("/api/v1/standing/declaration", post(standing::sign))
        .route("/api/v1/reason-codes", get(codes::codes))
        .route("/api/v1/openapi.json", get(openapi))
        .method_not_allowed_fallback(wrong_method)
}

async fn openapi<P: Ports>(State(intake): State<Arc<Intake<P>>>) -> Json<OpenApi> {
    Json(document::<P>(&intake.public_url))
}

/// What describes the routes. It is made when it is asked for: that takes more than all else that starting does.
fn document<P: Ports>(public_url: &str) -> OpenApi {
    OpenApiRouter::<Arc<Intake<P>>>::with_openapi(document::frame(public_url))
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
        .routes(routes!(standing::standing))
        .routes(routes!(standing::sign))
        .routes(routes!(codes::codes))
        .into_openapi()
}
