//! Which calls of ports the code of a function makes.

use std::collections::BTreeSet;

use super::code::{between, code_in, words};
use crate::support::functions::functions;

/// The calls of all ports but those that are not of an outside system.
pub(super) fn calls_of_ports() -> BTreeSet<String> {
    let code = code_in("shared/port/src");
    let traits = code.split("pub trait ").skip(1);
    let calls = traits.flat_map(|rest| {
        let (port, body) = rest.split_once(':').unwrap();
        let body = body.split("\n}").next().unwrap_or_default();
        let methods = between(body, "fn ", "(");
        methods.into_iter().map(move |method| format!("{port}::{method}"))
    });
    calls.collect()
}

fn port_of(call: &str) -> &str {
    call.split("::").next().unwrap_or_default()
}

/// The calls that `step` and `app` make for a function: by what it names of theirs.
pub(super) const MADE_FOR_A_FUNCTION: [(&str, &[&str]); 63] = [
    ("MarkCache", &["CompiledMarks::compiled_marks"]),
    ("MarketplaceCache", &["Registry::marketplaces"]),
    (
        "check",
        &["Accounts::account", "Registry::rights", "Subjects::known_parties", "Subjects::parties_by_id"],
    ),
    ("known_filer", &["Subjects::known_parties", "Subjects::parties_by_id"]),
    ("within", &["Limits::count"]),
    ("writer_within", &["Limits::count"]),
    ("owners_now", &["Subjects::parties_by_id"]),
    ("own_among", &["Subjects::known_parties", "Subjects::parties_by_id"]),
    ("mailbox_of", &["Bounces::marked", "Subjects::known_parties"]),
    (
        "note_returned_mail",
        &["Accounts::account", "Bounces::mark", "Subjects::known_parties", "Subjects::parties_by_id"],
    ),
    ("keep_snapshot", &["Snapshots::keep_snapshot", "Subjects::data_key", "Subjects::party_of"]),
    ("seal_mail", &["Documents::seal"]),
    ("other_measures", &["Cases::load", "ListingCases::listing_cases"]),
    (
        "submit",
        &[
            "Subjects::party_of",
            "Subjects::parties_by_id",
            "PendingConfirmations::keep",
            "Documents::seal",
            "References::give_reference",
            "Cases::create",
            "Cases::append",
            "Cases::load",
            "Complaints::begin",
            "Subjects::data_key",
            "Accounts::account",
            "OwnComplaints::note_own",
        ],
    ),
    (
        "check_now",
        &["Accounts::account", "Registry::rights", "Subjects::known_parties", "Subjects::parties_by_id"],
    ),
    ("withdraw_case", &["Cases::append", "Cases::load"]),
    ("withdraw_by_link", &["Cases::append", "Cases::load", "Subjects::data_key"]),
    (
        "make_statement",
        &[
            "Inbox::take",
            "Documents::seal",
            "Cases::append",
            "Cases::load",
            "Subjects::data_key",
            "Subjects::party_of",
        ],
    ),
    ("open_beside", &["Complaints::fan_out", "Cases::load"]),
    ("counts_for", &["Documents::read", "Cases::load", "Subjects::data_key"]),
    (
        "make_counter_notice",
        &[
            "Inbox::take",
            "Documents::seal",
            "Cases::append",
            "Cases::load",
            "Subjects::data_key",
            "Subjects::party_of",
        ],
    ),
    (
        "complete_complaint",
        &[
            "Inbox::take",
            "Complaints::fan_out",
            "Cases::load",
            "Documents::read",
            "Documents::seal",
            "Cases::append",
            "Subjects::data_key",
        ],
    ),
    (
        "resubmit_complaint",
        &[
            "Registry::rights",
            "Subjects::known_parties",
            "Subjects::parties_by_id",
            "Limits::count",
            "Inbox::take",
            "Documents::read",
            "Documents::seal",
            "References::give_reference",
            "Cases::create",
            "Cases::append",
            "Cases::load",
            "Complaints::begin",
            "Subjects::data_key",
            "Accounts::account",
            "OwnComplaints::note_own",
        ],
    ),
    (
        "resubmit_by_mail",
        &[
            "Registry::rights",
            "Subjects::known_parties",
            "Subjects::parties_by_id",
            "Documents::read",
            "Documents::seal",
            "References::give_reference",
            "Cases::create",
            "Cases::append",
            "Cases::load",
            "Complaints::begin",
            "Subjects::data_key",
            "Accounts::account",
            "OwnComplaints::note_own",
        ],
    ),
    ("reply_by_mail", &["Documents::seal", "Cases::append", "Cases::load", "Subjects::data_key"]),
    ("leave_files", &["Inbox::leave"]),
    ("follow_link", &["Complaints::fan_out", "Cases::load"]),
    ("cases_of", &["Complaints::fan_out", "Cases::load"]),
    ("case_of", &["Cases::load"]),
    ("seller_case", &["Cases::load"]),
    ("complaint_document", &["Documents::read", "Subjects::data_key"]),
    ("statement_text", &["Documents::read", "Subjects::data_key"]),
    ("offer_file", &["Documents::read", "Subjects::data_key", "Inbox::leave", "Inbox::offer"]),
    ("words_beside", &["Registry::rights", "Snapshots::snapshot", "Subjects::data_key"]),
    (
        "file_complaint",
        &[
            "PendingNotes::pending_note",
            "PendingNotes::put_pending_note",
            "Registry::rights",
            "Subjects::known_parties",
            "Subjects::parties_by_id",
            "Subjects::party_of",
            "Limits::count",
            "ReplayGuard::spend",
            "Bounces::marked",
            "Inbox::take",
            "PendingConfirmations::keep",
            "PendingConfirmations::keep_file",
            "Documents::seal",
            "References::give_reference",
            "Cases::create",
            "Cases::append",
            "Cases::load",
            "Complaints::begin",
            "LetterClaims::claim",
            "Mailer::send",
            "Subjects::data_key",
            "Accounts::account",
            "OwnComplaints::note_own",
        ],
    ),
    (
        "file_mail",
        &[
            "PendingNotes::pending_note",
            "PendingNotes::put_pending_note",
            "Registry::rights",
            "Subjects::known_parties",
            "Subjects::parties_by_id",
            "Subjects::party_of",
            "Limits::count",
            "PendingConfirmations::keep",
            "Documents::seal",
            "References::give_reference",
            "Cases::create",
            "Cases::append",
            "Cases::load",
            "Complaints::begin",
            "LetterClaims::claim",
            "Mailer::send",
            "Subjects::data_key",
            "Accounts::account",
            "OwnComplaints::note_own",
        ],
    ),
    ("read_pending", &["PendingConfirmations::find"]),
    (
        "confirm_pending",
        &[
            "PendingNotes::pending_note",
            "PendingNotes::put_pending_note",
            "PendingConfirmations::find",
            "PendingConfirmations::find_file",
            "PendingConfirmations::keep",
            "MailDrop::message",
            "Documents::seal",
            "Subjects::party_of",
            "Subjects::parties_by_id",
            "Subjects::data_key",
            "Accounts::account",
            "OwnComplaints::note_own",
        ],
    ),
    ("authenticate", &["Accounts::account"]),
    (
        "file",
        &[
            "Documents::seal",
            "References::give_reference",
            "Cases::create",
            "Cases::append",
            "Cases::load",
            "Complaints::begin",
            "Subjects::data_key",
            "OwnComplaints::note_own",
        ],
    ),
    (
        "enter",
        &[
            "Documents::seal",
            "References::give_reference",
            "Cases::create",
            "Cases::append",
            "Cases::load",
            "Complaints::begin",
            "Subjects::data_key",
            "OwnComplaints::note_own",
        ],
    ),
    ("receive", &["Batches::begin_batch", "Documents::seal", "Subjects::party_of", "Subjects::data_key"]),
    ("table_of", &["Documents::read", "Subjects::data_key"]),
    (
        "row_progress",
        &["Cases::load", "Registry::rights", "Subjects::known_parties", "Subjects::parties_by_id"],
    ),
    ("open_case", &["References::give_reference", "Cases::create", "Cases::append", "Cases::load"]),
    ("change", &["Cases::append", "Cases::load"]),
    ("change_while", &["Cases::append", "Cases::load"]),
    ("open_if_readable", &["Documents::read", "Subjects::data_key"]),
    ("claim_letters", &["LetterClaims::claim"]),
    ("send_once", &["LetterClaims::claim", "Mailer::send"]),
    ("settle_sent", &["Cases::append", "Cases::load"]),
    ("CaseStep", &["Cases::load"]),
    (
        "look_up",
        &[
            "Accounts::account",
            "Disputes::disputes",
            "OwnerCases::owner_cases",
            "Parties::parties",
            "Registry::rights",
            "Subjects::parties_by_id",
            "Switches::switches",
        ],
    ),
    ("RuleSetCache", &["RuleSets::rule_sets"]),
    (
        "compile_marks",
        &["RightIndex::rights_to_remind", "Registry::rights", "CompiledMarks::keep_compiled_marks"],
    ),
    (
        "remind",
        &[
            "RightIndex::rights_to_remind",
            "Registry::rights",
            "Registry::put_right",
            "Accounts::account",
            "Bounces::marked",
            "Subjects::known_parties",
            "Subjects::parties_by_id",
            "LetterClaims::claim",
            "Mailer::send",
        ],
    ),
    (
        "sweep",
        &[
            "DueCases::due",
            "Cases::load",
            "Cases::append",
            "Complaints::unfinished",
            "Batches::unfinished_batches",
        ],
    ),
    ("write_report", &["Accounts::account", "References::referred_on", "Cases::load", "Reports::put_report"]),
    (
        "recompute",
        &[
            "Cases::load",
            "PartyCases::parties_with_cases",
            "PartyCases::cases_since",
            "Parties::parties",
            "Parties::put_party",
            "Parties::kept_parties",
            "Registry::rights",
            "StandingsRuns::standings_progress",
            "StandingsRuns::put_standings_progress",
        ],
    ),
    ("own_standing", &["Parties::parties"]),
    (
        "sign_declaration",
        &[
            "Accounts::account",
            "Documents::seal",
            "Parties::parties",
            "Parties::put_party",
            "Subjects::data_key",
            "Subjects::party_of",
        ],
    ),
    (
        "tell_members",
        &[
            "Parties::kept_parties",
            "Parties::parties",
            "Accounts::account",
            "Bounces::marked",
            "Subjects::known_parties",
            "Subjects::parties_by_id",
            "LetterClaims::claim",
            "Mailer::send",
        ],
    ),
    (
        "tell_of_misuse",
        &[
            "Registry::marketplaces",
            "Parties::kept_parties",
            "Parties::parties",
            "Parties::put_party",
            "Accounts::account",
            "Bounces::marked",
            "OwnerCases::owner_cases",
            "SellerCases::seller_cases",
            "Cases::load",
            "Documents::read",
            "Catalogue::listing",
            "Subjects::data_key",
            "Subjects::known_parties",
            "Subjects::parties_by_id",
            "LetterClaims::claim",
            "Mailer::send",
        ],
    ),
];

/// What a function's code uses of ports.
pub(super) struct Uses {
    /// The ports that it names. Every function has clocks, ids, journals, nudges, redelivery and
    /// rejects, or its environment speaks for them.
    pub(super) ports: BTreeSet<String>,
    /// The calls that it makes, itself or through `step` and `app`.
    pub(super) calls: BTreeSet<String>,
}

pub(super) fn uses(function: &str) -> Uses {
    let calls = calls_of_ports();
    // `Caller` is a port of the operating tool; intake has another of that name.
    let apart = ["Caller", "Ids", "Journal", "Nudges", "Redelivery", "Rejects", "Timer", "WallClock"];
    let code = code_in(&format!("functions/{function}/src"));
    let words = words(&code);
    let ports = calls.iter().map(|call| port_of(call));
    let ports: BTreeSet<String> =
        ports.filter(|port| words.contains(port) && !apart.contains(port)).map(str::to_owned).collect();
    let made_itself = calls
        .iter()
        .filter(|call| ports.contains(port_of(call)))
        .filter(|call| code.contains(&format!(".{}(", call.split("::").last().unwrap_or_default())))
        .cloned();
    let made_for_it = MADE_FOR_A_FUNCTION
        .iter()
        .filter(|(helper, _)| words.contains(helper))
        .flat_map(|(_, calls)| calls.iter().map(|call| (*call).to_owned()));
    let calls = made_itself.chain(made_for_it).collect();
    Uses { ports, calls }
}

/// What the functions use of `app` is in the table: else its role lacks what nobody has noticed.
#[test]
fn what_functions_have_done_for_them_is_known() {
    let code = code_in("shared/app/src");
    let free = code.split("\npub async fn ").skip(1);
    let free = free.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next());
    let known: BTreeSet<&str> = MADE_FOR_A_FUNCTION.iter().map(|(name, _)| *name).collect();
    let unknown: BTreeSet<&str> = free.filter(|name| !known.contains(name)).collect();
    for function in functions() {
        let code = code_in(&format!("functions/{}/src", function.name));
        let named: String = code
            .split("app::")
            .skip(1)
            .map(|rest| rest.split([';', '(']).next().unwrap_or_default())
            .collect::<Vec<_>>()
            .join(" ");
        let words = words(&named);
        let used: Vec<_> = unknown.iter().filter(|name| words.contains(**name)).collect();
        assert!(
            used.is_empty(),
            "{} uses {used:?} of app, and the table does not say what they call",
            function.name
        );
    }
}

#[test]
fn a_function_names_the_ports_that_it_calls() {
    for function in functions() {
        let Uses { ports, calls } = uses(&function.name);
        let called: BTreeSet<String> = calls.iter().map(|call| port_of(call).to_owned()).collect();
        let unused: Vec<_> = ports.difference(&called).collect();
        assert!(unused.is_empty(), "{} names {unused:?}, and calls nothing of them", function.name);
    }
}
