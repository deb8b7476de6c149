//! The resources that `infra/template.yaml` declares, made by the SDK for one test. `wiring` holds the two together.

use aws_sdk_dynamodb::operation::create_table::CreateTableInput;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableInputBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType,
};
use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};

/// The name of every test's table: each has an account of its own.
pub(crate) const TABLE: &str = "goodfaith";
/// The name of every test's control table.
pub(crate) const CONTROL_TABLE: &str = "goodfaith-control";

fn keys(hash: &str, range: &str) -> Vec<KeySchemaElement> {
    [(hash, KeyType::Hash), (range, KeyType::Range)]
        .map(|(name, kind)| KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap())
        .to_vec()
}

fn index((name, hash, range): (&str, &str, &str)) -> GlobalSecondaryIndex {
    GlobalSecondaryIndex::builder()
        .index_name(name)
        .set_key_schema(Some(keys(hash, range)))
        .projection(Projection::builder().projection_type(ProjectionType::KeysOnly).build())
        .build()
        .unwrap()
}

/// The indexes: name, hash and range key.
const INDEXES: [(&str, &str, &str); 5] = [
    ("due", "due_shard", "due_at"),
    ("waiting", "waiting_queue", "waiting_by"),
    ("owner", "owner_key", "filed_at"),
    ("listing", "listing_key", "filed_at"),
    ("seller", "seller_key", "filed_at"),
];

/// The table, as the adapter needs it.
pub(crate) fn table() -> CreateTableInputBuilder {
    let text = ScalarAttributeType::S;
    let number = ScalarAttributeType::N;
    let attributes = [
        ("pk", text.clone()),
        ("sk", text.clone()),
        ("due_shard", text.clone()),
        ("due_at", number.clone()),
        ("filed_at", number.clone()),
        ("waiting_queue", text.clone()),
        ("waiting_by", number),
        ("owner_key", text.clone()),
        ("listing_key", text.clone()),
        ("seller_key", text),
    ];
    let attributes = attributes.map(|(name, kind)| {
        AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build().unwrap()
    });
    CreateTableInput::builder()
        .table_name(TABLE)
        .billing_mode(BillingMode::PayPerRequest)
        .set_key_schema(Some(keys("pk", "sk")))
        .set_attribute_definitions(Some(attributes.to_vec()))
        .set_global_secondary_indexes(Some(INDEXES.map(index).to_vec()))
}

/// The control table, as the adapter needs it.
pub(crate) fn control_table() -> CreateTableInputBuilder {
    let attribute = |name| {
        let attribute = AttributeDefinition::builder().attribute_name(name);
        attribute.attribute_type(ScalarAttributeType::S).build().unwrap()
    };
    CreateTableInput::builder()
        .table_name(CONTROL_TABLE)
        .billing_mode(BillingMode::PayPerRequest)
        .set_key_schema(Some(keys("pk", "sk")))
        .set_attribute_definitions(Some(["pk", "sk"].map(attribute).to_vec()))
}

/// Makes both tables.
pub(crate) async fn create_tables(client: &aws_sdk_dynamodb::Client) {
    table().send_with(client).await.unwrap();
    control_table().send_with(client).await.unwrap();
}

/// Makes a bucket in `region`; the evidence bucket has Object Lock.
pub(crate) async fn create_bucket(client: &aws_sdk_s3::Client, region: &str, name: &str, locked: bool) {
    let place = CreateBucketConfiguration::builder()
        .location_constraint(BucketLocationConstraint::from(region))
        .build();
    client
        .create_bucket()
        .bucket(name)
        .create_bucket_configuration(place)
        .object_lock_enabled_for_bucket(locked)
        .send()
        .await
        .unwrap();
}

/// Makes a queue and returns its URL.
pub(crate) async fn create_queue(client: &aws_sdk_sqs::Client, name: &str) -> String {
    client.create_queue().queue_name(name).send().await.unwrap().queue_url.unwrap()
}
