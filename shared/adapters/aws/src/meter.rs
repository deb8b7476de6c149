//! A meter in front of the adapters: what would be billed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts billed requests and, as DynamoDB reports them, capacity units. Clones count into the same
/// meter.
#[derive(Debug, Clone, Default)]
pub struct Meter(Arc<Mutex<BTreeMap<(String, String), Reading>>>);

/// What one operation of one service has used.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The service as signatures name it, e.g. `dynamodb`, `s3`, `sqs`, `ses`.
    pub service: String,
    /// The operation, e.g. `UpdateItem`; for S3 and SES, whose requests do not name it, the HTTP method.
    pub operation: String,
    /// HTTP attempts, retries included: each is billed.
    pub requests: u64,
    /// DynamoDB write units, indexes included, failed conditional writes excluded.
    pub write_units: f64,
    /// DynamoDB read units.
    pub read_units: f64,
}

impl Meter {
    /// One more HTTP attempt.
    pub(crate) fn count_request(&self, service: &str, operation: &str) {
        self.change(service, operation, |reading| reading.requests += 1);
    }

    /// What DynamoDB reported as consumed by a write.
    pub fn count_write_units(&self, operation: &str, units: f64) {
        self.change("dynamodb", operation, |reading| reading.write_units += units);
    }

    /// What DynamoDB reported as consumed by a read.
    pub fn count_read_units(&self, operation: &str, units: f64) {
        self.change("dynamodb", operation, |reading| reading.read_units += units);
    }

    /// All readings since the start or the last reset, by service and operation.
    #[must_use]
    pub fn readings(&self) -> Vec<Reading> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// All requests together.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.readings().iter().map(|reading| reading.requests).sum()
    }

    /// All write units together.
    #[must_use]
    pub fn write_units(&self) -> f64 {
        self.readings().iter().map(|reading| reading.write_units).sum()
    }

    /// Back to zero.
    pub fn reset(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn change(&self, service: &str, operation: &str, change: impl FnOnce(&mut Reading)) {
        let mut readings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = readings.entry((service.to_owned(), operation.to_owned())).or_insert_with(|| Reading {
            service: service.to_owned(),
            operation: operation.to_owned(),
            requests: 0,
            write_units: 0.0,
            read_units: 0.0,
        });
        change(reading);
    }
}
