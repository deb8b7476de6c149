//! Two tables, keys `pk` and `sk`. The main table holds what parties and steps write: cases, complaints of many
//! listings, the register of rights, accounts and parties; it has sparse indexes, named by their question and holding
//! keys only. The control table holds what the operator sets: marketplaces, rule sets and staff. Functions only read it.
//!
//! Every question that is ever asked of them; those of the control table are marked:
//!
//! | question | operation | key | cost | test (`tests/conformance`) |
//! |---|---|---|---|---|
//! | what is this case? | GetItem, consistent | `case#<id>`, `case` | 1 read unit per 4 KB | `cases_are_kept` |
//! | what are these cases? | BatchGetItem, consistent | the same, up to 100 | the same per case, 1 request | `cases_are_kept` |
//! | is this case new? | PutItem, if absent | the same | 4 write units: item, `due`, `owner`, `listing` | `an_ordinary_case_costs` |
//! | may I add these events? | UpdateItem, if `n` is as loaded | the same | 1 write unit under 1 KB; 1 more for an index that it enters or leaves, 2 more for one in which it moves | `an_ordinary_case_costs` |
//! | which cases fall due? | Query on `due` | `due_shard` 0 to 7, `due_at` up to now | 8 requests, half a read unit each per 4 KB | `due_cases_are_found` |
//! | what is this reference of? may it be given? | GetItem, consistent; PutItem, if absent or given to the same | `reference#<day>#<0 to 7>`, reference | 1 read unit; 1 write unit | `references_are_given_once` |
//! | which references were given on a day? | Query | `reference#<day>#<0 to 7>` | 8 requests, half a read unit each per 4 KB | `cases_of_a_day_are_found` |
//! | what waits for a person? | Query on `waiting` | `waiting_queue`, `waiting_by` | half a read unit per 4 KB (about 25 cases) of a page | `waiting_cases_are_found` |
//! | what is noted of this pending complaint? | GetItem, consistent | `pending#<complaint>`, `pending` | 1 read unit | `pending_notes_are_kept` |
//! | may I change that? | PutItem, if `version` is as loaded | the same | 1 write unit; 1 more for `waiting` when it enters and leaves | `pending_notes_are_kept` |
//! | which complaints did nobody confirm? | Query on `waiting` | `waiting_queue` `unconfirmed`, `waiting_by` up to now | half a read unit per 4 KB of a page | `unconfirmed_complaints_are_listed` |
//! | who has this case? | GetItem or BatchGetItem, consistent | `lease#<case>`, `lease` | half a read unit, 1 where there is one | `leases_are_kept` |
//! | what was judged of this listing? | GetItem, consistent | `case#<id>`, `snapshot#<digest>` | 1 read unit per 4 KB | `snapshots_are_kept` |
//! | keep what is judged | PutItem | the same | the item's KB: 1 write unit for an ordinary listing | `snapshots_are_kept` |
//! | may I take it, or give it back? | PutItem, if absent, ended or the caller's | the same | 1 write unit | `leases_are_kept` |
//! | whose cases are these, newest first? what did someone new file lately? | Query on `owner` | `owner_key`, `filed_at` | the same | `cases_are_listed` |
//! | which cases are about this listing? | Query on `listing` | `listing_key`, `filed_at` | the same | `cases_are_listed` |
//! | which cases are about this seller? | Query on `seller` | `seller_key`, `filed_at` | the same | `cases_are_listed` |
//! | how far is this complaint? | GetItem, consistent | `complaint#<id>`, `complaint` | 1 read unit per 4 KB | `complaints_are_kept` |
//! | may I begin, or go on with it? | PutItem if absent, UpdateItem if `done` is as loaded | the same | the item's KB | `complaints_are_kept` |
//! | which complaints are not done? | Query on `due` | `due_shard` `complaint` | 1 request | `complaints_are_kept` |
//! | how far is this table? | GetItem, consistent | `batch#<id>`, `batch` | 1 read unit | `batches_are_kept` |
//! | may I begin, or go on with it? | PutItem if absent, UpdateItem if `done` is as loaded | the same | 1 write unit; 1 more for `due` at its begin and end | `batches_are_kept` |
//! | which tables are not done? | Query on `due` | `due_shard` `batch` | 1 request | `batches_are_kept` |
//! | what is known of this right? | GetItem, or BatchGetItem of several | `right#<right>`, `right` | half a read unit | `the_register_is_kept` |
//! | may I change this right? | PutItem, if `version` is as loaded | the same | the item's KB; 1 more for `due`, 2 when the reminder moves | `the_register_is_kept` |
//! | which rights are there, and need a reminder by a day? | Query on `due` | `due_shard` `right`, `due_at` up to the day | half a read unit per 4 KB | `rights_to_remind_are_found` |
//! | which rights have this document? | Query; PutItem to note one | `document#<digest>`, `right#<right>` | half a read unit; 1 write unit | `documents_of_rights_are_found` |
//! | which marketplaces are there? (control) | Query | `marketplace` | half a read unit per 4 KB | `the_register_is_kept` |
//! | whose key is this, what may it do? | GetItem, consistent | `account#<id>`, `account` | 1 read unit per 4 KB | `accounts_are_kept` |
//! | may I change this account? | PutItem, if `version` is as loaded | the same | the item's KB | `accounts_are_kept` |
//! | is this complaint the account's? | GetItem, consistent; PutItem to note it | `account#<id>`, `complaint#<id>` | 1 read unit; 1 write unit | `own_complaints_are_listed` |
//! | what did this account file? | Query, newest first | `account#<id>`, `complaint#…` | half a read unit per 4 KB | `own_complaints_are_listed` |
//! | was this request made before? | PutItem, if absent; UpdateItem, if its worker is as read | `request#<digest>`, `request` | 1 write unit each | `requests_are_reserved` |
//! | was this token used before? | PutItem, if absent or of this complaint | `replay#<id>`, `replay` | 1 write unit | `tokens_are_spent_once` |
//! | which rules are there? (control) | Query, consistent; PutItem, if absent | `rules` | 1 read unit per 4 KB; the item's KB | `rule_sets_are_kept` |
//! | where are automatic acts stopped? (control) | Query, consistent; two PutItem, the first for the history | `switches`, the scope; `switches-set`, time and scope | 1 read unit; 2 write units | `switches_are_kept` |
//! | who stopped what, and when? (control) | Query, consistent | `switches-set` | 1 read unit per 4 KB | `switches_are_kept` |
//! | who is this caller? (control) | GetItem, consistent | `staff`, ARN | 1 read unit | `staff_is_kept` |
//! | who is of the staff? (control) | Query; PutItem, if `version` is as loaded | `staff` | half a read unit per 4 KB; 1 write unit | `staff_is_kept` |
//! | is this listing in dispute? | GetItem or BatchGetItem, consistent; UpdateItem, adding to a set | `listing#<listing>`, `dispute` | 1 read unit; 1 write unit | `disputes_are_noted` |
//! | who is this address, or this seller? | GetItem or BatchGetItem, consistent, kept for five minutes but for the seller of a case; two PutItem, the second if absent, to make a party | `subject#<digest>`, `subject`; `party#<id>`, `party` | 1 read unit; 2 write units | `subjects_lead_to_parties` |
//! | to which accounts does this party belong? what is its data key? | GetItem or BatchGetItem, consistent; UpdateItem, if `version` is as loaded | `party#<id>`, `party` | 1 read unit; 1 write unit | `memberships_are_kept` |
//! | may I erase who this is? | UpdateItem, DeleteItem | `party#<id>`, `party`; `subject#<digest>`, `subject` | 2 write units | `an_erased_party_is_nobody` |
//! | did mail to this party come back? | GetItem, PutItem | `party#<id>`, `bounce` | half a read unit, 1 write unit | `bounces_are_marked` |
//! | what a party wrote, under which key? | GetItem, consistent, kept for five minutes; none where its party was just loaded | `party#<id>`, `party` | 1 read unit | `subjects_lead_to_parties` |
//! | erase a party | UpdateItem; Scan of the whole table, consistent; DeleteItem if it leads there, each | `party#<id>`, `party`; `subject#<digest>`, `subject` | 1 read unit per 4 KB of the table; 2 write units | `parties_are_erased` |
//! | what is kept of these parties? | BatchGetItem, consistent, up to 100 | `account#<id>`, `party#<id>` or `seller#<id>`, `record` | 1 read unit per 4 KB each, 1 request | `parties_are_kept` |
//! | may I change a party's record? | PutItem, if `version` is as loaded | the same | the item's KB; 1 more when it comes to be kept, or no longer | `parties_are_kept` |
//! | whose records are looked at each day? | Query on `due`, in pages | `due_shard` `party` | half a read unit per 4 KB | `kept_parties_are_found` |
//! | which pending complaints are noted, and forget one | Scan of the whole table, consistent; DeleteItem | `pending#<complaint>`, `pending` | 1 read unit per 4 KB of the table; 2 write units | `pending_notes_are_forgotten` |
//! | who has cases? | Scan of `owner` or of `seller`, in pages | the whole index | half a read unit per 4 KB: some 30 entries | `parties_have_their_cases` |
//! | which are this party's of the window? | Query on `owner` or `seller`, oldest first, in pages | `owner_key` or `seller_key`, `filed_at` from a day on | half a read unit per 4 KB, at least half a unit | `parties_have_their_cases` |
//! | how far are the standings of this day? | GetItem, consistent; PutItem | `standings`, `<day>` | 1 read unit; 1 write unit | `progress_of_standings_is_kept` |
//! | how often was this done lately? | UpdateItem, adding 1 | `limit#<digest>`, `limit` | 1 write unit | `counters_count` |
//!
//! A case is spread over eight shards by its id, so that no index partition takes all writes of a day.
//!
//! # Items
//!
//! Every item carries its format number, `fmt` = 1; another one is refused.
//!
//! * case: `n` (number of events, the version), `log` (the stored event lines, packed), `head` (hash chain's
//!   head, 32 bytes), `due_shard` and `due_at` (ms, absent when nothing can fall due), `swept` (absent
//!   when 0), `filed_at` (ms), `owner_key`, `listing_key`, `seller_key` once the seller is known,
//!   `waiting_queue` and `waiting_by` (ms) while a person must act. The case itself is not stored: it is the fold of
//!   the log.
//! * snapshot: `bytes` (what was judged of the case's listing, deflated and encrypted under its seller's data key).
//! * reference: `complaint` (16 bytes), `place` (0, or the number of its listing), `case` (16 bytes) where it has one.
//! * complaint: `document` (32 bytes), `reference`, `filed_at` (ms), `listings`, `done`, `cases` (list of 16 bytes),
//! * lease: `by`, `until` (ms), and `expires_at` (s), a day later, by which DynamoDB deletes it.
//!   and `due_shard`, `due_at` until it is done.
//! * batch: `document` (32 bytes), `received_at` (ms), `complaints`, `done`, and `due_shard`, `due_at` until
//!   it is done.
//! * right: `version`, `title`, `owner`, `status`, `territories`, `holders` (ids of parties), where it has
//!   them `form`, `names`, `classes`, `vienna`, `expires_on`, `account`, `remind_on`,
//!   `office` (map: `owner`, `status`, `expires_on`, `classes`, `read_on`), and lists of maps: `documents`
//!   (`digest`, `kind`, `added_at`), `mandates` (`agent`, `claims`, `marketplaces`, `given_on`, `until`, `revoked_on`,
//!   `document`), `sellers` (`marketplace`, `seller`, `until`, `note`), `history` (`at`, `by`, `event`,
//!   `passed`, `findings`, `confirmed`, `document`, `words`); `due_shard` and `due_at`, by the day of the next reminder,
//!   else the end of time. Older items have neither `version`, `history` nor the index, and their mandates
//!   are lines: agent, last day or `-`, marketplaces.
//! * document's right: only its keys.
//! * account: `name`, `email`, `kind`, `members` (list of maps: `party`, and `from`, `until`, `history_from` in
//!   ms), `secret` (32 bytes: a SHA-256), `keys` (list of maps: `number`, `hash` of 32 bytes, `scopes`, `created_at`,
//!   `expires_at`, `revoked_at` in ms), `version`, and `webhook_url`, `webhook_secret`, `webhook_gone_at`
//!   (ms). The address is the one of the account itself; those of complainants stand in sealed documents.
//! * account's complaint: `reference`, `filed_at` (ms), `listings`, `case` (16 bytes) where it is about one listing.
//! * request: `body` (32 bytes), `complaint` (16 bytes), `at` and `busy_until` (ms), once it is done
//!   `listings`, `case`, `merged`, `reference` once it is filed, `advice`; and `expires_at` (s), by which DynamoDB deletes it.
//! * replay: `complaint` (16 bytes), and `expires_at` (s), by which DynamoDB deletes it.
//! * rule set: `set`, as `policy::rules` writes it. Its sort key is the number in five digits.
//! * member of staff: `id`, `roles`, `version`. Its sort key is the ARN of its identity.
//! * switch, and each time that it was set: `scope`, `state`, `by`, `at` (ms), `why`.
//! * dispute: `open` and `restored` (sets of 16 bytes: cases), `expires_at` (s).
//! * bounce: `bounced_at` (ms), `expires_at` (s).
//! * subject: `party` (its id). Its key is the SHA-256 of the address or of the seller's id.
//! * party: `memberships` (list of maps: `account`, `from` and `until` in ms), `version`, once erased `erased_at` (ms) and `erased_by`, and else `data_key` (32
//!   bytes) until it is erased, `erased_at` (ms) from then on. Nothing in it says who it is.
//! * record: `programme` and `misuse` (lists of stored event lines), `standing` (a stored line), `version`, and
//!   `due_shard`, `due_at` (always 0) while it is looked at each day.
//! * standings of a day: `rules`, `stage`, `after` (a party, or a case in its list) where the stage goes on after
//!   one, and `expires_at` (s), 30 days after the day.
//! * limit: `n`, and `expires_at` (s), by which DynamoDB deletes it.
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

mod accounts;
mod batches;
mod bounces;
mod capacity;
mod cases;
mod claims;
mod complaints;
mod decision;
mod erasures;
mod idempotency;
mod index;
mod item;
mod leases;
mod limits;
mod log;
mod parties;
mod pending;
mod question;
mod read;
mod references;
mod registry;
mod replay;
mod rights;
mod snapshots;
mod staff;
mod standings;
mod subjects;

use std::sync::Arc;

use aws::Meter;
/// Made by `Client::new` of the configuration in crate `aws`.
pub use aws_sdk_dynamodb::Client;
use port::Unavailable;

/// The table of cases, and the control table where one is named.
#[derive(Debug, Clone)]
pub struct DynamoStore {
    client: Client,
    table: String,
    control: Option<String>,
    meter: Option<Meter>,
    found: Arc<subjects::Found>,
}

impl DynamoStore {
    /// The table named `table`, through `client`.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self { client, table: table.into(), control: None, meter: None, found: Arc::default() }
    }

    /// The same, with the control table named `table`. Without it, marketplaces and rule sets are unavailable.
    #[must_use]
    pub fn with_control(mut self, table: impl Into<String>) -> Self {
        self.control = Some(table.into());
        self
    }

    /// This store over the control table.
    fn control(&self, doing: &'static str) -> Result<Self, Unavailable> {
        let table = self.control.clone().ok_or_else(|| unavailable(doing, "no control table is named"))?;
        Ok(Self { table, ..self.clone() })
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
