//! What a form of the pages sends: URL-encoded, or as `multipart/form-data` with its files where no script
//! uploads them (RFC 7578).

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

/// More parts than any form of the pages has.
const MOST_PARTS: usize = 100;
/// The most bytes of all fields but files.
const MOST_TEXT_BYTES: usize = notice::limit::BODY_BYTES;
/// The most bytes of all files.
const MOST_FILE_BYTES: usize = web::page::PLAIN_BYTES;
/// The name under which forms send files.
const FILES: &str = "files";

/// Why a form cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// It is no form, or its fields do not fit.
    #[error("the form cannot be read")]
    Malformed,
    /// It is too large.
    #[error("the form is too large")]
    TooLarge,
}

/// A form as it was sent.
#[derive(Debug, Default)]
pub struct PostedForm {
    /// The fields, URL-encoded, without files.
    pub fields: Vec<u8>,
    /// The files.
    pub files: Vec<PostedFile>,
}

/// A file that came with a form.
#[derive(Debug)]
pub struct PostedFile {
    /// Its name, as given.
    pub name: String,
    /// Its media type, as declared.
    pub media: String,
    /// Its content.
    pub bytes: Bytes,
}

impl PostedForm {
    /// Reads a form.
    ///
    /// # Errors
    /// [`FormError::Malformed`] and [`FormError::TooLarge`].
    pub async fn read(request: Request) -> Result<Self, FormError> {
        if is_multipart(request.headers()) {
            let parts = Multipart::from_request(request, &()).await.map_err(|_| FormError::Malformed)?;
            return Self::of_parts(parts).await;
        }
        let fields = Bytes::from_request(request, &()).await;
        let fields = fields.map_err(|error| failure(error.status()))?;
        Ok(Self { fields: fields.into(), files: Vec::new() })
    }

    async fn of_parts(mut parts: Multipart) -> Result<Self, FormError> {
        let unread = |error: MultipartError| failure(error.status());
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut files = Vec::new();
        let (mut text_bytes, mut file_bytes) = (0, 0);
        for count in 0.. {
            let Some(part) = parts.next_field().await.map_err(unread)? else { break };
            if count == MOST_PARTS {
                return Err(FormError::Malformed);
            }
            let name = part.name().unwrap_or_default().to_owned();
            if name != FILES {
                let text = part.text().await.map_err(unread)?;
                text_bytes += text.len();
                if text_bytes > MOST_TEXT_BYTES {
                    return Err(FormError::TooLarge);
                }
                fields.push((name, text));
                continue;
            }
            let name = part.file_name().unwrap_or_default().to_owned();
            let media = part.content_type().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(unread)?;
            file_bytes += bytes.len();
            if file_bytes > MOST_FILE_BYTES {
                return Err(FormError::TooLarge);
            }
            // A browser sends one nameless, empty file where none was chosen.
            if !(name.is_empty() && bytes.is_empty()) {
                files.push(PostedFile { name, media, bytes });
            }
        }
        let fields = serde_urlencoded::to_string(fields).map_err(|_| FormError::Malformed)?;
        Ok(Self { fields: fields.into_bytes(), files })
    }

    /// The fields as a `T`; fields that it does not know are left aside.
    ///
    /// # Errors
    /// [`FormError::Malformed`].
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, FormError> {
        serde_urlencoded::from_bytes(&self.fields).map_err(|_| FormError::Malformed)
    }
}

fn is_multipart(headers: &HeaderMap) -> bool {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

fn failure(status: StatusCode) -> FormError {
    if status == StatusCode::PAYLOAD_TOO_LARGE { FormError::TooLarge } else { FormError::Malformed }
}
