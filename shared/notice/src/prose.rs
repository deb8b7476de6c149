//! Notices in words: labelled lines, statements, addresses with their roles, and what remains as the
//! explanation.

mod address;
mod class;
mod cues;
mod labels;
mod layout;
mod role;
mod site;
mod urls;
mod weights;

pub(crate) use class::claim_named;
pub(crate) use labels::field_named;

use case::{Claim, Element};

use crate::draft::Reading;
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
    /// Whom it names.
    pub parties: Vec<Party>,
    /// Every address once, in order of appearance.
    pub urls: Vec<NamedUrl>,
    /// The elements found, whether or not the claim needs them.
    pub statements: Vec<Element>,
    /// What would be filed, and what is wrong with it.
    pub reading: Reading,
}

/// Wordings of the belief in good faith (DSA Art. 16(2)(d); 17 U.S.C. 512(c)(3)(A)(v)).
const GOOD_FAITH: &[&str] = &[
    "good faith belief",
    "good-faith belief",
    "belief in good faith",
    "believe in good faith",
    "bona fide belief",
    "in good faith believe",
    "善意相信",
    "善意地相信",
    "善意认为",
    "出于善意",
    "基于善意",
    "真诚相信",
    "善意認為",
];

/// Wordings of accuracy under penalty of perjury (17 U.S.C. 512(c)(3)(A)(vi)).
const PERJURY: &[&str] =
    &["penalty of perjury", "penalties of perjury", "伪证罪", "伪证处罚", "作伪证", "偽證罪", "偽證"];

/// Reads a text; `links` are addresses beside it, such as the targets of links in HTML.
#[must_use]
pub fn read(subject: &str, body: &str, links: &[String]) -> Prose {
    let mut reading = Reading::default();
    let Reading { draft, problems } = &mut reading;
    let body = urls::restored(body);
    let rest = labels::labelled(draft, &body);
    let flat = text::line(&body).to_lowercase();
    draft.statements.good_faith = GOOD_FAITH.iter().any(|wording| flat.contains(wording));
    draft.statements.perjury = PERJURY.iter().any(|wording| flat.contains(wording));
    draft.claim = draft.claim.or_else(|| class::claim_named(subject)).or_else(|| class::claim_of(&body));
    let explained = explain(&body, links);
    let mut seen = std::collections::HashSet::new();
    let urls: Vec<NamedUrl> = explained
        .into_iter()
        .map(|explained| explained.url)
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
    Prose {
        class: class::class_of(subject, &body),
        claim: draft.claim,
        parties: Vec::new(),
        urls,
        statements: Vec::new(),
        reading,
    }
}

/// An address, and why it was given its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The address.
    pub url: NamedUrl,
    /// What was noticed about it.
    pub why: Vec<String>,
    /// Its scores as accused, original, aside.
    pub scores: [i32; 3],
}

/// Every mention of an address in a text, and why it was given its role.
#[must_use]
pub fn explain(body: &str, links: &[String]) -> Vec<Explained> {
    let mut found = urls::find(body);
    let mut contexts = layout::contexts(body, &found);
    let run = contexts.last().map_or(0, |context| context.run + 1);
    for (index, link) in links.iter().enumerate().take(urls::MOST - found.len()) {
        found.push(urls::Found { url: link.clone(), start: body.len(), end: body.len() });
        contexts.push(layout::Context { run: run + index, ..layout::Context::default() });
    }
    let mut hits = cues::find(body);
    let mut next = 0;
    hits.retain(|hit| {
        while found.get(next).is_some_and(|found| found.end <= hit.start) {
            next += 1;
        }
        found.get(next).is_none_or(|found| hit.start < found.start)
    });
    let judged = role::judge(body, &found, &contexts, &hits);
    found
        .into_iter()
        .zip(contexts)
        .zip(judged)
        .enumerate()
        .map(|(_, ((found, context), judged))| Explained {
            url: NamedUrl { url: found.url, role: judged.role, place: format!("line {}", context.line) },
            why: judged
                .features
                .iter()
                .map(|feature| format!("{feature:?}"))
                .chain([format!("run:{}", context.run), format!("account:{}", judged.account)])
                .collect(),
            scores: judged.scores,
        })
        .collect()
}

/// The text without sentences that only state, and without lines that are only an address.
fn without_statements(text: &str) -> String {
    let states = |sentence: &str| {
        let flat = text::line(sentence).to_lowercase();
        GOOD_FAITH.iter().chain(PERJURY).any(|wording| flat.contains(wording))
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
