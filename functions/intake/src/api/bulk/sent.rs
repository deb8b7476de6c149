//! A table as it is sent: as the body, or as an upload that was made before.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use case::Language;
use http_kit::{FieldProblem, ProblemDetails};
use notice::{Problem, ProblemKind, field, limit};
use port::{Inbox as _, InboxKey, TakeError};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{Intake, Ports};

/// A table that was uploaded before, by a ticket of `/uploads`.
#[derive(Deserialize, ToSchema)]
pub(crate) struct UploadedTable {
    /// The key of the upload.
    #[schema(examples("inbox/0190a1b2c3d4e5f60718293a4b5c6d7e"))]
    upload: String,
}

/// A table as it is sent.
pub(crate) enum TableSent {
    /// It is the body.
    Body(Bytes),
    /// It is in the inbox.
    Upload(UploadedTable),
}

/// What a body that is a table may be declared as; which of them it is, its content tells.
const TABLES: [&str; 6] = [
    "",
    "text/csv",
    "text/plain",
    "application/octet-stream",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

impl<S: Send + Sync> FromRequest<S> for TableSent {
    type Rejection = ProblemDetails;

    async fn from_request(request: Request, state: &S) -> Result<Self, ProblemDetails> {
        let media = request.headers().get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok());
        let media =
            media.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if media != "application/json" && !TABLES.contains(&media.as_str()) {
            let title =
                "Send the table as text/csv or as XLSX, or as application/json the key of its upload.";
            return Err(ProblemDetails::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type", title));
        }
        let malformed =
            || ProblemDetails::new(StatusCode::BAD_REQUEST, "malformed", "The request cannot be read.");
        let body = Bytes::from_request(request, state).await.map_err(|rejected| match rejected.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_large(),
            _ => malformed(),
        })?;
        if media == "application/json" {
            return serde_json::from_slice(&body).map(Self::Upload).map_err(|_| malformed());
        }
        Ok(Self::Body(body))
    }
}

fn too_large() -> ProblemDetails {
    let refused = sheet::SheetError::TooLarge { limit: limit::FILE_BYTES };
    let problem = Problem::new(field::BODY, ProblemKind::NotATable(refused));
    ProblemDetails::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The request is too large.")
        .with([FieldProblem::of(&problem, Language::En)])
}

impl TableSent {
    /// The bytes of the table.
    pub(crate) async fn bytes<P: Ports>(
        self,
        intake: &Intake<P>,
        language: Language,
    ) -> Result<Vec<u8>, ProblemDetails> {
        let upload = match self {
            Self::Body(body) => return Ok(body.into()),
            Self::Upload(UploadedTable { upload }) => upload,
        };
        let refused = |kind| {
            let problem = Problem::new(field::EVIDENCE, kind);
            Err(ProblemDetails::invalid([FieldProblem {
                path: "$.upload".to_owned(),
                ..FieldProblem::of(&problem, language)
            }]))
        };
        let Some(key) = InboxKey::parse(&upload) else { return refused(ProblemKind::BadUpload { index: 0 }) };
        let name = String::new;
        match intake.inbox.take(&key, limit::FILE_BYTES as u64).await {
            Ok((bytes, _)) => Ok(bytes),
            Err(TakeError::Missing) => refused(ProblemKind::FileGone { name: name() }),
            Err(TakeError::TooLarge) => {
                refused(ProblemKind::FileTooLarge { name: name(), limit: limit::FILE_BYTES })
            }
            Err(TakeError::Unavailable(error)) => Err(ProblemDetails::of(&error.into(), language)),
        }
    }
}
