//! What a person would read in a mail.

use crate::charset::Unreadable;
use crate::clearsign;
use crate::flowed;
use crate::html::{self, Link};
use crate::message::Message;
use crate::part::{Kind, Part};

/// The text of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readable {
    /// The text, its lines ended by line feeds.
    pub text: String,
    /// The links of all its HTML, also of that which says in HTML what `text` says.
    pub links: Vec<Link>,
    /// The indices of the parts that `text` was read from.
    pub parts: Vec<usize>,
    /// How it was signed, if it was. No signature is verified here.
    pub signed: Option<Signed>,
    /// Why a part of it is not read.
    pub unreadable: Option<Unreadable>,
    /// How many characters could not be read; each stands as U+FFFD.
    pub broken: usize,
    /// Whether there is more than was asked for.
    pub is_cut: bool,
}

/// How a text was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// With S/MIME (RFC 8551).
    Smime,
    /// With OpenPGP (RFC 3156; RFC 9580, 7).
    OpenPgp,
}

impl Message<'_> {
    /// What a person would read of the mail at `root` ([`ROOT`](crate::ROOT), or the child of a part that is a
    /// mail): at most `most` bytes, plain text before HTML, without its files and the mails inside of it.
    #[must_use]
    pub fn readable(&self, root: usize, most: usize) -> Readable {
        let mut readable = Readable::default();
        if let Some(part) = self.parts().get(root) {
            self.gather(root, part, true, most, &mut readable);
        }
        readable
    }

    fn gather(&self, index: usize, part: &Part<'_>, is_root: bool, most: usize, into: &mut Readable) {
        let child = |index: usize, into: &mut Readable| {
            self.gather(index, &self.parts()[index], false, most, into);
        };
        let mut children = self.children(index);
        match (part.kind, &*part.media) {
            (Kind::Multipart, "multipart/alternative") => self.choose(children, most, into),
            (Kind::Multipart, "multipart/signed") => {
                children.by_ref().take(1).for_each(|index| child(index, into));
                let signature = children.next().map(|index| &*self.parts()[index].media);
                into.signed = into.signed.or(match signature {
                    Some("application/pgp-signature") => Some(Signed::OpenPgp),
                    Some(media) if media.ends_with("pkcs7-signature") => Some(Signed::Smime),
                    _ => None,
                });
            }
            (Kind::Multipart, "multipart/related" | "multipart/report") => {
                children.by_ref().take(1).for_each(|index| child(index, into));
            }
            (Kind::Multipart, _) => children.for_each(|index| child(index, into)),
            // A mail that is nothing but another mail.
            (Kind::Message, _) if is_root => children.for_each(|index| child(index, into)),
            (Kind::Message, _) => {}
            (Kind::File, _) => {
                for index in children {
                    into.signed = into.signed.or(Some(Signed::Smime));
                    child(index, into);
                }
            }
            (Kind::Text | Kind::Html, _) if part.is_file() && !is_root => {}
            (Kind::Html, _) => into.take_html(index, part, most),
            (Kind::Text, media) if is_root || media == "text/plain" || media.starts_with("multipart/") => {
                into.take_text(index, part, most);
            }
            (Kind::Text, _) => {}
        }
    }

    /// Of parts that say the same, takes the first that says it in plain text, else the first that says
    /// anything.
    fn choose(&self, children: impl Iterator<Item = usize>, most: usize, into: &mut Readable) {
        let mut chosen: Option<Readable> = None;
        for index in children {
            let mut found = Readable::default();
            self.gather(index, &self.parts()[index], false, most, &mut found);
            into.links.append(&mut found.links);
            let is_plain =
                |found: &Readable| found.parts.iter().all(|part| self.parts()[*part].kind == Kind::Text);
            let is_better = match &chosen {
                Some(chosen) if chosen.says_something() => {
                    found.says_something() && is_plain(&found) && !is_plain(chosen)
                }
                Some(_) => found.says_something(),
                None => true,
            };
            if is_better {
                chosen = Some(found);
            }
        }
        if let Some(chosen) = chosen {
            into.join(chosen, most);
        }
    }
}

impl Readable {
    fn says_something(&self) -> bool {
        !self.text.trim().is_empty()
    }

    fn take_text(&mut self, index: usize, part: &Part<'_>, most: usize) {
        let Some(text) = self.decode(part) else { return };
        let mut text = with_line_feeds(text);
        if let Some(stripped) = clearsign::strip(&text) {
            (text, self.signed) = (stripped, self.signed.or(Some(Signed::OpenPgp)));
        }
        if part.flowed {
            text = flowed::unwrap(&text, part.delsp);
        }
        self.add(index, &text, most);
    }

    fn take_html(&mut self, index: usize, part: &Part<'_>, most: usize) {
        let Some(text) = self.decode(part) else { return };
        let mut page = html::read(&text, most);
        self.links.append(&mut page.links);
        if let Some(stripped) = clearsign::strip(&page.text) {
            (page.text, self.signed) = (stripped, self.signed.or(Some(Signed::OpenPgp)));
        }
        self.add(index, &page.text, most);
    }

    fn decode(&mut self, part: &Part<'_>) -> Option<String> {
        match part.text() {
            Ok(text) => {
                self.broken += text.broken;
                Some(text.text)
            }
            Err(unreadable) => {
                self.unreadable = Some(unreadable);
                None
            }
        }
    }

    /// Adds the text of a part, ended by a line feed.
    fn add(&mut self, index: usize, text: &str, most: usize) {
        let room = most.saturating_sub(self.text.len());
        let shown = &text[..text.floor_char_boundary(room)];
        self.is_cut |= shown.len() < text.len();
        self.text.push_str(shown);
        if !shown.is_empty() && !shown.ends_with('\n') && self.text.len() < most {
            self.text.push('\n');
        }
        self.parts.push(index);
    }

    fn join(&mut self, mut other: Self, most: usize) {
        for index in std::mem::take(&mut other.parts) {
            self.parts.push(index);
        }
        let room = most.saturating_sub(self.text.len());
        let shown = &other.text[..other.text.floor_char_boundary(room)];
        self.is_cut |= other.is_cut || shown.len() < other.text.len();
        self.text.push_str(shown);
        self.signed = self.signed.or(other.signed);
        self.unreadable = self.unreadable.or(other.unreadable);
        self.broken += other.broken;
    }
}

/// Ends lines by line feeds alone.
fn with_line_feeds(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}
