//! What each letter says.

mod closing;
mod exchange;
mod outcomes;
mod reasons;

use case::{Language, Measure, PartyAct, Reference, Side, Territory};
use policy::{Demand, Due, Step};

use super::block::Block;
use super::mime::line;
use super::{Draft, Item, Matter};
use crate::text::{Arg, arg, due, of_answer, say, tell, time};
use crate::words;

/// The most of a party's own words that a letter repeats, in characters. The page shows all of them.
const LONGEST_QUOTE: usize = 3_000;
/// The most listings that a letter names one by one. The page shows all of them.
const MOST_LISTINGS: usize = 50;

/// The subject: what happened, and to what.
pub(super) fn subject(draft: &Draft, first: &Item) -> String {
    let key = match told_of_pause(&first.matter) {
        Some(side) => format!("letter-subject-paused-{side}"),
        None => format!("mail-{}.subject", first.matter.letter()),
    };
    let title = match listings_told(draft, first) {
        1 => line(first.name(), 60),
        several => tell(draft.language, "letter-several", &[count(several)]),
    };
    let is_limited = draft.items.iter().all(|item| item.only_in == first.only_in);
    let only_in: &[Territory] = if is_limited { &first.only_in } else { &[] };
    let title = match first.matter {
        Matter::RestoredToSeller(_) | Matter::RestoredToComplainant { .. } => {
            words::placed(draft.language, &title, only_in)
        }
        _ => words::limited(draft.language, &title, only_in),
    };
    // A forwarded answer finds its way by the subject alone.
    let reference = reference(draft, first).to_string();
    line(&tell(draft.language, &key, &[("title", arg(title)), ("reference", arg(reference))]), 200)
}

/// The side that a letter tells of a listing's pause, where it does: it was not taken down.
fn told_of_pause(matter: &Matter) -> Option<Side> {
    let (side, decision) = match matter {
        Matter::TakenDown { decision, .. } => (Side::Complainant, decision),
        Matter::StatementOfReasons { decision, .. } => (Side::Seller, decision),
        _ => return None,
    };
    (decision.measure == Measure::Pause).then_some(side)
}

/// What the letter is about, as people name it: its case; of several their complaint, or the first of them.
fn reference(draft: &Draft, first: &Item) -> Reference {
    let of_complaint = draft.complaint.reference.filter(|_| listings_told(draft, first) > 1);
    of_complaint.unwrap_or(first.reference)
}

/// How many listings the letter is about. A receipt is for the complaint, however many of its listings share the mail.
fn listings_told(draft: &Draft, first: &Item) -> usize {
    match first.matter {
        Matter::Receipt { .. } => draft.complaint.listings.max(draft.items.len()),
        _ => draft.items.len(),
    }
}

/// The letter: greeting, what is the matter (cases of which the same is to be said stand together), what
/// the receiver can do, and who writes.
pub(super) fn blocks(draft: &Draft, first: &Item) -> Vec<Block> {
    let writer = Writer { draft, reference: reference(draft, first), language: draft.language };
    let mut blocks = vec![Block::Text(writer.greeting())];
    for group in groups(&draft.items) {
        blocks.extend(writer.matter(&group));
    }
    blocks.extend(writer.links(first.matter.letter()));
    blocks.extend(writer.acts(first.matter.letter().recipient()));
    blocks.extend(writer.closing(first.matter.letter().recipient()));
    blocks
}

/// Items in order of first appearance, put together where the same is to be said of them.
fn groups(items: &[Item]) -> Vec<Vec<&Item>> {
    let mut groups: Vec<Vec<&Item>> = Vec::new();
    for item in items {
        match groups
            .iter_mut()
            .find(|group| group[0].matter == item.matter && group[0].only_in == item.only_in)
        {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

fn count(number: usize) -> Arg<'static> {
    ("count", u32::try_from(number).unwrap_or(u32::MAX).into())
}

struct Writer<'a> {
    draft: &'a Draft,
    /// What it is about, as people name it.
    reference: Reference,
    language: Language,
}

impl Writer<'_> {
    fn say(&self, key: &str) -> String {
        say(self.language, key)
    }

    fn note(&self, key: &str) -> Block {
        Block::Text(self.say(key))
    }

    fn dated(&self, key: &str, at: jiff::Timestamp) -> Block {
        Block::Text(tell(self.language, key, &[("at", arg(time(self.language, at)))]))
    }

    fn may(&self, act: PartyAct) -> bool {
        self.draft.acts.contains(&act)
    }

    /// By when something is due.
    fn by(&self, key: &str, until: Due) -> Block {
        Block::Text(tell(self.language, key, &[("at", arg(due(self.language, until)))]))
    }

    /// Until when the receiver may do this, where it may.
    fn offered(&self, act: PartyAct, key: &str, until: Due) -> Option<Block> {
        self.may(act).then(|| self.by(key, until))
    }

    /// By when an answer to the objection is due, and by which law the listing is restored else.
    fn answer_due(&self, until: Due) -> Option<Block> {
        self.may(PartyAct::Concede).then(|| {
            let key = of_answer(self.draft.complaint.law, "letter-answer-by");
            let told = tell(self.language, &key, &[("at", arg(due(self.language, until)))]);
            let law = self.draft.complaint.law.provision(Step::PutBack);
            Block::Text(words::resting_on(self.language, &told, law))
        })
    }

    /// Until when the receiver may object or appeal.
    fn objection_offered(&self, until: Due) -> Option<Block> {
        match [PartyAct::CounterNotice, PartyAct::Appeal].map(|act| self.may(act)) {
            [true, true] => Some(self.by("letter-object-until", until)),
            [true, false] => Some(self.by("letter-only-object-until", until)),
            [false, true] => Some(self.by("letter-appeal-until", until)),
            [false, false] => None,
        }
    }

    fn fact(&self, key: &str, value: impl Into<String>) -> (String, String) {
        (self.say(key), value.into())
    }

    fn greeting(&self) -> String {
        let name = line(&self.draft.to_name, 100);
        if name.is_empty() {
            self.say("letter-greeting")
        } else {
            tell(self.language, "letter-greeting-name", &[("name", arg(name))])
        }
    }

    /// What is to be said of cases that share one matter.
    fn matter(&self, items: &[&Item]) -> Vec<Block> {
        let Some(first) = items.first() else { return Vec::new() };
        let is_all = items.len() == self.draft.items.len();
        let told = if is_all { listings_told(self.draft, first) } else { items.len() };
        let mut blocks = vec![
            Block::Text(tell(self.language, &self.lead(first), &[count(told)])),
            self.listings(items, told),
        ];
        blocks.extend(self.part(first));
        blocks.extend(self.particulars(first, items.len()));
        blocks
    }

    /// What is to be said of the matter of `first`, which stands for so many cases.
    fn particulars(&self, first: &Item, cases: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        match &first.matter {
            Matter::Receipt { decide_by } => {
                blocks.push(self.complaint());
                blocks.extend(decide_by.map(|at| self.by("letter-decide-by", at)));
            }
            Matter::Reconsidered => {}
            Matter::CounterNotice { copy, at, until } => blocks.extend(self.objected(copy, *at, *until)),
            Matter::Disputed { copy, at } => blocks.extend(self.disputed(copy, *at)),
            Matter::HeldForCourt { copy } => blocks.extend(self.held_for_court(copy.as_ref())),
            Matter::Withdrawn { at } => blocks.push(self.dated("letter-withdrawn-at", *at)),
            Matter::CounterNoticeReceipt { at }
            | Matter::AppealReceiptToComplainant { at }
            | Matter::AppealReceiptToSeller { at } => blocks.push(self.dated("letter-received-at", *at)),
            Matter::Merged { at, missing } => {
                blocks.push(self.dated("letter-received-at", *at));
                blocks.extend(self.merged(missing.as_ref()));
            }
            Matter::Incomplete { missing, until } => blocks.extend(self.missing(missing, *until)),
            Matter::Accepted { decision } => {
                blocks.push(self.decided(&decision.by, decision.at));
                blocks.extend(self.found_by_person(decision));
            }
            Matter::Declined { decline, permitted_by, appeal_until } => {
                blocks.extend(self.decline(decline.code, permitted_by));
                blocks.extend(self.in_words_of_person(decline.note.as_ref()));
                blocks.push(self.decided(&decline.by, decline.at));
                blocks.extend(self.offered(PartyAct::Appeal, "letter-appeal-until", *appeal_until));
            }
            Matter::TakenDown { decision, since } => {
                blocks.extend(self.objection_expected());
                blocks.extend(self.limit(first));
                blocks.extend([self.since(first, *since), self.decided(&decision.by, decision.at)]);
            }
            Matter::StatementOfReasons { decision, seen, since, appeal_until } => {
                let named = (cases == 1).then_some(first.title.as_deref()).flatten();
                blocks.extend(self.reasons(first, named, (decision, seen), *since));
                blocks.extend(self.objection_offered(*appeal_until));
            }
            Matter::KeptToSeller { .. }
            | Matter::KeptToComplainant { .. }
            | Matter::CourtProved { .. }
            | Matter::CourtUnproved { .. }
            | Matter::CourtUnprovedToSeller { .. }
            | Matter::UpheldToComplainant { .. }
            | Matter::UpheldToSeller { .. }
            | Matter::RestoredToSeller(_)
            | Matter::RestoredToComplainant { .. }
            | Matter::LeftDownToSeller { .. }
            | Matter::LeftDownToComplainant { .. } => blocks.extend(self.dispute_ended(&first.matter)),
            Matter::AppealOutcomeToComplainant(end) | Matter::AppealOutcomeToSeller(end) => {
                blocks.extend(self.appeal_end(end, first.matter.letter().recipient()));
                blocks.push(self.measure_now(end.measure, first));
            }
            Matter::RefusedToComplainant(refused) | Matter::RefusedToSeller(refused) => {
                blocks.push(self.refused(*refused));
            }
        }
        blocks
    }

    /// By which name a party signed: 17 U.S.C. 512(g)(3)(A), (D) asks for it, and what else it asks for is in the words.
    /// To which territories alone the letter is about, where it is not told otherwise.
    fn part(&self, first: &Item) -> Option<Block> {
        let key = match first.matter {
            Matter::TakenDown { .. }
            | Matter::StatementOfReasons { .. }
            | Matter::AppealOutcomeToComplainant(_)
            | Matter::AppealOutcomeToSeller(_) => return None,
            Matter::Accepted { .. } => "letter-part-accepted",
            Matter::RestoredToSeller(_) | Matter::RestoredToComplainant { .. } => "letter-part-restored",
            _ => "letter-part",
        };
        let named = arg(words::territories(self.language, &first.only_in));
        let told = || Block::Text(tell(self.language, key, &[("territories", named.clone())]));
        (!first.only_in.is_empty()).then(told)
    }

    /// The sentence before the listings. What a letter that is late would no longer say truly, it leaves out.
    fn lead(&self, first: &Item) -> String {
        let matter = &first.matter;
        let is_limited = !first.only_in.is_empty();
        if let Some(side) = told_of_pause(matter).filter(|_| !is_limited) {
            return format!("letter-lead-paused-{side}");
        }
        let special = match matter {
            Matter::Receipt { decide_by: None } => "letter-lead-receipt",
            Matter::TakenDown { .. } if is_limited => "letter-lead-part-complainant",
            Matter::StatementOfReasons { .. } if is_limited => "letter-lead-part-seller",
            Matter::Incomplete { .. } if !self.may(PartyAct::Complete) => "letter-lead-incomplete",
            Matter::CounterNoticeReceipt { .. } if !self.draft.complaint.law.lets_dispute() => {
                return format!("letter-lead-objected-{}", self.draft.complaint.law.code());
            }
            Matter::UpheldToSeller { by_court: true, .. } => "letter-lead-court-seller",
            Matter::UpheldToComplainant { by_court: true, .. } => "letter-lead-court-complainant",
            _ => return format!("mail-{}.lead", matter.letter()),
        };
        special.to_owned()
    }

    /// What is missing, and by when it is needed.
    fn missing(&self, missing: &[Demand], until: Due) -> Vec<Block> {
        let words = missing.iter().map(|element| words::element(self.language, *element));
        let mut blocks = vec![Block::Facts(words.map(|words| (words.title, words.cure)).collect())];
        blocks.extend(self.offered(PartyAct::Complete, "letter-complete-by", until));
        blocks
    }

    /// What is to be done about the case into which a complaint was merged.
    fn merged(&self, missing: Option<&(Vec<Demand>, Due)>) -> Vec<Block> {
        match missing {
            Some((missing, until)) => {
                let mut blocks = vec![self.note("letter-merged-incomplete")];
                blocks.extend(self.missing(missing, *until));
                blocks
            }
            None if PartyAct::ANSWERS.iter().any(|answer| self.may(*answer)) => Vec::new(),
            None => vec![self.note("letter-merged-nothing")],
        }
    }

    /// What the seller may do against a measure.
    fn objection_expected(&self) -> Option<Block> {
        let may = |act| self.draft.other_acts.contains(&act);
        if may(PartyAct::CounterNotice) {
            Some(self.note("letter-seller-objects"))
        } else {
            may(PartyAct::Appeal).then(|| self.note("letter-seller-appeals"))
        }
    }

    /// The listings, by name as far as they are in the letter and not too many, of `told`.
    fn listings(&self, items: &[&Item], told: usize) -> Block {
        let mut listings: Vec<_> =
            items.iter().take(MOST_LISTINGS).map(|item| self.listing(item, told)).collect();
        if let Some(rest) = told.checked_sub(listings.len()).filter(|rest| *rest > 0) {
            listings.push((tell(self.language, "letter-more", &[count(rest)]), String::new()));
        }
        Block::Listings(listings)
    }

    /// A listing by its title and its address, or by that alone; with its case where the letter is about several.
    fn listing(&self, item: &Item, told: usize) -> (String, String) {
        let name = line(item.name(), if item.title.is_some() { 200 } else { 1_000 });
        let address = if item.title.is_some() { line(&item.url, 1_000) } else { String::new() };
        if told.max(self.draft.items.len()) == 1 {
            return (name, address);
        }
        (words::bracketed(self.language, &name, item.reference), address)
    }

    fn complaint(&self) -> Block {
        let complaint = &self.draft.complaint;
        Block::Facts(vec![
            self.fact("letter-reference", self.reference.to_string()),
            self.fact("letter-filed", time(self.language, complaint.filed_at)),
            self.fact("letter-claim", words::claim(self.language, complaint.claim)),
            self.fact("letter-right", line(&complaint.right, 300)),
        ])
    }

    fn quote(&self, text: &str) -> Block {
        let text = text.trim();
        if text.is_empty() {
            return self.note("letter-no-words");
        }
        let mut quote = printable(text.chars().take(LONGEST_QUOTE));
        if text.chars().count() > LONGEST_QUOTE {
            quote.push('…');
        }
        Block::Quote(quote)
    }
}

/// Words of a party as a letter may show them.
fn printable(text: impl Iterator<Item = char>) -> String {
    text.filter(|c| *c == '\n' || !(c.is_control() || case::turns(*c))).collect()
}

#[cfg(test)]
mod tests {
    use case::Letter;

    use super::*;
    use crate::text::find;

    #[test]
    fn every_letter_has_subject_lead_and_button() {
        let args = [count(2), ("title", arg("x")), ("reference", arg("y"))];
        for letter in Letter::ALL {
            for language in Language::ALL {
                for part in ["subject", "lead", "button"] {
                    let key = format!("mail-{letter}.{part}");
                    assert!(find(*language, &key, &args).is_some_and(|text| !text.contains('{')), "{key}");
                }
            }
        }
    }
}
