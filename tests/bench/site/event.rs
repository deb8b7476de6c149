//! The events that functions are invoked with.

use aws_sdk_sqs::types::Message;
use serde_json::{Value, json};

use crate::common::form;

/// A batch of a queue.
pub(crate) fn batch(queue: &str, messages: &[Message]) -> Value {
    let records: Vec<Value> = messages
        .iter()
        .map(|message| {
            let id = message.message_id().unwrap_or_default();
            record(
                queue,
                id,
                message.receipt_handle().unwrap_or_default(),
                message.body().unwrap_or_default(),
            )
        })
        .collect();
    json!({ "Records": records })
}

/// One message of a batch.
pub(crate) fn record(queue: &str, id: &str, receipt: &str, body: &str) -> Value {
    json!({
        "messageId": id,
        "receiptHandle": receipt,
        "body": body,
        "attributes": { "ApproximateReceiveCount": "1" },
        "messageAttributes": {},
        "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
        "eventSource": "aws:sqs",
        "eventSourceARN": format!("arn:aws:sqs:eu-central-1:111122223333:{queue}"),
        "awsRegion": "eu-central-1",
    })
}

/// A request of the HTTP API, format 2.0.
pub(crate) fn http(method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Value {
    let mut all = json!({ "accept": "application/json", "host": "goodfaith.example" });
    for (name, value) in headers {
        all[name] = json!(value);
    }
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": all,
        "requestContext": {
            "accountId": "111122223333",
            "apiId": "api",
            "domainName": "goodfaith.example",
            "domainPrefix": "api",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": "agent",
            },
            "requestId": "id",
            "routeKey": "$default",
            "stage": "$default",
            "time": "21/Nov/2026:12:00:00 +0000",
            "timeEpoch": 1_795_262_400_000_i64,
        },
        "body": body,
        "isBase64Encoded": false,
    })
}

/// The web form about a listing of the sample's marketplace, with the account secret of the sample's brand.
pub(crate) fn filed(listing: usize) -> Value {
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("accept-language", "en")];
    http("POST", "/complaints", &headers, Some(&form(listing)))
}
