//! Tables of complaints: how one is taken in, what complaints it makes, and where each of its rows stands.
//!
//! Of a table only its bytes, who sent it and how far it is worked off are stored. Its complaints, their ids and
//! what became of its rows are computed from these, so nothing can be filed twice or told wrongly.

mod row_progress;

use case::{
    About, AccountId, BatchId, Channel, ComplaintId, Digest, Language, Nudge, Owner, PartyId, Proof, Subject,
};
use contract::Malformed;
use jiff::Timestamp;
use matching::ListingUrls;
use notice::bulk::{self, Bulk, Group, Sender};
use notice::{Arrival, Problem};
use port::chain_of;
use port::{Account, Batch, Batches, Documents, MarketplaceConfig, Nudges, Queue, Subjects, Unavailable};

use crate::filing::{Earlier, IdentifiedComplaint, joined_document, read_joined};
use crate::identity::Filer;
use crate::vault::{Keeper, OpenError, open};

pub use row_progress::{RowProgress, row_progress};

/// Why a table could not be used.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It is no table of complaints.
    #[error("it is no table of complaints: {0}")]
    NotATable(Problem),
    /// What was sealed of it cannot be read.
    #[error("the batch document cannot be read")]
    Malformed(#[from] Malformed),
    /// What was sealed of it cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// A table with all that its complaints depend on.
#[derive(Debug, Clone)]
pub struct Table {
    /// The table, as understood.
    pub bulk: Bulk,
    id: BatchId,
    received_at: Timestamp,
    account: AccountId,
    /// Its sender's party, once it was received.
    party: Option<PartyId>,
    /// Its sender's address.
    email: String,
    /// What its people filed for themselves before they joined the account.
    earlier: Earlier,
    language: Language,
    sheet: Digest,
}

impl Table {
    /// The table in `bytes`, as `account` sends it at `now`; nothing is stored.
    ///
    /// # Errors
    /// [`Problem`] when it is no table of complaints.
    pub fn read(
        bytes: &[u8],
        account: &Account,
        language: Language,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let sender = Sender { name: account.name.clone(), email: account.email.clone() };
        let bulk = bulk::read(bytes, &sender)?;
        let sheet = Digest::of(bytes);
        let (id, account) = (BatchId::derive(&account.id, sheet), account.id);
        let (email, earlier) = (sender.email, Earlier::default());
        Ok(Self { bulk, id, received_at: now, account, party: None, email, earlier, language, sheet })
    }

    /// The batch of a table of which nothing is filed yet; `document` is where its document is sealed.
    #[must_use]
    pub fn batch(&self, document: Digest) -> Batch {
        let complaints = u16::try_from(self.bulk.groups.len()).unwrap_or(u16::MAX);
        Batch { batch: self.id, document, received_at: self.received_at, complaints, done: 0 }
    }

    /// The id of its complaint `number`.
    #[must_use]
    pub fn complaint_id(&self, number: u16) -> ComplaintId {
        self.id.complaint(u64::try_from(self.received_at.as_millisecond()).unwrap_or(0), number)
    }

    /// Its complaint `number`, without the rows that name what is no listing of a marketplace served here; `None`
    /// when nothing is left of it, or the table was never received.
    #[must_use]
    pub fn complaint(
        &self,
        number: u16,
        marketplaces: &[MarketplaceConfig],
        urls: &ListingUrls,
    ) -> Option<IdentifiedComplaint> {
        let group: &Group = self.bulk.groups.get(usize::from(number))?;
        let mut draft = self.bulk.settle(group, urls).draft?;
        draft.language.get_or_insert(self.language);
        let located = draft.locate(urls);
        let arrival = Arrival {
            complaint: self.complaint_id(number),
            filed_at: self.received_at,
            channel: Channel::Api,
            proof: Proof::ApiKey,
        };
        let territory = |id: &case::MarketplaceId| {
            marketplaces.iter().find(|marketplace| marketplace.id == *id).map(|it| it.territory)
        };
        let mut complaint = draft.into_complaint(arrival, &located.listings, territory, Vec::new())?;
        complaint.original = Some(self.sheet);
        let filer = Filer { party: self.party?, owner: Owner::Account(self.account) };
        Some(IdentifiedComplaint { complaint, filer, earlier: self.earlier.clone() })
    }

    /// The account that sent it.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }
}

/// Takes a table in: seals it byte for byte, and has its complaints filed. The same table sent twice by one
/// account is one batch: the first.
///
/// # Errors
/// [`Unavailable`].
pub async fn receive<S, D, N>(
    (store, documents, nudges): (&S, &D, &N),
    table: &Table,
    bytes: &[u8],
    account: &Account,
) -> Result<Batch, Unavailable>
where
    S: Batches + Subjects,
    D: Documents,
    N: Nudges,
{
    let party = store.party_of(&Subject::of_address(&account.email)).await?;
    let keeper = Keeper::of_writer(store, party).await?;
    let sheet = keeper.seal(documents, bytes.to_vec(), table.bulk.format().media()).await?.digest;
    let joined: Vec<_> = account.history().collect();
    let document = contract::batch::Batch {
        format: 1,
        batch: table.id.to_string(),
        received_at: table.received_at.to_string(),
        account: account.id.to_string(),
        name: account.name.clone(),
        email: account.email.clone(),
        party: party.to_string(),
        joined: joined_document(&joined),
        language: table.language.code().to_owned(),
        sheet: sheet.to_string(),
    };
    let sealed = keeper.seal(documents, document.encode(), "application/json").await?;
    let batch = table.batch(sealed.digest);
    let batch = store.begin_batch(&batch).await?.unwrap_or(batch);
    // A nudge that is lost here is found by the sweep: the batch is unfinished.
    let nudge = Nudge::new(About::Batch(batch.batch), table.received_at);
    if batch.done < batch.complaints
        && let Err(error) = nudges.nudge(Queue::Validation, &[nudge], 0).await
    {
        tracing::warn!(error = chain_of(&error), "nudge not sent");
    }
    Ok(batch)
}

/// The table of a batch, as it was sealed.
///
/// # Errors
/// [`TableError`].
pub async fn table_of<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    batch: &Batch,
) -> Result<Table, TableError> {
    let document = open(documents, subjects, batch.document).await?;
    let document = contract::batch::Batch::decode(&document)?;
    let malformed = |field| {
        move |error: case::InvalidId| Malformed::Field {
            what: "batch document",
            field,
            source: Box::new(error),
        }
    };
    let sheet: Digest = document.sheet.parse().map_err(malformed("sheet"))?;
    let party: PartyId = document.party.parse().map_err(malformed("party"))?;
    let account: AccountId = document.account.parse().map_err(malformed("account"))?;
    let joined = read_joined(&document.joined).map_err(|error| Malformed::Field {
        what: "batch document",
        field: error.field,
        source: error.source,
    })?;
    let bytes = open(documents, subjects, sheet).await?;
    let sender = Sender { name: document.name, email: document.email };
    let bulk = bulk::read(&bytes, &sender).map_err(TableError::NotATable)?;
    Ok(Table {
        bulk,
        id: batch.batch,
        received_at: batch.received_at,
        account,
        party: Some(party),
        email: sender.email,
        earlier: Earlier { joined, own_from: None },
        language: document.language.parse().unwrap_or(Language::En),
        sheet,
    })
}
