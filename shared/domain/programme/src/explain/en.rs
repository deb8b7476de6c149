//! In English.

use case::Claim;

use super::{Told, some};
use crate::misuse::{MisuseFinding, Pattern};
use crate::standing::{Scope, Standing};

pub(super) fn head(standing: &Standing) -> String {
    let (from, until) = standing.days();
    let scope = match standing.scope {
        Scope::Overall => "the whole account".to_owned(),
        Scope::Claim(claim) => format!("complaints of {}", claim_words(claim)),
        Scope::Agent(agent) => format!("what {agent} filed for the account"),
    };
    let rules = standing.rules.name;
    format!(
        "Standing for {scope} under the rules {rules}: complaints filed from {from} to before {until} (UTC).\n"
    )
}

/// What of the cases counts for entry, and what does not.
pub(super) fn counted(standing: &Standing) -> String {
    let Some(rules) = standing.by_seller() else { return String::new() };
    let (settled, out) = (&standing.tally.settled, &standing.tally.left_out);
    let counts = settled.decided.saturating_add(settled.at_court);
    let all = counts.saturating_add(out.total());
    let (most, days) = (rules.most_of_one, rules.settled_after_days);
    let mut text = format!(
        "Of {all} cases {counts} count for entry: the newest {most} of each seller, once {days} days have passed since the \
         measure took force or the complaint was declined.\n"
    );
    let beyond = format!("beyond the newest {most} of their seller");
    let reasons = [
        (out.open, "without an outcome yet"),
        (out.formal, "declined on formal grounds"),
        (out.withdrawn, "withdrawn before anything was done"),
        (out.marketplace, "not enforced, or a mistake of the marketplace"),
        (out.recent, "not settled yet"),
        (out.capped, beyond.as_str()),
    ];
    let reasons: Vec<String> = some(&reasons).map(|(count, why)| format!("{count} {why}")).collect();
    if !reasons.is_empty() {
        text.push_str(&format!("Not counted: {}.\n", reasons.join("; ")));
    }
    text
}

fn line(name: &str, what: &str, told: &Told) -> String {
    let side = if told.at_least { "lower" } else { "upper" };
    let bound = told.bound.as_ref().map_or_else(String::new, |(z, formula, shown)| {
        format!("\n  Wilson's {side} bound, z = {z}: {formula} = {shown}")
    });
    let Told { hits, of, rate, .. } = told;
    format!("{name}: {hits} of {of} {what} = {rate}{bound}\n")
}

fn at(told: &Told) -> String {
    format!("{} {}", if told.at_least { "at least" } else { "at most" }, told.bar)
}

const TAKEDOWNS: (&str, &str) = ("Takedown rate", "decided complaints led to a takedown that stands");

pub(super) fn entry(standing: &Standing) -> String {
    let met = |met: bool| if met { "met" } else { "not met" };
    let fell = if standing.by_seller().is_some() {
        ("Fallen takedowns", "takedowns were overturned, withdrawn or corrected")
    } else {
        ("Successful counter-notices", "takedowns were overturned after the seller's objection")
    };
    let mut text = String::new();
    for (told, (name, what)) in standing.told_of_entry().iter().zip([TAKEDOWNS, fell]) {
        text.push_str(&line(name, what, told));
        text.push_str(&format!("  asked for: {}: {}\n", at(told), met(told.holds)));
    }
    let at_court = standing.tally.settled.at_court;
    if at_court > 0 {
        text.push_str(&format!("  {at_court} of them before a court, counted here as wrong\n"));
    }
    if standing.by_seller().is_some() {
        let (sellers, least) = (standing.tally.sellers, standing.least_sellers());
        text.push_str(&format!("Different sellers with a takedown that stands: {sellers}\n"));
        text.push_str(&format!("  asked for: at least {least}: {}\n", met(sellers >= least)));
    }
    text
}

/// What would remove a member.
pub(super) fn removal(standing: &Standing) -> String {
    let Some(least) = standing.least_wrong() else { return String::new() };
    let fell = ("Fallen takedowns", "takedowns were overturned, withdrawn or corrected");
    let mut text = format!(
        "What removes a member must be proved, by all outcomes, settled or not, the newest of each seller, of which at \
         least {least} are wrong:\n"
    );
    for (told, (name, what)) in standing.told_of_removal().iter().zip([TAKEDOWNS, fell]) {
        text.push_str(&line(name, what, told));
        let proved = if told.holds { "proved" } else { "not proved" };
        text.push_str(&format!("  proved bad when this bound is {}: {proved}\n", at(told)));
    }
    let at_court = standing.tally.all.at_court;
    if at_court > 0 {
        text.push_str(&format!("  {at_court} of them before a court, counted here as right\n"));
    }
    text.push_str(&match standing.failures_to_proof() {
        Some(0) => "A member with these figures is on probation, and is removed at its end.\n".to_owned(),
        Some(1) => "One more takedown that falls would prove it.\n".to_owned(),
        Some(n) => format!("{n} more takedowns in a row that fall would prove it.\n"),
        None => String::new(),
    });
    text
}

pub(super) fn next(standing: &Standing) -> String {
    let by_seller = standing.by_seller().is_some();
    match standing.successes_needed() {
        Some(0) if by_seller => "It is enough to enter.".to_owned(),
        Some(0) => "Both thresholds are met.".to_owned(),
        Some(n) if by_seller => {
            let more = if n == 1 {
                "1 more complaint".to_owned()
            } else {
                format!("{n} more complaints in a row, each")
            };
            format!("Still needed to enter: {more} about another seller, taken down, standing, and settled.")
        }
        Some(1) => "Still needed: 1 more complaint that is taken down and stands.".to_owned(),
        Some(n) => format!("Still needed: {n} more complaints in a row that are taken down and stand."),
        None => "No number of further complaints in this window would suffice.".to_owned(),
    }
}

const fn claim_words(claim: Claim) -> &'static str {
    match claim {
        Claim::Counterfeit => "counterfeit goods",
        Claim::TestPurchase => "counterfeit goods shown by a test purchase",
        Claim::TrademarkMisuse => "misuse of a mark",
        Claim::MarkOnGoods => "a mark on goods or in pictures",
        Claim::SimilarMark => "similar marks",
        Claim::ShopName => "marks as shop names",
        Claim::ParallelImport => "parallel imports",
        Claim::Copyright => "copyright infringement",
        Claim::PiratedMedia => "pirated media or software",
        Claim::Design => "design infringement",
        Claim::Patent => "patent infringement",
        Claim::GeographicalIndication => "misuse of a geographical indication",
        Claim::TradeSecret => "misuse of a trade secret",
        Claim::Other => "other infringements",
    }
}

/// A finding of misuse.
pub(super) fn finding(it: &MisuseFinding) -> String {
    let (hits, of) = (it.figures.hits, it.figures.of);
    let (what, whom, knowing) = match it.pattern {
        Pattern::UnfoundedComplaints => (
            format!(
                "{hits} of {of} decided complaints did not stand: the measure ended because of the seller's objection, or the \
                 complaint was declined as manifestly unfounded."
            ),
            "Sellers",
            "were withdrawn only after the seller had objected",
        ),
        Pattern::CompetitorOverlap => (
            format!(
                "{hits} of {of} decided complaints did not stand, on a marketplace on which you sell as well."
            ),
            "Sellers",
            "were withdrawn only after the seller had objected",
        ),
        Pattern::ReusedDocuments => (
            format!(
                "{hits} of {of} complaints rest on a document that others filed before, for another owner."
            ),
            "Sellers",
            "were filed with such a document",
        ),
        Pattern::BulkWithdrawals => (
            format!("{hits} of {of} complaints that have ended were withdrawn."),
            "Sellers",
            "were withdrawn only after the seller had objected",
        ),
        Pattern::RepeatInfringement => (
            format!("{hits} of {of} measures against listings stand."),
            "Rights",
            "were about a listing under a right under which another one had been taken down before",
        ),
        Pattern::UnfoundedObjections => (
            format!("{hits} of {of} counter-notices and appeals that were decided failed."),
            "Rights",
            "looked knowing",
        ),
    };
    let (first, last) = it.days();
    let figures = it.figures;
    let mut text = format!("{what}\n{whom} concerned: {}.\nFrom {first} to {last} (UTC).\n", figures.harmed);
    if figures.hours_down > 0 {
        let hours = figures.hours_down;
        text.push_str(&format!("Listings were down for {hours} hours in all that should not have been.\n"));
    }
    if figures.knowing > 0 {
        text.push_str(&format!("{} of these {hits} {knowing}.\n", figures.knowing));
    }
    text
}
