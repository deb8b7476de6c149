//! Complaints through every door, sent again until the door has taken them.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};

use super::journal::now;
use crate::chaos::dice::Dice;
use crate::support::client::{ACCOUNT_SECRET, Client, HOLDER, proven};
use crate::support::tools::root;

/// How long one complaint may be refused for want of a process that answers.
const PATIENCE: Duration = Duration::from_secs(90);
const EXPLANATION: &str = "The star on the chest has five points instead of eight. We bought one.";

/// The ways in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// JSON with a key of the account.
    Key,
    /// JSON with the account's secret.
    Secret,
    Form,
    Mail,
    /// A CSV table.
    Table,
}

/// A complaint on its way in.
#[derive(Debug, Clone)]
pub(crate) struct Filing {
    /// Its number in the run.
    pub(crate) number: usize,
    pub(crate) door: Door,
    pub(crate) listings: Vec<String>,
    pub(crate) begun: Timestamp,
    /// How often it was sent.
    attempts: usize,
    /// The ids of the complaint and its case, where the door's answer tells them.
    complaint: Option<String>,
    pub(crate) case: Option<String>,
}

impl Filing {
    /// A complaint about fresh listings; some about several at once.
    pub(crate) fn draw(number: usize, dice: &mut Dice, fresh: &mut impl Iterator<Item = String>) -> Self {
        let door =
            dice.pick(&[Door::Key, Door::Key, Door::Secret, Door::Form, Door::Form, Door::Mail, Door::Table]);
        let several = door == Door::Table || (door != Door::Mail && dice.falls(15));
        let listings = fresh.take(if several { 3 } else { 1 }).collect();
        Self { number, door, listings, begun: now(), attempts: 0, complaint: None, case: None }
    }

    /// The same again about its first listing, by another door: it joins the case.
    pub(crate) fn repeated(&self, number: usize, dice: &mut Dice) -> Self {
        let doors =
            [Door::Key, Door::Secret, Door::Form, Door::Mail].map(|door| (door != self.door).then_some(door));
        let door = dice.pick(&doors.into_iter().flatten().collect::<Vec<_>>());
        let listings = vec![self.listings[0].clone()];
        Self { number, door, listings, begun: now(), attempts: 0, complaint: None, case: None }
    }

    pub(crate) fn told(&self) -> Value {
        json!({
            "listings": self.listings,
            "attempts": self.attempts,
            "accepted": 1,
            "complaints": self.complaint.iter().collect::<Vec<_>>(),
        })
    }

    /// Sends it until it is taken.
    pub(crate) async fn send(mut self, client: &Client<'_>, key: &str) -> Self {
        let begun = Instant::now();
        loop {
            self.attempts += 1;
            let why = match self.try_once(client, key).await {
                Ok(told) => {
                    let text = |name: &str| told[name].as_str().map(str::to_owned);
                    (self.complaint, self.case) = (text("complaint"), text("case"));
                    return self;
                }
                Err(why) => why,
            };
            assert!(begun.elapsed() < PATIENCE, "no door took complaint {self:?}: {why}");
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    }

    /// What a JSON door answers; why it was not taken, if that may pass.
    async fn try_once(&self, client: &Client<'_>, key: &str) -> Result<Value, String> {
        let key = format!("Bearer {key}");
        let complaints = client.http.post(client.url("/api/v1/complaints"));
        let complaints = complaints.header("Idempotency-Key", format!("soak-{}", self.number));
        match self.door {
            Door::Mail => {
                tokio::task::block_in_place(|| self.put_mail(client));
                Ok(Value::Null)
            }
            Door::Key => self.json_of(complaints.header(AUTHORIZATION, key).json(&self.json(false))).await,
            Door::Secret => self.json_of(complaints.json(&self.json(true))).await,
            Door::Form => {
                let fields = proven("").into_iter().filter(|(name, _)| *name != "listings");
                let listings = self.listings.join("\n");
                let form = fields.chain([("listings", listings.as_str())]);
                let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
                let request = client.http.post(client.url("/complaints")).body(body);
                let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
                self.taken(request, StatusCode::CREATED).await.map(|_| Value::Null)
            }
            Door::Table => {
                let request = client.http.post(client.url("/api/v1/bulk")).body(self.table());
                let request = request.header(AUTHORIZATION, key).header(CONTENT_TYPE, "text/csv");
                let answer = self.taken(request, StatusCode::ACCEPTED).await?;
                assert!(answer.contains("\"refused\":0"), "{answer}");
                Ok(Value::Null)
            }
        }
    }

    async fn json_of(&self, request: RequestBuilder) -> Result<Value, String> {
        let answer = self.taken(request, StatusCode::CREATED).await?;
        Ok(serde_json::from_str(&answer).unwrap())
    }

    /// The answer of a door that has taken it. No other answer is expected of it than that it cannot just now.
    async fn taken(&self, request: RequestBuilder, expected: StatusCode) -> Result<String, String> {
        let response = request.send().await.map_err(|error| error.to_string())?;
        let status = response.status();
        let answer = response.text().await.map_err(|error| error.to_string())?;
        if status == expected {
            return Ok(answer);
        }
        let passes = status.is_server_error() || status == StatusCode::CONFLICT;
        assert!(passes, "{self:?}: {status} {answer}");
        Err(format!("{status} {answer}"))
    }

    fn json(&self, secret: bool) -> Value {
        let mut body = json!({
            "claim": "counterfeit",
            "listings": self.listings,
            "right": { "office": "EM", "number": "018999001" },
            "explanation": EXPLANATION,
            "complainant": { "name": "Northlight Outfitters GmbH", "email": HOLDER },
            "statements": { "good_faith": true },
            "language": "en",
        });
        if secret {
            body["account_secret"] = ACCOUNT_SECRET.into();
        }
        body
    }

    fn table(&self) -> String {
        let mut table = "Listing URL,Claim,Office,Registration number,Explanation,Good faith\n".to_owned();
        for listing in &self.listings {
            table.push_str(&format!("{listing},counterfeit,EM,018999001,{EXPLANATION},yes\n"));
        }
        table
    }

    fn put_mail(&self, client: &Client<'_>) {
        let demo = std::fs::read_to_string(root().join("infra/local/demo/complaint.eml")).unwrap();
        let mail = demo
            .replace("http://127.0.0.1:8600/listings/1001", &self.listings[0])
            .replace("<demo-complaint-en@", &format!("<soak-{}@", self.number));
        let file = client.stack.folder().join(format!("soak-{}.eml", self.number));
        std::fs::write(&file, mail).unwrap();
        client.stack.goodfaith(&["mail", "put", file.to_str().unwrap()]);
    }
}
