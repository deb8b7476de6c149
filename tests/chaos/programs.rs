//! What programs of brands do: they file by the API, and repeat a request until it is answered.

use app::filing::{NewKey, new_key};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use case::ComplaintId;
use jiff::SignedDuration;
use port::{Catalogue, Enforcement, KeyScope, Webhook};
use serde_json::{Value, json};
use testkit::sample;
use testkit::world::World;

use super::chain::Chain;
use super::parties::{Answer, COMPLAINANT, EXPLANATION};

/// Where the events of the sample's account are posted to,
const ENDPOINT: &str = "https://northlight.example/hook";
/// and what they are signed with.
pub(crate) const ENDPOINT_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// The key of the sample's account: the same in every world.
fn account_key() -> NewKey {
    let world = World::new();
    let now = world.look().now;
    new_key(&sample::account().id, KeyScope::ALL.to_vec(), now, None, &world)
}

/// Gives the sample's account a key and an endpoint.
pub(crate) fn subscribe(world: &World) {
    for account in world.look().accounts.values_mut() {
        account.keys = vec![account_key().key];
        account.webhook =
            Some(Webhook { url: ENDPOINT.to_owned(), secret: ENDPOINT_SECRET.to_owned(), gone_at: None });
    }
}

/// A request of a program.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    method: &'static str,
    path: String,
    media: &'static str,
    body: String,
    /// Whether it shows the account's key.
    by_account: bool,
    /// The program's own key of the request.
    key: Option<&'static str>,
}

impl Call {
    /// Files a complaint about so many listings.
    pub(crate) fn complaint(listings: usize) -> Self {
        let address = |n| format!("http://market.example/listings/{}", sample::listing(n).id);
        let body = json!({
            "claim": "counterfeit",
            "listings": (0..listings).map(address).collect::<Vec<_>>(),
            "right": {"office": "EM", "number": "018999001"},
            "explanation": EXPLANATION,
            "statements": {"good_faith": true},
        });
        Self::post("/api/v1/complaints", "application/json", body.to_string())
    }

    /// The same again as another request, with a file that was uploaded before.
    pub(crate) fn again_with(mut self, upload: Option<&str>) -> Self {
        let mut body: Value = serde_json::from_str(&self.body).unwrap();
        if let Some(upload) = upload {
            body["evidence"] = json!([upload]);
        }
        (self.body, self.key) = (body.to_string(), Some("\"5d0c6c1e-7b7e-4a1b-9a54-0c7b6f1d2e3f\""));
        self
    }

    /// The same, of someone who shows nothing.
    pub(crate) fn of_anyone(mut self) -> Self {
        let mut body: Value = serde_json::from_str(&self.body).unwrap();
        body["complainant"] = json!({"name": COMPLAINANT, "email": sample::HOLDER});
        (self.body, self.by_account) = (body.to_string(), false);
        self
    }

    /// Files a table of so many listings. Two rows each make one complaint.
    pub(crate) fn table(listings: usize) -> Self {
        let head = "Listing URL,Claim,Office,Registration number,Explanation,Good faith\n".to_owned();
        let row = |n: usize| {
            let (listing, number) = (sample::listing(n).id, n / 2);
            format!(
                "http://market.example/listings/{listing},counterfeit,EM,018999001,{EXPLANATION} {number},yes\n"
            )
        };
        let body = (0..listings).map(row).fold(head, |body, row| body + &row);
        Self { key: None, ..Self::post("/api/v1/bulk", "text/csv", body) }
    }

    fn post(path: &str, media: &'static str, body: String) -> Self {
        let (path, key) = (path.to_owned(), Some("\"8e03978e-40d5-43dd-bc93-6894a57f9324\""));
        Self { method: "POST", path, media, body, by_account: true, key }
    }

    /// Reads what is at `path`.
    pub(crate) fn get(path: &str) -> Self {
        let (path, body) = (path.to_owned(), String::new());
        Self { method: "GET", path, media: "application/json", body, by_account: true, key: None }
    }

    fn request(&self) -> Request<Body> {
        let mut request =
            Request::builder().method(self.method).uri(&self.path).header(header::CONTENT_TYPE, self.media);
        if self.by_account {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", account_key().text));
        }
        if let Some(key) = self.key {
            request = request.header("idempotency-key", key);
        }
        request.body(Body::from(self.body.clone())).unwrap()
    }
}

/// Whether a program is to send the same again later.
fn is_for_later(answer: &Answer) -> bool {
    let later = [StatusCode::CONFLICT, StatusCode::TOO_MANY_REQUESTS];
    answer.status.is_server_error() || later.contains(&answer.status)
}

impl<E: Catalogue + Enforcement + Clone> Chain<E> {
    /// Sends a request until it is answered otherwise than by a failure.
    async fn until_answered(&self, call: &Call) -> Result<Answer, String> {
        self.until_done(&call.path, async || {
            let answer = self.send(call.request()).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                self.world.pass(SignedDuration::from_hours(1));
            }
            if is_for_later(&answer) { Err(answer.status) } else { Ok(answer) }
        })
        .await
    }

    /// Sends a request, twice at a time as an impatient gateway does, until it is answered: each time the same.
    pub(crate) async fn call(&self, call: &Call, wanted: StatusCode) -> Result<Answer, String> {
        let twice = async { tokio::join!(self.send(call.request()), self.send(call.request())) };
        let both = self.world.until_crash(Box::pin(twice)).await;
        let answers = both.map_or_else(Vec::new, |(first, second)| vec![first, second]);
        let last = self.until_answered(call).await?;
        if last.status != wanted {
            return Err(format!("{} was answered {} {}", call.path, last.status, last.body));
        }
        match answers.into_iter().find(|answer| !is_for_later(answer) && *answer != last) {
            None => Ok(last),
            Some(other) => Err(told_otherwise(&other, &last)),
        }
    }

    /// Sends a request again whose answer is known.
    pub(crate) async fn repeat(&self, call: &Call, known: &Answer) -> Result<(), String> {
        let again = self.until_answered(call).await?;
        if again == *known { Ok(()) } else { Err(told_otherwise(known, &again)) }
    }

    /// Every row of the table of this receipt is filed and has one listing under way.
    pub(crate) async fn table_is_filed(&self, receipt: &Answer) -> Result<(), String> {
        let receipt: Value = serde_json::from_str(&receipt.body).unwrap();
        let url = receipt["status_url"].as_str().unwrap();
        let path = url.strip_prefix(super::chain::PUBLIC_URL).unwrap();
        let status = self.until_answered(&Call::get(path)).await?;
        let status: Value = serde_json::from_str(&status.body).map_err(|error| error.to_string())?;
        let rows = status["rows"].as_array().ok_or("a table without rows")?;
        let is_filed = |row: &&Value| {
            row["status"] == "Filed" && row["items"].as_array().is_some_and(|it| it.len() == 1)
        };
        let filed = rows.iter().filter(is_filed).count();
        if filed as u64 == receipt["rows"] && status["done"] == receipt["complaints"] {
            return Ok(());
        }
        Err(format!("{filed} of {} rows are filed: {status}", receipt["rows"]))
    }
}

fn told_otherwise(first: &Answer, second: &Answer) -> String {
    format!("a repeated request is answered otherwise: {} and {}", first.body, second.body)
}

/// The complaint that a receipt names.
pub(crate) fn complaint_of(receipt: &Answer) -> ComplaintId {
    let receipt: Value = serde_json::from_str(&receipt.body).unwrap();
    receipt["complaint"].as_str().unwrap().parse().unwrap()
}
