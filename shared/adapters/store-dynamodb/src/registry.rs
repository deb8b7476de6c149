//! The register of rights, and the marketplaces.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure::AllOld;
use case::{Digest, MarketplaceId, RightRef};
use jiff::civil::Date;
use port::{Committed, MarketplaceConfig, Registry, RightIndex, Unavailable};
use register::Right;

use crate::index::Range;
use crate::item::{Corrupt, Fields, Item, new_item, number, text, texts};
use crate::read::Consistency;
use crate::rights::{REMINDERS, RIGHT, begin_of, item_of, parse, partition_key};
use crate::{DynamoStore, unavailable};

const MARKETPLACE: &str = "marketplace";

/// The partition key of the rights that a document was noted for.
fn document_key(document: Digest) -> String {
    format!("document#{document}")
}

fn parse_marketplace(item: &Item) -> Result<MarketplaceConfig, Corrupt> {
    let fields = Fields::of(item, MARKETPLACE)?;
    Ok(MarketplaceConfig {
        id: fields.parsed::<MarketplaceId>("sk")?,
        name: fields.text("name")?.to_owned(),
        listing_urls: fields.texts("listing_urls")?.into_iter().map(str::to_owned).collect(),
        api: fields.text("api")?.to_owned(),
        territory: fields.parsed("territory")?,
    })
}

/// What must hold of the item that is there, for it to be replaced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Condition<'a> {
    /// The condition expression.
    pub(crate) holds: &'static str,
    /// The attributes that it names as `#name`.
    pub(crate) names: &'static [&'static str],
    /// The values that it names as `:name`.
    pub(crate) values: &'a [(&'static str, AttributeValue)],
}

/// There is none.
const ABSENT: Condition<'static> = Condition { holds: "attribute_not_exists(pk)", names: &[], values: &[] };

impl DynamoStore {
    /// Stores an item, in place of what is there.
    pub(crate) async fn put(&self, item: Item, doing: &'static str) -> Result<(), Unavailable> {
        let answer = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable(doing, err))?;
        self.count_write("PutItem", answer.consumed_capacity());
        Ok(())
    }

    /// Stores an item, unless one of its key is there: then that one is returned.
    pub(crate) async fn put_if_absent(
        &self,
        item: Item,
        doing: &'static str,
    ) -> Result<Option<Item>, Unavailable> {
        self.put_on(item, ABSENT, doing).await
    }

    /// Stores an item where `condition` holds of what is there. Where it does not, what is in the way is returned.
    pub(crate) async fn put_on(
        &self,
        item: Item,
        condition: Condition<'_>,
        doing: &'static str,
    ) -> Result<Option<Item>, Unavailable> {
        let names = condition.names.iter().map(|name| (format!("#{name}"), (*name).to_owned()));
        let values = condition.values.iter().map(|(name, value)| (format!(":{name}"), value.clone()));
        let (names, values): (HashMap<_, _>, HashMap<_, _>) = (names.collect(), values.collect());
        let sent = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression(condition.holds)
            // DynamoDB refuses an empty map.
            .set_expression_attribute_names((!names.is_empty()).then_some(names))
            .set_expression_attribute_values((!values.is_empty()).then_some(values))
            .return_values_on_condition_check_failure(AllOld)
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("PutItem", answer.consumed_capacity());
                Ok(None)
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                match err.into_err() {
                    PutItemError::ConditionalCheckFailedException(failed) if failed.item.is_some() => {
                        Ok(failed.item)
                    }
                    _ => Err(unavailable(doing, "the condition failed without the item in the way")),
                }
            }
            Err(err) => Err(unavailable(doing, err)),
        }
    }

    /// Stores an item of the version after `version`, unless another one is there; 0 when none is. `absent`
    /// is the field by whose absence an item counts as none.
    pub(crate) async fn put_versioned(
        &self,
        item: Item,
        version: u32,
        absent: &'static str,
        doing: &'static str,
    ) -> Result<Committed, Unavailable> {
        let request = self.client.put_item().table_name(&self.table).set_item(Some(item.clone()));
        let request = match version {
            0 => request.condition_expression(format!("attribute_not_exists({absent})")),
            version => request
                .condition_expression("version = :version")
                .expression_attribute_values(":version", number(version)),
        };
        let sent = request
            .return_values_on_condition_check_failure(AllOld)
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("PutItem", answer.consumed_capacity());
                Ok(Committed::Done)
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                let PutItemError::ConditionalCheckFailedException(failed) = err.into_err() else {
                    return Ok(Committed::Conflict);
                };
                // The very same: the answer to a first attempt was lost.
                let done = failed.item.is_some_and(|there| there == item);
                Ok(if done { Committed::Done } else { Committed::Conflict })
            }
            Err(err) => Err(unavailable(doing, err)),
        }
    }
}

impl Registry for DynamoStore {
    async fn rights(&self, rights: &[RightRef]) -> Result<Vec<Option<Right>>, Unavailable> {
        const DOING: &str = "looking rights up";
        let pks = rights.iter().map(partition_key).collect();
        let items = self.items(pks, RIGHT, Consistency::Eventual, DOING).await?;
        rights
            .iter()
            .map(|right| items.get(&partition_key(right)).map(|item| parse(right, item)).transpose())
            .collect::<Result<_, _>>()
            .map_err(|err| unavailable(DOING, err))
    }

    async fn put_right(&self, right: &Right) -> Result<Committed, Unavailable> {
        // An item of before versions has none; it counts as never stored.
        self.put_versioned(item_of(right), right.version, "version", "storing a right").await
    }

    async fn marketplaces(&self) -> Result<Vec<MarketplaceConfig>, Unavailable> {
        const DOING: &str = "listing the marketplaces";
        let items = self.control(DOING)?.partition(MARKETPLACE, DOING).await?;
        let marketplaces = items.iter().map(parse_marketplace).collect::<Result<_, _>>();
        marketplaces.map_err(|err| unavailable(DOING, err))
    }

    async fn put_marketplace(&self, marketplace: &MarketplaceConfig) -> Result<(), Unavailable> {
        const DOING: &str = "registering a marketplace";
        let mut item = new_item(MARKETPLACE, marketplace.id.as_str());
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("name", text(&marketplace.name));
        put("listing_urls", texts(marketplace.listing_urls.clone()));
        put("api", text(&marketplace.api));
        put("territory", text(marketplace.territory.to_string()));
        self.control(DOING)?.put(item, DOING).await
    }
}

impl RightIndex for DynamoStore {
    async fn rights_to_remind(&self, until: Date, limit: u32) -> Result<Vec<RightRef>, Unavailable> {
        let range = Range { shard: REMINDERS.to_owned(), until: begin_of(until), limit: Some(limit) };
        let entries = self.entries(range, "asking for rights to remind of").await?;
        Ok(entries.iter().filter_map(|(_, pk)| pk.strip_prefix("right#")?.parse().ok()).collect())
    }

    async fn note_document(&self, document: Digest, right: &RightRef) -> Result<(), Unavailable> {
        let item = new_item(document_key(document), partition_key(right));
        self.put(item, "noting a document of a right").await
    }

    async fn rights_with(&self, document: Digest) -> Result<Vec<RightRef>, Unavailable> {
        const DOING: &str = "asking for rights with a document";
        let key = document_key(document);
        let parse = |item: &Item| {
            let fields = Fields::of(item, &key)?;
            let right = fields.text("sk")?.strip_prefix("right#").and_then(|right| right.parse().ok());
            right.ok_or_else(|| fields.corrupt("sk"))
        };
        let items = self.partition(&key, DOING).await?;
        items.iter().map(parse).collect::<Result<_, _>>().map_err(|err| unavailable(DOING, err))
    }
}
