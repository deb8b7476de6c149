//! The table: cases, complaints of many listings, the register of rights, the marketplaces.
//!
//! One table, keys `pk` and `sk`; two sparse indexes, named by their question and holding keys only.
//! Every question that is ever asked of the table:
//!
//! | question | operation | key | cost | test (`tests/conformance`) |
//! |---|---|---|---|---|
//! | what is this case? | GetItem, consistent | `case#<id>`, `case` | 1 read unit per 4 KB | `cases_are_kept` |
//! | what are these cases? | BatchGetItem, consistent | the same, up to 100 | the same per case, 1 request | `cases_are_kept` |
//! | is this case new? | PutItem, if absent | the same | 3 write units: item, `due`, `filed` | `an_ordinary_case_costs` |
//! | may I add these events? | UpdateItem, if `n` is as loaded | the same | 1 write unit under 1 KB; 2 more when the due time moves, 1 more when it goes | `an_ordinary_case_costs` |
//! | which cases fall due? | Query on `due` | `due_shard` 0 to 7, `due_at` up to now | 8 requests, half a read unit each per 4 KB | `due_cases_are_found` |
//! | which were filed on a day? | Query on `filed` | `filed_shard` day and 0 to 7 | the same | `filed_cases_are_found` |
//! | how far is this complaint? | GetItem, consistent | `complaint#<id>`, `complaint` | 1 read unit per 4 KB | `complaints_are_kept` |
//! | may I begin, or go on with it? | PutItem if absent, UpdateItem if `done` is as loaded | the same | the item's KB | `complaints_are_kept` |
//! | which complaints are not done? | Query on `due` | `due_shard` `complaint` | 1 request | `complaints_are_kept` |
//! | what is known of this right? | GetItem, or BatchGetItem of several | `right#<right>`, `right` | half a read unit | `the_register_is_kept` |
//! | which marketplaces are there? | Query | `marketplace` | half a read unit per 4 KB | `the_register_is_kept` |
//!
//! A case is spread over eight shards by its id, so that no index partition takes all writes of a day.
//!
//! # Items
//!
//! Every item carries its format number, `fmt` = 1; another one is refused.
//!
//! * case: `n` (number of events, the version), `log` (list of stored event lines), `head` (hash chain's
//!   head, 32 bytes), `due_shard` and `due_at` (ms, absent when nothing can fall due), `swept` (absent
//!   when 0), `filed_shard` and `filed_at` (ms). The case itself is not stored: it is the fold of the log.
//! * complaint: `document` (32 bytes), `filed_at` (ms), `listings`, `done`, `cases` (list of 16 bytes),
//!   and `due_shard`, `due_at` until it is done.
//! * right: `title`, `owner`, `status`, `expires_on`, `territories`, `holders` (16 bytes each),
//!   `filing_code` (32 bytes).
//! * marketplace: `name`, `listing_urls`, `api`, `territory`.
//!
//! # Lost answers
//!
//! The SDK sends a write again when its answer is lost. The second then fails its condition, on what the
//! first wrote. Every conditional write therefore asks for the item that was in the way, and when that
//! holds what was to be written, the write is done.
//!
//! Architecture invariant: an item is foreign data. Nothing read from the table is believed before the
//! log's hash chain is verified and the log is folded.

mod capacity;
mod cases;
mod complaints;
mod index;
mod item;
mod read;
mod registry;

use aws::Meter;
/// Made by `Client::new` of the configuration in crate `aws`.
pub use aws_sdk_dynamodb::Client;
use port::Unavailable;

/// The one table.
#[derive(Debug, Clone)]
pub struct DynamoStore {
    client: Client,
    table: String,
    meter: Option<Meter>,
}

impl DynamoStore {
    /// The table named `table`, through `client`.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self { client, table: table.into(), meter: None }
    }

    /// The same, asking DynamoDB with every request what it consumed, and counting that in `meter`.
    #[must_use]
    pub fn metered(mut self, meter: Meter) -> Self {
        self.meter = Some(meter);
        self
    }
}

/// An error of the table while `doing`.
fn unavailable(
    doing: &'static str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Unavailable {
    Unavailable::new("dynamodb", doing, source)
}
