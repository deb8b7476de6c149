//! Erasing who a party is. Only the tool does it, with a policy of its own.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::ReturnValue;
use case::{Digest, Party, PartyId, ReviewerId};
use jiff::Timestamp;
use port::{Erasures, Unavailable};

use crate::item::{key, text, time};
use crate::subjects::{PARTY, SUBJECT, parse_party, party_key, subject_key};
use crate::{DynamoStore, unavailable};

impl Erasures for DynamoStore {
    async fn erase_data_key(
        &self,
        party: PartyId,
        at: Timestamp,
        by: &ReviewerId,
    ) -> Result<Option<Party>, Unavailable> {
        const DOING: &str = "erasing a data key";
        let first =
            "SET erased_at = if_not_exists(erased_at, :at), erased_by = if_not_exists(erased_by, :by)";
        let sent = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(party_key(party), PARTY)))
            .update_expression(format!("{first} REMOVE data_key"))
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":at", time(at))
            .expression_attribute_values(":by", text(by.to_string()))
            .return_values(ReturnValue::AllNew)
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("UpdateItem", answer.consumed_capacity());
                self.found.forget(party);
                let item = answer.attributes.unwrap_or_default();
                parse_party(party, &item).map(Some).map_err(|err| unavailable(DOING, err))
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => Ok(None),
            Err(err) => Err(unavailable(DOING, err)),
        }
    }

    async fn subjects_of(&self, party: PartyId) -> Result<Vec<Digest>, Unavailable> {
        const DOING: &str = "looking for what leads to a party";
        let mut found = Vec::new();
        let mut start = None;
        loop {
            let answer = self
                .client
                .scan()
                .table_name(&self.table)
                .consistent_read(true)
                .filter_expression("sk = :subject AND party = :party")
                .projection_expression("pk")
                .expression_attribute_values(":subject", text(SUBJECT))
                .expression_attribute_values(":party", text(party.to_string()))
                .set_exclusive_start_key(start)
                .set_return_consumed_capacity(self.report())
                .send()
                .await
                .map_err(|err| unavailable(DOING, err))?;
            self.count_read("Scan", answer.consumed_capacity());
            let keys = answer.items.iter().flatten().filter_map(|item| item.get("pk")?.as_s().ok());
            found.extend(keys.filter_map(|pk| pk.strip_prefix("subject#")?.parse::<Digest>().ok()));
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(found);
            }
        }
    }

    async fn erase_subject(&self, subject: Digest, party: PartyId) -> Result<(), Unavailable> {
        let sent = self
            .client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(key(subject_key(subject), SUBJECT)))
            .condition_expression("party = :party")
            .expression_attribute_values(":party", text(party.to_string()))
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        self.found.forget(party);
        match sent {
            Ok(answer) => {
                self.count_write("DeleteItem", answer.consumed_capacity());
                Ok(())
            }
            // It is gone, or leads to someone new.
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => Ok(()),
            Err(err) => Err(unavailable("erasing a subject", err)),
        }
    }
}
