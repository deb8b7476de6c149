//! What was judged of listings: an item of its own beside the case, so that the case's stays under a kilobyte.

use case::{CaseId, Digest};
use port::{Snapshots, Unavailable};

use crate::cases::partition_key;
use crate::item::{Fields, bytes, new_item};
use crate::{DynamoStore, unavailable};

const BYTES: &str = "bytes";

fn sort_key(digest: Digest) -> String {
    format!("snapshot#{digest}")
}

impl Snapshots for DynamoStore {
    async fn keep_snapshot(&self, case: CaseId, digest: Digest, kept: &[u8]) -> Result<(), Unavailable> {
        let mut item = new_item(partition_key(case), sort_key(digest));
        item.insert(BYTES.to_owned(), bytes(kept));
        self.put(item, "keeping what was judged").await
    }

    async fn snapshot(&self, case: CaseId, digest: Digest) -> Result<Option<Vec<u8>>, Unavailable> {
        const DOING: &str = "reading what was judged";
        let pk = partition_key(case);
        let item = self.item(&pk, &sort_key(digest), DOING).await?;
        let kept = item.map(|item| Ok(Fields::of(&item, pk)?.blob(BYTES)?.to_vec())).transpose();
        kept.map_err(|err: crate::item::Corrupt| unavailable(DOING, err))
    }
}
