//! What a statement of reasons says of a measure, and what other letters say of where it applies.

use case::{Decider, Decision, MeasureState};
use jiff::Timestamp;
use policy::Step;

use super::super::block::Block;
use super::super::mime::line;
use super::super::{Item, Likeness, Part, Seen};
use super::Writer;
use crate::text::{arg, tell, time};
use crate::words;

impl Writer<'_> {
    /// Where alone a measure applies, where it is limited.
    pub(super) fn limit(&self, item: &Item) -> Option<Block> {
        (!item.only_in.is_empty()).then(|| Block::Facts(vec![self.scope(item)]))
    }

    /// Where a measure applies.
    fn scope(&self, item: &Item) -> (String, String) {
        let marketplace = ("marketplace", arg(line(&item.marketplace, 100)));
        let key = if item.only_in.is_empty() { "letter-scope-text" } else { "letter-scope-part" };
        let named = ("territories", arg(words::territories(self.language, &item.only_in)));
        self.fact("letter-scope", tell(self.language, key, &[marketplace, named]))
    }

    /// Since when the listing is not offered, and where.
    pub(super) fn since(&self, item: &Item, since: Timestamp) -> Block {
        let key = if item.only_in.is_empty() { "letter-since" } else { "letter-since-part" };
        let named = ("territories", arg(words::territories(self.language, &item.only_in)));
        Block::Text(tell(self.language, key, &[("at", arg(time(self.language, since))), named]))
    }

    /// What has become of the listing, where it is told by itself.
    pub(super) fn measure_now(&self, measure: MeasureState, item: &Item) -> Block {
        let key = format!("letter-measure-{}", measure.code());
        if item.only_in.is_empty() || measure == MeasureState::NeverTaken {
            return self.note(&key);
        }
        let named = ("territories", arg(words::territories(self.language, &item.only_in)));
        Block::Text(tell(self.language, &format!("{key}-part"), &[named]))
    }

    fn restriction(&self, item: &Item, decision: &Decision) -> String {
        if item.only_in.is_empty() {
            let marketplace = [("marketplace", arg(line(&item.marketplace, 100)))];
            return tell(self.language, &format!("measure-{}.seller", decision.measure), &marketplace);
        }
        words::measure(self.language, decision.measure, &item.only_in)
    }

    /// The elements of DSA Art. 17(3), in its order: (a) restriction, scope, duration; (b) facts and who
    /// notified; (c) automated means; (d) legal ground and why. (f), redress, follows in the closing; (e)
    /// concerns terms and conditions, on which no decision here rests. `title` is that of the only listing.
    pub(super) fn reasons(
        &self,
        item: &Item,
        title: Option<&str>,
        (decision, seen): (&Decision, &Seen),
        since: Timestamp,
    ) -> Vec<Block> {
        let complaint = &self.draft.complaint;
        let mut facts = vec![
            self.fact("letter-complainant", line(&complaint.complainant, 200)),
            self.fact("letter-claim", words::claim(self.language, complaint.claim)),
            self.fact("letter-right", line(&complaint.right, 300)),
        ];
        let protected = seen.protected.as_deref();
        facts.extend(protected.map(|protected| self.fact("letter-protected", line(protected, 300))));
        facts.extend(title.map(|title| self.fact("letter-listing-title", line(title, 300))));
        facts.push(self.fact("letter-seen", self.seen(seen)));
        facts.extend(self.weighed(seen));
        let mut blocks = vec![self.statement()];
        blocks.extend([
            Block::Heading(self.say("letter-restriction-title")),
            Block::Facts(vec![
                self.fact("letter-restriction", self.restriction(item, decision)),
                self.fact("letter-restriction-since", time(self.language, since)),
                self.scope(item),
                self.fact("letter-duration", self.say("letter-duration-text")),
            ]),
            Block::Heading(self.say("letter-facts-title")),
            self.notice(),
            Block::Facts(facts),
            self.note("letter-said"),
            self.quote(&complaint.explanation),
            Block::Heading(self.say("letter-automated-title")),
            self.note("letter-automated-detection"),
            self.decided(&decision.by, decision.at),
            Block::Heading(self.say("letter-ground-title")),
            Block::Text(words::legal_ground(self.language, complaint.claim, &complaint.grounds)),
            self.note(match decision.by {
                Decider::Machine => "letter-why-machine",
                Decider::Reviewer(_) => "letter-why-person",
            }),
        ]);
        blocks.extend(self.in_words_of_person(decision.note.as_ref()));
        blocks
    }

    /// Under which law the seller is told, or else by whose procedure.
    fn statement(&self) -> Block {
        let law = self.draft.complaint.law;
        let key = format!("letter-statement-{}", law.code());
        let cited = law.provision(Step::Statement).map(|law| words::provision(self.language, law));
        Block::Text(tell(self.language, &key, &[("law", arg(cited.unwrap_or_default()))]))
    }

    /// On whose notice the decision rests, and by which law it is one.
    fn notice(&self) -> Block {
        let complaint = &self.draft.complaint;
        let complainant = ("complainant", arg(line(&complaint.complainant, 200)));
        let filed = ("filed", arg(time(self.language, complaint.filed_at)));
        Block::Text(match complaint.law.provision(Step::Notice) {
            Some(law) => {
                let law = ("law", arg(words::provision(self.language, law)));
                tell(self.language, "letter-facts-law", &[complainant, filed, law])
            }
            None => tell(self.language, "letter-facts", &[complainant, filed]),
        })
    }

    /// In what the infringement is seen: what was found, or else what the notice describes.
    fn seen(&self, seen: &Seen) -> String {
        let complaint = &self.draft.complaint;
        let protected = line(seen.protected.as_deref().unwrap_or(&complaint.right), 300);
        let named = [("protected", arg(&protected))];
        let in_words = seen.words.map(|found| {
            let key = match (found.part, found.is_exact) {
                (Part::Title, true) => "letter-seen-title",
                (Part::Title, false) => "letter-seen-title-like",
                (Part::Words, true) => "letter-seen-words",
                (Part::Words, false) => "letter-seen-words-like",
            };
            tell(self.language, key, &named)
        });
        let copied = seen.copied.map(|copied| {
            let [protected] = named.clone();
            let much = [protected, ("words", arg(copied.words)), ("share", arg(copied.share))];
            let place = copied.place.map(|place| self.say(&format!("letter-seen-copied-{place}")));
            std::iter::once(tell(self.language, "letter-seen-copied", &much)).chain(place)
        });
        let in_pictures = seen.pictures.map(|likeness| {
            self.say(match likeness {
                Likeness::Same => "letter-seen-same_picture",
                Likeness::Near => "letter-seen-near_picture",
            })
        });
        let found: Vec<String> =
            in_words.into_iter().chain(copied.into_iter().flatten()).chain(in_pictures).collect();
        if found.is_empty() {
            let claim = words::claim(self.language, complaint.claim);
            return tell(self.language, "letter-seen-described", &[("claim", arg(claim))]);
        }
        found.join("\n")
    }

    /// What the listing says that speaks against it being an infringement, and what of that counts.
    fn weighed(&self, seen: &Seen) -> Option<(String, String)> {
        let said = seen.guards.iter().filter_map(|code| words::guard(self.language, code));
        let said = said.reduce(|first, next| words::joined(self.language, &first, &next))?;
        let resale = seen.is_resale.then(|| self.say("letter-weighed-resale"));
        let told = resale.iter().fold(said, |told, more| words::joined(self.language, &told, more));
        Some(self.fact("letter-weighed", told))
    }
}
