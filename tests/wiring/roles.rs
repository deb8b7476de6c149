//! Roles: each function may do what the ports that it uses do, on what they do it to, and nothing else.

use std::collections::BTreeSet;

use port::Queue;
use serde_json::{Value, json};

use super::calls::{MADE_FOR_A_FUNCTION, calls_of_ports, uses};
use super::code::resource_name;
use super::template::{Template, texts};
use super::{Findings, assert_fits, assert_notices, unless};
use crate::support::functions::{Function, functions};

const TABLE: &str = "${Table.Arn}";
const CONTROL: &str = "${ControlTable.Arn}";
const CONTROL_POLICY: &str = "ControlPolicy";
/// The one policy that erases parties.
const ERASURE_POLICY: &str = "ErasurePolicy";
const SEALED: &str = "${EvidenceBucket.Arn}/sealed/*";
const EVIDENCE: &str = "${EvidenceBucket.Arn}";
const REPORTS: &str = "${EvidenceBucket.Arn}/reports/*";
const REGISTRY: &str = "${EvidenceBucket.Arn}/registry/*";
const INBOX: &str = "${InboxBucket.Arn}";
const UPLOADS: &str = "${InboxBucket.Arn}/inbox/*";
const PENDING: &str = "${InboxBucket.Arn}/pending/*";
const MAILS: &str = "${InboxBucket.Arn}/mail/*";
const WEBHOOKS: &str = "${WebhookQueue.Arn}";
const ADDRESS: &str = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${MailFrom}";
const DOMAIN: &str = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${Domain}";

/// What the adapters need at AWS to make a call. A call that is missing here needs nothing of AWS.
///
/// `s3:ListBucket` beside a read: without it S3 answers 403, not 404, for an object that is not there.
const GRANTS: [(&str, &str, &str); 91] = [
    ("Cases::load", "dynamodb:GetItem", TABLE),
    ("Cases::load", "dynamodb:BatchGetItem", TABLE),
    ("Cases::create", "dynamodb:PutItem", TABLE),
    ("Cases::append", "dynamodb:UpdateItem", TABLE),
    ("DueCases::due", "dynamodb:Query", "${Table.Arn}/index/due"),
    ("References::give_reference", "dynamodb:PutItem", TABLE),
    ("References::referred", "dynamodb:GetItem", TABLE),
    ("References::referred_on", "dynamodb:Query", TABLE),
    ("WaitingCases::waiting_cases", "dynamodb:Query", "${Table.Arn}/index/waiting"),
    ("OwnerCases::owner_cases", "dynamodb:Query", "${Table.Arn}/index/owner"),
    ("ListingCases::listing_cases", "dynamodb:Query", "${Table.Arn}/index/listing"),
    ("SellerCases::seller_cases", "dynamodb:Query", "${Table.Arn}/index/seller"),
    ("Complaints::begin", "dynamodb:PutItem", TABLE),
    ("Complaints::fan_out", "dynamodb:GetItem", TABLE),
    ("Complaints::abandon", "dynamodb:UpdateItem", TABLE),
    ("Complaints::advance", "dynamodb:UpdateItem", TABLE),
    ("Complaints::unfinished", "dynamodb:Query", "${Table.Arn}/index/due"),
    ("Batches::begin_batch", "dynamodb:PutItem", TABLE),
    ("Batches::batch", "dynamodb:GetItem", TABLE),
    ("Batches::advance_batch", "dynamodb:UpdateItem", TABLE),
    ("Batches::unfinished_batches", "dynamodb:Query", "${Table.Arn}/index/due"),
    ("OwnComplaints::note_own", "dynamodb:PutItem", TABLE),
    ("Accounts::account", "dynamodb:GetItem", TABLE),
    ("Accounts::put_account", "dynamodb:PutItem", TABLE),
    ("OwnComplaints::own_complaint", "dynamodb:GetItem", TABLE),
    ("OwnComplaints::own_complaints", "dynamodb:Query", TABLE),
    ("Idempotency::reserve", "dynamodb:PutItem", TABLE),
    ("Idempotency::reserve", "dynamodb:UpdateItem", TABLE),
    ("Idempotency::conclude", "dynamodb:UpdateItem", TABLE),
    ("Parties::parties", "dynamodb:GetItem", TABLE),
    ("Parties::parties", "dynamodb:BatchGetItem", TABLE),
    ("Parties::put_party", "dynamodb:PutItem", TABLE),
    ("Parties::kept_parties", "dynamodb:Query", "${Table.Arn}/index/due"),
    ("PartyCases::parties_with_cases", "dynamodb:Scan", "${Table.Arn}/index/owner"),
    ("PartyCases::parties_with_cases", "dynamodb:Scan", "${Table.Arn}/index/seller"),
    ("PartyCases::cases_since", "dynamodb:Query", "${Table.Arn}/index/owner"),
    ("PartyCases::cases_since", "dynamodb:Query", "${Table.Arn}/index/seller"),
    ("StandingsRuns::standings_progress", "dynamodb:GetItem", TABLE),
    ("StandingsRuns::put_standings_progress", "dynamodb:PutItem", TABLE),
    ("Subjects::party_of", "dynamodb:GetItem", TABLE),
    ("Subjects::party_of", "dynamodb:PutItem", TABLE),
    ("Subjects::known_parties", "dynamodb:GetItem", TABLE),
    ("Subjects::known_parties", "dynamodb:BatchGetItem", TABLE),
    ("Subjects::parties_by_id", "dynamodb:GetItem", TABLE),
    ("Subjects::parties_by_id", "dynamodb:BatchGetItem", TABLE),
    ("Subjects::data_key", "dynamodb:GetItem", TABLE),
    ("RightIndex::rights_to_remind", "dynamodb:Query", "${Table.Arn}/index/due"),
    ("RuleSets::rule_sets", "dynamodb:Query", CONTROL),
    ("Switches::switches", "dynamodb:Query", CONTROL),
    ("Disputes::disputes", "dynamodb:GetItem", TABLE),
    ("Disputes::disputes", "dynamodb:BatchGetItem", TABLE),
    ("Disputes::note_dispute", "dynamodb:UpdateItem", TABLE),
    ("CompiledMarks::compiled_marks", "s3:GetObject", REGISTRY),
    ("CompiledMarks::compiled_marks", "s3:ListBucket", EVIDENCE),
    ("CompiledMarks::keep_compiled_marks", "s3:PutObject", REGISTRY),
    ("Announcements::announce", SEND, WEBHOOKS),
    ("Registry::rights", "dynamodb:GetItem", TABLE),
    ("Registry::rights", "dynamodb:BatchGetItem", TABLE),
    ("Registry::put_right", "dynamodb:PutItem", TABLE),
    ("Registry::marketplaces", "dynamodb:Query", CONTROL),
    ("Documents::seal", "s3:PutObject", SEALED),
    ("Documents::seal", "s3:PutObjectRetention", SEALED),
    ("Documents::read", "s3:GetObject", SEALED),
    ("Documents::read", "s3:ListBucket", EVIDENCE),
    ("Reports::put_report", "s3:PutObject", REPORTS),
    // An upload ticket is worth what its signer may do.
    ("Inbox::grant", "s3:PutObject", UPLOADS),
    ("Inbox::leave", "s3:PutObject", UPLOADS),
    ("Inbox::take", "s3:GetObject", UPLOADS),
    // Whoever has such an address may do what its signer may.
    ("Inbox::offer", "s3:GetObject", UPLOADS),
    ("Inbox::take", "s3:ListBucket", INBOX),
    ("PendingConfirmations::keep", "s3:PutObject", PENDING),
    ("PendingConfirmations::find", "s3:GetObject", PENDING),
    ("PendingConfirmations::find", "s3:ListBucket", INBOX),
    ("PendingConfirmations::keep_file", "s3:PutObject", PENDING),
    ("PendingConfirmations::find_file", "s3:GetObject", PENDING),
    ("PendingConfirmations::find_file", "s3:ListBucket", INBOX),
    ("PendingNotes::pending_note", "dynamodb:GetItem", TABLE),
    ("PendingNotes::put_pending_note", "dynamodb:PutItem", TABLE),
    ("Snapshots::keep_snapshot", "dynamodb:PutItem", TABLE),
    ("Snapshots::snapshot", "dynamodb:GetItem", TABLE),
    ("LetterClaims::claim", "dynamodb:PutItem", TABLE),
    ("Limits::count", "dynamodb:UpdateItem", TABLE),
    ("Bounces::mark", "dynamodb:PutItem", TABLE),
    ("Bounces::marked", "dynamodb:GetItem", TABLE),
    ("ReplayGuard::spend", "dynamodb:PutItem", TABLE),
    ("MailDrop::message", "s3:GetObject", MAILS),
    ("MailDrop::message", "s3:ListBucket", INBOX),
    ("Mailer::send", "ses:SendEmail", ADDRESS),
    ("Mailer::send", "ses:SendEmail", DOMAIN),
    ("Mailer::send", "ses:SendRawEmail", ADDRESS),
    ("Mailer::send", "ses:SendRawEmail", DOMAIN),
];

/// At AWS this is one action; the stand-in on one machine checks `SendMessageBatch` by its own name.
const SEND: &str = "sqs:SendMessage*";

/// The same of `ChangeMessageVisibilityBatch`.
const HIDE: &str = "sqs:ChangeMessageVisibility*";

type Grants = BTreeSet<(String, String)>;

/// What the code of a function needs.
fn needed(template: &Template, function: &Function) -> Grants {
    let name = resource_name(&function.name);
    let calls = uses(&function.name).calls;
    let mut needed: Vec<(&str, String)> = GRANTS
        .iter()
        .filter(|(call, ..)| calls.contains(*call))
        .map(|(_, action, on)| (*action, (*on).to_owned()))
        .collect();
    // Nudges and rejects: the environment says to which queues they go.
    for queue in Queue::ALL.map(Queue::name).into_iter().chain(["reject"]) {
        let setting = format!("GOODFAITH_{}_QUEUE_URL", queue.to_uppercase());
        if function.environment.contains(&setting) {
            needed.push((SEND, format!("${{{}Queue.Arn}}", resource_name(queue))));
        }
    }
    for (_, mapping) in template.all("AWS::Lambda::EventSourceMapping") {
        if mapping["FunctionName"] == format!("${{{name}Function}}") {
            let queue = mapping["EventSourceArn"].as_str().unwrap_or_default();
            let actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", HIDE];
            needed.extend(actions.map(|action| (action, queue.to_owned())));
        }
    }
    let log = format!("${{{name}Log.Arn}}");
    needed.extend(["logs:CreateLogStream", "logs:PutLogEvents"].map(|action| (action, log.clone())));
    needed.into_iter().map(|(action, on)| (action.to_owned(), on)).collect()
}

/// Only [`CONTROL_POLICY`] changes the control table; only [`ERASURE_POLICY`] deletes from the table of cases, and
/// there only subjects, and what is noted of complaints that wait.
fn control_and_erasing_stay_the_operators(template: &Template) -> Findings {
    let mut holders: Vec<(&str, Grants)> =
        template.all("AWS::IAM::Role").map(|(name, role)| (name, granted(role))).collect();
    for (name, policy) in template.all("AWS::IAM::ManagedPolicy") {
        holders.push((name, granted_by(std::iter::once(policy))));
    }
    let writes = |(action, on): &&(String, String)| {
        on == CONTROL && !["dynamodb:GetItem", "dynamodb:Query"].contains(&action.as_str())
    };
    let deletes = |(action, on): &&(String, String)| on == TABLE && action == "dynamodb:DeleteItem";
    let who = |may: &dyn Fn(&&(String, String)) -> bool| -> Vec<&str> {
        holders
            .iter()
            .filter(|(_, grants)| grants.iter().any(|grant| may(&grant)))
            .map(|(name, _)| *name)
            .collect()
    };
    let (writers, erasers) = (who(&writes), who(&deletes));
    let statements = &template.properties(ERASURE_POLICY)["PolicyDocument"]["Statement"];
    let of_all = |statement: &&Value| {
        texts(&statement["Action"]).contains(&"dynamodb:DeleteItem".to_owned())
            && statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
                != json!(["subject#*", "pending#*"])
    };
    let all = statements.as_array().into_iter().flatten().any(|statement| of_all(&statement));
    let findings = [
        unless(writers == [CONTROL_POLICY], || format!("the control table is changed by {writers:?}")),
        unless(erasers == [ERASURE_POLICY], || format!("the table of cases is deleted from by {erasers:?}")),
        unless(!all, || format!("{ERASURE_POLICY} deletes more than subjects and notes")),
    ];
    findings.into_iter().flatten().collect()
}

/// What a role grants: each action on each resource.
fn granted(role: &Value) -> Grants {
    granted_by(role["Policies"].as_array().into_iter().flatten())
}

fn granted_by<'a>(policies: impl Iterator<Item = &'a Value>) -> Grants {
    let statements = policies.filter_map(|policy| policy["PolicyDocument"]["Statement"].as_array()).flatten();
    statements
        .filter(|statement| statement["Effect"] == "Allow")
        .flat_map(|statement| {
            let on = texts(&statement["Resource"]);
            texts(&statement["Action"])
                .into_iter()
                .flat_map(move |action| on.clone().into_iter().map(move |on| (action.clone(), on)))
        })
        .collect()
}

fn check(template: &Template) -> Findings {
    let mut findings = Findings::new();
    for function in functions() {
        let (needed, function) = (needed(template, function), &function.name);
        let name = resource_name(function);
        let has_role =
            template.properties(&format!("{name}Function"))["Role"] == format!("${{{name}Role.Arn}}");
        findings.extend(unless(has_role, || format!("{function} has not the role {name}Role")));
        let granted = granted(template.properties(&format!("{name}Role")));
        findings.extend(
            needed.difference(&granted).map(|(action, on)| format!("{function} needs {action} on {on}")),
        );
        findings.extend(
            granted
                .difference(&needed)
                .map(|(action, on)| format!("{function} never needs {action} on {on}")),
        );
    }
    for (name, role) in template.all("AWS::IAM::Role") {
        let managed = &role["ManagedPolicyArns"];
        findings
            .extend(unless(managed.is_null(), || format!("{name} has a policy that is not written here")));
        findings.extend(granted(role).into_iter().filter_map(|(action, on)| {
            unless(on != "*" && ([SEND, HIDE].contains(&action.as_str()) || !action.contains('*')), || {
                format!("{name} grants {action} on {on}")
            })
        }));
    }
    findings.extend(control_and_erasing_stay_the_operators(template));
    let may_run = granted(template.properties("ScheduleRole"));
    let runs = Grants::from([("lambda:InvokeFunction".to_owned(), "${SlaFunction.Arn}".to_owned())]);
    findings.extend(unless(may_run == runs, || "ScheduleRole may not just run sla".to_owned()));
    findings
}

#[test]
fn each_role_grants_what_the_ports_of_its_function_do() {
    assert_fits(check);
}

#[test]
fn a_role_that_grants_too_much_or_too_little_is_noticed() {
    let statement = |role: &str, at: u8, field: &str| {
        format!("{role}/Properties/Policies/0/PolicyDocument/Statement/{at}/{field}")
    };
    assert_notices(
        check,
        &[
            (&statement("ValidationRole", 4, "Action"), json!("s3:*"), "ValidationRole grants s3:*"),
            (&statement("ValidationRole", 4, "Action"), json!("s3:*"), "validation needs s3:GetObject"),
            (
                &statement("TakedownRole", 1, "Resource"),
                json!("*"),
                "TakedownRole grants dynamodb:UpdateItem on *",
            ),
            (
                &statement("SlaRole", 3, "Action"),
                json!(["s3:PutObject", "s3:GetObject"]),
                "sla never needs s3:GetObject",
            ),
            (
                &statement("SlaRole", 2, "Resource"),
                json!("${Table.Arn}/index/due"),
                "sla needs dynamodb:Query on ${Table.Arn}/index/owner",
            ),
            (
                &statement("NotifyRole", 6, "Resource"),
                json!("arn:aws:ses:eu-central-1:123456789012:identity/example.com"),
                "notify never needs ses:SendEmail",
            ),
            ("SlaFunction/Properties/Role", json!("${IntakeRole.Arn}"), "sla has not the role SlaRole"),
            (
                &statement("TakedownRole", 2, "Action"),
                json!(["dynamodb:Query", "dynamodb:PutItem"]),
                "the control table is changed by",
            ),
            (
                &statement("TakedownRole", 1, "Action"),
                json!(["dynamodb:UpdateItem", "dynamodb:DeleteItem"]),
                "the table of cases is deleted from by",
            ),
            (
                "ErasurePolicy/Properties/PolicyDocument/Statement/1/Condition",
                json!(null),
                "ErasurePolicy deletes more than subjects and notes",
            ),
            (
                "SlaRole/Properties/ManagedPolicyArns",
                json!(["arn:aws:iam::aws:policy/AdministratorAccess"]),
                "SlaRole has a policy",
            ),
            (
                &statement("ScheduleRole", 0, "Resource"),
                json!("${IntakeFunction.Arn}"),
                "ScheduleRole may not",
            ),
        ],
    );
}

#[test]
fn the_tables_name_calls_that_there_are() {
    let calls = calls_of_ports();
    assert!(calls.contains("Nudges::nudge"), "{calls:?}");
    let made = MADE_FOR_A_FUNCTION.iter().flat_map(|(_, calls)| *calls).copied();
    let grants = GRANTS.iter().map(|(call, ..)| *call);
    let unknown: Vec<_> = made.chain(grants).filter(|call| !calls.contains(*call)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are no calls of a port");
}
