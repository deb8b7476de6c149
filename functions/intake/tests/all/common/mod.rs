//! Intake over the world in memory, through its router: what a browser or an API client would see.
pub(crate) mod account;

use app::filing::{IdentifiedComplaint, Link, LinkKey, open_case};
use app::parties::complaint_document;
use app::{MarketplaceCache, change};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use case::{Actor, CaseId, Command};
use intake::{Intake, Ports, router};
use port::{Complaints as _, StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::World;
use tower::ServiceExt as _;
use web::letter::Sender;

pub(crate) enum InMemory {}

impl Ports for InMemory {
    type Store = World;
    type Documents = World;
    type Inbox = World;
    type Mailer = World;
    type Nudges = World;
    type Clock = World;
    type Ids = World;
}

pub(crate) const SECRET: &str = "a link key of more than thirty-two characters";

pub(crate) fn app(world: &World) -> Router {
    let intake: Intake<InMemory> = Intake {
        store: world.clone(),
        documents: world.clone(),
        inbox: world.clone(),
        mailer: world.clone(),
        sender: Sender::new("complaints@goodfaith.example"),
        nudges: world.clone(),
        clock: world.clone(),
        ids: world.clone(),
        marketplaces: MarketplaceCache::default(),
        links: LinkKey::new(SECRET).unwrap(),
        programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
        public_url: "https://goodfaith.example".to_owned(),
        uploads_origin: "https://inbox.example".to_owned(),
    };
    router(intake)
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// The value of a hidden field of the page.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let at = self.body.find(&start).expect("the field") + start.len();
        self.body[at..].chars().take_while(|c| *c != '"').collect()
    }

    /// The first path on the page that starts so.
    pub(crate) fn path(&self, start: &str) -> String {
        let at = self.body.find(start).unwrap_or_else(|| panic!("no {start} in {}", self.body));
        self.body[at..].chars().take_while(|c| !matches!(c, '"' | '<' | '?' | ' ' | '\n')).collect()
    }
}

pub(crate) async fn send(world: &World, request: Request<Body>) -> Answer {
    let response = app(world).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let location = parts.headers.get(header::LOCATION).map(|v| v.to_str().unwrap().to_owned());
    Answer {
        status: parts.status,
        location: location.unwrap_or_default(),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

pub(crate) async fn get(world: &World, path: &str) -> Answer {
    send(world, Request::get(path).body(Body::empty()).unwrap()).await
}

pub(crate) fn form(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(Body::from(body)).unwrap()
}

pub(crate) async fn post(world: &World, path: &str, fields: &[(&str, &str)]) -> Answer {
    send(world, form(path, fields)).await
}

/// A file that a browser sends with a form.
pub(crate) struct File<'a> {
    pub(crate) name: &'a str,
    pub(crate) media: &'a str,
    pub(crate) bytes: &'a [u8],
}

/// Posts a form as a browser without scripts does.
pub(crate) async fn post_with_files(
    world: &World,
    path: &str,
    fields: &[(&str, &str)],
    files: &[File<'_>],
) -> Answer {
    const BOUNDARY: &str = "----formboundary7MA4YWxk";
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{}\r\n",
            value.replace('\n', "\r\n")
        );
        body.extend_from_slice(part.as_bytes());
    }
    for File { name, media, bytes } in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: {media}\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    let request =
        Request::post(path).header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    send(world, request.body(Body::from(body)).unwrap()).await
}

pub(crate) async fn post_json(world: &World, path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    send(world, request.body(body.into()).unwrap()).await
}

pub(crate) const LISTING: &str = "http://market.example/listings/1001";

/// The fields of a complete complaint.
pub(crate) fn complete() -> Vec<(&'static str, &'static str)> {
    vec![
        ("claim", "counterfeit"),
        ("listings", LISTING),
        ("right_office", "EM"),
        ("right_number", "018999001"),
        ("explanation", "Seams and label differ from every jacket that we ever made."),
        ("name", "Ada North"),
        ("email", sample::HOLDER),
        ("good_faith", "yes"),
        ("account_secret", sample::ACCOUNT_SECRET),
        ("lang", "en"),
    ]
}

pub(crate) fn with<'a>(field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = complete();
    fields.retain(|(name, _)| *name != field);
    fields.push((field, value));
    fields
}

/// The path of the page of a complaint about so many listings, and their cases.
pub(crate) async fn about(world: &World, listings: usize) -> (String, Vec<CaseId>) {
    let addresses: Vec<_> =
        (0..listings).map(|number| format!("http://market.example/listings/{}", 1001 + number)).collect();
    let filed = post(world, "/complaints", &with("listings", &addresses.join("\n"))).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.body);
    let fan_out = world.look().fan_outs.values().next().unwrap().clone();
    let document = complaint_document(world, world, fan_out.document).await.unwrap();
    let filed = IdentifiedComplaint::read(&document).unwrap();
    let mut cases = Vec::new();
    for index in 0..listings {
        cases.push(open_case(world, &filed, index, fan_out.document).await.unwrap().case);
    }
    world.advance(&fan_out, &cases).await.unwrap();
    (format!("/status/{}", token(Link::Complaint(fan_out.complaint))), cases)
}

pub(crate) fn only(world: &World) -> StoredCase {
    let inner = world.look();
    assert_eq!(inner.cases.len(), 1);
    inner.cases.values().next().cloned().unwrap()
}

pub(crate) fn nothing_stored(world: &World) {
    let inner = world.look();
    assert!(inner.cases.is_empty() && inner.fan_outs.is_empty() && inner.sealed.is_empty());
    assert!(inner.queues.values().all(std::collections::VecDeque::is_empty));
}

/// What is sealed, as it was sent, with its media types. None of it stands in the store as it was sent.
pub(crate) async fn opened(world: &World) -> Vec<(Vec<u8>, String)> {
    let sealed = world.look().sealed.clone();
    let mut opened = Vec::new();
    for (digest, (stored, media)) in sealed {
        let bytes = app::vault::open(world, world, digest).await.unwrap();
        assert!(!stored.windows(bytes.len()).any(|part| part == bytes), "{digest} is not encrypted");
        opened.push((bytes, media));
    }
    opened
}

/// Whether the picture is sealed.
pub(crate) async fn has_picture(world: &World) -> bool {
    opened(world).await.iter().any(|(bytes, media)| bytes == PNG && media == "image/png")
}

pub(crate) fn token(link: Link) -> String {
    LinkKey::new(SECRET).unwrap().token(link)
}

/// The path of the page on which the complainant of the only case follows it.
pub(crate) fn status_path(world: &World) -> String {
    let case = only(world).case;
    format!("/status/{}", token(Link::Case { case: case.id, complaint: case.filing.complaint }))
}

pub(crate) async fn command(world: &World, by: Actor, command: Command) {
    let stored = only(world);
    change(world, stored, &by, &[command], world.now()).await.unwrap();
}

/// A picture of one pixel.
pub(crate) const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// Follows the link of the one pending complaint, and confirms it.
pub(crate) async fn confirm(world: &World) -> Answer {
    let pending: Vec<_> = world.look().pending.keys().copied().collect();
    let [pending] = pending[..] else { panic!("{} complaints are pending", pending.len()) };
    let path = format!("/confirm/{}", token(Link::Confirm(pending)));
    assert_eq!(get(world, &path).await.status, StatusCode::OK);
    let confirmed = post(world, &path, &[]).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.body);
    confirmed
}
