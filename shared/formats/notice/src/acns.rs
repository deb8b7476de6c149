//! ACNS 2.0, revisions 0.6 to 1.2: the XML in mails that report copyright infringements.
//!
//! The notice stands after a letter, often quoted when forwarded, and not always escaped. It is cut
//! out of the text around it, and its prolog is not looked at.

mod cut;

use std::net::IpAddr;

use case::Claim;
use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::draft::Draft;
use crate::understood::{NamedUrl, Party, PartyRole, Role};
use crate::xml::{self, Element, XmlError};
use crate::{limit, text};

pub(crate) use cut::MOST;
pub use cut::cut;

/// The most bytes of one notice.
pub const MOST_BYTES: usize = 1 << 20;

/// A notice. A field that was not given is empty, or `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acns {
    /// The revision, such as `1.2`: see [`Acns::read`].
    pub version: String,
    /// `Case/ID`, the complainant's own number.
    pub case_id: String,
    /// `Case/Status`, such as `Open`.
    pub status: String,
    /// `Case/Severity`, such as `Normal`.
    pub severity: String,
    /// Who complains.
    pub complainant: Contact,
    /// To whom it is addressed.
    pub provider: Contact,
    /// Where the infringement was seen.
    pub source: Source,
    /// What was seen there.
    pub items: Vec<Item>,
    /// Earlier notices of the same case.
    pub history: Vec<Earlier>,
    /// `Notes`.
    pub notes: String,
    /// `Declaration` (1.1 and later).
    pub declaration: String,
}

/// A complainant or service provider.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// `Entity`: the firm.
    pub entity: String,
    /// `Contact`: the person.
    pub contact: String,
    /// `Address`, in one line.
    pub address: String,
    /// `Phone`.
    pub phone: String,
    /// `Email`.
    pub email: String,
}

/// Where an infringement was seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// `TimeStamp`; without an offset it is UTC.
    pub at: Option<Timestamp>,
    /// `IP_Address`.
    pub ip: Option<IpAddr>,
    /// `DNS_Name`.
    pub dns_name: String,
    /// `Port`.
    pub port: Option<u16>,
    /// `Type`, such as `BitTorrent` or `Web`.
    pub kind: String,
    /// `SubType/@BaseType`, such as `P2P`.
    pub base_type: String,
    /// `SubType/@Protocol`, such as `BITTORRENT`.
    pub protocol: String,
    /// `UserName`, or else the name in `Login`.
    pub login: String,
    /// `Number_Files`.
    pub files: Option<u32>,
    /// `URL`, as given: not always an address.
    pub url: String,
    /// `URL_Base`, which relative addresses stand below.
    pub url_base: String,
}

/// One infringing item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// `TimeStamp`; without an offset it is UTC.
    pub at: Option<Timestamp>,
    /// `Title` of the work.
    pub title: String,
    /// `FileName`.
    pub file_name: String,
    /// `FileSize` in bytes.
    pub file_size: Option<u64>,
    /// `Hash/@Type`, such as `SHA1`.
    pub hash_type: String,
    /// `Hash`.
    pub hash: String,
    /// `URL`, as given: not always an address.
    pub url: String,
}

/// An earlier notice of the same case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Earlier {
    /// `Notice/@ID`.
    pub id: String,
    /// `Notice/@TimeStamp`.
    pub at: Option<Timestamp>,
    /// Its text.
    pub text: String,
}

/// Why a notice cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AcnsError {
    /// It is larger than [`MOST_BYTES`], or has too many elements.
    #[error("the ACNS notice is too large or nested too deep; send one notice of at most 1 MB")]
    TooLarge,
    /// It is not well-formed.
    #[error("the ACNS notice is not well-formed XML; send it again unchanged, or use the web form")]
    IllFormed,
    /// It names neither `Case/ID`, `Complainant` nor `Content`.
    #[error("Infringement has no Case/ID, Complainant or Content; add what is complained of, and by whom")]
    Empty,
}

impl Acns {
    /// Reads one notice from `<Infringement` to `</Infringement>`, as [`cut`] finds it.
    ///
    /// The revision is `schemaVersion`, or that in the schema's location or name space. The name space
    /// `http://www.acns.net/ACNS` alone is 1.2, that of MovieLabs 1.1 when it uses what came with 1.1, or else
    /// 1.0. Without any it is 0.7, or 0.6 when an item has no time, which only 0.6 allows.
    ///
    /// # Errors
    /// [`AcnsError`] when it is too large, not well-formed, or holds nothing of a notice.
    pub fn read(xml: &str) -> Result<Self, AcnsError> {
        if xml.len() > MOST_BYTES {
            return Err(AcnsError::TooLarge);
        }
        let root = xml::parse(xml).map_err(|error| match error {
            XmlError::IllFormed => AcnsError::IllFormed,
            XmlError::TooLarge => AcnsError::TooLarge,
        })?;
        let case = root.child("Case");
        let items: Vec<Item> =
            root.all("Content").flat_map(|content| content.all("Item")).map(item).collect();
        let earlier = |notice: &Element| Earlier {
            id: notice.attribute("ID").map(text::line).unwrap_or_default(),
            at: notice.attribute("TimeStamp").and_then(time),
            text: text::lines(&notice.text),
        };
        let notice = Self {
            case_id: line(case, "ID"),
            status: line(case, "Status"),
            severity: line(case, "Severity"),
            complainant: contact(root.child("Complainant")),
            provider: contact(root.child("Service_Provider")),
            source: source(root.child("Source")),
            history: root.all("History").flat_map(|history| history.all("Notice")).map(earlier).collect(),
            notes: root.child("Notes").map(|notes| text::lines(&notes.text)).unwrap_or_default(),
            declaration: root.child("Declaration").map(whole_text).unwrap_or_default(),
            version: version(&root, &items),
            items,
        };
        let nothing = notice.case_id.is_empty()
            && notice.complainant == Contact::default()
            && notice.items.is_empty()
            && notice.source == Source::default();
        if nothing { Err(AcnsError::Empty) } else { Ok(notice) }
    }

    /// The addresses complained of, each with its place.
    #[must_use]
    pub fn urls(&self) -> Vec<NamedUrl> {
        let base = self.source.url_base.as_str();
        let accused = |url: &str, place: String| {
            let url = if is_web(url) || url.is_empty() || !is_web(base) {
                url.to_owned()
            } else {
                format!("{}/{}", base.trim_end_matches('/'), url.trim_start_matches('/'))
            };
            is_web(&url).then_some(NamedUrl { url, role: Role::Accused, place })
        };
        let items = self.items.iter().enumerate();
        let items = items.filter_map(|(index, item)| {
            accused(&item.url, format!("Infringement/Content/Item[{}]/URL", index + 1))
        });
        let mut urls: Vec<NamedUrl> = accused(&self.source.url, "Infringement/Source/URL".to_owned())
            .into_iter()
            .chain(items)
            .collect();
        if urls.is_empty() {
            urls.extend(accused(base, "Infringement/Source/URL_Base".to_owned()));
        }
        urls
    }

    /// Who it names.
    #[must_use]
    pub fn parties(&self) -> Vec<Party> {
        let party = |role, contact: &Contact| {
            let name = if contact.entity.is_empty() { &contact.contact } else { &contact.entity };
            let party = Party {
                role,
                name: name.clone(),
                email: contact.email.clone(),
                postal_address: contact.address.clone(),
                telephone: contact.phone.clone(),
            };
            (*contact != Contact::default()).then_some(party)
        };
        let accused = (!self.source.login.is_empty()).then(|| Party {
            role: PartyRole::Accused,
            name: self.source.login.clone(),
            email: String::new(),
            postal_address: String::new(),
            telephone: String::new(),
        });
        let complainant = party(PartyRole::Complainant, &self.complainant);
        [complainant, party(PartyRole::Recipient, &self.provider), accused].into_iter().flatten().collect()
    }

    /// What would be filed: claim, works, complainant and listings, and as explanation what was seen where.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let mut draft = Draft { claim: Some(Claim::Copyright), ..Draft::default() };
        for title in self.items.iter().map(|item| &item.title).filter(|title| !title.is_empty()) {
            if draft.right.work.split("; ").all(|other| other != title) {
                let gap = if draft.right.work.is_empty() { "" } else { "; " };
                draft.right.work.push_str(&format!("{gap}{title}"));
            }
        }
        let seen = self.items.iter().map(|item| self.seen(item));
        let lines: Vec<String> =
            std::iter::once(self.notes.clone()).chain(seen).filter(|line| !line.is_empty()).collect();
        draft.explanation = lines.join("\n").chars().take(limit::EXPLANATION).collect();
        draft.right.work = draft.right.work.chars().take(limit::WORK).collect();
        for party in self.parties().into_iter().filter(|party| party.role == PartyRole::Complainant) {
            draft.complainant.name = party.name;
            draft.complainant.email = party.email;
            draft.complainant.postal_address = party.postal_address;
            draft.complainant.telephone = party.telephone;
        }
        draft
    }

    /// What was seen of an item, in one line: file, size, hash, and where and when.
    fn seen(&self, item: &Item) -> String {
        let Source { ip, dns_name, port, kind, .. } = &self.source;
        let hash = format!("{} {}", item.hash_type, item.hash);
        let shown = [
            item.file_name.clone(),
            item.file_size.map(|size| format!("{size} bytes")).unwrap_or_default(),
            if item.hash.is_empty() { String::new() } else { hash.trim().to_owned() },
            kind.clone(),
            match (ip, port) {
                (Some(ip), Some(port)) => std::net::SocketAddr::new(*ip, *port).to_string(),
                (Some(ip), None) => ip.to_string(),
                (None, _) => dns_name.clone(),
            },
            item.at.or(self.source.at).map(|at| at.to_string()).unwrap_or_default(),
        ];
        shown.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

fn contact(element: Option<&Element>) -> Contact {
    Contact {
        entity: line(element, "Entity"),
        contact: line(element, "Contact"),
        address: line(element, "Address"),
        phone: line(element, "Phone"),
        email: line(element, "Email"),
    }
}

fn source(element: Option<&Element>) -> Source {
    let kind = element.and_then(|source| source.child("SubType"));
    let attribute = |name| kind.and_then(|kind| kind.attribute(name)).map(text::line).unwrap_or_default();
    let login = element.and_then(|source| source.child("Login"));
    let login = line(element, "UserName")
        .or_else_empty(|| line(login, "UserName"))
        .or_else_empty(|| login.map(|login| text::line(&login.text)).unwrap_or_default());
    Source {
        at: time(&line(element, "TimeStamp")),
        ip: line(element, "IP_Address").parse().ok(),
        dns_name: line(element, "DNS_Name"),
        port: line(element, "Port").parse().ok(),
        kind: line(element, "Type"),
        base_type: attribute("BaseType"),
        protocol: attribute("Protocol"),
        login,
        files: line(element, "Number_Files").parse().ok(),
        url: address(element, "URL"),
        url_base: address(element, "URL_Base"),
    }
}

fn item(element: &Element) -> Item {
    let hash = element.child("Hash");
    Item {
        at: time(&line(Some(element), "TimeStamp")),
        title: line(Some(element), "Title"),
        file_name: line(Some(element), "FileName"),
        file_size: line(Some(element), "FileSize").parse().ok(),
        hash_type: hash.and_then(|hash| hash.attribute("Type")).map(text::line).unwrap_or_default(),
        hash: hash.map(|hash| text::line(&hash.text)).unwrap_or_default(),
        url: address(Some(element), "URL"),
    }
}

trait OrElseEmpty {
    /// The text, or when it is empty another one.
    fn or_else_empty(self, other: impl FnOnce() -> Self) -> Self;
}

impl OrElseEmpty for String {
    fn or_else_empty(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_empty() { other() } else { self }
    }
}

/// The text of a child in one line.
fn line(element: Option<&Element>, name: &str) -> String {
    element.and_then(|element| element.child(name)).map(|child| text::line(&child.text)).unwrap_or_default()
}

/// The text of a child without the white space by which mail wrapped it.
fn address(element: Option<&Element>, name: &str) -> String {
    line(element, name).split(' ').collect()
}

/// The text of an element and of all in it.
fn whole_text(element: &Element) -> String {
    let inner = element.children.iter().map(whole_text);
    let all: Vec<String> = std::iter::once(text::lines(&element.text)).chain(inner).collect();
    text::lines(&all.join("\n"))
}

/// A time; without an offset it is UTC.
fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let utc = || text.parse::<DateTime>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
    text.parse().ok().or_else(|| utc().map(|zoned| zoned.timestamp()))
}

fn is_web(url: &str) -> bool {
    let lower = text::first_bytes(url, 8).to_ascii_lowercase();
    url.len() <= limit::ADDRESS_BYTES
        && ["http://", "https://", "ftp://"].iter().any(|scheme| lower.starts_with(scheme))
}

/// The revision of a notice.
fn version(root: &Element, items: &[Item]) -> String {
    if let Some(version) = root.attribute("schemaVersion").map(text::line).filter(|it| !it.is_empty()) {
        return version;
    }
    let spaces: Vec<&str> = root
        .attributes
        .iter()
        .filter(|(_, value)| value.to_ascii_lowercase().contains("acns"))
        .map(|(_, value)| value.as_str())
        .collect();
    let newer = ["VersionData", "VersionDataLoc", "AlsoSeen", "Declaration"];
    let uses_newer = root.children.iter().any(|child| newer.contains(&child.name.as_str()));
    let inferred = match spaces.iter().find_map(|space| numbered(space)) {
        Some(version) => return version,
        None if spaces.iter().any(|space| space.contains("movielabs.com")) && uses_newer => "1.1",
        None if spaces.iter().any(|space| space.contains("movielabs.com")) => "1.0",
        None if !spaces.is_empty() => "1.2",
        None if items.iter().any(|item| item.at.is_none()) => "0.6",
        None => "0.7",
    };
    inferred.to_owned()
}

/// The revision in a location such as `http://www.acns.net/v1.2/ACNS2v1_2.xsd`: digits on both sides of a dot
/// or low line, after a `v`.
fn numbered(space: &str) -> Option<String> {
    space.match_indices(['v', 'V']).find_map(|(at, _)| {
        let (major, rest) = space[at + 1..].split_once(['.', '_'])?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        (digits(major) && digits(&rest[..end])).then(|| format!("{major}.{}", &rest[..end]))
    })
}
