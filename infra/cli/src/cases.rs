//! `case`: a case as it stands, with its history, and its export for an independent verifier.

mod documents;
mod earlier;
mod judged;
mod pictures;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use app::desk::{open_question, written_since};
use app::rules::rule_sets;
use app::{CaseName, case_named, verified_log};
use case::{Case, Digest, Party, PartyId, Side};
use clap::Subcommand;
use jiff::Timestamp;
use policy::Deadline;
use policy::rules::RuleSet;
use port::{
    Cases, Complaints, Disputes, Documents, References, Registry, RuleSets, Snapshots, StoredCase, Subjects,
};
use serde_json::{Map, Value, json};

use crate::deadline;
use crate::desk::territories;
use crate::rules::record_of;
use earlier::Earlier;

use crate::output::{Output, facts, table};

#[derive(Debug, Subcommand)]
pub(crate) enum CaseCommand {
    /// Shows where a case stands and what happened to it. The hash chain of its events is verified.
    Show {
        /// The case, by its reference or its id.
        case: CaseName,
        /// Names reviewers, too.
        #[arg(long)]
        people: bool,
    },
    /// Writes a case's events with their hash chain as JSON, for an independent verifier. It holds
    /// the ids of reviewers and the party id of the complainant.
    Export {
        /// The case, by its reference or its id.
        case: CaseName,
    },
    /// Shows what the marketplace said of the listing each time a machine judged it, compared with the hash chain.
    Judged {
        /// The case, by its reference or its id.
        case: CaseName,
    },
    /// Lists the documents of a case, opened, with the files that they name.
    Documents {
        /// The case, by its reference or its id.
        case: CaseName,
    },
    /// Saves a document of a case as it was sent. Treat it as untrusted.
    Document {
        /// The case, by its reference or its id.
        case: CaseName,
        /// The document, as `case documents` lists it.
        document: Digest,
        /// The file to write, which must not exist.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

pub(crate) async fn run<S, D>(
    command: CaseCommand,
    store: &S,
    documents: impl FnOnce() -> anyhow::Result<D>,
) -> anyhow::Result<Output>
where
    S: Cases + Complaints + Disputes + References + Registry + RuleSets + Snapshots + Subjects,
    D: Documents,
{
    match command {
        CaseCommand::Show { case, people } => {
            let stored = case_named(store, case).await?;
            let erased = erased(store, &stored).await?;
            let lines = verified_log(&stored)?;
            let judged = judged::last(store, &stored).await?;
            let beside = Beside { erased, judged, earlier: earlier::of(store, &stored).await? };
            Ok(show(&stored, &rule_sets(store).await?, lines, &beside, people))
        }
        CaseCommand::Judged { case } => judged::show(store, &case_named(store, case).await?).await,
        CaseCommand::Export { case } => {
            let stored = case_named(store, case).await?;
            let export = json!({
                "case": stored.case.id.to_string(),
                "reference": stored.case.filing.reference.to_string(),
                "head": stored.head.to_string(),
                "log": verified_log(&stored)?,
                "snapshots": judged::exported(store, &stored).await?,
            });
            Ok(Output::new(serde_json::to_string_pretty(&export)?, export))
        }
        CaseCommand::Documents { case } => {
            documents::list(&documents()?, store, &case_named(store, case).await?).await
        }
        CaseCommand::Document { case, document, to } => {
            documents::save(&documents()?, store, &case_named(store, case).await?, document, &to).await
        }
    }
}

/// What is shown of a case beside itself.
struct Beside {
    /// Which sides' data was erased, and when.
    erased: Vec<String>,
    /// The title of the listing that was judged last.
    judged: String,
    /// Cases in which a person declined the same.
    earlier: Vec<Earlier>,
}

/// The title of the listing that was judged last.
pub(crate) async fn title_judged<S: Snapshots + Subjects>(
    store: &S,
    stored: &StoredCase,
) -> anyhow::Result<String> {
    judged::last(store, stored).await
}

/// Which sides' data was erased, and when.
async fn erased<S: Subjects>(store: &S, stored: &StoredCase) -> anyhow::Result<Vec<String>> {
    let seller = stored.case.record.as_ref().and_then(|record| record.seller);
    let sides = [("complainant", Some(stored.case.filing.complainant)), ("seller", seller)];
    let known = sides.iter().filter_map(|(side, party)| Some((*side, (*party)?)));
    let (sides, ids): (Vec<&str>, Vec<PartyId>) = known.unzip();
    let parties = store.parties_by_id(&ids).await?;
    let on = |(side, party): (&str, Option<Party>)| {
        party.and_then(|party| party.erased_at).map(|at| format!("{side}'s data on {at}"))
    };
    Ok(sides.into_iter().zip(parties).filter_map(on).collect())
}

fn clocks(deadlines: &[Deadline]) -> String {
    let each: Vec<String> =
        deadlines.iter().map(|deadline| format!("{} until {}", deadline.clock, deadline.due)).collect();
    if each.is_empty() { "none".to_owned() } else { each.join("; ") }
}

/// How a deadline follows from its start.
fn clock_row(deadline: &Deadline) -> Vec<String> {
    vec![
        deadline.clock.to_string(),
        format!("{} ({})", deadline.since, deadline.starts),
        deadline.due.to_string(),
        deadline.formula.clone(),
        format!("{}: {}", deadline.rule, deadline.source),
        deadline.waits_for.code().to_owned(),
        deadline.end.to_string(),
    ]
}

fn show(stored: &StoredCase, sets: &[RuleSet], lines: &[String], beside: &Beside, people: bool) -> Output {
    let history: Vec<Told> =
        stored.log.iter().zip(lines).map(|(r, line)| Told::of(r.at, line, people)).collect();
    let deadlines = policy::deadlines(&stored.case);
    let record = record_of(stored, sets);
    let mut text = facts_of(stored, &deadlines, beside, people);
    if !deadlines.is_empty() {
        let rows: Vec<Vec<String>> = deadlines.iter().map(clock_row).collect();
        text.push('\n');
        text.push_str(&table(
            &["clock", "since", "ends", "how", "rule", "waits for", "then"],
            &rows,
            "no clock",
        ));
    }
    if let Some((record, _)) = &record {
        text.push('\n');
        text.push_str(record);
    }
    let rows: Vec<Vec<String>> = history.iter().enumerate().map(|(nth, told)| told.row(nth)).collect();
    text.push('\n');
    text.push_str(&table(&["event", "at", "what", "details"], &rows, "no events"));
    let mut json = json_of(stored, &deadlines, beside);
    json["declined_before"] = beside.earlier.iter().map(|it| it.json(people)).collect();
    json["decision"] = record.map(|(_, json)| json).into();
    json["history"] = history.into_iter().map(Told::json).collect();
    Output::new(text, json)
}

fn letters_owed(case: &Case) -> Vec<String> {
    case.letters.iter().map(|owed| owed.letter.to_string()).collect()
}

/// Where the measure holds, or would if the complaint were accepted.
fn measure(case: &Case) -> String {
    match case.limit() {
        [] => "wherever the listing is offered".to_owned(),
        part => {
            format!("in {} only: the right covers that part of the territory", territories(part).join(", "))
        }
    }
}

/// Which sides wrote since the last decision.
fn written(stored: &StoredCase) -> String {
    let told: Vec<String> =
        written_since(&stored.log).iter().map(|(by, at)| format!("the {by}, on {at}")).collect();
    if told.is_empty() {
        return "nobody, since the last decision".to_owned();
    }
    format!("{}: read it", told.join("; "))
}

/// The same for programs.
pub(crate) fn written_json(written: &[(Side, Timestamp)]) -> Vec<Value> {
    written.iter().map(|(by, at)| json!({"by": by.code(), "at": at.to_string()})).collect()
}

/// Where the case stands, for people.
fn facts_of(stored: &StoredCase, deadlines: &[Deadline], beside: &Beside, people: bool) -> String {
    let Beside { erased, judged, earlier } = beside;
    let StoredCase { case, .. } = stored;
    let filing = &case.filing;
    let letters = letters_owed(case);
    let optional = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    facts(&[
        ("reference", filing.reference.to_string()),
        ("case", case.id.to_string()),
        ("state", case.state.code().to_owned()),
        ("waits for", open_question(case).map_or_else(|| "no reviewer".to_owned(), |it| it.to_string())),
        ("complaint", format!("{} of {} listings", filing.complaint, filing.listings)),
        ("listing", filing.listing.to_string()),
        ("territory", filing.territory.to_string()),
        ("measure", measure(case)),
        ("right", optional(filing.right.as_ref().map(ToString::to_string))),
        ("claim", filing.claim.to_string()),
        ("proof", filing.proof.to_string()),
        ("channel", filing.channel.to_string()),
        ("filed", case.filed_at.to_string()),
        ("decided", optional(case.decided_at.map(|at| at.to_string()))),
        ("in force", optional(case.in_force_at.map(|at| at.to_string()))),
        ("order reference", optional(case.order_reference.clone())),
        ("title judged", judged.clone()),
        ("declined before", earlier::told(earlier, people)),
        ("written since", written(stored)),
        ("pictures", pictures::told(&case.pictures)),
        ("letters owed", if letters.is_empty() { "none".to_owned() } else { letters.join(" ") }),
        ("clock", clocks(deadlines)),
        ("next look", optional(stored.due.map(|due| due.to_string()))),
        ("erased", if erased.is_empty() { "nothing".to_owned() } else { erased.join("; ") }),
        ("chain", format!("verified, {} events, head {}", stored.lines.len(), stored.head)),
    ])
}

/// The same for programs.
fn json_of(stored: &StoredCase, deadlines: &[Deadline], beside: &Beside) -> Value {
    let Beside { erased, judged, .. } = beside;
    let StoredCase { case, .. } = stored;
    let filing = &case.filing;
    json!({
        "reference": filing.reference.to_string(),
        "case": case.id.to_string(),
        "state": case.state.code(),
        "waits_for": open_question(case).map(|it| it.to_string()),
        "complaint": filing.complaint.to_string(),
        "listings": filing.listings,
        "listing": filing.listing.to_string(),
        "territory": filing.territory.to_string(),
        "measure_territories": territories(case.limit()),
        "right": filing.right.as_ref().map(ToString::to_string),
        "claim": filing.claim.code(),
        "proof": filing.proof.code(),
        "channel": filing.channel.code(),
        "filed_at": case.filed_at.to_string(),
        "decided_at": case.decided_at.map(|at| at.to_string()),
        "in_force_at": case.in_force_at.map(|at| at.to_string()),
        "order_reference": case.order_reference,
        "title_judged": judged,
        "written_since": written_json(&written_since(&stored.log)),
        "pictures": pictures::json(&case.pictures),
        "letters_owed": letters_owed(case),
        "clocks": deadlines.iter().map(deadline::json_of).collect::<Vec<_>>(),
        "due": stored.due.map(|due| due.to_string()),
        "erased": erased,
        "head": stored.head.to_string(),
    })
}

/// One event in its stored words, without what stands for a person.
struct Told {
    at: String,
    what: String,
    details: Map<String, Value>,
}

impl Told {
    /// The event stored as `line`. The complainant's key is never told, a reviewer's id only with `people`.
    fn of(at: Timestamp, line: &str, people: bool) -> Self {
        let stored: Value = serde_json::from_str(line).unwrap_or_default();
        let (what, mut details) = match &stored["is"] {
            Value::Object(named) => match named.iter().next() {
                Some((what, Value::Object(details))) => (what.clone(), details.clone()),
                Some((what, _)) => (what.clone(), Map::new()),
                None => Default::default(),
            },
            what => (what.as_str().unwrap_or_default().to_owned(), Map::new()),
        };
        details.remove("complainant");
        // An account is no person; a party may be one.
        if details.get("owner").and_then(Value::as_str).is_some_and(|it| it.starts_with("party/")) {
            details.remove("owner");
        }
        // It stands by itself, rule by rule.
        details.remove("saw");
        details.remove("seller");
        if let Some(Value::String(by)) = details.get_mut("by")
            && by.starts_with("reviewer:")
            && !people
        {
            by.truncate("reviewer".len());
        }
        Self { at: at.to_string(), what, details }
    }

    fn row(&self, nth: usize) -> Vec<String> {
        let details = self.details.iter().map(|(name, value)| match value {
            // Twelve digits name a document well enough for people.
            Value::String(digest) if name == "doc" => format!("doc={}…", digest.get(..12).unwrap_or(digest)),
            Value::String(text) => format!("{name}={text}"),
            other => format!("{name}={other}"),
        });
        // The facts of the filing stand above the history.
        let details =
            if self.what == "filed" { String::new() } else { details.collect::<Vec<_>>().join(" ") };
        vec![nth.to_string(), self.at.clone(), self.what.clone(), details]
    }

    fn json(self) -> Value {
        json!({"at": self.at, "what": self.what, "details": self.details})
    }
}
