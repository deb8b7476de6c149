//! Who sends which letters now.

use jiff::{SignedDuration, Timestamp};
use port::{ClaimStage, LetterClaim, LetterClaims, LetterKey, Unavailable};
use uuid::Uuid;

use crate::item::{Corrupt, Fields, Item, new_item, number, text, time};
use crate::registry::Condition;
use crate::{DynamoStore, unavailable};

const CLAIM: &str = "claim";

/// How long a claim is kept after its end: an event that comes again months later is worked on again.
const KEPT: SignedDuration = SignedDuration::from_hours(60 * 24);

fn partition_key(key: &LetterKey) -> String {
    format!("letters#{key}")
}

fn parse(key: &LetterKey, item: &Item) -> Result<LetterClaim, Corrupt> {
    let fields = Fields::of(item, partition_key(key))?;
    Ok(LetterClaim {
        key: key.clone(),
        by: fields.parsed("by")?,
        from: fields.number("from")?,
        through: fields.number("through")?,
        until: fields.time("until")?,
        attempt: fields.number("attempt")?,
        stage: ClaimStage::of_code(fields.text("stage")?).ok_or_else(|| fields.corrupt("stage"))?,
        doubt: fields.has("doubt").then(|| fields.number("doubt")).transpose()?,
    })
}

impl LetterClaims for DynamoStore {
    async fn claim(
        &self,
        claim: &LetterClaim,
        instead_of: Option<Uuid>,
    ) -> Result<Option<LetterClaim>, Unavailable> {
        const DOING: &str = "claiming letters";
        let mut item = new_item(partition_key(&claim.key), CLAIM);
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("by", text(claim.by.to_string()));
        put("from", number(claim.from));
        put("through", number(claim.through));
        put("until", time(claim.until));
        put("attempt", number(claim.attempt));
        put("stage", text(claim.stage.code()));
        if let Some(through) = claim.doubt {
            put("doubt", number(through));
        }
        let ends = claim.until.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
        put("expires_at", number(ends.as_second()));
        // Its own one: an answer was lost, or it is released.
        let condition = Condition {
            holds: "attribute_not_exists(pk) OR #through < :from OR #by = :by OR #by = :instead",
            names: &["by", "through"],
            values: &[
                ("by", text(claim.by.to_string())),
                ("from", number(claim.from)),
                ("instead", text(instead_of.unwrap_or(claim.by).to_string())),
            ],
        };
        let there = self.put_on(item, condition, DOING).await?;
        there.map(|there| parse(&claim.key, &there)).transpose().map_err(|err| unavailable(DOING, err))
    }
}
