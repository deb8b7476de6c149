//! What is to be seen of either side, named alike.

use std::collections::BTreeMap;
use std::fmt::Debug;

use case::{CaseId, Digest, EffectId, Event, OrderStep, OwedLetter, Posted, Recipient, Recorded};
use port::EffectStatus;
use testkit::sample;

use super::functions::{Functions, QUEUES};
use super::world::{Answer, World};

/// Both sides must show the same.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct View {
    pub(super) events: Vec<Event>,
    /// Orders on their way, each by its place in the log: the first that was requested is 0.
    pub(super) wire: Vec<Option<usize>>,
    /// Orders that arrived, and whether they were done.
    pub(super) orders: BTreeMap<Option<usize>, bool>,
    pub(super) down: bool,
    /// How often each letter went to whom.
    pub(super) letters: BTreeMap<(OwedLetter, String), usize>,
    /// The queues in which a message waits.
    pub(super) waiting: [bool; 4],
}

impl View {
    pub(super) fn of_model(world: &World) -> Self {
        let log = log_of(world);
        let orders = orders_in(world.store.case.id, &log);
        let arrived = world.market.orders.iter();
        let (events, numbers) = canonical(&log);
        let mail = |owed: &OwedLetter| (renumbered(*owed, &numbers), receiver(*owed).to_owned());
        Self {
            events,
            wire: sorted(world.wire.iter().map(|order| place(&orders, order.id))),
            orders: arrived.map(|(id, (_, answer))| (place(&orders, *id), *answer == Answer::Done)).collect(),
            down: world.market.down,
            letters: world.mailed.iter().map(|(owed, times)| (mail(owed), usize::from(*times))).collect(),
            waiting: world.nudges.map(|waiting| waiting > 0),
        }
    }

    pub(super) fn of_functions(functions: &Functions) -> Self {
        let (case, log) = functions.case();
        let orders = orders_in(case.id, &log);
        let (events, numbers) = canonical(&log);
        let inner = functions.services.look();
        let mut letters = BTreeMap::new();
        for mail in &inner.sent {
            for (_, owed) in app::letters::letters_named(&header(&mail.mime)) {
                *letters.entry((renumbered(owed, &numbers), mail.to.clone())).or_default() += 1;
            }
        }
        let is_done = |status: &EffectStatus| matches!(status, EffectStatus::Done(_));
        let arrived = inner.orders.iter().map(|(id, log)| (place(&orders, *id), is_done(&log.status)));
        let (orders_arrived, down) =
            (arrived.collect(), inner.listings.values().any(|listing| !listing.view.visible));
        drop(inner);
        Self {
            events,
            wire: sorted(functions.wire.sent().iter().map(|sent| place(&orders, sent.id))),
            orders: orders_arrived,
            down,
            letters,
            waiting: QUEUES.map(|queue| functions.waiting(queue) > 0),
        }
    }

    /// Where the two differ.
    pub(super) fn differs_from(&self, other: &Self) -> Option<String> {
        let parts = [
            different("events", &self.events, &other.events),
            different("orders on their way", &self.wire, &other.wire),
            different("orders", &self.orders, &other.orders),
            different("the listing is down", &self.down, &other.down),
            different("letters", &self.letters, &other.letters),
            different("messages", &self.waiting, &other.waiting),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }
}

fn different<T: PartialEq + Debug>(what: &str, model: &T, functions: &T) -> Option<String> {
    (model != functions)
        .then(|| format!("{what}: the model shows {model:?}, the functions show {functions:?}"))
}

/// The model's log.
pub(super) fn log_of(world: &World) -> Vec<Recorded> {
    world.store.log.iter().map(|recorded| Recorded::clone(recorded)).collect()
}

/// The orders that a log stands for, in the order in which they were requested.
pub(super) fn orders_in(case: CaseId, log: &[Recorded]) -> Vec<EffectId> {
    let requested = |event: &Event| matches!(event, Event::Order { step: OrderStep::Requested, .. });
    let numbered = (0..).zip(log).filter(|(_, recorded)| requested(&recorded.event));
    numbered.map(|(number, _)| EffectId::derive(case, number, "order")).collect()
}

pub(super) fn place(orders: &[EffectId], id: EffectId) -> Option<usize> {
    orders.iter().position(|order| *order == id)
}

fn sorted(places: impl Iterator<Item = Option<usize>>) -> Vec<Option<usize>> {
    let mut places: Vec<_> = places.collect();
    places.sort_unstable();
    places
}

/// The events of a log as both sides tell them, and by the number of each event its number among these. What the rules
/// looked at stands only in the functions' log; names that each side gives are left out.
fn canonical(log: &[Recorded]) -> (Vec<Event>, Vec<u32>) {
    let (mut events, mut numbers) = (Vec::new(), Vec::new());
    for Recorded { event, .. } in log {
        numbers.push(u32::try_from(events.len()).unwrap());
        let document = Digest::of(b"a document");
        let event = match event.clone() {
            // Each side has its own complaint.
            Event::Filed(_) | Event::Judged(_) => continue,
            Event::Order { action, step: OrderStep::Done { .. } } => {
                Event::Order { action, step: OrderStep::Done { reference: String::new() } }
            }
            Event::Order { action, step: OrderStep::Refused { .. } } => {
                Event::Order { action, step: OrderStep::Refused { reason: String::new() } }
            }
            Event::CounterNoticed { .. } => Event::CounterNoticed { document },
            Event::Answered { answer, handed_on, .. } => Event::Answered { answer, document, handed_on },
            Event::CourtNamed { handed_on, .. } => Event::CourtNamed { document, handed_on },
            Event::LetterSent(owed, _) => Event::LetterSent(renumbered(owed, &numbers), Posted::default()),
            Event::LetterWithheld(owed, why) => Event::LetterWithheld(renumbered(owed, &numbers), why),
            event => event,
        };
        events.push(event);
    }
    // Of one kind a mail tells all that are owed, so letters that went out one after another may be recorded in another order.
    for run in events.chunk_by_mut(|one, next| sent(one).is_some() && sent(next).is_some()) {
        run.sort_by_key(sent);
    }
    (events, numbers)
}

/// Which letter went out, by this event.
fn sent(event: &Event) -> Option<(u32, &'static str)> {
    match event {
        Event::LetterSent(owed, _) => Some((owed.of, owed.letter.code())),
        _ => None,
    }
}

fn renumbered(owed: OwedLetter, numbers: &[u32]) -> OwedLetter {
    let of = usize::try_from(owed.of).ok().and_then(|of| numbers.get(of));
    OwedLetter { of: of.copied().unwrap_or(u32::MAX), ..owed }
}

fn receiver(owed: OwedLetter) -> &'static str {
    match owed.letter.recipient() {
        Recipient::Complainant => sample::HOLDER,
        Recipient::Seller => sample::SELLER,
    }
}

/// Which letters a mail says that it carries.
fn header(mime: &[u8]) -> String {
    let mime = String::from_utf8_lossy(mime);
    let head = mime.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
    let own = head.lines().find_map(|line| line.strip_prefix(app::letters::LETTERS_HEADER));
    own.unwrap_or_default().trim_start_matches(':').to_owned()
}
