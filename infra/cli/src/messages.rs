//! `rejects` and `dead-letters`: messages that were put aside, and moving them back.
//!
//! A message is sent first and deleted then: a crash between the two sends it twice, which is harmless.

use std::collections::BTreeMap;

use ::wiring::{dead_letters_setting, queue_setting};
use anyhow::Context as _;
use case::About;
use clap::builder::PossibleValue;
use clap::{Subcommand, ValueEnum};
use port::{Queue, Unavailable};
use queue_sqs::operate::{Received, SqsQueue};
use serde_json::{Value, json};

use crate::output::{Output, table};
use crate::wiring::Wiring;

/// How long a received message is hidden from others, in seconds: longer than going through the most
/// messages takes. What is not moved is released at once.
const HIDDEN_S: u16 = 300;

#[derive(Debug, Subcommand)]
pub(crate) enum RejectsCommand {
    /// Lists rejects with their reasons, without their bodies.
    List(Most),
    /// Sends rejects back to the steps that rejected them, once the cause is cured.
    Redrive {
        /// Only those of this step; of every step when left out.
        #[arg(long)]
        queue: Option<Step>,
        #[command(flatten)]
        most: Most,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeadLettersCommand {
    /// Lists dead letters, without their bodies.
    List {
        /// Of which step.
        #[arg(long)]
        queue: Step,
        #[command(flatten)]
        most: Most,
    },
    /// Sends dead letters back to the queue that they failed in, once the cause is cured.
    Redrive {
        /// Of which step.
        #[arg(long)]
        queue: Step,
        #[command(flatten)]
        most: Most,
    },
}

#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Most {
    /// How many messages to look at.
    #[arg(long, value_name = "COUNT", default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=1000))]
    most: u16,
}

/// A step that receives from a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// One of the chain.
    Of(Queue),
    Webhooks,
    MailIntake,
}

/// All steps.
const STEPS: [Step; Queue::ALL.len() + 2] = {
    let mut steps = [Step::Webhooks; Queue::ALL.len() + 2];
    let mut n = 0;
    while n < Queue::ALL.len() {
        steps[n] = Step::Of(Queue::ALL[n]);
        n += 1;
    }
    steps[n + 1] = Step::MailIntake;
    steps
};

impl ValueEnum for Step {
    fn value_variants<'a>() -> &'a [Self] {
        &STEPS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl Step {
    /// The name that the step gives with a reject.
    const fn name(self) -> &'static str {
        match self {
            Self::Of(queue) => queue.name(),
            Self::Webhooks => "webhooks",
            Self::MailIntake => "mail-intake",
        }
    }

    /// The name of its queue in settings.
    const fn queue(self) -> &'static str {
        match self {
            Self::Of(queue) => queue.name(),
            Self::Webhooks => "webhook",
            Self::MailIntake => "mail",
        }
    }
}

/// A queue as the operator handles it.
trait Shelf {
    async fn receive(&self) -> Result<Vec<Received>, Unavailable>;
    async fn send(&self, body: &str) -> Result<(), Unavailable>;
    async fn delete(&self, message: &Received) -> Result<(), Unavailable>;
    async fn release(&self, message: &Received) -> Result<(), Unavailable>;
}

impl Shelf for SqsQueue {
    async fn receive(&self) -> Result<Vec<Received>, Unavailable> {
        Self::receive(self, HIDDEN_S).await
    }
    async fn send(&self, body: &str) -> Result<(), Unavailable> {
        Self::send(self, body).await
    }
    async fn delete(&self, message: &Received) -> Result<(), Unavailable> {
        Self::delete(self, message).await
    }
    async fn release(&self, message: &Received) -> Result<(), Unavailable> {
        Self::release(self, message).await
    }
}

pub(crate) async fn rejects(command: RejectsCommand, wiring: &Wiring) -> anyhow::Result<Output> {
    let from = wiring.queue("GOODFAITH_REJECT_QUEUE_URL")?;
    match command {
        RejectsCommand::List(most) => list(&from, most).await,
        RejectsCommand::Redrive { queue, most } => {
            let steps = queue.map_or_else(|| Step::value_variants().to_vec(), |step| vec![step]);
            let mut to = BTreeMap::new();
            for step in steps {
                to.insert(step, wiring.queue(&queue_setting(step.queue()))?);
            }
            redrive(&from, &to, step_of, most).await
        }
    }
}

pub(crate) async fn dead_letters(command: DeadLettersCommand, wiring: &Wiring) -> anyhow::Result<Output> {
    match command {
        DeadLettersCommand::List { queue, most } => {
            list(&wiring.queue(&dead_letters_setting(queue.queue()))?, most).await
        }
        DeadLettersCommand::Redrive { queue, most } => {
            let from = wiring.queue(&dead_letters_setting(queue.queue()))?;
            let to = BTreeMap::from([(queue, wiring.queue(&queue_setting(queue.queue()))?)]);
            redrive(&from, &to, |_| Some(queue), most).await
        }
    }
}

/// The step that rejected a message.
fn step_of(message: &Received) -> Option<Step> {
    Step::value_variants().iter().copied().find(|step| message.step.as_deref() == Some(step.name()))
}

/// What a message is about, as far as it is a nudge or an announcement; its body may hold anything.
fn about(message: &Received) -> String {
    match contract::nudge::decode(&message.body).map(|nudge| nudge.about) {
        Ok(About::Case(id)) => format!("case {id}"),
        Ok(About::Complaint(id)) => format!("complaint {id}"),
        Ok(About::Batch(id)) => format!("batch {id}"),
        Err(_) => match contract::webhook::decode(&message.body) {
            Ok(announcement) => format!("case {}", announcement.case),
            Err(_) => "no nudge".to_owned(),
        },
    }
}

/// Up to `most` messages, received page by page.
async fn look<Q: Shelf>(queue: &Q, most: Most) -> Result<Vec<Received>, Unavailable> {
    let most = usize::from(most.most);
    let mut messages = Vec::new();
    while messages.len() < most {
        let page = queue.receive().await?;
        if page.is_empty() {
            break;
        }
        messages.extend(page);
    }
    for beyond in messages.drain(messages.len().min(most)..) {
        queue.release(&beyond).await?;
    }
    Ok(messages)
}

async fn list<Q: Shelf>(queue: &Q, most: Most) -> anyhow::Result<Output> {
    let messages = look(queue, most).await?;
    for message in &messages {
        queue.release(message).await?;
    }
    let rows: Vec<Vec<String>> = messages
        .iter()
        .map(|message| {
            vec![
                message.id.clone(),
                message.step.clone().unwrap_or_default(),
                about(message),
                message.reason.clone().unwrap_or_default(),
            ]
        })
        .collect();
    let json = messages.iter().map(|message| {
        json!({
            "message": message.id,
            "step": message.step,
            "about": about(message),
            "reason": message.reason,
        })
    });
    let text = table(&["message", "step", "about", "reason"], &rows, "no message waits");
    Ok(Output::new(text, json.collect()))
}

/// Moves messages from `from` to the queue of the step that `step_of` names, where that is among `to`.
async fn redrive<Q: Shelf>(
    from: &Q,
    to: &BTreeMap<Step, Q>,
    step_of: impl Fn(&Received) -> Option<Step>,
    most: Most,
) -> anyhow::Result<Output> {
    let mut moved: Vec<(Received, Step)> = Vec::new();
    let mut left = 0;
    for message in look(from, most).await? {
        match step_of(&message).and_then(|step| Some((step, to.get(&step)?))) {
            Some((step, queue)) => {
                let so_far = || format!("stopped after {} messages were moved", moved.len());
                queue.send(&message.body).await.with_context(so_far)?;
                from.delete(&message).await.with_context(so_far)?;
                moved.push((message, step));
            }
            None => {
                from.release(&message).await?;
                left += 1;
            }
        }
    }
    let rows: Vec<Vec<String>> = moved
        .iter()
        .map(|(message, step)| vec![message.id.clone(), step.name().to_owned(), about(message)])
        .collect();
    let json: Value = moved
        .iter()
        .map(|(message, step)| json!({"message": message.id, "to": step.name(), "about": about(message)}))
        .collect();
    let mut text = table(&["message", "to", "about"], &rows, "nothing to move");
    if left > 0 {
        text.push_str(&format!("left where they are: {left}\n"));
    }
    Ok(Output::new(text, json!({"moved": json, "left": left})))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use case::Nudge;

    /// A queue in memory: what is received is hidden until released.
    #[derive(Default)]
    struct Fake {
        visible: RefCell<Vec<Received>>,
        hidden: RefCell<Vec<Received>>,
        sent: RefCell<Vec<String>>,
        deaf: bool,
    }

    impl Shelf for Fake {
        async fn receive(&self) -> Result<Vec<Received>, Unavailable> {
            let mut visible = self.visible.borrow_mut();
            let count = visible.len().min(10);
            let page: Vec<Received> = visible.drain(..count).collect();
            self.hidden.borrow_mut().extend(page.clone());
            Ok(page)
        }
        async fn send(&self, body: &str) -> Result<(), Unavailable> {
            if self.deaf {
                return Err(Unavailable { system: "fake", doing: "sending", source: None });
            }
            self.sent.borrow_mut().push(body.to_owned());
            Ok(())
        }
        async fn delete(&self, message: &Received) -> Result<(), Unavailable> {
            self.hidden.borrow_mut().retain(|hidden| hidden != message);
            Ok(())
        }
        async fn release(&self, message: &Received) -> Result<(), Unavailable> {
            self.hidden.borrow_mut().retain(|hidden| hidden != message);
            self.visible.borrow_mut().push(message.clone());
            Ok(())
        }
    }

    const CASE: &str = "6a1d6e0c5c1f5f0e9d3b2a1908f7e6d5";

    fn message(number: usize, step: Option<&str>) -> Received {
        let nudge = Nudge::new(About::Case(CASE.parse().unwrap()), jiff::Timestamp::UNIX_EPOCH);
        Received {
            id: format!("m{number}"),
            body: contract::nudge::encode(&nudge),
            step: step.map(str::to_owned),
            reason: step.map(|_| "the case does not exist".to_owned()),
            receipt: format!("r{number}"),
        }
    }

    fn holding(messages: impl IntoIterator<Item = Received>) -> Fake {
        Fake { visible: RefCell::new(messages.into_iter().collect()), ..Fake::default() }
    }

    fn ids(messages: &RefCell<Vec<Received>>) -> Vec<String> {
        messages.borrow().iter().map(|message| message.id.clone()).collect()
    }

    const MOST: Most = Most { most: 100 };

    #[tokio::test]
    async fn rejects_are_listed_with_their_reasons_and_stay() {
        let strange = Received { body: "{".to_owned(), ..message(2, Some("mail-intake")) };
        let queue = holding([message(1, Some("takedown")), strange]);
        let output = list(&queue, MOST).await.unwrap();
        assert_eq!(output.json[0]["about"], format!("case {CASE}"));
        assert_eq!(output.json[1]["about"], "no nudge");
        assert!(output.text.contains("takedown     case"), "{}", output.text);
        assert!(output.text.contains("the case does not exist"), "{}", output.text);
        assert_eq!((ids(&queue.visible), ids(&queue.hidden)), (vec!["m1".into(), "m2".into()], vec![]));
        assert_eq!(list(&holding([]), MOST).await.unwrap().text, "no message waits\n");
    }

    #[tokio::test]
    async fn rejects_go_back_to_their_step_and_others_stay() {
        let steps = ["validation", "takedown", "unheard-of", "validation"];
        let rejects = holding(steps.iter().enumerate().map(|(nth, step)| message(nth, Some(step))));
        let to = BTreeMap::from([(Step::Of(Queue::Validation), Fake::default())]);
        let output = redrive(&rejects, &to, step_of, MOST).await.unwrap();
        assert_eq!(
            *to[&Step::Of(Queue::Validation)].sent.borrow(),
            [message(0, None).body, message(3, None).body]
        );
        assert_eq!(ids(&rejects.visible), ["m1", "m2"]);
        assert!(rejects.hidden.borrow().is_empty());
        assert_eq!((&output.json["moved"][1]["message"], &output.json["left"]), (&json!("m3"), &json!(2)));
        assert!(output.text.ends_with("left where they are: 2\n"), "{}", output.text);
    }

    #[tokio::test]
    async fn no_more_than_asked_for_are_moved_page_by_page() {
        let dead = holding((0..25).map(|nth| message(nth, None)));
        let to = BTreeMap::from([(Step::Of(Queue::Notify), Fake::default())]);
        let output = redrive(&dead, &to, |_| Some(Step::Of(Queue::Notify)), Most { most: 15 }).await.unwrap();
        assert_eq!(output.json["moved"].as_array().unwrap().len(), 15);
        assert_eq!((dead.visible.borrow().len(), dead.hidden.borrow().len()), (10, 0));
    }

    #[tokio::test]
    async fn what_could_not_be_sent_is_not_deleted() {
        let dead = holding([message(1, None)]);
        let to = BTreeMap::from([(Step::Of(Queue::Notify), Fake { deaf: true, ..Fake::default() })]);
        let error = redrive(&dead, &to, |_| Some(Step::Of(Queue::Notify)), MOST).await.unwrap_err();
        assert_eq!(error.to_string(), "stopped after 0 messages were moved");
        assert_eq!(ids(&dead.hidden), ["m1"]);
    }
}
