//! What a mail complains of: its words, or the notice for machines in it.

use std::collections::HashSet;

use case::Element;

use crate::acns::Acns;
use crate::draft::{Draft, Reading};
use crate::prose::{self, Prose};
use crate::understood::{Class, NamedUrl, Party, Role, Understood};
use crate::{limit, text};

use super::body::Body;
use super::quote;
use super::sender::Sender;

/// What the words of a mail say.
pub(super) fn in_words(subject: &str, body: &Body) -> Understood {
    let Prose { class, mut claim, parties, urls, statements, mut reading } =
        prose::read(subject, &body.text, &body.links);
    // What stands below its own words is another's, or was said earlier: they must complain themselves.
    if quote::above_copy(&body.text).is_some_and(|own| !prose::complains(&own)) {
        claim = None;
        reading.draft.claim = None;
    }
    Understood {
        format: "mail".to_owned(),
        class,
        claim,
        language: body.language,
        parties,
        urls,
        statements,
        reading,
        files: Vec::new(),
    }
}

/// What ACNS notices say, with what is stated in the `letter` around them.
pub(crate) fn of_acns(notices: &[Acns], letter: Understood) -> Understood {
    let Some(first) = notices.first() else { return letter };
    let mut seen = HashSet::new();
    let all = notices.iter().flat_map(Acns::urls);
    let urls: Vec<NamedUrl> = all.filter(|url| seen.insert(url.url.clone())).collect();
    let mut reading = Reading { draft: drafts(notices), problems: Vec::new() };
    reading.draft.set_listings(urls.iter().map(|url| url.url.as_str()), &mut reading.problems);
    let report = Understood {
        format: format!("acns {}", first.version),
        class: Class::Complaint,
        claim: reading.draft.claim,
        language: letter.language,
        parties: first.parties(),
        urls,
        statements: Vec::new(),
        reading,
        files: Vec::new(),
    };
    with_letter(report, letter)
}

/// A report for machines, with what the letter around it states.
///
/// Where the report names addresses, only those are accused: what else the letter names is beside it.
pub(crate) fn with_letter(report: Understood, letter: Understood) -> Understood {
    let mut whole = report;
    let names_accused = whole.urls.iter().any(|url| url.role == Role::Accused);
    let known: HashSet<String> = whole.urls.iter().map(|url| url.url.clone()).collect();
    for mut url in letter.urls {
        if known.contains(&url.url) {
            continue;
        }
        if names_accused && url.role == Role::Accused {
            url.role = Role::Evidence;
        }
        whole.urls.push(url);
    }
    let Reading { draft, problems } = &mut whole.reading;
    let stated = letter.reading.draft;
    if !names_accused {
        draft.set_listings(stated.listings.iter().map(String::as_str), problems);
    }
    draft.statements.good_faith |= stated.statements.good_faith;
    draft.statements.perjury |= stated.statements.perjury;
    draft.statements.truth |= stated.statements.truth;
    for (own, other) in [
        (&mut draft.statements.signature, stated.statements.signature),
        (&mut draft.explanation, stated.explanation),
        (&mut draft.complainant.name, stated.complainant.name),
        (&mut draft.complainant.postal_address, stated.complainant.postal_address),
        (&mut draft.complainant.telephone, stated.complainant.telephone),
    ] {
        if own.is_empty() {
            *own = other;
        }
    }
    draft.account_secret = draft.account_secret.take().or(stated.account_secret);
    let others = letter.parties.into_iter().filter(|party| {
        whole.parties.iter().all(|known| known.role != party.role && known.name != party.name)
    });
    let others: Vec<Party> = others.collect();
    whole.parties.extend(others);
    whole.statements.extend(letter.statements);
    whole.statements.sort_unstable_by_key(|element| Element::ALL.iter().position(|other| other == element));
    whole.statements.dedup();
    whole.language = letter.language;
    whole
}

/// A letter with a `list` of the listings that it complains of.
pub(super) fn with_list(letter: Understood, list: Understood) -> Understood {
    let mut whole = letter;
    let known: HashSet<String> = whole.urls.iter().map(|url| url.url.clone()).collect();
    whole.urls.extend(list.urls.into_iter().filter(|url| !known.contains(&url.url)));
    let accused: Vec<String> =
        whole.urls.iter().filter(|url| url.role == Role::Accused).map(|url| url.url.clone()).collect();
    let Reading { draft, problems } = &mut whole.reading;
    draft.listings.clear();
    draft.set_listings(accused.iter().map(String::as_str), problems);
    whole
}

/// One draft of several notices.
fn drafts(notices: &[Acns]) -> Draft {
    let mut all = notices.iter().map(Acns::draft);
    let mut whole = all.next().unwrap_or_default();
    for next in all {
        add(&mut whole.right.work, &next.right.work, "; ", limit::WORK);
        add(&mut whole.explanation, &next.explanation, "\n", limit::EXPLANATION);
    }
    whole
}

/// Adds what `text` does not say yet, as far as there is room.
fn add(text: &mut String, more: &str, gap: &str, most: usize) {
    let room = text.chars().count() + more.chars().count() + gap.len() <= most;
    if room && !more.is_empty() && text.split(gap).all(|part| part != more) {
        text.push_str(gap);
        text.push_str(more);
    }
}

/// Fills in what the mail itself tells: the answer goes to the sender's address whatever the text says, since
/// an address in the text is nobody's proven address.
pub(super) fn complete(understood: &mut Understood, sender: &Sender) {
    let draft = &mut understood.reading.draft;
    draft.complainant.email.clone_from(&sender.address);
    if draft.complainant.name.is_empty() {
        draft.complainant.name = text::line(&sender.name);
    }
    draft.language = Some(understood.language);
    let faults = draft.faults();
    understood.reading.problems.extend(faults);
}
