//! Presigned POST: a form that a browser may send straight to S3, signed with Signature Version 4.
//!
//! The SDK does not offer this. Of all ways to let a browser upload, only the POST policy fixes type and
//! size before S3 stores anything.

use std::collections::BTreeMap;

use aws::Environment;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use port::{UploadGrant, UploadTicket};
use serde_json::json;
use sha2::Sha256;

/// Signs forms for one bucket.
#[derive(Debug, Clone)]
pub(crate) struct Presigner {
    environment: Environment,
    bucket: String,
}

impl Presigner {
    pub(crate) const fn new(environment: Environment, bucket: String) -> Self {
        Self { environment, bucket }
    }

    /// The form for `grant`, signed at `now`.
    pub(crate) fn ticket(&self, grant: &UploadGrant, now: Timestamp) -> UploadTicket {
        let credentials = &self.environment.credentials;
        let now = now.to_zoned(TimeZone::UTC);
        let day = now.strftime("%Y%m%d").to_string();
        let scope = format!("{day}/{}/s3/aws4_request", self.environment.region);

        let mut fields = BTreeMap::from([
            ("key".to_owned(), grant.key.as_str().to_owned()),
            ("Content-Type".to_owned(), grant.media.clone()),
            ("x-amz-algorithm".to_owned(), "AWS4-HMAC-SHA256".to_owned()),
            ("x-amz-credential".to_owned(), format!("{}/{scope}", credentials.access_key_id())),
            ("x-amz-date".to_owned(), now.strftime("%Y%m%dT%H%M%SZ").to_string()),
        ]);
        if let Some(token) = credentials.session_token() {
            fields.insert("x-amz-security-token".to_owned(), token.to_owned());
        }

        // Every field is fixed to its exact value, and S3 refuses any that the policy does not name.
        let mut conditions =
            vec![json!({ "bucket": self.bucket }), json!(["content-length-range", 1, grant.most_bytes])];
        conditions.extend(fields.iter().map(|(name, value)| json!(["eq", format!("${name}"), value])));
        let expiration = grant.until.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string();
        let policy =
            BASE64_STANDARD.encode(json!({ "expiration": expiration, "conditions": conditions }).to_string());

        let key = [day.as_str(), &self.environment.region, "s3", "aws4_request"]
            .iter()
            .fold(format!("AWS4{}", credentials.secret_access_key()).into_bytes(), |key, part| {
                hmac(&key, part.as_bytes())
            });
        fields.insert("x-amz-signature".to_owned(), hex::encode(hmac(&key, policy.as_bytes())));
        fields.insert("policy".to_owned(), policy);
        UploadTicket { url: self.url(), fields }
    }

    /// Scheme, host and port of [`url`](Self::url).
    pub(crate) fn origin(&self) -> String {
        let url = self.url();
        let host = url.find("://").map_or(0, |at| at + 3);
        let end = url[host..].find('/').map_or(url.len(), |at| host + at);
        url[..end].to_owned()
    }

    fn url(&self) -> String {
        let (bucket, region) = (&self.bucket, &self.environment.region);
        match &self.environment.endpoint_url {
            Some(endpoint) => format!("{}/{bucket}", endpoint.trim_end_matches('/')),
            None if region.starts_with("cn-") => format!("https://{bucket}.s3.{region}.amazonaws.com.cn/"),
            None => format!("https://{bucket}.s3.{region}.amazonaws.com/"),
        }
    }
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    // HMAC takes keys of every length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use port::InboxKey;
    use serde_json::Value;

    use super::*;

    fn presigner(variables: &[(&str, &str)]) -> Presigner {
        let environment = Environment::read(|name| {
            let given = variables.iter().chain(&[
                ("AWS_REGION", "eu-central-1"),
                ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
                ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            ]);
            given.into_iter().find(|v| v.0 == name).map(|v| v.1.to_owned())
        });
        Presigner::new(environment.unwrap(), "goodfaith-inbox".into())
    }

    fn grant() -> UploadGrant {
        UploadGrant {
            key: InboxKey::new(uuid::Uuid::from_u128(7)),
            media: "image/png".into(),
            most_bytes: 10_000_000,
            until: "2026-11-21T12:15:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn the_policy_fixes_type_size_key_and_expiry() {
        let ticket = presigner(&[("AWS_SESSION_TOKEN", "token")])
            .ticket(&grant(), "2026-11-21T12:00:00Z".parse().unwrap());
        let policy: Value =
            serde_json::from_slice(&BASE64_STANDARD.decode(&ticket.fields["policy"]).unwrap()).unwrap();
        assert_eq!(policy["expiration"], "2026-11-21T12:15:00.000Z");
        let conditions = policy["conditions"].as_array().unwrap();
        for wanted in [
            json!({ "bucket": "goodfaith-inbox" }),
            json!(["content-length-range", 1, 10_000_000]),
            json!(["eq", "$key", "inbox/00000000000000000000000000000007"]),
            json!(["eq", "$Content-Type", "image/png"]),
            json!(["eq", "$x-amz-security-token", "token"]),
        ] {
            assert!(conditions.contains(&wanted), "{wanted} is not in {conditions:?}");
        }
        // All but the policy itself and its signature are bound.
        assert_eq!(conditions.len(), ticket.fields.len());
    }

    #[test]
    fn the_signing_key_is_the_one_of_the_published_example() {
        // "Deriving a signing key" in the SigV4 documentation gives this key for 20150830/us-east-1/iam.
        let key = ["20150830", "us-east-1", "iam", "aws4_request"]
            .iter()
            .fold(b"AWS4wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_vec(), |key, part| {
                hmac(&key, part.as_bytes())
            });
        assert_eq!(hex::encode(key), "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
    }

    #[test]
    fn the_address_is_by_host_in_the_cloud_and_by_path_on_one_machine() {
        assert_eq!(presigner(&[]).url(), "https://goodfaith-inbox.s3.eu-central-1.amazonaws.com/");
        assert_eq!(
            presigner(&[("AWS_ENDPOINT_URL", "http://127.0.0.1:4566/")]).url(),
            "http://127.0.0.1:4566/goodfaith-inbox"
        );
        assert_eq!(
            presigner(&[("AWS_REGION", "cn-north-1")]).url(),
            "https://goodfaith-inbox.s3.cn-north-1.amazonaws.com.cn/"
        );
    }
}
