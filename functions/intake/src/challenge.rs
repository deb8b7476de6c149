//! The challenge of the open form: given out with it, and looked at when it comes back.

use app::filing::{Challenge, LinkKey, Solution};
use case::Digest;
use notice::Draft;
use port::{Ids as _, WallClock as _};
use serde::Deserialize;

use crate::{Intake, Ports};

/// A new challenge, for a form that is about to be shown.
pub(crate) fn give<P: Ports>(intake: &Intake<P>) -> web::page::Challenge {
    let challenge = Challenge::new(intake.ids.random(), intake.clock.now());
    web::page::Challenge { token: challenge.token(&intake.links), bits: challenge.bits }
}

/// The fields of a form that bring its challenge back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Returned {
    challenge: String,
    solution: String,
}

impl Returned {
    /// The work, when the challenge is one of ours.
    pub(crate) fn work(self, links: &LinkKey) -> Option<Solution> {
        Solution::read(links, self.challenge, self.solution).ok()
    }
}

/// What a draft says. A file counts by its name: where the form brings it along, each time it is sent the file
/// waits under another key.
pub(crate) fn content(draft: &Draft) -> Digest {
    let files: Vec<&str> = draft.uploads.iter().map(|upload| upload.name.as_str()).collect();
    let said = (
        draft.claim.map(case::Claim::code),
        (&draft.complainant, &draft.right),
        (&draft.explanation, &draft.listings, &draft.statements),
        files,
    );
    // Texts, numbers and lists always serialise.
    Digest::of(&serde_json::to_vec(&said).unwrap_or_default())
}
