//! Pages, and what is asked of them by their address.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use serde::Deserialize;

/// What any page may be asked by its address.
#[derive(Debug, Default, Deserialize)]
pub struct PageQuery {
    /// The language.
    pub lang: Option<String>,
    /// What the reader has just done.
    pub done: Option<String>,
    /// Which page of a list.
    pub page: Option<u16>,
}

/// A page with a status.
#[must_use]
pub fn page(status: StatusCode, html: String) -> Response {
    (status, Html(html)).into_response()
}

/// A calendar file, to be saved.
#[must_use]
pub fn calendar(file: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"deadlines.ics\""),
    ];
    (headers, file).into_response()
}

/// To another page, to be read with GET.
#[must_use]
pub fn see(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
}

/// An asset of the pages, by its name.
pub async fn asset(Path(name): Path<String>) -> Response {
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
