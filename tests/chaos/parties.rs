//! What the parties do: file, write, withdraw, object. People whose page fails try again.

use std::fmt::Display;

use app::MarketplaceCache;
use app::filing::Link;
use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use case::{CaseId, ComplaintId};
use intake::{Intake, Ports, router};
use jiff::SignedDuration;
use mail_intake::MailIntake;
use port::{Catalogue, Enforcement};
use testkit::sample;
use testkit::world::{MOST_DELIVERIES, World};
use tower::ServiceExt as _;
use url::form_urlencoded::Serializer;
use web::letter::Sender;

use super::chain::{Chain, PUBLIC_URL, links};
use super::clocks::Clock;
use super::programs::ENDPOINT_SECRET;

enum InMemory {}

impl Ports for InMemory {
    type Store = World;
    type Documents = World;
    type Inbox = World;
    type Mailer = World;
    type Nudges = World;
    type Clock = Clock;
    type Ids = World;
}

pub(crate) const COMPLAINANT: &str = "Ada North";
pub(crate) const EXPLANATION: &str = "Seams and label differ from every jacket that we ever made.";
const DISPUTE: &str = "Test purchase 17 has no serial number; ours all have.";
const REPLY: &str = "The number is sewn in; see the seam.";
const REQUEST: &str = "Invoice 4711 of Northlight's outlet is attached to the listing.";
const OBJECTION: &str = "I bought these from Northlight's own outlet; here is the invoice.";

/// After so many failures a person calls instead.
pub(crate) const PATIENCE: usize = 100;

/// What intake answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Where it leads to.
    pub(crate) location: String,
    pub(crate) body: String,
}

impl<E: Catalogue + Enforcement + Clone> Chain<E> {
    /// One request, to a new process.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let world = &self.world;
        let intake: Intake<InMemory> = Intake {
            store: world.clone(),
            documents: world.clone(),
            inbox: world.clone(),
            mailer: world.clone(),
            sender: Sender::new("complaints@goodfaith.example"),
            nudges: world.clone(),
            clock: self.clock(),
            ids: world.clone(),
            marketplaces: MarketplaceCache::default(),
            links: links(),
            programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
            public_url: PUBLIC_URL.to_owned(),
            uploads_origin: "https://inbox.example".to_owned(),
        };
        let (parts, body) = Box::pin(router(intake).oneshot(request)).await.unwrap().into_parts();
        let location = parts.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            location: location.unwrap_or_default(),
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    /// One try of a form, in a new process.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: String = Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.unwrap()).await
    }

    /// Does `task` until it succeeds.
    pub(crate) async fn until_done<T, F: Display>(
        &self,
        what: &str,
        task: impl AsyncFn() -> Result<T, F>,
    ) -> Result<T, String> {
        let mut last = "it died".to_owned();
        for _ in 0..PATIENCE {
            match self.world.until_crash(Box::pin(task())).await {
                Some(Ok(done)) => return Ok(done),
                Some(Err(error)) => last = error.to_string(),
                None => {}
            }
            self.world.pass(SignedDuration::from_secs(20));
        }
        Err(format!("{what} never worked: {last}"))
    }

    /// Sends a form until it is answered otherwise than by a failure, and so with `wanted`.
    pub(crate) async fn insist(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        wanted: StatusCode,
    ) -> Result<Answer, String> {
        let answer = self.until_done(path, async || {
            let answer = self.post(path, fields).await;
            if answer.status.is_server_error() { Err(answer.status) } else { Ok(answer) }
        });
        let answer = answer.await?;
        if answer.status == wanted {
            return Ok(answer);
        }
        Err(format!("{path} was answered {}", answer.status))
    }

    /// Files a complaint about so many listings.
    pub(crate) async fn file(&self, listings: usize) -> Result<(), String> {
        self.file_with(listings, "", sample::ACCOUNT_SECRET).await
    }

    /// Files a complaint about one listing, though the page says what the register holds against it.
    pub(crate) async fn file_despite_advice(&self) -> Result<(), String> {
        self.file_with(1, "yes", sample::ACCOUNT_SECRET).await
    }

    /// Files a complaint about one listing of which only the address is proved, by the button of the letter to it.
    pub(crate) async fn file_and_confirm(&self) -> Result<(), String> {
        self.file_with(1, "yes", "").await?;
        let sign = format!("{PUBLIC_URL}/confirm/");
        let letters = self.world.look().sent.clone();
        let text = letters.last().map(|mail| String::from_utf8_lossy(&mail.mime).replace("=\r\n", ""));
        let text = text.filter(|text| text.contains(&sign)).ok_or("nobody was asked to confirm")?;
        let token: String =
            text.split(&sign).nth(1).unwrap_or_default().chars().take_while(|c| !c.is_whitespace()).collect();
        self.insist(&format!("/confirm/{token}"), &[], StatusCode::SEE_OTHER).await.map(drop)
    }

    async fn file_with(&self, listings: usize, despite: &str, secret: &str) -> Result<(), String> {
        let addresses: Vec<String> = (0..listings)
            .map(|n| format!("http://market.example/listings/{}", sample::listing(n).id))
            .collect();
        let fields = [
            ("claim", "counterfeit"),
            ("listings", &addresses.join("\n")),
            ("right_office", "EM"),
            ("right_number", "018999001"),
            ("explanation", EXPLANATION),
            ("name", COMPLAINANT),
            ("email", sample::HOLDER),
            ("good_faith", "yes"),
            ("account_secret", secret),
            ("lang", "en"),
            ("despite", despite),
        ];
        // Without a secret the address is asked first.
        let wanted = if secret.is_empty() { StatusCode::ACCEPTED } else { StatusCode::CREATED };
        self.insist("/complaints", &fields, wanted).await.map(drop)
    }

    /// Writes a complaint by mail.
    pub(crate) async fn write(&self) -> Result<(), String> {
        self.receive("mail/abc", &mail("m-1", EXPLANATION)).await
    }

    /// Receives a mail, which the mail service put into the inbox under `key`.
    pub(crate) async fn receive(&self, key: &str, mail: &str) -> Result<(), String> {
        let world = &self.world;
        world.look().mail_drop.insert(key.to_owned(), mail.as_bytes().to_vec());
        let mut message = SqsMessage::default();
        message.message_id = Some("mail-1".to_owned());
        message.body = Some(format!(
            r#"{{"Records":[{{"eventTime":"2026-11-02T09:00:00.000Z","s3":{{"object":{{"key":"{key}"}}}}}}]}}"#
        ));
        let mut event = SqsEvent::default();
        event.records.push(message);
        // The bucket tells of each object at least once.
        for _ in 0..2 {
            self.work_off(&event).await?;
        }
        Ok(())
    }

    /// Has mail intake work until it has done what `event` asks.
    async fn work_off(&self, event: &SqsEvent) -> Result<(), String> {
        let world = &self.world;
        for _ in 0..MOST_DELIVERIES {
            let clock = self.clock();
            let intake = MailIntake {
                store: world.clone(),
                documents: world.clone(),
                drop: world.clone(),
                nudges: world.clone(),
                mailer: world.clone(),
                clock: clock.clone(),
                marketplaces: MarketplaceCache::default(),
                sender: Sender::new("complaints@goodfaith.example"),
                links: links(),
                public_url: PUBLIC_URL.to_owned(),
            };
            let context = self.context(&clock);
            let answered = world.until_crash(Box::pin(intake.work(&context, event))).await;
            if answered.is_some_and(|response| response.batch_item_failures.is_empty()) {
                return Ok(());
            }
            world.pass(SignedDuration::from_secs(30));
        }
        Err("the mail is a dead letter".to_owned())
    }

    /// The only case, and the complaint that opened it.
    pub(super) fn only_case(&self) -> Result<(CaseId, ComplaintId), String> {
        let inner = self.world.look();
        let mut ids = inner.cases.values().map(|stored| (stored.case.id, stored.case.filing.complaint));
        match (ids.next(), ids.next()) {
            (Some(only), None) => Ok(only),
            (None, _) | (Some(_), Some(_)) => Err(format!("{} cases instead of one", inner.cases.len())),
        }
    }

    /// The path of the form by which the complainant withdraws.
    pub(crate) fn withdrawal(&self) -> Result<String, String> {
        let (case, complaint) = self.only_case()?;
        Ok(format!("/status/{}/withdraw", links().token(Link::Case { case, complaint })))
    }

    /// Withdraws the complaint.
    pub(crate) async fn withdraw(&self) -> Result<(), String> {
        self.insist(&self.withdrawal()?, &CONFIRMED, StatusCode::SEE_OTHER).await.map(drop)
    }

    /// Objects, as the seller, for all listings at once.
    pub(crate) async fn object(&self) -> Result<(), String> {
        let ids: Vec<CaseId> = self.world.look().cases.keys().copied().collect();
        let (own, named) = ids.split_first().ok_or("there is no case")?;
        let path = format!("/seller/{}", links().token(Link::Seller(*own)));
        let named: Vec<String> = named.iter().map(ToString::to_string).collect();
        let mut fields = vec![
            ("action", "counter_notice"),
            ("text", OBJECTION),
            ("name", "Shop One"),
            ("statement", "yes"),
        ];
        fields.extend(named.iter().map(|id| ("named", id.as_str())));
        self.insist(&path, &fields, StatusCode::SEE_OTHER).await.map(drop)
    }

    /// Disputes the counter-notice, as the complainant.
    pub(crate) async fn dispute(&self) -> Result<(), String> {
        let (case, complaint) = self.only_case()?;
        let path = format!("/status/{}/answer", links().token(Link::Case { case, complaint }));
        let case = case.to_string();
        let fields =
            [("case", case.as_str()), ("answer", "contest"), ("ground", "not_genuine"), ("text", DISPUTE)];
        self.insist(&path, &fields, StatusCode::SEE_OTHER).await.map(drop)
    }

    /// Replies to that, as the seller, and again: it is said once.
    pub(crate) async fn reply(&self) -> Result<(), String> {
        let (case, _) = self.only_case()?;
        let path = format!("/seller/{}", links().token(Link::Seller(case)));
        for (text, wanted) in [
            (REPLY, StatusCode::SEE_OTHER),
            (REPLY, StatusCode::SEE_OTHER),
            ("And this.", StatusCode::CONFLICT),
        ] {
            let fields = [("action", "message"), ("text", text), ("name", "Shop One")];
            self.insist(&path, &fields, wanted).await?;
        }
        Ok(())
    }

    /// Asks that a person look, as the seller, and again: it is asked once.
    pub(crate) async fn ask_person(&self) -> Result<(), String> {
        let (case, _) = self.only_case()?;
        let path = format!("/seller/{}", links().token(Link::Seller(case)));
        for (text, wanted) in [
            (REQUEST, StatusCode::SEE_OTHER),
            (REQUEST, StatusCode::SEE_OTHER),
            ("And this.", StatusCode::CONFLICT),
        ] {
            let fields = [("action", "ask_person"), ("text", text), ("name", "Shop One")];
            self.insist(&path, &fields, wanted).await?;
        }
        Ok(())
    }

    /// Appeals, as the seller.
    pub(crate) async fn appeal(&self) -> Result<(), String> {
        let (case, _) = self.only_case()?;
        let path = format!("/seller/{}", links().token(Link::Seller(case)));
        let fields = [("action", "appeal"), ("text", OBJECTION), ("name", "Shop One")];
        self.insist(&path, &fields, StatusCode::SEE_OTHER).await.map(drop)
    }

    /// Presses the button of the letter that asks to confirm `complaint`: twice at a time, and again until it works.
    pub(crate) async fn confirm(&self, complaint: ComplaintId) -> Result<(), String> {
        let path = format!("/confirm/{}", links().token(Link::Confirm(complaint)));
        let both = Box::pin(async { tokio::join!(self.post(&path, &[]), self.post(&path, &[])) });
        let mut answers = Vec::new();
        if let Some((first, second)) = self.world.until_crash(both).await {
            answers.extend([first, second].into_iter().filter(|answer| !answer.status.is_server_error()));
        }
        let last = self.insist(&path, &[], StatusCode::SEE_OTHER).await?;
        match answers.into_iter().find(|answer| *answer != last) {
            None => Ok(()),
            Some(other) => Err(format!("confirmed as {last:?} and as {other:?}")),
        }
    }
}

/// What the form of a withdrawal sends.
pub(crate) const CONFIRMED: [(&str, &str); 1] = [("confirm", "yes")];

/// A complaint by mail.
pub(crate) fn mail(id: &str, explanation: &str) -> String {
    let (address, listing) = (sample::HOLDER, sample::listing(0).id);
    format!(
        "Authentication-Results: amazonses.com; spf=pass; dkim=pass header.i=@northlight.example; \
         dmarc=pass header.from=northlight.example\r\n\
         From: {COMPLAINANT} <{address}>\r\nTo: complaints@goodfaith.example\r\nSubject: Fake jackets\r\n\
         Message-ID: <{id}@northlight.example>\r\nDate: Mon, 2 Nov 2026 09:00:00 +0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Claim: counterfeit\r\nListing: http://market.example/listings/{listing}\r\nOffice: EM\r\n\
         Registration number: 018999001\r\nName: {COMPLAINANT}\r\nExplanation: {explanation}\r\n\r\n\
         I have a good faith belief that the use is not authorised and that this notice is accurate and \
         complete.\r\n"
    )
}

/// What no log may hold.
pub(crate) const PERSONAL: [&str; 11] = [
    COMPLAINANT,
    sample::HOLDER,
    sample::SELLER,
    sample::ACCOUNT_SECRET,
    EXPLANATION,
    OBJECTION,
    REQUEST,
    DISPUTE,
    REPLY,
    "Shop One",
    ENDPOINT_SECRET,
];
