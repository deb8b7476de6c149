//! A run: complaints and faults, a restart in the middle, then rest.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::doors::Filing;
use super::faults;
use super::gateway::Gateway;
use super::journal::{Death, Journal, now};
use super::receiver::{Mode, Receiver};
use super::verdict::{Finding, Verdict};
use crate::chaos::dice::Dice;
use crate::support::client::Client;
use crate::support::stack::Stack;

/// How long the chain may take to come to rest after a short storm: two leases of senders that died or had no answer, the
/// sweep, and a busy machine. Leases grow with each of them, so a long storm gets longer.
const REST: Duration = Duration::from_secs(660);

/// Switches a function's queue off or on: what does not run sends no mail.
const SWITCH: &str = r#"
import sys, boto3
client = boto3.client("lambda")
for mapping in client.list_event_source_mappings(FunctionName=sys.argv[1])["EventSourceMappings"]:
    client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=sys.argv[2] == "on")
"#;

/// What happens in one half of a round. A round has a restart in its middle.
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// Rounds are begun as long as this; one at least.
    pub(crate) lasts: Duration,
    pub(crate) complaints: usize,
    pub(crate) kills: usize,
    pub(crate) faults: usize,
    pub(crate) doubles: usize,
}

/// A stack under faults.
pub(crate) struct Run {
    plan: Plan,
    dice: Dice,
    stack: Stack,
    gateway: Gateway,
    receiver: Receiver,
    key: String,
    journal: Journal,
    begun: Instant,
    up: Duration,
    stormed: Duration,
}

impl Run {
    /// Brings a stack of its own up; `None` when its tools are missing.
    pub(crate) async fn begin(plan: Plan) -> Option<Self> {
        let begun = Instant::now();
        let gateway = Gateway::start().await;
        let stack = Stack::start_with("soak", &["--gateway", &gateway.url])?;
        gateway.lead_to(stack.setting("AWS_ENDPOINT_URL"));
        let receiver = Receiver::start().await;
        let hook = stack.goodfaith_json(&["account", "webhook", "set", "northlight", "--url", &receiver.url]);
        let key = stack.goodfaith_json(&["account", "key", "new", "northlight"]);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let journal = Journal { webhook_secret: text(&hook["secret"]), ..Journal::default() };
        // At the start: what an endpoint did not take is posted again after five minutes.
        receiver.spoil(Mode::Error);
        receiver.spoil(Mode::LoseAnswer);
        let (dice, key, up) = (Dice::new(plan.seed), text(&key["text"]), begun.elapsed());
        let stormed = Duration::ZERO;
        Some(Self { plan, dice, stack, gateway, receiver, key, journal, begun, up, stormed })
    }

    /// Complaints, faults and restarts.
    pub(crate) async fn storm(&mut self) {
        let begun = Instant::now();
        loop {
            self.half().await;
            self.restart().await;
            self.half().await;
            if begun.elapsed() >= self.plan.lasts {
                break;
            }
        }
        self.stormed = begun.elapsed();
    }

    async fn half(&mut self) {
        let mut dice = std::array::from_fn(|_| Dice::new(self.dice.roll()));
        let (stack, plan) = (&self.stack, &self.plan);
        let client = Client::new(stack);
        let sqs = aws_sdk_sqs::Client::new(&aws::config(&stack.environment()));
        faults::hurry(stack, &sqs).await;
        let [drawn, kills, others] = &mut dice;
        let filings = draw(&client, plan.complaints, &self.journal.filings, drawn).await;
        let (filed, deaths, (spoilt, copies)) =
            tokio::join!(file(&client, &self.key, filings, &sqs), kill(stack, kills, plan.kills), async {
                let (mut spoilt, mut copies) = (0, Vec::new());
                for turn in 0..plan.faults.max(plan.doubles) {
                    if turn < plan.faults {
                        spoilt += faults::spoil(&client, others).await;
                        faults::spoil_mail(&self.gateway, others);
                    }
                    if turn < plan.doubles {
                        copies.extend(faults::double(&client, &sqs, others).await);
                    }
                    pause(others, 1_500).await;
                }
                (spoilt, copies)
            },);
        let (filings, nudged) = filed;
        let unused = client.calm().await;
        self.gateway.calm();
        self.journal.filings.extend(filings);
        self.journal.deaths.extend(deaths);
        self.journal.faults += spoilt - unused;
        self.journal.copies.extend(copies);
        self.journal.nudged += nudged;
    }

    /// Ends all processes and starts them again, wherever they were. Only mail is stopped before: the stand-in
    /// forgets what was sent, so it is read first.
    async fn restart(&mut self) {
        self.switch_notify("off");
        let (client, mut calm) = (Client::new(&self.stack), Instant::now());
        while calm.elapsed() < Duration::from_secs(2) {
            if let Some(death) = faults::kill_all(&self.stack, "notify") {
                calm = Instant::now();
                self.journal.deaths.push(death);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.journal.mails.extend(client.sent_mails().await);
        self.stack.down();
        self.journal.deaths.push(Death { function: "*".to_owned(), at: now() });
        self.stack.up();
        self.gateway.lead_to(self.stack.setting("AWS_ENDPOINT_URL"));
        self.journal.restarts += 1;
        self.switch_notify("on");
    }

    fn switch_notify(&self, to: &str) {
        self.stack.python(&["-c", SWITCH, "goodfaith-local-notify", to]);
    }

    /// Waits until nothing is on its way any more, and returns what is known then.
    pub(crate) async fn rest(&mut self) -> Verdict {
        let begun = Instant::now();
        let client = Client::new(&self.stack);
        let mut last = "messages still wait".to_owned();
        loop {
            let queues = faults::waiting(&client).await;
            let waiting = queues.iter().flat_map(|(_, held)| held).filter(|message| message.is_now).count();
            if waiting == 0 {
                let told = self.journal.told(&self.stack, &self.gateway, &self.receiver);
                let verdict = Verdict::of(&self.stack, told);
                match verdict.finding() {
                    Finding::Kept => return verdict,
                    Finding::Missing(text) => last = text,
                    Finding::Broken(text) => panic!("{}\n{text}", self.figures()),
                }
            }
            assert!(
                begun.elapsed() < REST + 3 * self.plan.lasts,
                "{}\nnot at rest: {waiting} messages\n{last}",
                self.figures()
            );
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Fails when what was to go wrong did not.
    pub(crate) fn was_stormy(&self) {
        let (journal, plan) = (&self.journal, &self.plan);
        let kills = journal.deaths.iter().filter(|death| death.function != "*").count();
        let stormy = kills > plan.kills
            && journal.faults > 0
            && self.gateway.faults().iter().any(|fault| fault.taken.is_some())
            && journal.copies.len() + journal.nudged > plan.doubles
            && journal.restarts > 0
            && self.receiver.posts().iter().filter(|post| post["answered"] == false).count() > 1;
        assert!(stormy, "hardly anything went wrong: {}", self.figures());
    }

    /// What happened, in one line.
    pub(crate) fn figures(&self) -> String {
        let (journal, total) = (&self.journal, self.begun.elapsed());
        format!(
            "soak: seed {}, {} complaints, {} kills, {} marketplace faults, {} mail faults, {} messages doubled, {} restarts, {} webhooks; \
             {:.0} s: up {:.0}, storm {:.0}, rest {:.0}",
            self.plan.seed,
            journal.filings.len(),
            journal.deaths.iter().filter(|death| death.function != "*").count(),
            journal.faults,
            self.gateway.faults().len(),
            journal.copies.len() + journal.nudged,
            journal.restarts,
            self.receiver.posts().len(),
            total.as_secs_f32(),
            self.up.as_secs_f32(),
            self.stormed.as_secs_f32(),
            (total - self.up - self.stormed).as_secs_f32(),
        )
    }
}

/// So many complaints, some of them the same as one before.
async fn draw(client: &Client<'_>, count: usize, before: &[Filing], dice: &mut Dice) -> Vec<Filing> {
    // Of each dozen of the demo's goods the first four infringe the mark.
    let added = client.listings(u32::try_from(12 * count).unwrap()).await;
    let mut fresh = added.into_iter().enumerate().filter(|(at, _)| at % 12 < 4).map(|(_, listing)| listing);
    let mut filings: Vec<Filing> = Vec::new();
    for number in before.len()..before.len() + count {
        let earlier: Vec<&Filing> = before.iter().chain(&filings).collect();
        let filing = if !earlier.is_empty() && dice.falls(15) {
            dice.pick(&earlier).repeated(number, dice)
        } else {
            Filing::draw(number, dice, &mut fresh)
        };
        filings.push(filing);
    }
    filings
}

/// Files complaints, three at a time; each case that a door names is nudged needlessly. Returns how many messages
/// that made.
async fn file(
    client: &Client<'_>,
    key: &str,
    filings: Vec<Filing>,
    sqs: &aws_sdk_sqs::Client,
) -> (Vec<Filing>, usize) {
    let mut lanes = [Vec::new(), Vec::new(), Vec::new()];
    for (at, filing) in filings.into_iter().enumerate() {
        lanes[at % 3].push(filing);
    }
    let lane = async |filings: Vec<Filing>| {
        let (mut filed, mut nudged) = (Vec::new(), 0);
        for filing in filings {
            let filing = filing.send(client, key).await;
            if let Some(case) = &filing.case {
                nudged += faults::nudge(client, sqs, case).await;
            }
            filed.push(filing);
        }
        (filed, nudged)
    };
    let [one, two, three] = lanes;
    let (one, two, three) = tokio::join!(lane(one), lane(two), lane(three));
    ([one.0, two.0, three.0].concat(), one.1 + two.1 + three.1)
}

/// Kills so many processes, one now and then; fewer where none runs any more.
async fn kill(stack: &Stack, dice: &mut Dice, kills: usize) -> Vec<Death> {
    let mut deaths = Vec::new();
    for _ in 0..kills {
        pause(dice, 2_500).await;
        deaths.extend(faults::kill_one(stack, dice));
    }
    deaths
}

/// Waits a while, at most so many milliseconds.
async fn pause(dice: &mut Dice, most: usize) {
    tokio::time::sleep(Duration::from_millis(dice.below(most) as u64)).await;
}
