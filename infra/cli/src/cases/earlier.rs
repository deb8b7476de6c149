//! What a reviewer is shown of earlier cases in which a person declined the same.

use app::judging::declined_before;
use case::{Decider, Event, Recorded};
use jiff::Timestamp;
use port::{Cases, Disputes, Registry, StoredCase, Subjects};
use serde_json::{Value, json};

use crate::output::shown;

/// A case in which a person declined the same.
pub(super) struct Earlier {
    reference: String,
    /// The last decision that declined it, with its code.
    code: Option<String>,
    by: Option<Decider>,
    at: Option<Timestamp>,
    /// Why, in the words of who decided.
    note: Option<String>,
}

/// Those about the listing of `stored`, as far as they stand so now.
pub(super) async fn of<S>(store: &S, stored: &StoredCase) -> anyhow::Result<Vec<Earlier>>
where
    S: Cases + Disputes + Registry + Subjects,
{
    let mut earlier: Vec<Earlier> =
        declined_before(store, &stored.case).await?.iter().map(Earlier::of).collect();
    earlier.sort_unstable_by_key(|it| std::cmp::Reverse(it.at));
    Ok(earlier)
}

impl Earlier {
    fn of(stored: &StoredCase) -> Self {
        let code = stored.log.iter().rev().find_map(|it| match &it.event {
            Event::Declined { code, .. } => Some(code.to_string()),
            _ => None,
        });
        // An appeal that keeps a decline is the decision of whoever heard it.
        let decided = |it: &&Recorded| {
            matches!(it.event, Event::Declined { .. } | Event::AppealDecided { reversed: false, .. })
        };
        let last = stored.log.iter().rev().find(decided);
        let decision = last.and_then(|it| match &it.event {
            Event::Declined { by, note, .. } | Event::AppealDecided { by, note, .. } => Some((by, note)),
            _ => None,
        });
        let note = decision.and_then(|(_, note)| note.as_ref()).map(ToString::to_string);
        let reference = stored.case.filing.reference.to_string();
        Self { reference, code, by: decision.map(|(by, _)| by.clone()), at: last.map(|it| it.at), note }
    }

    fn by(&self, people: bool) -> String {
        match &self.by {
            Some(Decider::Reviewer(id)) if people => format!("reviewer:{id}"),
            Some(Decider::Reviewer(_)) => "reviewer".to_owned(),
            Some(Decider::Machine) | None => "machine".to_owned(),
        }
    }

    pub(super) fn json(&self, people: bool) -> Value {
        json!({"reference": self.reference, "code": self.code, "by": self.by(people), "at": self.at.map(|at| at.to_string()), "note": self.note})
    }
}

/// All of them in a line, for people.
pub(super) fn told(earlier: &[Earlier], people: bool) -> String {
    let each = earlier.iter().map(|it| {
        let code = it.code.as_deref().unwrap_or("unknown");
        let at = it.at.map_or_else(|| "an unknown day".to_owned(), |at| at.to_string());
        let because = it.note.as_ref().map(|note| format!(" because “{}”", shown(note))).unwrap_or_default();
        format!("{} as {code} by {} on {at}{because}", it.reference, it.by(people))
    });
    let each: Vec<String> = each.collect();
    if each.is_empty() { "no".to_owned() } else { each.join("; ") }
}
