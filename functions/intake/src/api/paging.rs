//! Pages of lists: `?limit=` and the cursor of the page before.

use std::sync::Arc;

use app::filing::{cursor, read_cursor};
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use http_kit::ProblemDetails;
use serde::Deserialize;

use crate::{Intake, Ports};

/// Entries on a page, unless asked for.
const USUAL: u16 = 50;
/// Most entries on a page.
const MOST: u16 = 100;

#[derive(Deserialize)]
struct Given {
    limit: Option<String>,
    cursor: Option<String>,
}

/// Which page is asked for.
pub(crate) struct Paging {
    /// At most so many entries: 1 to 100.
    pub(crate) limit: u16,
    cursor: Option<String>,
}

impl<P: Ports> FromRequestParts<Arc<Intake<P>>> for Paging {
    type Rejection = ProblemDetails;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Intake<P>>) -> Result<Self, ProblemDetails> {
        let unreadable =
            || ProblemDetails::parameter("query", "The query cannot be read.", "Send each name once.");
        let Query(given) = Query::<Given>::try_from_uri(&parts.uri).map_err(|_| unreadable())?;
        let limit = match given.limit {
            None => USUAL,
            Some(text) => text.parse().ok().filter(|limit| (1..=MOST).contains(limit)).ok_or_else(|| {
                ProblemDetails::parameter(
                    "limit",
                    "limit is no number of entries.",
                    "Send a number from 1 to 100.",
                )
            })?,
        };
        Ok(Self { limit, cursor: given.cursor })
    }
}

impl Paging {
    /// After which position of the list named `list` the page begins; `None` for the first page.
    pub(crate) fn after<P: Ports>(
        &self,
        intake: &Intake<P>,
        list: &str,
    ) -> Result<Option<u128>, ProblemDetails> {
        let Some(token) = &self.cursor else { return Ok(None) };
        read_cursor(&intake.links, list, token).map(Some).map_err(|_| {
            let remedy = "Send the next_cursor of the page before, or none for the first page.";
            ProblemDetails::parameter("cursor", "cursor is none of this list.", remedy)
        })
    }

    /// The cursor of the page that begins after `position`.
    pub(crate) fn next<P: Ports>(intake: &Intake<P>, list: &str, position: u128) -> String {
        cursor(&intake.links, list, position)
    }
}
