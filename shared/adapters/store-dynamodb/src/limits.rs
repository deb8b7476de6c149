//! Counters of what someone did lately.

use aws_sdk_dynamodb::types::ReturnValue;
use port::{Count, Limits, Unavailable};

use crate::item::{Fields, key, number};
use crate::{DynamoStore, unavailable};

const LIMIT: &str = "limit";

impl Limits for DynamoStore {
    /// A count whose answer is lost is sent again, and counts twice: a limit may err on the strict side.
    async fn count(&self, count: &Count) -> Result<u32, Unavailable> {
        const DOING: &str = "counting";
        let pk = format!("limit#{}", count.key);
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(&pk, LIMIT)))
            .update_expression("SET fmt = :fmt, expires_at = :end ADD n :one")
            .expression_attribute_values(":fmt", number(1))
            .expression_attribute_values(":end", number(count.ends_at.as_second()))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::AllNew)
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable(DOING, err))?;
        self.count_write("UpdateItem", answer.consumed_capacity());
        let item = answer.attributes.unwrap_or_default();
        Fields::of(&item, pk).and_then(|fields| fields.number("n")).map_err(|err| unavailable(DOING, err))
    }
}
