//! The register of rights, and the marketplaces.

use aws_sdk_dynamodb::types::AttributeValue;
use case::{Digest, MarketplaceId, RightRef};
use port::{Mandate, MarketplaceConfig, Registry, RightRecord, RightStatus, Unavailable};

use crate::item::{Corrupt, Fields, Item, bytes, new_item, number, text, texts};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

const RIGHT: &str = "right";
const MARKETPLACE: &str = "marketplace";

fn partition_key(right: &RightRef) -> String {
    format!("right#{right}")
}

const fn status_code(status: RightStatus) -> &'static str {
    match status {
        RightStatus::Pending => "pending",
        RightStatus::Registered => "registered",
        RightStatus::Ended => "ended",
    }
}

fn parse_right(right: &RightRef, item: &Item) -> Result<RightRecord, Corrupt> {
    let fields = Fields::of(item, partition_key(right))?;
    let code = fields.text("status")?;
    let status = [RightStatus::Pending, RightStatus::Registered, RightStatus::Ended]
        .into_iter()
        .find(|status| status_code(*status) == code)
        .ok_or_else(|| fields.corrupt("status"))?;
    Ok(RightRecord {
        right: right.clone(),
        title: fields.text("title")?.to_owned(),
        owner: fields.text("owner")?.to_owned(),
        status,
        expires_on: fields.optional("expires_on", Fields::parsed)?,
        territories: fields.all_parsed("territories")?,
        classes: fields.optional("classes", Fields::small_numbers)?.unwrap_or_default(),
        holders: fields.all_parsed("holders")?,
        mandates: fields
            .optional("mandates", Fields::texts)?
            .unwrap_or_default()
            .into_iter()
            .map(|line| parse_mandate(line).ok_or_else(|| fields.corrupt("mandates")))
            .collect::<Result<_, _>>()?,
        filing_code: fields.optional("filing_code", Fields::bytes)?.map(Digest::new),
    })
}

/// A mandate as one line: the agent's key, the last day or `-`, the marketplaces, apart by spaces.
fn mandate_line(mandate: &Mandate) -> String {
    let until = mandate.until.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let marketplaces = mandate.marketplaces.iter().map(|id| format!(" {id}")).collect::<String>();
    format!("{} {until}{marketplaces}", mandate.agent)
}

fn parse_mandate(line: &str) -> Option<Mandate> {
    let mut words = line.split(' ');
    Some(Mandate {
        agent: words.next()?.parse().ok()?,
        until: match words.next()? {
            "-" => None,
            day => Some(day.parse().ok()?),
        },
        marketplaces: words.map(str::parse).collect::<Result<_, _>>().ok()?,
    })
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
}

impl Registry for DynamoStore {
    async fn rights(&self, rights: &[RightRef]) -> Result<Vec<Option<RightRecord>>, Unavailable> {
        const DOING: &str = "looking rights up";
        let pks = rights.iter().map(partition_key).collect();
        let items = self.items(pks, RIGHT, Consistency::Eventual, DOING).await?;
        rights
            .iter()
            .map(|right| items.get(&partition_key(right)).map(|item| parse_right(right, item)).transpose())
            .collect::<Result<_, _>>()
            .map_err(|err| unavailable(DOING, err))
    }

    async fn put_right(&self, right: &RightRecord) -> Result<(), Unavailable> {
        let mut item = new_item(partition_key(&right.right), RIGHT);
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("title", text(&right.title));
        put("owner", text(&right.owner));
        put("status", text(status_code(right.status)));
        put("territories", texts(right.territories.iter().map(ToString::to_string)));
        put("holders", texts(right.holders.iter().map(ToString::to_string)));
        if !right.classes.is_empty() {
            put("classes", AttributeValue::L(right.classes.iter().map(number).collect()));
        }
        if !right.mandates.is_empty() {
            put("mandates", texts(right.mandates.iter().map(mandate_line)));
        }
        if let Some(day) = right.expires_on {
            put("expires_on", text(day.to_string()));
        }
        if let Some(code) = right.filing_code {
            put("filing_code", bytes(code.bytes()));
        }
        self.put(item, "registering a right").await
    }

    async fn marketplaces(&self) -> Result<Vec<MarketplaceConfig>, Unavailable> {
        const DOING: &str = "listing the marketplaces";
        let items = self.partition(MARKETPLACE, DOING).await?;
        items.iter().map(parse_marketplace).collect::<Result<_, _>>().map_err(|err| unavailable(DOING, err))
    }

    async fn put_marketplace(&self, marketplace: &MarketplaceConfig) -> Result<(), Unavailable> {
        let mut item = new_item(MARKETPLACE, marketplace.id.as_str());
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("name", text(&marketplace.name));
        put("listing_urls", texts(marketplace.listing_urls.clone()));
        put("api", text(&marketplace.api));
        put("territory", text(marketplace.territory.to_string()));
        self.put(item, "registering a marketplace").await
    }
}
