//! Notices in words: labelled lines, statements, addresses with their roles, and what remains as the
//! explanation.

mod address;
mod class;
mod cues;
mod denial;
mod labels;
mod layout;
mod number;
mod parties;
mod role;
mod site;
mod stated;
mod urls;
mod weights;

pub(crate) use class::claim_named;
pub(crate) use labels::field_named;

use std::collections::HashSet;

use case::{Claim, Element};

use labels::Labelled;

use crate::draft::{Draft, Reading};
use crate::problem::{Problem, ProblemKind, field};
use crate::{Class, NamedUrl, Party, PartyRole, Role, limit, text};

/// What was understood of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// What it is: [`Class::Complaint`], [`Class::CounterNotice`], [`Class::Retraction`] or
    /// [`Class::NotOurs`].
    pub class: Class,
    /// What is claimed.
    pub claim: Option<Claim>,
    /// Who it names.
    pub parties: Vec<Party>,
    /// Every address once, in order of appearance.
    pub urls: Vec<NamedUrl>,
    /// The elements found, whether or not the claim needs them.
    pub statements: Vec<Element>,
    /// What would be filed, and what is wrong with it.
    pub reading: Reading,
}

/// How much of a text is looked at for words that deny the claim, in bytes: they stand at its head.
const MOST_OF_OWN: usize = 65_536;

/// Reads a text; `links` are addresses beside it, such as the targets of links in HTML.
///
/// Linear in the length of the text. Of addresses, the first ten thousand are looked at.
#[must_use]
pub fn read(subject: &str, body: &str, links: &[String]) -> Prose {
    let mut reading = Reading::default();
    let Reading { draft, problems } = &mut reading;
    let body = urls::restored(body);
    let Labelled { rest, claims_nothing } = labels::labelled(draft, &body);
    number::complete(&mut draft.right, &format!("{subject}\n\n{rest}"));
    let flat = text::line(&body).to_lowercase();
    stated::find(&mut draft.statements, &body);
    draft.claim = draft.claim.or_else(|| class::claim_named(subject)).or_else(|| class::claim_of(&body));
    let own = text::line(text::first_bytes(&rest, MOST_OF_OWN)).to_lowercase();
    let about = text::line(subject).to_lowercase();
    draft.claim = draft.claim.filter(|_| !claims_nothing && !denial::denies(&about, &own));
    let mut seen = HashSet::new();
    let urls: Vec<NamedUrl> = judged(&body, links)
        .into_iter()
        .map(|(named, _)| named)
        .filter(|named| seen.insert(address::parts(&named.url).key))
        .collect();
    let accused = urls.iter().filter(|named| named.role == Role::Accused);
    draft.set_listings(accused.map(|named| named.url.as_str()), problems);
    let explanation = without_statements(&rest);
    if explanation.chars().count() > limit::EXPLANATION {
        problems.push(Problem::new(field::EXPLANATION, ProblemKind::TooLong { limit: limit::EXPLANATION }));
    }
    // The whole of it stays in the original, which is kept.
    draft.explanation = explanation.chars().take(limit::EXPLANATION).collect();
    let parties = parties::of(draft, &body);
    Prose {
        class: class::class_of(subject, &flat),
        claim: draft.claim,
        statements: statements(draft, &parties),
        parties,
        urls,
        reading,
    }
}

/// Whether the words above a copy of a complaint make it their own.
pub(crate) fn complains(own: &str) -> bool {
    let prose = read("", own, &[]);
    let flat = text::line(own).to_lowercase();
    (prose.claim.is_some() || prose.class == Class::Complaint) && !denial::denies("", &flat)
}

/// An address, and why it was given its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The address.
    pub url: NamedUrl,
    /// What was noticed about it, by the names of the features.
    pub why: Vec<String>,
    /// Its scores as accused, original, aside.
    pub scores: [i32; 3],
}

/// Every mention of an address in a text, and why it was given its role.
#[must_use]
pub fn explain(body: &str, links: &[String]) -> Vec<Explained> {
    let why = |(url, judged): (NamedUrl, role::Judged)| Explained {
        url,
        why: judged.features.iter().map(ToString::to_string).collect(),
        scores: judged.scores,
    };
    judged(&urls::restored(body), links).into_iter().map(why).collect()
}

/// Every mention of an address in a restored text, with its role.
fn judged(body: &str, links: &[String]) -> Vec<(NamedUrl, role::Judged)> {
    let mut found = urls::find(body);
    let mut contexts = layout::contexts(body, &found);
    let hits = cues::outside(cues::find(body), &found);
    let in_text = found.len();
    let run = contexts.last().map_or(0, |context| context.run + 1);
    for (index, link) in links.iter().enumerate().take(urls::MOST - in_text) {
        found.push(urls::Found { url: link.clone(), start: body.len(), end: body.len() });
        contexts.push(layout::Context { run: run + index, ..layout::Context::default() });
    }
    let judged = role::judge(body, &found, &contexts, &hits);
    let named =
        |(index, ((found, context), judged)): (usize, ((urls::Found, layout::Context), role::Judged))| {
            let place = match index.checked_sub(in_text) {
                None => format!("line {}", context.line),
                Some(link) => format!("link {}", link + 1),
            };
            (NamedUrl { url: found.url, role: judged.role, place }, judged)
        };
    found.into_iter().zip(contexts).zip(judged).enumerate().map(named).collect()
}

/// The elements that are there, whether or not the claim needs them.
fn statements(draft: &Draft, parties: &[Party]) -> Vec<Element> {
    let Draft { right, complainant, statements, .. } = draft;
    let named = |field: fn(&Party) -> &String| {
        parties.iter().any(|party| party.role == PartyRole::Complainant && !field(party).is_empty())
    };
    let given = |element: &Element| match element {
        Element::Explanation => !draft.explanation.is_empty(),
        Element::Location => !draft.listings.is_empty(),
        Element::Name => named(|party| &party.name),
        Element::Email => named(|party| &party.email),
        Element::GoodFaith => statements.good_faith,
        Element::Right => !right.number.is_empty() || !right.work.is_empty(),
        Element::PostalAddress => !complainant.postal_address.is_empty(),
        Element::Telephone => !complainant.telephone.is_empty(),
        Element::Perjury => statements.perjury,
        Element::Signature => !statements.signature.is_empty(),
        Element::Evidence => draft.attached,
        Element::Truth => statements.truth,
    };
    Element::ALL.iter().copied().filter(given).collect()
}

/// The text without sentences that only state, and without lines that are only an address.
fn without_statements(text: &str) -> String {
    let states = |sentence: &str| {
        let flat = text::line(sentence).to_lowercase();
        stated::WORDINGS.iter().flat_map(|wordings| wordings.iter()).any(|wording| flat.contains(wording))
    };
    let is_address = |line: &str| !line.contains(char::is_whitespace) && !urls::find(line).is_empty();
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let lines: Vec<&str> = paragraph.lines().filter(|line| !is_address(line.trim())).collect();
        lines
            .join("\n")
            .split_inclusive(['.', '。', '!', '！'])
            .filter(|part| !states(part))
            .collect::<String>()
    });
    let kept: Vec<String> = paragraphs.map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    kept.join("\n\n")
}
