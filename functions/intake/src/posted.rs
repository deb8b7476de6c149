//! What a form of the pages sends: URL-encoded, or as `multipart/form-data` with its files where no script
//! uploads them (RFC 7578).

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use notice::limit;
use serde::de::DeserializeOwned;
use web::page::PLAIN_BYTES;

use crate::reply::Failure;

/// More parts than any form of the pages has.
const MOST_PARTS: usize = 100;
/// The name under which forms send files.
const FILES: &str = "files";

/// A form as it was sent.
#[derive(Debug, Default)]
pub(crate) struct Posted {
    /// The fields, URL-encoded, without files.
    pub(crate) fields: Vec<u8>,
    /// The files.
    pub(crate) files: Vec<PostedFile>,
}

/// A file that came with a form.
#[derive(Debug)]
pub(crate) struct PostedFile {
    /// Its name, as given.
    pub(crate) name: String,
    /// Its media type, as declared.
    pub(crate) media: String,
    /// Its content.
    pub(crate) bytes: Bytes,
}

impl Posted {
    /// Reads a form.
    ///
    /// # Errors
    /// [`Failure::Malformed`] and [`Failure::TooLarge`].
    pub(crate) async fn read(request: Request) -> Result<Self, Failure> {
        if is_multipart(request.headers()) {
            let parts = Multipart::from_request(request, &()).await.map_err(|_| Failure::Malformed)?;
            return Self::of_parts(parts).await;
        }
        let fields = Bytes::from_request(request, &()).await;
        let fields = fields.map_err(|error| failure(error.status()))?;
        Ok(Self { fields: fields.into(), files: Vec::new() })
    }

    async fn of_parts(mut parts: Multipart) -> Result<Self, Failure> {
        let unread = |error: MultipartError| failure(error.status());
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut files = Vec::new();
        let (mut text_bytes, mut file_bytes) = (0, 0);
        for count in 0.. {
            let Some(part) = parts.next_field().await.map_err(unread)? else { break };
            if count == MOST_PARTS {
                return Err(Failure::Malformed);
            }
            let name = part.name().unwrap_or_default().to_owned();
            if name != FILES {
                let text = part.text().await.map_err(unread)?;
                text_bytes += text.len();
                if text_bytes > limit::BODY_BYTES {
                    return Err(Failure::TooLarge);
                }
                fields.push((name, text));
                continue;
            }
            let name = part.file_name().unwrap_or_default().to_owned();
            let media = part.content_type().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(unread)?;
            file_bytes += bytes.len();
            if file_bytes > PLAIN_BYTES {
                return Err(Failure::TooLarge);
            }
            // A browser sends one nameless, empty file where none was chosen.
            if !(name.is_empty() && bytes.is_empty()) {
                files.push(PostedFile { name, media, bytes });
            }
        }
        let fields = serde_urlencoded::to_string(fields).map_err(|_| Failure::Malformed)?;
        Ok(Self { fields: fields.into_bytes(), files })
    }

    /// The fields as a `T`; fields that it does not know are left aside.
    ///
    /// # Errors
    /// [`Failure::Malformed`].
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_urlencoded::from_bytes(&self.fields).map_err(|_| Failure::Malformed)
    }
}

fn is_multipart(headers: &HeaderMap) -> bool {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

fn failure(status: StatusCode) -> Failure {
    if status == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::Malformed }
}
