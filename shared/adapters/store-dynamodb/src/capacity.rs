//! What requests consume, when a meter asks.

use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};

use crate::DynamoStore;

impl DynamoStore {
    /// Whether DynamoDB is to report what a request consumes.
    pub(crate) fn report(&self) -> Option<ReturnConsumedCapacity> {
        self.meter.as_ref().map(|_| ReturnConsumedCapacity::Total)
    }

    pub(crate) fn count_write(&self, operation: &str, consumed: Option<&ConsumedCapacity>) {
        if let (Some(meter), Some(units)) = (&self.meter, consumed.and_then(ConsumedCapacity::capacity_units))
        {
            meter.count_write_units(operation, units);
        }
    }

    pub(crate) fn count_read<'a>(
        &self,
        operation: &str,
        consumed: impl IntoIterator<Item = &'a ConsumedCapacity>,
    ) {
        if let Some(meter) = &self.meter {
            let units = consumed.into_iter().filter_map(ConsumedCapacity::capacity_units).sum();
            meter.count_read_units(operation, units);
        }
    }
}
