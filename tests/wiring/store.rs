//! Store: the table is the one that the adapter was tested on, and the buckets give nothing away.

use aws_sdk_dynamodb::operation::create_table::builders::CreateTableInputBuilder;
use aws_sdk_dynamodb::types::KeySchemaElement;
use port::InboxKey;
use serde_json::{Value, json};

use super::environment::PUBLIC_URL;
use super::template::{Template, texts};
use super::{Findings, assert_fits, assert_notices, unless};
use crate::support::schema;

fn keys(keys: &[KeySchemaElement]) -> Value {
    keys.iter()
        .map(|key| json!({ "AttributeName": key.attribute_name(), "KeyType": key.key_type().as_str() }))
        .collect()
}

fn check_tables(template: &Template) -> Findings {
    let mut findings = check_table(template, "Table", schema::table());
    findings.extend(check_table(template, "ControlTable", schema::control_table()));
    findings
}

fn check_table(template: &Template, name: &str, expected: CreateTableInputBuilder) -> Findings {
    let attributes: Value = expected
        .get_attribute_definitions()
        .iter()
        .flatten()
        .map(|it| json!({ "AttributeName": it.attribute_name(), "AttributeType": it.attribute_type().as_str() }))
        .collect();
    let indexes: Value = expected
        .get_global_secondary_indexes()
        .iter()
        .flatten()
        .map(|index| {
            let projection = index.projection().unwrap().projection_type().unwrap();
            json!({
                "IndexName": index.index_name(),
                "KeySchema": keys(index.key_schema()),
                "Projection": { "ProjectionType": projection.as_str() },
            })
        })
        .collect();
    let indexes = if indexes == json!([]) { Value::Null } else { indexes };
    let table = template.properties(name);
    let mut findings = Findings::new();
    for (property, right) in [
        ("KeySchema", keys(expected.get_key_schema().as_deref().unwrap())),
        ("AttributeDefinitions", attributes),
        ("GlobalSecondaryIndexes", indexes),
        ("BillingMode", json!(expected.get_billing_mode().as_ref().unwrap().as_str())),
        ("PointInTimeRecoverySpecification", json!({ "PointInTimeRecoveryEnabled": true })),
        ("SSESpecification", json!({ "SSEEnabled": true })),
        ("DeletionProtectionEnabled", json!(true)),
    ] {
        findings.extend(unless(table[property] == right, || format!("{name}: {property} is not {right}")));
    }
    findings.extend(kept(template, name));
    findings
}

fn check_buckets(template: &Template) -> Findings {
    let mut findings = Findings::new();
    for (name, bucket) in template.all("AWS::S3::Bucket") {
        let blocked = &bucket["PublicAccessBlockConfiguration"];
        let every = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];
        findings.extend(unless(every.iter().all(|way| blocked[way] == true), || {
            format!("{name} can be made public")
        }));
        let by_default =
            "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault";
        findings.extend(unless(bucket.pointer(by_default).is_some(), || format!("{name} is not encrypted")));
        let owner = &bucket["OwnershipControls"]["Rules"];
        findings.extend(unless(*owner == json!([{ "ObjectOwnership": "BucketOwnerEnforced" }]), || {
            format!("{name} may hold objects of others")
        }));
        findings.extend(unless(only_tls(template, name), || format!("{name} answers without TLS")));
    }

    let evidence = template.properties("EvidenceBucket");
    findings.extend(unless(
        evidence["ObjectLockEnabled"] == true && evidence["VersioningConfiguration"]["Status"] == "Enabled",
        || "EvidenceBucket does not lock".to_owned(),
    ));
    findings
        .extend(unless(evidence["LifecycleConfiguration"].is_null(), || "EvidenceBucket forgets".to_owned()));
    findings.extend(kept(template, "EvidenceBucket"));

    let inbox = template.properties("InboxBucket");
    let upload = InboxKey::new(uuid::Uuid::nil());
    let uploads = upload.as_str().split_inclusive('/').next().unwrap_or_default();
    let rules = inbox["LifecycleConfiguration"]["Rules"].as_array().cloned().unwrap_or_default();
    for (prefix, days) in [(uploads, 1), ("pending/", policy::HELD_DAYS), ("mail/", policy::HELD_DAYS)] {
        let expires = rules.iter().any(|rule| {
            rule["Prefix"] == prefix && rule["ExpirationInDays"] == days && rule["Status"] == "Enabled"
        });
        findings.extend(unless(expires, || format!("InboxBucket keeps {prefix} longer than {days} days")));
    }
    let cors = &inbox["CorsConfiguration"]["CorsRules"];
    findings.extend(unless(
        cors.as_array().is_some_and(|rules| rules.len() == 1)
            && texts(&cors[0]["AllowedMethods"]) == ["POST"]
            && texts(&cors[0]["AllowedOrigins"]) == [PUBLIC_URL],
        || "InboxBucket lets browsers do more than POST from our own pages".to_owned(),
    ));
    let told = json!([{
        "Event": "s3:ObjectCreated:*",
        "Queue": "${MailQueue.Arn}",
        "Filter": { "S3Key": { "Rules": [{ "Name": "prefix", "Value": "mail/" }] } },
    }]);
    findings.extend(unless(inbox["NotificationConfiguration"]["QueueConfigurations"] == told, || {
        "InboxBucket does not tell MailQueue of mails, and only of mails".to_owned()
    }));
    findings
}

/// What is deleted with the stack by mistake is gone, with all proof.
fn kept(template: &Template, name: &str) -> Option<String> {
    let resource = template.resource(name);
    let kept = resource["DeletionPolicy"] == "Retain" && resource["UpdateReplacePolicy"] == "Retain";
    unless(kept, || format!("{name} goes with the stack"))
}

fn only_tls(template: &Template, bucket: &str) -> bool {
    let policies = template.all("AWS::S3::BucketPolicy").map(|(_, policy)| policy);
    let ours = policies.filter(|policy| policy["Bucket"] == format!("${{{bucket}}}"));
    ours.filter_map(|policy| policy["PolicyDocument"]["Statement"].as_array()).flatten().any(|statement| {
        statement["Effect"] == "Deny"
            && statement["Principal"] == "*"
            && statement["Action"] == "s3:*"
            && texts(&statement["Resource"]) == [format!("${{{bucket}.Arn}}"), format!("${{{bucket}.Arn}}/*")]
            && statement["Condition"] == json!({ "Bool": { "aws:SecureTransport": "false" } })
    })
}

#[test]
fn the_tables_are_those_that_the_adapter_was_tested_on() {
    assert_fits(check_tables);
}

#[test]
fn another_table_is_noticed() {
    assert_notices(
        check_tables,
        &[
            (
                "Table/Properties/GlobalSecondaryIndexes/0/KeySchema/1/AttributeName",
                json!("filed_at"),
                "Indexes",
            ),
            ("Table/Properties/GlobalSecondaryIndexes/1/Projection/ProjectionType", json!("ALL"), "Indexes"),
            ("Table/Properties/AttributeDefinitions/3/AttributeType", json!("S"), "AttributeDefinitions"),
            ("Table/Properties/KeySchema/1", json!({}), "KeySchema"),
            ("Table/Properties/PointInTimeRecoverySpecification", json!(null), "PointInTimeRecovery"),
            ("Table/Properties/SSESpecification/SSEEnabled", json!(false), "SSESpecification"),
            ("Table/Properties/DeletionProtectionEnabled", json!(false), "DeletionProtection"),
            ("Table/DeletionPolicy", json!("Delete"), "Table goes with the stack"),
            ("ControlTable/DeletionPolicy", json!("Delete"), "ControlTable goes with the stack"),
            ("ControlTable/Properties/KeySchema/0", json!({}), "ControlTable: KeySchema"),
        ],
    );
}

#[test]
fn the_buckets_give_nothing_away() {
    assert_fits(check_buckets);
}

#[test]
fn a_careless_bucket_is_noticed() {
    let inbox = |property: &str| format!("InboxBucket/Properties/{property}");
    let evidence = |property: &str| format!("EvidenceBucket/Properties/{property}");
    assert_notices(
        check_buckets,
        &[
            (
                &inbox("PublicAccessBlockConfiguration/BlockPublicPolicy"),
                json!(false),
                "InboxBucket can be made",
            ),
            (&evidence("BucketEncryption"), json!(null), "EvidenceBucket is not encrypted"),
            (&evidence("OwnershipControls"), json!(null), "EvidenceBucket may hold"),
            ("EvidenceBucketPolicy", json!(null), "EvidenceBucket answers without TLS"),
            (&evidence("ObjectLockEnabled"), json!(false), "does not lock"),
            (&evidence("LifecycleConfiguration"), json!({ "Rules": [] }), "EvidenceBucket forgets"),
            ("EvidenceBucket/UpdateReplacePolicy", json!(null), "EvidenceBucket goes with the stack"),
            (&inbox("LifecycleConfiguration/Rules/0/Prefix"), json!("upload/"), "keeps inbox/"),
            (&inbox("LifecycleConfiguration/Rules/1/ExpirationInDays"), json!(365), "keeps pending/"),
            (&inbox("LifecycleConfiguration/Rules/2/ExpirationInDays"), json!(365), "keeps mail/"),
            (
                &inbox("CorsConfiguration/CorsRules/0/AllowedMethods"),
                json!(["POST", "GET"]),
                "more than POST",
            ),
            (&inbox("CorsConfiguration/CorsRules/0/AllowedOrigins"), json!(["*"]), "more than POST"),
            (&inbox("NotificationConfiguration/QueueConfigurations/0/Filter"), json!(null), "only of mails"),
        ],
    );
}
