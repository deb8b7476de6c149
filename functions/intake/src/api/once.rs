//! Requests that are made again: the header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use case::{ComplaintId, Digest};
use http_kit::{FieldProblem, ProblemDetails};
use jiff::SignedDuration;
use port::chain_of;
use port::{Conclusion, Idempotency as _, Ids as _, Reservation, Reserved, Settled, WallClock as _};

use super::caller::Caller;
use crate::{Intake, Ports};

/// For how long a request is remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);
/// For how long no other worker goes on with a request: longer than the function may run.
const BUSY: SignedDuration = SignedDuration::from_secs(30);
/// Most characters of a key.
const MOST_CHARACTERS: usize = 255;
const HEADER: &str = "idempotency-key";

/// The caller's key of a request, if it sends one: 1 to 255 visible ASCII characters, as the draft has it in
/// double quotes (RFC 9651, a string), or bare as many clients send it.
pub(crate) struct Key(Result<Option<String>, ProblemDetails>);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let mut given = parts.headers.get_all(HEADER).iter();
        Ok(Self(match (given.next(), given.next()) {
            (None, _) => Ok(None),
            (Some(key), None) => key.to_str().ok().and_then(parse).map(Some).ok_or_else(bad_key),
            (Some(_), Some(_)) => Err(bad_key()),
        }))
    }
}

fn parse(given: &str) -> Option<String> {
    let given = given.trim();
    let quoted = given.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let key = quoted.unwrap_or(given);
    let visible = key.bytes().all(|byte| matches!(byte, b'!'..=b'~') && byte != b'"' && byte != b'\\');
    ((1..=MOST_CHARACTERS).contains(&key.len()) && visible).then(|| key.to_owned())
}

fn bad_key() -> ProblemDetails {
    let remedy = "Send one key of 1 to 255 visible ASCII characters, such as a UUID, in double quotes.";
    let wrong = FieldProblem::new(HEADER, "bad_key", "The Idempotency-Key cannot be read.", remedy);
    ProblemDetails::new(StatusCode::BAD_REQUEST, "idempotency-key", "The Idempotency-Key cannot be read.")
        .with([wrong])
}

/// Does a request of `route` with `body` once for each key of a caller, and answers it the same each time.
/// `file` files it as the complaint that it is given: should it die, the next attempt goes on with that
/// complaint.
pub(crate) async fn once<P, F>(
    intake: &Intake<P>,
    caller: &Caller,
    (route, key): (&str, Key),
    body: &[u8],
    file: impl FnOnce(ComplaintId) -> F,
) -> Result<Settled, ProblemDetails>
where
    P: Ports,
    F: Future<Output = Result<Settled, ProblemDetails>>,
{
    let Some(key) = key.0? else { return file(intake.ids.complaint()).await };
    let now = intake.clock.now();
    let reservation = Reservation {
        request: Digest::of(format!("{route}\0{}\0{key}", caller.name()).as_bytes()),
        body: Digest::of(body),
        complaint: intake.ids.complaint(),
        at: now,
        busy_until: now.saturating_add(BUSY).unwrap_or(now),
        expires_at: now.saturating_add(REMEMBERED).unwrap_or(now),
    };
    let reserved = intake.store.reserve(&reservation).await;
    let (conclusion, answer) = match reserved
        .map_err(|error| ProblemDetails::of(&error.into(), caller.language))?
    {
        Reserved::Done(settled) => return Ok(settled),
        Reserved::Busy => {
            let title = "A request with this Idempotency-Key is being handled: send it again later.";
            return Err(ProblemDetails::new(StatusCode::CONFLICT, "idempotency-busy", title));
        }
        Reserved::OtherBody => {
            let title = "This Idempotency-Key was used for another request: use a new one.";
            return Err(ProblemDetails::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-reused", title));
        }
        Reserved::Go(complaint, _) => match file(complaint).await {
            Ok(settled) => (Conclusion::Done(settled.clone()), Ok(settled)),
            // What an attempt that died stored goes by that complaint: the key stays with it.
            Err(refusal) if refusal.is_the_callers() && complaint == reservation.complaint => {
                (Conclusion::Nothing, Err(refusal))
            }
            Err(refusal) => (Conclusion::Unfinished, Err(refusal)),
        },
    };
    // Where this is lost, the next attempt waits, and then goes on with the same complaint.
    if let Err(error) = intake.store.conclude(&reservation, conclusion).await {
        tracing::warn!(error = chain_of(&error), "the end of a request was not recorded");
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_key_is_read_quoted_or_bare() {
        let uuid = "8e03978e-40d5-43dd-bc93-6894a57f9324";
        assert_eq!(parse(&format!("\"{uuid}\"")).as_deref(), Some(uuid));
        assert_eq!(parse(uuid).as_deref(), Some(uuid));
        for wrong in ["", "\"\"", "\"a", "a\"b", "two words", "schlüssel", &"x".repeat(256)] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
