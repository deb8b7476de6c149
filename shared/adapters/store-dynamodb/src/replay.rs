//! Tokens that were spent.

use aws_sdk_dynamodb::error::SdkError;
use case::ComplaintId;
use jiff::Timestamp;
use port::{ReplayGuard, Unavailable};
use uuid::Uuid;

use crate::item::{bytes, new_item, number};
use crate::{DynamoStore, unavailable};

const REPLAY: &str = "replay";

impl ReplayGuard for DynamoStore {
    async fn spend(&self, id: Uuid, complaint: ComplaintId, until: Timestamp) -> Result<bool, Unavailable> {
        let mut item = new_item(format!("replay#{}", id.as_simple()), REPLAY);
        let on = bytes(complaint.uuid().as_bytes());
        item.insert("complaint".to_owned(), on.clone());
        item.insert("expires_at".to_owned(), number(until.as_second()));
        let sent = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk) OR complaint = :complaint")
            .expression_attribute_values(":complaint", on)
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("PutItem", answer.consumed_capacity());
                Ok(true)
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                Ok(false)
            }
            Err(err) => Err(unavailable("spending a token", err)),
        }
    }
}
