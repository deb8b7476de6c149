//! From the letter to what comes of it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use case::{CaseId, PartyAct, State};
use jiff::SignedDuration;
use mime::{Limits, ROOT};
use port::InboxKey;
use testkit::sample;

use crate::chaos::chain::{Chain, PUBLIC_URL};
use crate::chaos::parties::{COMPLAINANT, EXPLANATION, mail};
use crate::chaos::programs::Call;

/// By which way a complaint comes in, and is cured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Form,
    Mail,
    Api,
}

impl Way {
    pub(super) const ALL: [Self; 3] = [Self::Form, Self::Mail, Self::Api];
}

/// A complainant with the letter in hand.
pub(super) struct Walk<'a> {
    chain: &'a Chain,
    way: Way,
    case: CaseId,
    /// What it reads.
    pub(super) letter: String,
    /// By which it may be answered.
    message_id: String,
    /// Where its button leads.
    page: String,
}

/// A page of a certificate.
const DOCUMENT: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
/// The smallest picture that there is.
const LOGO: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

impl<'a> Walk<'a> {
    /// Takes the last letter to the complainant, and follows its button.
    pub(super) async fn from_letter(chain: &'a Chain, case: CaseId, way: Way) -> Result<Walk<'a>, String> {
        let sent = chain.world.look().sent.clone();
        let last = sent.iter().rfind(|mail| mail.to == sample::HOLDER).ok_or("no letter was sent")?;
        let read = mime::read(&last.mime, &Limits::default()).map_err(|error| error.to_string())?;
        let letter = read.readable(ROOT, 1_000_000).text;
        let message_id = read.field("Message-ID").map(|it| it.text()).ok_or("a letter without an id")?;
        let sign = format!("{PUBLIC_URL}/status/");
        let from = letter.find(&sign).ok_or("the letter leads nowhere")?;
        let address: String = letter[from..].chars().take_while(|c| !c.is_whitespace()).collect();
        let page = address.trim_start_matches(PUBLIC_URL).to_owned();
        let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = chain.send(Request::get(&page).body(Body::empty()).unwrap()).await;
        if shown.status != StatusCode::OK {
            return Err(format!("the page of the letter is answered {}", shown.status));
        }
        Ok(Self { chain, way, case, letter, message_id, page })
    }

    /// Adds a document, by the way by which the complaint came.
    pub(super) async fn add_document(&self) -> Result<(), String> {
        match self.way {
            Way::Form => {
                let upload = self.upload();
                let fields =
                    [("good_faith", "yes"), ("account_secret", self.secret()), ("evidence", &upload)];
                self.act(PartyAct::Resubmit, &fields).await
            }
            Way::Mail => {
                self.chain.receive("mail/second", &self.reply("certificate.pdf", DOCUMENT, "")).await
            }
            Way::Api => self.call_again(Some(&self.upload())).await,
        }
    }

    /// Sends the same complaint again.
    pub(super) async fn file_again(&self) -> Result<(), String> {
        match self.way {
            Way::Form => {
                let kept = [("good_faith", "yes"), ("account_secret", self.secret())];
                self.act(PartyAct::Resubmit, &kept).await
            }
            Way::Mail => self.chain.receive("mail/second", &mail("m-2", EXPLANATION)).await,
            Way::Api => self.call_again(None).await,
        }
    }

    /// Sends a form of the page that the letter leads to, which must offer it.
    pub(super) async fn act(&self, act: PartyAct, fields: &[(&str, &str)]) -> Result<(), String> {
        let shown = self.chain.send(Request::get(&self.page).body(Body::empty()).unwrap()).await;
        let path = format!("{}/{act}", self.page.split('?').next().unwrap_or_default());
        if !shown.body.contains(&format!("action=\"{path}\"")) {
            return Err(format!("the page has no form for {act}"));
        }
        let case = self.case.to_string();
        let fields: Vec<_> = fields.iter().copied().chain([("case", case.as_str())]).collect();
        self.chain.insist(&path, &fields, StatusCode::SEE_OTHER).await.map(drop)
    }

    /// Answers the letter with nothing but its letterhead.
    pub(super) async fn reply_with_logo(&self) -> Result<(), String> {
        self.chain.receive("mail/logo", &self.reply("logo.gif", LOGO, "Content-ID: <logo>\r\n")).await
    }

    pub(super) fn cases(&self) -> usize {
        self.chain.world.look().cases.len()
    }

    /// That the matter is no longer declined once everything has been worked off, and that a person can uphold it.
    pub(super) async fn is_open_again(&self) -> Result<(), String> {
        self.chain.until_quiet().await?;
        let world = &self.chain.world;
        let last = world.look().cases.values().max_by_key(|stored| stored.case.filing.refiling).cloned();
        let case = last.ok_or("no case")?.case;
        match &case.state {
            State::Declined { decline } => Err(format!("it is declined again: {}", decline.code)),
            State::AtDesk { .. } => {
                let accept = app::desk::Decision::Accept { note: testkit::sample::note(), although: true };
                let decided =
                    app::desk::decide((world, world, world, world), case.id, accept, &"ben".parse().unwrap())
                        .await;
                decided.map_err(|error| error.to_string())?;
                self.chain.until_quiet().await?;
                let state = world.look().cases[&case.id].case.state.clone();
                let in_force = matches!(state, State::InForce { .. });
                if in_force { Ok(()) } else { Err(format!("upheld, and yet {state:?}")) }
            }
            State::InForce { .. } | State::Appealed { .. } => Ok(()),
            other => Err(format!("{other:?}")),
        }
    }

    /// The account's secret, where the right is an account's.
    fn secret(&self) -> &'static str {
        let is_ours = self.chain.world.look().rights.values().any(|right| right.account.is_some());
        if is_ours { sample::ACCOUNT_SECRET } else { "" }
    }

    /// A file that a browser or a program has uploaded, as a field names it.
    fn upload(&self) -> String {
        let key = InboxKey::parse("inbox/0190a1b2c3d4e5f60718293a4b5c6d7e").unwrap();
        self.chain.world.look().inbox.insert(key.clone(), (DOCUMENT.to_vec(), "application/pdf".to_owned()));
        format!("{} certificate.pdf", key.as_str())
    }

    async fn call_again(&self, upload: Option<&str>) -> Result<(), String> {
        self.chain.world.pass(SignedDuration::from_hours(1));
        let again = Call::complaint(1).again_with(upload);
        self.chain.call(&again, StatusCode::CREATED).await.map(drop)
    }

    /// An answer to the letter, with a file.
    fn reply(&self, name: &str, bytes: &[u8], more: &str) -> String {
        let (address, id, file) = (sample::HOLDER, &self.message_id, STANDARD.encode(bytes));
        format!(
            "Authentication-Results: amazonses.com; spf=pass; dkim=pass header.i=@northlight.example; \
             dmarc=pass header.from=northlight.example\r\n\
             From: {COMPLAINANT} <{address}>\r\nTo: complaints@goodfaith.example\r\nSubject: Re: Your complaint\r\n\
             Message-ID: <{name}@northlight.example>\r\nIn-Reply-To: {id}\r\nReferences: {id}\r\n\
             Date: Mon, 2 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
             Please find it attached.\r\n--b\r\nContent-Type: application/octet-stream; name={name}\r\n{more}\
             Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename={name}\r\n\r\n{file}\r\n--b--\r\n"
        )
    }
}
