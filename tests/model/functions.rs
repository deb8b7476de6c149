//! The functions at work, one call at a time.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use app::vault::Keeper;
use app::{change, send_nudges, sweep};
use aws_lambda_events::event::sqs::SqsBatchResponse;
use case::{Actor, Answer, Case, ClockEnd, Command, Effect, PartyAct, Recorded, Side, State};
use contract::statement::Statement;
use jiff::{SignedDuration, Timestamp};
use port::{StoredCase, WallClock as _};
use register::right::RightStatus;
use testkit::sample;
use testkit::world::{Waiting, World as Services};

use super::wire::{ASK, Reply, SEND, Wire};
use super::world::{CREW, Queue, Worker};
use crate::chaos::chain::Chain;

const APPEND: &str = "cases.append";
const CLAIM: &str = "claims.claim";
const MAIL: &str = "mailer.send";
const NUDGE: &str = "nudges.nudge";
/// The last thing that validation reads before it decides.
const RIGHTS: &str = "registry.rights";
/// Where a worker stops.
const STOPS: &[&str] = &[RIGHTS, APPEND, CLAIM, MAIL, NUDGE, SEND, ASK];

/// A message that comes so late waits for a claim to end. Other delays are for the sake of costs.
const LATE: SignedDuration = SignedDuration::from_secs(60);
/// More than the clocks of two machines may differ, which a claim allows for.
const SKEW: SignedDuration = SignedDuration::from_secs(11);

/// Every queue, as the model counts them.
pub(super) const QUEUES: [Queue; 4] = [Queue::Validation, Queue::Takedown, Queue::Notify, Queue::Pictures];

/// One invocation.
struct Invocation {
    taken: Vec<Waiting>,
    work: Pin<Box<dyn Future<Output = SqsBatchResponse>>>,
    /// Before which call it stands; none while it waits for the marketplace.
    at: Option<&'static str>,
    ended: Option<SqsBatchResponse>,
}

/// The functions over the services in memory.
pub(super) struct Functions {
    pub(super) services: Services,
    pub(super) wire: Wire,
    chain: Rc<Chain<Wire>>,
    crew: [Option<Invocation>; 6],
}

/// Notes that it was woken.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Functions {
    /// A case that has just been filed, and a stray message for takedown.
    pub(super) async fn filed() -> Self {
        let services = sample::world(1);
        let wire = Wire::new(&services);
        let chain = Rc::new(Chain::with(&services, wire.clone()));
        chain.file(1).await.unwrap();
        let functions = Self { services, wire, chain, crew: [const { None }; 6] };
        let mut stray = functions.services.look().queues[&port::Queue::Validation][0].clone();
        stray.id = "stray".to_owned();
        functions.services.look().queues.get_mut(&port::Queue::Takedown).unwrap().push_back(stray);
        functions.show_all();
        functions
    }

    pub(super) fn case(&self) -> (Case, Vec<Recorded>) {
        let stored = self.stored();
        (stored.case, stored.log)
    }

    fn stored(&self) -> StoredCase {
        self.services.look().cases.values().next().unwrap().clone()
    }

    /// How many messages a queue would deliver now.
    pub(super) fn waiting(&self, queue: Queue) -> usize {
        let inner = self.services.look();
        inner.queues[&port_of(queue)].iter().filter(|message| message.visible_at <= inner.now).count()
    }

    /// Has every message come now that does not wait for a claim to end.
    pub(super) fn show_all(&self) {
        let inner = &mut *self.services.look();
        let late = inner.now.saturating_add(LATE).unwrap();
        for message in inner.queues.values_mut().flatten() {
            if message.deliveries > 0 || message.visible_at <= late {
                message.visible_at = inner.now;
                message.deliveries = 0;
            }
        }
    }

    /// Has as many messages wait in each queue as the model has: it counts several as one.
    pub(super) fn count_as(&self, nudges: [u8; 4]) {
        for (queue, wanted) in QUEUES.into_iter().zip(nudges) {
            let inner = &mut *self.services.look();
            let now = inner.now;
            let waiting = inner.queues.get_mut(&port_of(queue)).unwrap();
            let (mut shown, late): (Vec<_>, Vec<_>) =
                waiting.drain(..).partition(|message| message.visible_at <= now);
            shown.truncate(wanted.into());
            while shown.len() < wanted.into() && !shown.is_empty() {
                shown.push(Waiting { id: format!("{}+", shown[0].id), ..shown[0].clone() });
            }
            waiting.extend(shown.into_iter().chain(late));
        }
    }

    /// A worker receives a message; `again` when it will come once more.
    pub(super) fn receive(&mut self, worker: usize, again: bool) -> Result<(), String> {
        let queue = port_of(CREW[worker]);
        let (taken, event) = self.services.receive_visible(queue, 1).ok_or("no message waits")?;
        if again {
            let copy = Waiting { id: format!("{}'", taken[0].id), ..taken[0].clone() };
            self.services.look().queues.get_mut(&queue).unwrap().push_back(copy);
        }
        let chain = Rc::clone(&self.chain);
        let work = Box::pin(async move { chain.invoke(queue, &event).await });
        self.crew[worker] = Some(Invocation { taken, work, at: None, ended: None });
        self.poll(worker, false);
        Ok(())
    }

    /// Lets a worker run to its next stop; through the call at which it stands, if `through`.
    fn poll(&mut self, worker: usize, through: bool) {
        let Some(invocation) = self.crew[worker].as_mut().filter(|it| it.ended.is_none()) else { return };
        self.services.hold(STOPS);
        if through {
            self.services.let_through();
        }
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        loop {
            match invocation.work.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(response) => invocation.ended = Some(response),
                Poll::Pending if woken.0.swap(false, Ordering::SeqCst) => continue,
                Poll::Pending => {}
            }
            break;
        }
        invocation.at = self.services.held().filter(|_| invocation.ended.is_none());
        let reads_the_right = invocation.at == Some(RIGHTS);
        self.services.hold(&[]);
        if reads_the_right && matches!(CREW[worker], Queue::Takedown | Queue::Notify) {
            // Only what is judged depends on it here.
            self.poll(worker, true);
        }
    }

    fn at(&self, worker: usize) -> Option<&'static str> {
        self.crew[worker].as_ref().and_then(|invocation| invocation.at)
    }

    fn through_all(&mut self, worker: usize, calls: &[&str]) {
        while self.at(worker).is_some_and(|at| calls.contains(&at)) {
            self.poll(worker, true);
        }
    }

    /// Through a write, and through its repetitions where someone else was faster.
    fn through_write(&mut self, worker: usize) {
        let before = self.case().0.events;
        while self.at(worker) == Some(APPEND) && self.case().0.events == before {
            self.poll(worker, true);
        }
    }

    /// The next effect of a worker that the model has at `place`.
    pub(super) fn go(&mut self, worker: usize, place: &Worker) {
        match (CREW[worker], self.at(worker), place) {
            (Queue::Validation, Some(RIGHTS), _) => self.through_all(worker, &[RIGHTS]),
            (Queue::Takedown | Queue::Notify, Some(APPEND), _) => self.through_write(worker),
            (Queue::Takedown, Some(SEND), _) => self.poll(worker, true),
            (Queue::Takedown, None, Worker::Ordered(..)) => {
                self.wire.reply(Reply::Answer);
                self.poll(worker, false);
            }
            (Queue::Notify, Some(CLAIM), _) => self.through_all(worker, &[CLAIM]),
            (Queue::Notify, Some(MAIL), _) => self.through_all(worker, &[MAIL]),
            _ => {}
        }
    }

    /// Validation comes to `verdict`: the right is as it must be for that.
    pub(super) fn judge(&mut self, worker: usize, verdict: &Command) {
        for right in self.services.look().rights.values_mut() {
            right.status = match verdict {
                Command::Decline { .. } => RightStatus::Ended,
                Command::AskDesk { .. } => RightStatus::Doubtful,
                _ => RightStatus::Registered,
            };
        }
        self.through_all(worker, &[RIGHTS, APPEND]);
        // Takedown looks at the right, too: a late verdict of another worker must not have changed it.
        let mut inner = self.services.look();
        inner.rights.values_mut().for_each(|right| right.status = RightStatus::Registered);
    }

    /// The marketplace is asked what became of an order; it says so, or nothing.
    pub(super) fn ask(&mut self, worker: usize, reply: Reply) {
        if self.at(worker) == Some(ASK) {
            self.wire.reply(reply);
            self.poll(worker, true);
        }
    }

    /// The worker stops waiting for what became of its order.
    pub(super) fn time_out(&mut self, worker: usize) {
        self.wire.reply(Reply::Nothing);
        self.poll(worker, false);
    }

    /// The worker has ended, as far as the model knows.
    pub(super) fn end(&mut self, worker: usize) -> Result<(), String> {
        self.through_all(worker, &[NUDGE]);
        let Some(invocation) = self.crew[worker].take() else { return Ok(()) };
        let at = invocation.at;
        let response =
            invocation.ended.ok_or_else(|| format!("worker {worker} still stands before {at:?}"))?;
        self.services.finish(port_of(CREW[worker]), invocation.taken, Some(&response));
        self.show_all();
        Ok(())
    }

    /// The worker dies.
    pub(super) fn crash(&mut self, worker: usize) {
        if let Some(Invocation { taken, work, .. }) = self.crew[worker].take() {
            drop(work);
            self.services.finish(port_of(CREW[worker]), taken, None);
        }
        self.show_all();
    }

    pub(super) fn lose_message(&self, queue: Queue) {
        let inner = &mut *self.services.look();
        let now = inner.now;
        let waiting = inner.queues.get_mut(&port_of(queue)).unwrap();
        if let Some(lost) = waiting.iter().position(|message| message.visible_at <= now) {
            waiting.remove(lost);
        }
    }

    /// The seller edits the listing. It still names the mark.
    pub(super) fn edit(&self) {
        self.services
            .look()
            .listings
            .values_mut()
            .for_each(|listing| listing.view.title.push_str(", size M"));
    }

    /// Whether an order under way cannot arrive any more, by the clock.
    pub(super) fn is_past(&self) -> bool {
        let State::Ordered { order, .. } = self.case().0.state else { return false };
        order.under_way().is_some_and(|effect| effect.cannot_arrive(self.services.now()))
    }

    /// The marketplace is asked after an order, and again once so much time has passed that it cannot arrive any more. Claims
    /// last as much longer.
    pub(super) fn ask_once_past(&mut self, worker: usize) -> Result<(), String> {
        if !self.is_past() {
            self.pass_by(Effect::ARRIVES_WITHIN);
        }
        self.ask(worker, Reply::Answer);
        if self.crew[worker].as_ref().is_some_and(|invocation| invocation.ended.is_some()) {
            self.end(worker)?;
            self.receive(worker, false)?;
            self.ask(worker, Reply::Answer);
        }
        Ok(())
    }

    /// The last claim on letters runs out.
    pub(super) fn end_claim(&self) {
        let until = self.services.look().claims.values().map(|claim| claim.until).max();
        let now = self.services.now();
        self.services.pass(until.unwrap_or(now).max(now).duration_since(now) + SKEW);
        let inner = &mut *self.services.look();
        for message in inner.queues.values_mut().flatten() {
            (message.visible_at, message.deliveries) = (inner.now, 0);
        }
    }

    /// The clock that ends first, how, and when.
    pub(super) fn next_clock(&self) -> Option<(case::Clock, ClockEnd, Timestamp)> {
        let ends = policy::deadlines(&self.case().0).into_iter().filter(|it| it.end != ClockEnd::Breach);
        ends.min_by_key(|deadline| deadline.due).map(|it| (it.clock, it.end, it.due))
    }

    /// When the sweep would find work that is owed, if no clock ends first.
    pub(super) fn next_sweep(&self) -> Option<Timestamp> {
        let stored = self.stored();
        let due = policy::next_due(&stored.case, stored.swept)?;
        self.next_clock().is_none_or(|(_, _, ends)| ends > due.max(self.services.now())).then_some(due)
    }

    /// It is `at`, and the sweep runs. Claims last as much longer, and what waits for them.
    pub(super) async fn sweep_at(&self, at: Timestamp) -> Result<(), String> {
        let now = self.services.now();
        self.pass_by(at.max(now).duration_since(now));
        sweep(&self.services, &self.services, &self.services).await.map_err(|error| error.to_string())?;
        self.show_all();
        Ok(())
    }

    fn pass_by(&self, by: SignedDuration) {
        let now = self.services.now();
        {
            let inner = &mut *self.services.look();
            inner.claims.values_mut().for_each(|claim| claim.until += by);
            let late = inner.queues.values_mut().flatten().filter(|message| message.visible_at > now);
            late.for_each(|message| message.visible_at += by);
        }
        self.services.pass(by);
    }

    /// A person asks something of the case.
    pub(super) async fn asked(&self, by: &Actor, command: &Command) -> Result<(), String> {
        if let Command::CounterNotice { .. } = command {
            self.chain.object().await?;
        } else {
            let command = match command {
                Command::Answer { answer: Answer::Contest, .. } => self.answered(PartyAct::Contest).await?,
                Command::NameCourt { .. } => self.answered(PartyAct::Court).await?,
                command => command.clone(),
            };
            let now = self.services.now();
            let changed = change(&self.services, self.stored(), by, &[command], now).await;
            let nudges = changed.map_err(|error| error.to_string())?.nudges();
            send_nudges(&self.services, &self.services, nudges).await;
        }
        self.show_all();
        Ok(())
    }

    /// What is asked by an answer to the counter-notice that the seller will read.
    async fn answered(&self, act: PartyAct) -> Result<Command, String> {
        let (services, case) = (&self.services, self.stored().case);
        let keeper =
            Keeper::of(services, case.filing.complainant).await.map_err(|error| error.to_string())?;
        let statement = Statement {
            act,
            case: case.id,
            listings: Vec::new(),
            by: Side::Complainant,
            name: String::new(),
            ground: None,
            court: "District Court".to_owned(),
            docket: "1 O 1/26".to_owned(),
            postal_address: String::new(),
            telephone: String::new(),
            declared: Vec::new(),
            signature: String::new(),
            text: "They are not genuine.".to_owned(),
            evidence: Vec::new(),
        };
        let sealed = keeper.ok_or("erased")?.seal(services, statement.encode(), "application/json").await;
        let document = sealed.map_err(|error| error.to_string())?.digest;
        act.statement(Side::Complainant, document).ok_or_else(|| format!("{act} is no statement"))
    }
}

const fn port_of(queue: Queue) -> port::Queue {
    match queue {
        Queue::Validation => port::Queue::Validation,
        Queue::Takedown => port::Queue::Takedown,
        Queue::Notify => port::Queue::Notify,
        Queue::Pictures => port::Queue::Pictures,
    }
}
