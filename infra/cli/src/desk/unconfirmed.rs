//! `desk unconfirmed`: complaints that nobody confirmed, for a person to look at, to file or to drop.

use app::filing::{self, Unconfirmed, drop_unconfirmed, file_unconfirmed, unconfirmed_complaint};
use case::ComplaintId;
use clap::Subcommand;
use jiff::Timestamp;
use port::{
    Accounts, Caller, CaseAt, Cases, Complaints, Documents, MailDrop, Nudges, OwnComplaints, PendingAt,
    PendingConfirmations, PendingNote, PendingNotes, PendingSettled, References, Staff, StaffRole, Subjects,
    Unavailable, WallClock,
};
use serde_json::{Value, json};

use super::lease::short;
use crate::output::{Output, age, facts, shown};
use crate::staff::actor;

/// The code of the queue.
pub(super) const QUEUE: &str = "unconfirmed";

#[derive(Debug, Subcommand)]
pub(crate) enum UnconfirmedCommand {
    /// Shows one. Nothing proves who sent it: anyone can have typed the address.
    Show {
        /// The complaint, by its id.
        complaint: ComplaintId,
    },
    /// Files one as your decision. Since nothing proves its complainant, no rule decides it alone.
    File {
        /// The complaint, by its id.
        complaint: ComplaintId,
    },
    /// Takes one out of the queue. Its complainant may still confirm it.
    Drop {
        /// The complaint, by its id.
        complaint: ComplaintId,
        /// Why, for your colleagues.
        #[arg(long)]
        reason: String,
    },
}

pub(crate) async fn run<S, D, N, I, K, C>(
    command: UnconfirmedCommand,
    ports: (&S, &D, &N, &I),
    clock: &K,
    caller: &C,
) -> anyhow::Result<Output>
where
    S: Accounts + Cases + Complaints + References + OwnComplaints + PendingNotes + Staff + Subjects,
    D: Documents,
    N: Nudges,
    I: PendingConfirmations + MailDrop,
    K: WallClock,
    C: Caller,
{
    let (store, _, _, inbox) = ports;
    let by = actor(caller, store, StaffRole::Reviewer).await?;
    match command {
        UnconfirmedCommand::Show { complaint } => {
            let (note, complaint) = unconfirmed_complaint((store, inbox), complaint, clock.now()).await?;
            Ok(one(&note, &complaint))
        }
        UnconfirmedCommand::File { complaint } => {
            let filed = file_unconfirmed(ports, complaint, &by, clock.now()).await?;
            let reference = filed.reference.to_string();
            let text = format!("complaint {complaint} is filed as {reference}; a person decides it");
            Ok(Output::new(text, json!({ "complaint": complaint.to_string(), "reference": reference })))
        }
        UnconfirmedCommand::Drop { complaint, reason } => {
            drop_unconfirmed(store, complaint, &by, &reason, clock.now()).await?;
            let text =
                format!("complaint {complaint} is out of the queue; its complainant may still confirm it");
            Ok(Output::new(text, json!({ "complaint": complaint.to_string(), "dropped": true })))
        }
    }
}

fn one(note: &PendingNote, complaint: &notice::Complaint) -> Output {
    let right = complaint.right.as_ref().map_or_else(|| complaint.work.clone(), ToString::to_string);
    let listings: Vec<String> =
        complaint.listings.iter().map(|it| format!("{} {}", it.listing, it.url)).collect();
    let mut text = facts(&[
        ("complaint", note.complaint.to_string()),
        ("came", short(note.received_at)),
        ("by", note.channel.to_string()),
        ("forgotten", short(note.expires_at)),
        ("claim", note.claim.to_string()),
        ("right", right.clone()),
        ("complainant", complaint.complainant.name.clone()),
        ("address", format!("{} ({})", complaint.complainant.email, proof_of(note))),
        ("state", state_of(note)),
        ("files", complaint.evidence.len().to_string()),
    ]);
    for listing in &listings {
        text.push_str(&format!("{}\n", shown(listing)));
    }
    text.push('\n');
    for line in complaint.explanation.lines() {
        text.push_str(&format!("{}\n", shown(line)));
    }
    let json = json!({
        "complaint": note.complaint.to_string(),
        "received_at": note.received_at.to_string(),
        "expires_at": note.expires_at.to_string(),
        "channel": note.channel.code(),
        "claim": note.claim.code(),
        "right": right,
        "complainant": complaint.complainant.name,
        "email": complaint.complainant.email,
        "disowned": note.disowned,
        "confirmed_at": note.confirmed_at.map(|at| at.to_string()),
        "state": state_of(note),
        "listings": listings,
        "explanation": complaint.explanation,
    });
    Output::new(text, json)
}

fn proof_of(note: &PendingNote) -> &'static str {
    match (note.confirmed_at, note.disowned) {
        (Some(_), _) => "confirmed",
        (None, true) => "its domain says that it did not send this",
        (None, false) => "not proved",
    }
}

fn state_of(note: &PendingNote) -> String {
    match note.settled.as_ref().map(|it| (&it.how, it.at)) {
        None => QUEUE.to_owned(),
        Some((PendingSettled::Confirmed, at)) => format!("confirmed {}, being filed", short(at)),
        Some((PendingSettled::Filed(by), at)) => format!("being filed by {by} since {}", short(at)),
        Some((PendingSettled::Dropped(by, reason), at)) => format!("dropped by {by} {}: {reason}", short(at)),
    }
}

/// A part of the queue, in the rows of `desk list`: each with its line of JSON. Where there is more, how to go on.
pub(super) async fn listed<S: PendingNotes>(
    store: &S,
    after: Option<CaseAt>,
    most: u16,
    now: Timestamp,
) -> Result<(Vec<Vec<String>>, Vec<Value>, String), Unavailable> {
    let after = after.map(|place| PendingAt { at: place.at, complaint: ComplaintId::new(place.case.uuid()) });
    let Unconfirmed { notes, next } = filing::unconfirmed(store, after, most, now).await?;
    let rows = notes.iter().map(|note| {
        vec![
            note.complaint.to_string(),
            age(now.duration_since(note.received_at)),
            short(note.expires_at),
            match note.listings {
                0 | 1 => note.listing.to_string(),
                more => format!("{} and {} more", note.listing, more - 1),
            },
            note.claim.to_string(),
            QUEUE.to_owned(),
            "file it or drop it?".to_owned(),
            String::new(),
        ]
    });
    let json = notes.iter().map(|note| {
        json!({
            "complaint": note.complaint.to_string(),
            "queue": QUEUE,
            "due": note.expires_at.to_string(),
            "received_at": note.received_at.to_string(),
            "age_minutes": now.duration_since(note.received_at).as_mins(),
            "listing": note.listing.to_string(),
            "listings": note.listings,
            "claim": note.claim.code(),
            "state": state_of(note),
        })
    });
    let more = next.map(|next| {
        let at = next.at.as_millisecond();
        format!("more: goodfaith desk list --queue {QUEUE} --after {at}.{}\n", next.complaint)
    });
    Ok((rows.collect(), json.collect(), more.unwrap_or_default()))
}
