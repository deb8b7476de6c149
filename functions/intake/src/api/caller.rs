//! Who calls the API: a brand account by its key, or anyone.

use std::sync::Arc;

use app::filing::{Authenticated, ChannelProof, Within, authenticate, within};
use app::parties::Submitter;
use axum::extract::{FromRequestParts, Query};
use axum::http::header;
use axum::http::request::Parts;
use case::{AccountId, Language, Proof};
use http_kit::{Failure, PageQuery, Peer, ProblemDetails, bearer, language};
use policy::LimitedAction;
use port::{Account, KeyScope, WallClock as _};

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
    type Rejection = ProblemDetails;

    async fn from_request_parts(parts: &mut Parts, intake: &Arc<Intake<P>>) -> Result<Self, ProblemDetails> {
        let asked =
            Query::<PageQuery>::try_from_uri(&parts.uri).map(|Query(asked)| asked).unwrap_or_default();
        let language = language(asked.lang.as_deref(), &parts.headers);
        let peer = parts.extensions.get::<Peer>().cloned().unwrap_or_default();
        let account = match parts.headers.get(header::AUTHORIZATION) {
            None => None,
            Some(given) => {
                let key = given.to_str().ok().and_then(bearer).unwrap_or_default();
                let found = authenticate(&intake.store, key, intake.clock.now()).await;
                let found = found.map_err(|error| ProblemDetails::of(&error.into(), language))?;
                if found.is_none() {
                    wrong_secret(intake, &peer, language).await?;
                    return Err(ProblemDetails::bad_key());
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
) -> Result<(), ProblemDetails> {
    let now = intake.clock.now();
    match within(&intake.store, &intake.links, LimitedAction::WrongSecret, peer.as_str(), now).await {
        Ok(Within::Yes) => Ok(()),
        Ok(Within::Not(too_many)) => Err(ProblemDetails::of(&Failure::TooMany(too_many), language)),
        Err(error) => Err(ProblemDetails::of(&error.into(), language)),
    }
}

impl Caller {
    /// The account whose key was shown for `scope`.
    pub(crate) fn account(&self, scope: KeyScope) -> Result<&Account, ProblemDetails> {
        self.account_if_any(scope)?.ok_or_else(ProblemDetails::no_key)
    }

    /// The same, where anyone may call too.
    pub(crate) fn account_if_any(&self, scope: KeyScope) -> Result<Option<&Account>, ProblemDetails> {
        match &self.account {
            None => Ok(None),
            Some(shown) if shown.may(scope) => Ok(Some(&shown.account)),
            Some(_) => Err(ProblemDetails::not_allowed(scope.name())),
        }
    }

    /// Who files.
    pub(crate) fn submitter(&self) -> Submitter {
        match &self.account {
            Some(shown) => Submitter::Account { account: Box::new(shown.account.clone()) },
            None => Submitter::Anyone { peer: self.peer.as_str().to_owned(), work: None },
        }
    }

    /// What the caller's key proves.
    pub(crate) fn channel_proof(&self) -> ChannelProof {
        self.account
            .as_ref()
            .map_or_else(|| ChannelProof::from(Proof::None), |shown| ChannelProof::from(&shown.account))
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
