//! What follows from work that has ended, while other work of its batch goes on: nudges for the next step,
//! and when a message that failed is seen again.

use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;

use app::{OutgoingNudge, send_nudges};
use case::Nudge;
use futures_util::future::{Either, select};
use port::{Nudges, Postponed, Queue, Redelivery, Timer, WallClock, chain_of};
use tokio::sync::mpsc::UnboundedReceiver;

/// How long what follows waits for more, to share its request. A batch that has ended waits for nothing.
const LINGER: Duration = Duration::from_millis(100);

/// One thing that follows.
#[derive(Debug)]
pub(crate) enum FollowUp {
    /// Nudge a step.
    Nudge(OutgoingNudge),
    /// Show the message under this receipt again after a time.
    Hide(Postponed),
    /// Send a message anew; and the one that it stands for, should that fail.
    Anew(Anew),
}

/// A message to be sent anew.
#[derive(Debug)]
pub(crate) struct Anew {
    pub(crate) message_id: String,
    pub(crate) nudge: Nudge,
    pub(crate) after_s: u16,
    /// How the old message is hidden where the new one could not be sent.
    pub(crate) else_hide: Option<Postponed>,
}

/// Carries out what follows until nothing more can come. Returns the ids of the messages that were sent anew.
pub(crate) async fn carry_out<N, C>(
    queues: &N,
    clock: &C,
    own: Queue,
    mut coming: UnboundedReceiver<FollowUp>,
) -> BTreeSet<String>
where
    N: Nudges + Redelivery,
    C: WallClock + Timer,
{
    let mut sent_anew = BTreeSet::new();
    // What is to arrive later anyway goes out together, at the end.
    let mut unhurried = Vec::new();
    while let Some(first) = coming.recv().await {
        let mut ready = vec![first];
        let mut linger = pin!(clock.sleep(LINGER));
        while let Either::Left((Some(next), _)) = select(pin!(coming.recv()), &mut linger).await {
            ready.push(next);
        }
        let (mut nudges, mut hide, mut anew) = (Vec::new(), Vec::new(), Vec::new());
        for follow_up in ready {
            match follow_up {
                FollowUp::Nudge(nudge) if nudge.delay_s > 0 => unhurried.push(nudge),
                FollowUp::Nudge(nudge) => nudges.push(nudge),
                FollowUp::Hide(postponed) => hide.push(postponed),
                FollowUp::Anew(message) => anew.push(message),
            }
        }
        send_nudges(queues, clock, nudges).await;
        for together in anew.chunk_by(|a, b| a.after_s == b.after_s) {
            match send_anew(queues, own, together).await {
                true => sent_anew.extend(together.iter().map(|message| message.message_id.clone())),
                false => hide.extend(together.iter().filter_map(|message| message.else_hide.clone())),
            }
        }
        postpone(queues, &hide).await;
    }
    send_nudges(queues, clock, unhurried).await;
    sent_anew
}

async fn send_anew<N: Nudges>(queues: &N, own: Queue, messages: &[Anew]) -> bool {
    let nudges: Vec<Nudge> = messages.iter().map(|message| message.nudge.clone()).collect();
    let after_s = messages.first().map_or(0, |message| message.after_s);
    match queues.nudge(own, &nudges, after_s).await {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(queue = own.name(), error = chain_of(&error), "messages not sent anew");
            false
        }
    }
}

/// Hides messages; where that fails, they come back when their queue says.
pub(crate) async fn postpone<N: Redelivery>(queue: &N, messages: &[Postponed]) {
    if messages.is_empty() {
        return;
    }
    if let Err(error) = queue.postpone(messages).await {
        tracing::warn!(messages = messages.len(), error = chain_of(&error), "messages not postponed");
    }
}
