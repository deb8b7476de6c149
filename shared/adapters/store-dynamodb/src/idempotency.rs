//! Requests that are made again.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::AttributeValue;
use case::{CaseId, ComplaintId, Digest};
use jiff::{SignedDuration, Timestamp};
use port::{Conclusion, Idempotency, Reservation, Reserved, Settled, Unavailable};
use uuid::Uuid;

use crate::item::{Corrupt, Fields, Item, bytes, key, new_item, number, text, time};
use crate::registry::Condition;
use crate::{DynamoStore, unavailable};

const REQUEST: &str = "request";

fn partition_key(request: Digest) -> String {
    format!("request#{request}")
}

/// A reservation as it is stored.
struct Stored {
    body: Digest,
    complaint: ComplaintId,
    at: Timestamp,
    busy_until: Timestamp,
    settled: Option<Settled>,
}

fn parse(request: Digest, item: &Item) -> Result<Stored, Corrupt> {
    let fields = Fields::of(item, partition_key(request))?;
    let complaint = ComplaintId::new(Uuid::from_bytes(fields.bytes("complaint")?));
    let settled = match fields.optional("listings", Fields::number)? {
        None => None,
        Some(listings) => Some(Settled {
            complaint,
            listings,
            case: fields.optional("case", Fields::bytes)?.map(|id| CaseId::new(Uuid::from_bytes(id))),
            merged: fields.has("merged"),
            reference: fields.optional("reference", Fields::parsed)?,
            advice: fields.text("advice")?.to_owned(),
        }),
    };
    Ok(Stored {
        body: Digest::new(fields.bytes("body")?),
        complaint,
        at: fields.time("at")?,
        busy_until: fields.time("busy_until")?,
        settled,
    })
}

/// A key that is free again has expired, by any clock. Not at 0: what expired more than five years ago DynamoDB
/// keeps for ever.
fn freed(at: Timestamp) -> Timestamp {
    at.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(at)
}

impl Idempotency for DynamoStore {
    async fn reserve(&self, reservation: &Reservation) -> Result<Reserved, Unavailable> {
        const DOING: &str = "reserving a request";
        let mut item = new_item(partition_key(reservation.request), REQUEST);
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("body", bytes(reservation.body.bytes()));
        put("complaint", bytes(reservation.complaint.uuid().as_bytes()));
        put("at", time(reservation.at));
        put("busy_until", time(reservation.busy_until));
        put("expires_at", number(reservation.expires_at.as_second()));
        // DynamoDB deletes what has expired within days, not at once.
        let condition = Condition {
            holds: "attribute_not_exists(pk) OR expires_at <= :now",
            names: &[],
            values: &[("now", number(reservation.at.as_second()))],
        };
        let Some(there) = self.put_on(item, condition, DOING).await? else {
            return Ok(Reserved::Go(reservation.complaint, reservation.at));
        };
        let there = parse(reservation.request, &there).map_err(|err| unavailable(DOING, err))?;
        match there {
            Stored { body, .. } if body != reservation.body => Ok(Reserved::OtherBody),
            Stored { settled: Some(settled), .. } => Ok(Reserved::Done(settled)),
            // The very same: the answer to a first attempt was lost.
            Stored { complaint, at, .. } if complaint == reservation.complaint => {
                Ok(Reserved::Go(complaint, at))
            }
            Stored { busy_until, .. } if reservation.at < busy_until => Ok(Reserved::Busy),
            Stored { complaint, at, busy_until, .. } => {
                let mine = self.take_over(reservation, busy_until).await?;
                Ok(if mine { Reserved::Go(complaint, at) } else { Reserved::Busy })
            }
        }
    }

    async fn conclude(&self, reservation: &Reservation, conclusion: Conclusion) -> Result<(), Unavailable> {
        let set: Vec<(&'static str, AttributeValue)> = match conclusion {
            Conclusion::Done(settled) => [
                Some(("listings", number(settled.listings))),
                settled.case.map(|case| ("case", bytes(case.uuid().as_bytes()))),
                settled.merged.then(|| ("merged", AttributeValue::Bool(true))),
                settled.reference.map(|reference| ("reference", text(reference.compact()))),
                Some(("advice", text(settled.advice))),
            ]
            .into_iter()
            .flatten()
            .collect(),
            Conclusion::Nothing => vec![("expires_at", number(freed(reservation.at).as_second()))],
            Conclusion::Unfinished => vec![("busy_until", time(reservation.at))],
        };
        self.update_reservation(reservation, reservation.busy_until, set).await.map(|_| ())
    }
}

impl DynamoStore {
    /// Goes on with a request whose last worker was busy until `busy_until`. `false` when someone else does.
    async fn take_over(&self, reservation: &Reservation, busy_until: Timestamp) -> Result<bool, Unavailable> {
        self.update_reservation(reservation, busy_until, vec![("busy_until", time(reservation.busy_until))])
            .await
    }

    /// Sets attributes of a reservation, while its worker is the one that is busy until `busy_until`.
    async fn update_reservation(
        &self,
        reservation: &Reservation,
        busy_until: Timestamp,
        set: Vec<(&'static str, AttributeValue)>,
    ) -> Result<bool, Unavailable> {
        let names: Vec<String> = set.iter().map(|(name, _)| format!("#{name} = :{name}")).collect();
        let mut request = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(partition_key(reservation.request), REQUEST)))
            .update_expression(format!("SET {}", names.join(", ")))
            .condition_expression("#worker = :worker")
            .expression_attribute_names("#worker", "busy_until")
            .expression_attribute_values(":worker", time(busy_until));
        for (name, value) in set {
            request = request
                .expression_attribute_names(format!("#{name}"), name)
                .expression_attribute_values(format!(":{name}"), value);
        }
        match request.set_return_consumed_capacity(self.report()).send().await {
            Ok(answer) => {
                self.count_write("UpdateItem", answer.consumed_capacity());
                Ok(true)
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                Ok(false)
            }
            Err(err) => Err(unavailable("going on with a request", err)),
        }
    }
}
