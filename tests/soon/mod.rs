//! How soon a case gets on when something fails: waits, watched marketplaces, batches, and a chain in time.

mod batch;
mod harness;
mod loopback;
mod queue;
mod receipts;
mod served;
mod table;
mod times;
mod watch;
