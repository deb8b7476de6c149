//! The people around a stack, as HTTP sees them: complainants and sellers, and the demo marketplace.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use serde_json::{Value, json};

use super::stack::Stack;

/// How long a case may take to get on, on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Who complains for the demo brand, and how it proves itself.
pub(crate) const HOLDER: &str = "brand@northlight.example";
pub(crate) const ACCOUNT_SECRET: &str = "gfs_northlight_0123456789abcdef0123456789abcdef";

/// Asks until there is an answer.
pub(crate) async fn until<T>(what: &str, patience: Duration, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(begun.elapsed() < patience, "not within {patience:?}: {what}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// A client of the pages, the API and the marketplace of one stack.
pub(crate) struct Client<'a> {
    pub(crate) stack: &'a Stack,
    pub(crate) http: reqwest::Client,
}

/// A mail that was sent.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
}

/// A complaint that was filed.
#[derive(Debug)]
pub(crate) struct Filed {
    /// The complaint's id.
    pub(crate) reference: String,
    /// The path of the complainant's page, without a query.
    pub(crate) status: String,
}

impl<'a> Client<'a> {
    pub(crate) fn new(stack: &'a Stack) -> Self {
        let url: reqwest::Url = stack.setting("GOODFAITH_PUBLIC_URL").parse().unwrap();
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, url.port().unwrap()));
        let http = super::http_builder()
            // Not every resolver knows the names below `localhost`.
            .resolve(url.host_str().unwrap(), here)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(40))
            .build()
            .unwrap();
        Self { stack, http }
    }

    /// The address of a path of the pages.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.stack.setting("GOODFAITH_PUBLIC_URL"))
    }

    /// A page, which must be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let response = self.http.get(self.url(path)).send().await.unwrap();
        let status = response.status();
        let body = response.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }

    /// Sends a form.
    pub(crate) async fn form(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::Response {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.http.post(self.url(path)).body(body);
        request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").send().await.unwrap()
    }

    /// Sends a form of a party's page, which must answer with the way to the page that says so.
    pub(crate) async fn act(&self, path: &str, fields: &[(&str, &str)]) {
        let response = self.form(path, fields).await;
        let (status, location) = (response.status(), response.headers().get(LOCATION).cloned());
        assert_eq!(status, StatusCode::SEE_OTHER, "{path}: {}", response.text().await.unwrap());
        let page = self.page(location.unwrap().to_str().unwrap()).await;
        assert!(page.contains("class=\"banner good\""), "{page}");
    }

    /// Files a complaint by the form.
    pub(crate) async fn file(&self, fields: &[(&str, &str)]) -> Filed {
        let response = self.form("/complaints", fields).await;
        let status = response.status();
        let page = response.text().await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{page}");
        let reference = between(&page, "<strong>", "</strong>").to_owned();
        Filed { reference, status: link(&page, "/status/") }
    }

    /// The only case of a complaint, as the API tells it.
    pub(crate) async fn case(&self, status: &str) -> Value {
        let token = status.strip_prefix("/status/").unwrap();
        let page = self.page(&format!("/api/v1/complaints/{token}")).await;
        let mut answer: Value = serde_json::from_str(&page).unwrap();
        assert_eq!(answer["items"].as_array().map(Vec::len), Some(1), "{answer}");
        answer["items"][0].take()
    }

    /// Waits until the only case of a complaint is in this state, and returns its id.
    pub(crate) async fn reaches(&self, status: &str, state: &str) -> String {
        let mut last = String::new();
        let what = format!("{status} is {state}");
        until(&what, 3 * PATIENCE, async || {
            let case = self.case(status).await;
            case["state"].as_str().unwrap().clone_into(&mut last);
            (last == state).then(|| case["item"].as_str().unwrap().to_owned())
        })
        .await
    }

    /// Adds listings to the marketplace and returns their addresses. The first three are of sellers 1, 3 and
    /// 2; seller 2 reads Chinese.
    pub(crate) async fn listings(&self, count: u32) -> Vec<String> {
        let added = self.market_post("/_control/listings", &json!({ "count": count })).await;
        let added: Value = serde_json::from_str(&added).unwrap();
        let (first, last) = (added["first"].as_u64().unwrap(), added["last"].as_u64().unwrap());
        (first..=last).map(|id| self.market(&format!("/listings/{id}"))).collect()
    }

    /// A new listing.
    pub(crate) async fn listing(&self) -> String {
        self.listings(1).await.remove(0)
    }

    /// Makes the marketplace's next answer to an order about `listing` go wrong.
    pub(crate) async fn spoil_order(&self, listing: &str, mode: &str) {
        self.spoil(&json!({ "mode": mode, "listing": id_of(listing) })).await;
    }

    /// Makes calls of the marketplace to come go wrong.
    pub(crate) async fn spoil(&self, fault: &Value) {
        self.market_post("/_control", &json!({ "next": [fault] })).await;
    }

    /// Forgets the faults that still wait for their calls; returns for how many.
    pub(crate) async fn calm(&self) -> u64 {
        let waiting: Value =
            self.http.get(self.market("/_control")).send().await.unwrap().json().await.unwrap();
        self.http.delete(self.market("/_control")).send().await.unwrap();
        waiting["waiting"].as_u64().unwrap()
    }

    /// The orders about a listing that the marketplace answered for good.
    pub(crate) async fn orders(&self, listing: &str) -> Vec<Value> {
        let url = self.market("/_control/orders");
        let all: Value = self.http.get(url).send().await.unwrap().json().await.unwrap();
        let orders = all["orders"].as_array().unwrap();
        orders.iter().filter(|record| record["order"]["listing"] == id_of(listing)).cloned().collect()
    }

    /// Waits until the public gets this status for a listing.
    pub(crate) async fn answers(&self, listing: &str, status: StatusCode) {
        until(&format!("{listing} answers {status}"), PATIENCE, async || {
            let got = self.http.get(listing).send().await.unwrap().status();
            (got == status).then_some(())
        })
        .await;
    }

    fn market(&self, path: &str) -> String {
        format!("{}{path}", self.stack.setting("GOODFAITH_DEMO_MARKETPLACE_URL"))
    }

    async fn market_post(&self, path: &str, body: &Value) -> String {
        let response = self.http.post(self.market(path)).json(body).send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        text
    }

    /// The mails that were sent, as the stand-in for the mail service keeps them.
    pub(crate) async fn sent_mails(&self) -> Vec<Value> {
        let url = self.stack.setting("GOODFAITH_SENT_MAIL_URL");
        let mut sent: Value = self.http.get(url).send().await.unwrap().json().await.unwrap();
        let accounts = sent["messages"].as_object_mut().unwrap();
        accounts.values_mut().flat_map(|mails| std::mem::take(mails.as_array_mut().unwrap())).collect()
    }

    /// The letters sent about a listing, oldest first.
    pub(crate) async fn letters(&self, listing: &str) -> Vec<Letter> {
        let text_of = |mail: &Value, name: &str| mail[name].as_str().unwrap_or_default().to_owned();
        let mails = self.sent_mails().await.into_iter();
        mails
            .map(|mail| Letter {
                to: mail["To"][0].as_str().unwrap_or_default().to_owned(),
                subject: text_of(&mail, "Subject"),
                text: text_of(&mail, "BodyText"),
            })
            .filter(|letter| letter.text.split_whitespace().any(|word| word == listing))
            .collect()
    }

    /// Waits for the letter about a listing whose subject begins with `subject`.
    pub(crate) async fn letter(&self, listing: &str, subject: &str) -> Letter {
        until(&format!("“{subject}” about {listing}"), PATIENCE, async || {
            self.letters(listing).await.into_iter().find(|letter| letter.subject.starts_with(subject))
        })
        .await
    }
}

/// A complete complaint of the demo brand about these listings, as the form sends it, without proof.
pub(crate) fn complaint(listings: &str) -> Vec<(&str, &str)> {
    vec![
        ("lang", "en"),
        ("claim", "counterfeit"),
        ("listings", listings),
        ("right_office", "EM"),
        ("right_number", "018999001"),
        ("explanation", "The star on the chest has five points instead of eight. We bought one."),
        ("name", "Northlight Outfitters GmbH"),
        ("email", HOLDER),
        ("good_faith", "yes"),
    ]
}

/// The same with the brand's account secret, so that it is decided at once.
pub(crate) fn proven(listings: &str) -> Vec<(&str, &str)> {
    [complaint(listings), vec![("account_secret", ACCOUNT_SECRET)]].concat()
}

/// The same of the demo's brand that nobody knows yet.
pub(crate) fn of_someone_new(listings: &str) -> Vec<(&str, &str)> {
    let mut fields = complaint(listings);
    fields.retain(|(name, _)| !["right_number", "name", "email"].contains(name));
    fields.extend([
        ("right_number", "018999009"),
        ("name", "Tidewren Knitwear GmbH"),
        ("email", "brand@tidewren.example"),
        ("account_secret", "gfs_tidewren_0123456789abcdef0123456789abcdef"),
    ]);
    fields
}

/// The number of a listing in its address.
pub(crate) fn id_of(listing: &str) -> &str {
    listing.rsplit('/').next().unwrap()
}

/// The first path in a page or letter that begins so, without a query.
pub(crate) fn link(text: &str, start: &str) -> String {
    let at = text.find(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    let end = |c: char| !(c.is_ascii_alphanumeric() || "/-_".contains(c));
    text[at..].split(end).next().unwrap().to_owned()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}
