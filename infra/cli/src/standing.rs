//! `standing`: complainants' standing in the good-faith programme.

use app::find_party;
use app::membership::{self, Act};
use case::{Claim, Digest, Language, Owner};
use clap::Subcommand;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use policy::programme::RuleSet;
use port::{
    Accounts, Cases, Parties, PartyCases, PartyRecord, Registry, StandingsRuns, Subjects, TrustedFlagger,
    WallClock,
};
use programme::{Membership, MembershipEvent, MembershipRecorded, Participant, Scope, Standing};
use serde_json::{Value, json};

use crate::accounts::{encoded, told as told_flagger};
use crate::output::{Output, facts, table};
use crate::parties::Named;

#[derive(Debug, Subcommand)]
pub(crate) enum StandingCommand {
    /// Shows a complainant's figures with their arithmetic, its memberships and their history.
    Show {
        /// Its mail address, account/ID or party/ID.
        complainant: Named,
        /// In which language the arithmetic is told: en, zh.
        #[arg(long, default_value = "en")]
        language: Language,
    },
    /// Computes everybody's standing, as the schedule does each day.
    Recompute {
        /// As of the first moment of this day (UTC); today when left out.
        #[arg(long, value_name = "DAY", value_parser = crate::day::day)]
        day: Option<Date>,
    },
    /// Records that a complainant signed the programme's declaration.
    Declare {
        /// Its mail address, account/ID or party/ID.
        complainant: Named,
        /// SHA-256 of the signed declaration.
        #[arg(long, value_name = "SHA256")]
        document: Digest,
    },
    /// Records that a complainant leaves the programme.
    Leave {
        /// Its mail address, account/ID or party/ID.
        complainant: Named,
    },
}

pub(crate) async fn run<S, C>(
    command: StandingCommand,
    parties: &S,
    clock: &C,
    rules: &RuleSet,
) -> anyhow::Result<Output>
where
    S: Accounts + Parties + Cases + PartyCases + Registry + StandingsRuns + Subjects,
    C: WallClock,
{
    let now = clock.now();
    match command {
        StandingCommand::Show { complainant, language } => {
            let subject = complainant.find(parties).await?;
            let flagger = match &subject {
                Participant::Complainant(Owner::Account(id)) => {
                    parties.account(id).await?.and_then(|it| it.flagger)
                }
                Participant::Complainant(Owner::Party(_)) | Participant::Seller(_) => None,
            };
            Ok(show(&find_party(parties, &subject).await?, flagger.as_ref(), rules, language))
        }
        StandingCommand::Recompute { day } => {
            let today = now.to_zoned(TimeZone::UTC).date();
            let day = day.unwrap_or(today);
            anyhow::ensure!(day <= today, "{day} has not begun: today is {today} (UTC)");
            recompute(parties, clock, rules, day).await
        }
        StandingCommand::Declare { complainant, document } => {
            change(parties, complainant, Act::Declare { document }, rules, now).await
        }
        StandingCommand::Leave { complainant } => change(parties, complainant, Act::Leave, rules, now).await,
    }
}

async fn change<S: Accounts + Parties + Subjects>(
    parties: &S,
    complainant: Named,
    act: Act,
    rules: &RuleSet,
    now: Timestamp,
) -> anyhow::Result<Output> {
    let subject = complainant.find(parties).await?;
    let changed = membership::act(parties, &subject, act, rules, now).await?;
    let text = changed.as_ref().map_or_else(|| "had done so already".to_owned(), told);
    Ok(Output::new(
        format!("{subject} {text}"),
        json!({"party": subject.to_string(), "changed": changed.is_some()}),
    ))
}

async fn recompute<S, C>(parties: &S, clock: &C, rules: &RuleSet, day: Date) -> anyhow::Result<Output>
where
    S: Accounts + Parties + Cases + PartyCases + Registry + StandingsRuns + Subjects,
    C: WallClock,
{
    // A person waits for it to end, however long it takes.
    let until = clock.now().saturating_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX);
    let done = app::standings::recompute(parties, clock, rules, day, until).await?;
    let counts = [
        ("cases read", done.cases),
        ("parties", done.parties),
        ("records changed", done.changed),
        ("entered", done.entered),
        ("warned", done.warned),
        ("recovered", done.recovered),
        ("removed", done.removed),
        ("misuse noticed", done.noticed),
        ("misuse warned of", done.misuse_warned),
        ("suspended", done.suspended),
        ("failed", done.failed),
    ];
    let mut text = facts(&[("day (UTC)", day.to_string()), ("rules", rules.name.to_string())]);
    text.push_str(&facts(&counts.map(|(name, count)| (name, count.to_string()))));
    let counts: serde_json::Map<String, Value> =
        counts.iter().map(|(name, count)| (name.replace(' ', "_"), json!(count))).collect();
    Ok(Output::new(text, json!({"day": day, "rules": rules.name.code(), "counts": counts})))
}

/// How often what a trusted flagger noticed within its area of expertise was upheld, of how much was decided.
fn precision(status: &TrustedFlagger, standings: &[Standing]) -> (u32, u32) {
    let within = |it: &&Standing| matches!(it.scope, Scope::Claim(claim) if status.claims.contains(&claim));
    let within = standings.iter().filter(within);
    within.fold((0, 0), |(upheld, decided), it| {
        (upheld + it.tally.all.taken_down, decided + it.tally.all.decided)
    })
}

fn show(
    record: &PartyRecord,
    flagger: Option<&TrustedFlagger>,
    rules: &RuleSet,
    language: Language,
) -> Output {
    let standings = record.standing.as_ref().map(programme::Snapshot::standings).unwrap_or_default();
    let mut text = facts(&[
        ("party", record.subject.to_string()),
        ("rules", rules.name.to_string()),
        (
            "declaration",
            record.memberships.declaration.map_or_else(|| "none".to_owned(), |it| it.to_string()),
        ),
    ]);
    let precision = flagger.map(|status| (status, precision(status, &standings)));
    if let Some((status, (upheld, decided))) = precision {
        text.push_str(&facts(&[
            ("trusted flagger", told_flagger(status)),
            ("precision", format!("{upheld} of {decided} decided were upheld")),
        ]));
    }
    text.push('\n');
    if standings.is_empty() {
        text.push_str("no figures have been computed yet\n");
    }
    for standing in &standings {
        text.push_str(&standing.explain(language));
        text.push_str("\n\n");
    }
    let rows: Vec<Vec<String>> = record
        .memberships
        .scopes
        .iter()
        .map(|(scope, membership)| vec![scope.to_string(), state(membership)])
        .collect();
    text.push_str(&table(&["for", "membership"], &rows, "it was never a member"));
    let history: Vec<Vec<String>> = record
        .programme_log
        .iter()
        .map(|recorded| vec![recorded.at.to_string(), recorded.rules.to_string(), told(recorded)])
        .collect();
    text.push('\n');
    text.push_str(&table(&["at", "rules", "what"], &history, "nothing happened yet"));
    let memberships: serde_json::Map<String, Value> =
        rows.iter().map(|row| (row[0].clone(), json!(row[1]))).collect();
    let json = json!({
        "party": record.subject.to_string(),
        "rules": rules.name.code(),
        "trusted_flagger": precision.map(|(status, (upheld, decided))| {
            json!({"status": encoded(status), "upheld": upheld, "decided": decided})
        }),
        "figures": standings.iter().map(|it| figures(it, language)).collect::<Vec<_>>(),
        "memberships": memberships,
        "benefits": benefits(record, rules),
        "history": record.programme_log.iter().map(contract::party::membership::encode).collect::<Vec<_>>(),
    });
    Output::new(text, json)
}

/// What its memberships give it, by claim.
fn benefits(record: &PartyRecord, rules: &RuleSet) -> serde_json::Map<String, Value> {
    let of = |claim: &Claim| {
        let it = record.memberships.benefits(*claim, rules);
        let it = json!({
            "own_code": it.own_code,
            "lighter_proof": it.lighter_proof,
            "many_listings": it.many_listings,
            "first_in_queue": it.first_in_queue,
        });
        (claim.code().to_owned(), it)
    };
    Claim::ALL.iter().map(of).collect()
}

fn figures(standing: &Standing, language: Language) -> Value {
    let figure = |it: programme::Figure| json!({"hits": it.hits, "of": it.of, "rate": it.rate(), "assessed": it.assessed(), "met": it.holds()});
    let [bad_takedown, bad_overturned] = standing.bad_rates();
    json!({
        "scope": standing.scope.to_string(),
        "from": standing.window.from,
        "until": standing.window.until,
        "takedown": figure(standing.takedown_rate()),
        "overturned": figure(standing.overturned_rate()),
        "sellers": standing.tally.sellers,
        "enough": standing.holds(),
        "needed": standing.successes_needed(),
        "bad_takedown": figure(bad_takedown),
        "bad_overturned": figure(bad_overturned),
        "proved_bad": standing.is_proved_bad(),
        "explanation": standing.explain(language),
    })
}

fn state(membership: &Membership) -> String {
    match membership {
        Membership::Member { since } => format!("member since {since}"),
        Membership::Warned { since } => format!("member since {since}, warned"),
        Membership::Probation { until, .. } => {
            format!("member, on probation; out at {until} unless its rates recover")
        }
        Membership::Out { why, again_from } => format!("out ({why}); may enter again from {again_from}"),
    }
}

fn told(recorded: &MembershipRecorded) -> String {
    match recorded.event {
        MembershipEvent::Declared { document } => format!("signed the declaration {document}"),
        MembershipEvent::Entered { scope, .. } => format!("entered for {scope}"),
        MembershipEvent::Warned { scope, until: None, .. } => format!("was warned for {scope}"),
        MembershipEvent::Warned { scope, until: Some(until), .. } => {
            format!("is on probation for {scope}, until {until}")
        }
        MembershipEvent::Recovered { scope, .. } => format!("recovered for {scope}"),
        MembershipEvent::Removed { scope, why, again_from, .. } => {
            format!("was removed for {scope} ({why}); may enter again from {again_from}")
        }
        MembershipEvent::Left { again_from } => format!("left; may enter again from {again_from}"),
    }
}

#[cfg(test)]
mod tests {
    use policy::programme::{RuleSetName, rule_set};
    use programme::{MembershipCommand, Participant, Scope, Snapshot, Tally};
    use testkit::sample;
    use testkit::world::World;

    use super::*;
    use crate::Command as Asked;
    use crate::tests::parsed;

    async fn asked(world: &World, line: &str) -> anyhow::Result<Output> {
        let Asked::Standing(command) = parsed(line).unwrap() else { panic!("{line}") };
        run(command, world, world, &rule_set(RuleSetName::Honest)).await
    }

    /// A world with a member.
    async fn member() -> World {
        let world = sample::world(0);
        let subject = Participant::Complainant(case::Owner::Account(sample::account().id));
        let mut record = PartyRecord::new(subject);
        let rules = rule_set(RuleSetName::Honest);
        let tally = Tally { sellers: 40, ..Tally::of([120, 121, 0, 120]) };
        let standing = Standing { tally, ..programme::nothing_for(Scope::Overall, &rules, world.now()) };
        let entered = record.memberships.decide(&MembershipCommand::Review(standing), &rules, world.now());
        record.happened(entered.unwrap().unwrap()).unwrap();
        record.standing = Some(Snapshot::of(&[standing], rules.name, world.now()));
        world.put_party(&record).await.unwrap();
        world
    }

    #[tokio::test]
    async fn the_arithmetic_and_the_memberships_are_shown() {
        let world = member().await;
        let output = asked(&world, "standing show brand@northlight.example").await.unwrap();
        for part in
            ["120 of 121", "Wilson's lower bound", "overall  member since 2026-11-02", "entered for overall"]
        {
            assert!(output.text.contains(part), "{part}: {}", output.text);
        }
        assert_eq!(output.json["figures"][0]["takedown"]["met"], true);
        assert_eq!(
            output.json["benefits"]["counterfeit"]["many_listings"], false,
            "the code has no standing yet"
        );
        let chinese = asked(&world, "standing show brand@northlight.example --language zh").await.unwrap();
        assert!(chinese.text.contains("威尔逊下限"), "{}", chinese.text);
        assert!(!output.text.contains(sample::HOLDER), "nobody is named");
    }

    #[tokio::test]
    async fn a_member_leaves_once() {
        let world = member().await;
        let key = format!("account/{}", sample::account().id);
        let output = asked(&world, &format!("standing leave {key}")).await.unwrap();
        assert!(output.text.contains("may enter again from 2027-02-02"), "{}", output.text);
        let again = asked(&world, &format!("standing leave {key}")).await.unwrap();
        assert_eq!(again.json["changed"], false);
        let nobody = asked(&world, "standing leave a@b.example").await.unwrap_err().to_string();
        assert!(nobody.contains("no party is known by this address"), "{nobody}");
    }

    #[tokio::test]
    async fn a_declaration_is_put_on_file() {
        let world = sample::world(0);
        let document = Digest::of(b"I declare");
        let line = format!("standing declare brand@northlight.example --document {document}");
        let declared = asked(&world, &line).await.unwrap().text;
        let who = format!("account/{}", sample::account().id);
        assert_eq!(declared, format!("{who} signed the declaration {document}"));
        assert_eq!(asked(&world, &line).await.unwrap().text, format!("{who} had done so already"));
        for (nobody, says) in [
            ("account/nonesuch", "there is no account nonesuch"),
            ("nobody@x.example", "no party is known by this address"),
        ] {
            let wrong = line.replace("brand@northlight.example", nobody);
            assert_eq!(asked(&world, &wrong).await.unwrap_err().to_string(), says);
        }
        assert_eq!(world.look().parties.len(), 1, "of nobody else is anything recorded");
        let output = asked(&world, "standing show brand@northlight.example").await.unwrap();
        assert!(
            output.text.contains(&document.to_string()) && output.text.contains("no figures"),
            "{}",
            output.text
        );
    }

    #[tokio::test]
    async fn standings_are_computed_on_demand() {
        let world = member().await;
        world.pass(SignedDuration::from_hours(24));
        let output = asked(&world, "standing recompute --day 2026-11-03").await.unwrap();
        let counts = &output.json["counts"];
        assert_eq!(
            (&counts["records_changed"], &counts["warned"]),
            (&json!(1), &json!(0)),
            "{}",
            output.text
        );
        assert!(output.text.contains("day (UTC)  2026-11-03"), "{}", output.text);
        let error = asked(&world, "standing recompute --day 2027-11-03").await.unwrap_err().to_string();
        assert!(error.starts_with("2027-11-03 has not begun"), "{error}");
    }
}
