//! Who calls the API: a brand account by its key, or anyone.

use std::sync::Arc;

use app::filing::{Authenticated, authenticate, within};
use app::parties::Submitter;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use case::{AccountId, Language, Proof};
use notice::{Problem, ProblemKind, field, limit as sizes};
use policy::Act;
use port::{Account, Clock as _, Scope};

use super::refusal::{Refusal, Wrong};
use crate::peer::Peer;
use crate::reply::{Asked, Failure, language};
use crate::{Intake, Ports};

/// Who calls. A key that is shown must be good, also where none is needed.
pub(crate) struct Caller {
    /// The language that the caller reads.
    pub(crate) language: Language,
    /// Where the call came from.
    pub(crate) peer: Peer,
    account: Option<Authenticated>,
}

impl<P: Ports> FromRequestParts<Arc<Intake<P>>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, intake: &Arc<Intake<P>>) -> Result<Self, Refusal> {
        let asked = Query::<Asked>::try_from_uri(&parts.uri).map(|Query(asked)| asked).unwrap_or_default();
        let language = language(asked.lang.as_deref(), &parts.headers);
        let peer = parts.extensions.get::<Peer>().cloned().unwrap_or_default();
        let account = match parts.headers.get(header::AUTHORIZATION) {
            None => None,
            Some(given) => {
                let key = given.to_str().ok().and_then(bearer).unwrap_or_default();
                let found = authenticate(&intake.store, key, intake.clock.now()).await;
                let found = found.map_err(|error| Refusal::of(&error.into(), language))?;
                if found.is_none() {
                    wrong_secret(intake, &peer, language).await?;
                    return Err(Refusal::bad_key());
                }
                found
            }
        };
        Ok(Self { language, peer, account })
    }
}

/// Counts a wrong secret; that one more is too many is a refusal.
pub(crate) async fn wrong_secret<P: Ports>(
    intake: &Intake<P>,
    peer: &Peer,
    language: Language,
) -> Result<(), Refusal> {
    let now = intake.clock.now();
    match within(&intake.store, &intake.links, Act::WrongSecret, peer.as_str(), now).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(Refusal::of(&Failure::TooMany, language)),
        Err(error) => Err(Refusal::of(&error.into(), language)),
    }
}

/// The token of `Bearer <token>` (RFC 6750 2.1); the scheme's case does not matter.
fn bearer(given: &str) -> Option<&str> {
    let (scheme, token) = given.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

impl Caller {
    /// The account whose key was shown for `scope`.
    pub(crate) fn account(&self, scope: Scope) -> Result<&Account, Refusal> {
        self.account_if_any(scope)?.ok_or_else(Refusal::no_key)
    }

    /// The same, where anyone may call too.
    pub(crate) fn account_if_any(&self, scope: Scope) -> Result<Option<&Account>, Refusal> {
        match &self.account {
            None => Ok(None),
            Some(shown) if shown.may(scope) => Ok(Some(&shown.account)),
            Some(_) => Err(Refusal::not_allowed(scope.name())),
        }
    }

    /// Who files.
    pub(crate) fn submitter(&self) -> Submitter {
        match &self.account {
            Some(shown) => Submitter::Account { id: shown.account.id.to_string() },
            None => Submitter::Anyone { peer: self.peer.as_str().to_owned(), work: None },
        }
    }

    /// What the caller's key proves.
    pub(crate) const fn proof(&self) -> Proof {
        if self.account.is_some() { Proof::ApiKey } else { Proof::None }
    }

    /// The caller's name among all callers, to tell their requests apart.
    pub(crate) fn name(&self) -> String {
        match &self.account {
            Some(shown) => format!("account {}", shown.account.id),
            None => format!("peer {}", self.peer.as_str()),
        }
    }

    pub(crate) fn account_id(&self) -> Option<&AccountId> {
        self.account.as_ref().map(|shown| &shown.account.id)
    }
}

/// The body of a request that sends JSON.
pub(crate) struct Sent(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            let title = "Send the body as application/json.";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type", title));
        }
        match Bytes::from_request(request, state).await {
            Ok(body) => Ok(Self(body)),
            Err(rejected) if rejected.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(too_large()),
            Err(_) => {
                let title = "The request cannot be read.";
                Err(Refusal::new(StatusCode::BAD_REQUEST, "malformed", title))
            }
        }
    }
}

/// More than is even looked at.
fn too_large() -> Refusal {
    let problem = Problem::new(field::BODY, ProblemKind::TooLarge { limit: sizes::BODY_BYTES });
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The request is too large.")
        .with([Wrong::of(&problem, Language::En)])
}

/// Whether the body is declared as JSON, or not declared at all (RFC 9110 8.3: then the receiver may guess).
fn is_json(headers: &HeaderMap) -> bool {
    let Some(given) = headers.get(header::CONTENT_TYPE) else { return true };
    let media = given.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let media = media.to_ascii_lowercase();
    media == "application/json" || (media.starts_with("application/") && media.ends_with("+json"))
}
