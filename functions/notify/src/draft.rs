//! From what a case owes to mails: to whom, about which listings, with which words.

use app::{Mailbox, language_tagged};
use case::{
    Announcement, Case, Event, Language, Letter, OwedLetter, Owner, PartyAct, Recipient, Recorded, Withheld,
};
use contract::complaint::Complaint;
use contract::webhook::event_type;
use jiff::Timestamp;
use policy::{NoticeLaw, grounds};
use port::{ListingAnswer, ListingView, MarketplaceConfig, StoredCase, Unavailable};
use web::letter::{ComplaintFacts, Item};
use web::words;

use crate::letterhead::Letterhead;
use crate::matter::{self, Told};

/// A case with everything that its letters are written from.
pub(crate) struct Known<'a> {
    pub(crate) stored: &'a StoredCase,
    /// `None` once it was erased with its party's data.
    pub(crate) document: Option<&'a Complaint>,
    pub(crate) marketplace: &'a MarketplaceConfig,
    pub(crate) listing: Result<ListingAnswer, Unavailable>,
    /// Where its complainant is written to.
    pub(crate) mailbox: Mailbox,
    /// Whether the account that filed its complaint has an endpoint that events are posted to.
    pub(crate) has_endpoint: bool,
}

/// Who a letter goes to, and about which complaint: letters with the same envelope share a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Envelope {
    pub(crate) letter: Letter,
    pub(crate) language: Language,
    pub(crate) to: String,
    pub(crate) to_name: String,
    pub(crate) answers: Option<String>,
    pub(crate) complaint: ComplaintFacts,
    /// What the receiver may do.
    pub(crate) acts: Vec<PartyAct>,
    /// What the other side may do.
    pub(crate) other_acts: Vec<PartyAct>,
}

/// A mail to be sent, and the letters that are out once it is.
pub(crate) struct Mail {
    pub(crate) envelope: Envelope,
    pub(crate) items: Vec<Item>,
    /// The letters, each with the number of its case in the group.
    pub(crate) covers: Vec<(usize, OwedLetter)>,
}

/// Why a letter finds no receiver.
pub(crate) enum NoEnvelope {
    /// It cannot or must not be sent, for this reason.
    Withhold(Withheld),
    /// The marketplace, which knows the seller, gave no answer.
    Later,
}

impl Known<'_> {
    const fn case(&self) -> &Case {
        &self.stored.case
    }

    fn view(&self) -> Option<&ListingView> {
        match &self.listing {
            Ok(ListingAnswer::Found(view)) => Some(view),
            Ok(ListingAnswer::Gone) | Err(_) => None,
        }
    }

    /// What the account that filed the complaint, if one did that has an endpoint, is to be told beside these letters.
    pub(crate) fn announcements(
        &self,
        letters: impl Iterator<Item = OwedLetter>,
        now: Timestamp,
    ) -> Vec<Announcement> {
        let Owner::Account(account) = self.case().filing.owner else { return Vec::new() };
        if !self.has_endpoint {
            return Vec::new();
        }
        let told = |owed: &OwedLetter| event_type(owed.letter).is_some();
        let announcement = |owed| Announcement { account, case: self.case().id, owed, sent_at: now };
        letters.filter(told).map(announcement).collect()
    }

    /// Who `owed` goes to at `now`, and what it offers.
    pub(crate) fn envelope(&self, owed: OwedLetter, now: Timestamp) -> Result<Envelope, NoEnvelope> {
        let envelope = match owed.letter.recipient() {
            Recipient::Complainant => self.to_complainant(owed),
            Recipient::Seller => self.to_seller(owed.letter),
        };
        let (acts, other_acts) = matter::acts(self.case(), owed, now);
        Ok(Envelope { acts, other_acts, ..envelope? })
    }

    fn to_complainant(&self, owed: OwedLetter) -> Result<Envelope, NoEnvelope> {
        let letter = owed.letter;
        let Some(document) = self.document else {
            return Err(NoEnvelope::Withhold(Withheld::Erased));
        };
        // Answering automatic mail makes loops (RFC 3834 2). A person who has a letter sent knows better.
        if document.do_not_answer && !self.is_sent_by_a_person(owed) {
            return Err(NoEnvelope::Withhold(Withheld::AutomaticMail));
        }
        let (to, to_name) = match &self.mailbox {
            Mailbox::Filer => (&document.complainant.email, &document.complainant.name),
            Mailbox::Account { email, name } => (email, name),
            Mailbox::None => {
                return Err(NoEnvelope::Withhold(Withheld::ReturnedMail));
            }
        };
        let language = self.case().filing.language;
        // The first letter answers the complaint's own mail; the others find the thread by their case.
        let answers = document.message_id.as_deref().filter(|_| letter == Letter::Receipt);
        Ok(Envelope {
            letter,
            language,
            to: to.clone(),
            to_name: to_name.clone(),
            answers: answers.map(|id| id.trim_matches(['<', '>', ' ']).to_owned()),
            complaint: self.complaint(language),
            acts: Vec::new(),
            other_acts: Vec::new(),
        })
    }

    fn is_sent_by_a_person(&self, letter: OwedLetter) -> bool {
        let reviewed = |it: &Recorded| matches!(&it.event, Event::LetterReviewed { owed, send: true, .. } if *owed == letter);
        self.stored.log.iter().any(reviewed)
    }

    fn to_seller(&self, letter: Letter) -> Result<Envelope, NoEnvelope> {
        // DSA Art. 17(2): a statement of reasons is due where the contact details are known.
        let view = match &self.listing {
            Ok(ListingAnswer::Found(view)) => view,
            Ok(ListingAnswer::Gone) => return Err(NoEnvelope::Withhold(Withheld::ListingGone)),
            Err(_) => return Err(NoEnvelope::Later),
        };
        let Some(to) = view.seller_email.clone() else {
            return Err(NoEnvelope::Withhold(Withheld::NoAddress));
        };
        let language = language_tagged(view.seller_language.as_deref());
        Ok(Envelope {
            letter,
            language,
            to,
            to_name: view.seller_name.clone(),
            answers: None,
            complaint: self.complaint(language),
            acts: Vec::new(),
            other_acts: Vec::new(),
        })
    }

    fn complaint(&self, language: Language) -> ComplaintFacts {
        let case = self.case();
        let claim = case.filing.claim;
        let (right, complainant, explanation) = match self.document {
            Some(Complaint { right, complainant, explanation, .. }) => (
                words::right(language, claim, &right.office, &right.number, &right.work),
                complainant.name.clone(),
                explanation.clone(),
            ),
            None => {
                let erased = words::erased(language);
                (words::right_of(language, &case.filing), erased.clone(), erased)
            }
        };
        ComplaintFacts {
            reference: self.document.and_then(|document| document.reference.parse().ok()),
            listings: case.filing.listings.into(),
            filed_at: case.filed_at,
            claim,
            right,
            complainant,
            explanation,
            law: NoticeLaw::of(case.filing.territory, Some(claim)),
            grounds: grounds(&case.filing),
        }
    }

    /// The case as it stands in a letter that says what is `told`, under the title that was judged, or else the one that
    /// the listing has now.
    pub(crate) fn item(
        &self,
        owed: OwedLetter,
        told: Told,
        judged: Option<String>,
        letterhead: &Letterhead,
    ) -> Item {
        let case = self.case();
        let url = app::listing_address(self.marketplace, &case.filing.listing);
        let now = || self.view().map(|view| view.title.clone());
        let title = judged.or_else(now).filter(|title| !title.trim().is_empty());
        Item {
            case: case.id,
            reference: case.filing.reference,
            effect: owed.effect_id(case.id),
            title,
            url,
            marketplace: self.marketplace.name.clone(),
            page: letterhead.page(case, owed.letter.recipient()),
            only_in: told.only_in,
            matter: told.matter,
        }
    }
}

/// Puts a letter into the mail with its envelope, or into a new one.
pub(crate) fn post(mails: &mut Vec<Mail>, envelope: Envelope, index: usize, owed: OwedLetter, item: Item) {
    match mails.iter_mut().find(|mail| mail.envelope == envelope) {
        Some(mail) => {
            // What a case is owed twice in the same words, it is told once.
            let told = |other: &Item| {
                other.case == item.case && other.matter == item.matter && other.only_in == item.only_in
            };
            if !mail.items.iter().any(told) {
                mail.items.push(item);
            }
            mail.covers.push((index, owed));
        }
        None => mails.push(Mail { envelope, items: vec![item], covers: vec![(index, owed)] }),
    }
}
