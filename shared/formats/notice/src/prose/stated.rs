//! What a text states as the law asks it: belief in good faith, accuracy, truth.
//!
//! A statement that is denied anywhere, asked, or made under a condition does not count: its author is asked for it.

use contract::complaint::Statements;

use super::labels;
use crate::text;

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

/// Wordings of the guarantee that a notice is true (PRC, Fa Fa (2020) No. 32 Art. 5(4)).
const TRUTH: &[&str] = &[
    "guarantee that this notice is true",
    "guarantee the truthfulness",
    "guarantee the authenticity of th",
    "保证通知内容真实",
    "保证通知真实",
    "保证本通知",
    "保证以上内容真实",
    "保证上述内容真实",
    "保证投诉内容真实",
    "真实性负责",
    "真实性的书面保证",
];

/// The wordings of all statements.
pub(super) const WORDINGS: [&[&str]; 3] = [GOOD_FAITH, PERJURY, TRUTH];

/// Words that deny what follows them in their clause.
const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "neither",
    "nor",
    "cannot",
    "without",
    "none",
    "nobody",
    "hardly",
    "lack",
    "lacks",
    "lacking",
    "doubt",
    "unable",
    "refuse",
    "decline",
    "withdraw",
    "retract",
    "revoke",
    "longer",
    "unsure",
    "uncertain",
    "whether",
    "nothing",
    "false",
    "instead",
    "absent",
    "untrue",
    "anything",
];

/// Words that make a condition or a wish of what follows them in their clause.
const CONDITIONS: &[&str] = &[
    "would", "could", "might", "may", "if", "unless", "until", "once", "hope", "wish", "should", "were",
    "perhaps", "maybe", "possibly",
];

/// Words with which a sentence begins that is a condition as a whole.
const CONDITIONAL: &[&str] =
    &["if", "unless", "were", "once", "when", "should", "had", "suppose", "assuming", "provided", "until"];

/// Words that show, after a comma or a conjunction, that a clause of its own begins.
const BEGINS: &[&str] = &[
    "i",
    "we",
    "have",
    "has",
    "hold",
    "state",
    "declare",
    "swear",
    "confirm",
    "certify",
    "believe",
    "affirm",
    "under",
    "undersigned",
    "he",
    "she",
    "company",
    "client",
    "owner",
    "having",
    "based",
];

/// What Chinese denies with, right before what it denies.
const DENIED_BEFORE: &[&str] = &["不", "没有", "无法", "未", "并非", "無法", "沒有", "如果", "假如", "若"];

/// How many characters before a Chinese wording are looked at for that.
const NEAR: usize = 6;

/// What makes the use a lawful one, after a form of to be.
const ALLOWED: &[&str] =
    &["authoris", "authoriz", "permitted", "allowed", "licensed", "lawful", "legal", "legitimate"];

/// What says that there is no infringement.
const HARMLESS: &[&str] = &[
    "does not infringe",
    "do not infringe",
    "is not infringing",
    "are not infringing",
    "no infringement",
    "has our permission",
    "have our permission",
    "not unauthori",
    "not counterfeit",
    "not a counterfeit",
    "not fake",
    "获得授权",
    "已获授权",
    "经过授权",
    "经授权的使用",
];

/// What is not done, behind a negation, by who does not say that something is accurate.
const SAYING: &[&str] = &[
    "say",
    "state",
    "confirm",
    "guarantee",
    "swear",
    "know",
    "believe",
    "think",
    "claim",
    "assert",
    "certify",
    "promise",
    "vouch",
    "sure",
    "certain",
    "declare",
    "affirm",
    "warrant",
    "tell",
    "able",
];

/// How many mentions of a statement are looked at.
const MOST_MENTIONS: usize = 100;

/// How much before and after a mention is looked at, in bytes.
const AROUND: usize = 400;

/// What is said to be accurate.
const SUBJECTS: &[&str] = &[
    "this notice",
    "the notice",
    "my notice",
    "our notice",
    "this complaint",
    "the complaint",
    "my complaint",
    "our complaint",
    "this report",
    "the information",
    "this information",
    "my information",
    "the above",
    "these statements",
    "my statements",
    "this statement",
    "my statement",
    "the statements",
    "what i",
    "what we",
    "this mail",
    "this letter",
];

/// How it is said to be.
const QUALITIES: &[&str] = &["accurate", "complete", "true", "correct", "truthful"];

/// How it is not.
const FAULTS: &[&str] = &["inaccurate", "incomplete", "untrue", "incorrect", "untruthful"];

/// Looks which statements `body` makes.
pub(super) fn find(statements: &mut Statements, body: &str) {
    let sentences = sentences(body);
    let is_inaccurate = sentences.iter().any(|sentence| denies_accuracy(sentence));
    let stated = |wordings: &[&str]| {
        let mut found = sentences.iter().flat_map(|sentence| {
            let places = wordings.iter().flat_map(|wording| sentence.match_indices(wording));
            places.map(|(at, wording)| (sentence, at, wording)).collect::<Vec<_>>()
        });
        let mut found =
            found.by_ref().take(MOST_MENTIONS).map(|(sentence, at, wording)| is_meant(sentence, at, wording));
        let first = found.next();
        first == Some(true) && found.all(|meant| meant) && !is_inaccurate
    };
    statements.good_faith = stated(GOOD_FAITH);
    statements.perjury = stated(PERJURY);
    statements.truth = stated(TRUTH);
}

/// The sentences of a text in lower case, each with the mark that ends it. A paragraph ends one, and a labelled line.
fn sentences(body: &str) -> Vec<String> {
    let mut whole = String::new();
    for raw in body.lines() {
        let line = raw.trim_start_matches(['>', '*', '•', ' ', '\t']).trim();
        whole.push_str(line);
        whole.push(if line.is_empty() || labels::is_labelled(line) { '\n' } else { ' ' });
    }
    let whole = whole.to_lowercase().replace(['\u{2019}', '\u{2018}'], "'").replace("n't", " not");
    let ends = |c: char| matches!(c, '.' | '!' | '?' | ';' | '\n' | '。' | '！' | '？' | '；');
    whole.split_inclusive(ends).map(text::line).filter(|sentence| !sentence.is_empty()).collect()
}

/// Whether the statement at `at` in a sentence is made, not denied, asked, or under a condition.
fn is_meant(sentence: &str, at: usize, wording: &str) -> bool {
    let (before, after) =
        (last_bytes(&sentence[..at]), text::first_bytes(&sentence[at + wording.len()..], AROUND));
    let is_asked = sentence.ends_with(['?', '？']);
    let is_conditional = words(sentence).next().is_some_and(|first| CONDITIONAL.contains(&first));
    let clause = clause(before);
    let is_denied = words(clause).any(|word| NEGATIONS.contains(&word) || CONDITIONS.contains(&word));
    let near: String = before.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    let near = near.rsplit(['，', '、', ',', '：', ':']).next().unwrap_or_default();
    let is_denied_near = DENIED_BEFORE.iter().any(|word| near.contains(word));
    let answer = after.trim_start_matches([' ', ':', '：', '-']);
    let is_refused =
        after.trim_start().starts_with([':', '：']) && labels::is_none(answer.trim_end_matches('.'));
    !(is_asked
        || is_conditional
        || is_denied
        || is_denied_near
        || is_refused
        || is_undone(after)
        || allows(after))
}

/// Whether the words right after a statement take it back: "is lacking", "I do not have".
fn is_undone(after: &str) -> bool {
    let next: Vec<&str> = words(after).take(6).collect();
    let lacks =
        next.iter().take(3).any(|word| matches!(*word, "lacking" | "missing" | "absent" | "doubtful"));
    let takes_back = |pair: &[&str]| {
        matches!(pair[0], "i" | "we") && matches!(pair[1], "do" | "cannot" | "can" | "lack" | "never" | "did")
    };
    lacks
        || next.windows(3).any(|three| {
            takes_back(three) && (NEGATIONS.contains(&three[1]) || NEGATIONS.contains(&three[2]))
        })
}

/// The clause that `before` ends with.
fn clause(before: &str) -> &str {
    let mut from = before.rfind(':').map_or(0, |at| at + 1);
    for separator in [
        ",",
        " and ",
        " but ",
        " because ",
        " therefore ",
        " so ",
        " hence ",
        " since ",
        " -- ",
        " – ",
        " — ",
    ] {
        for (at, _) in before.match_indices(separator) {
            let rest = &before[at + separator.len()..];
            let is_torn = words(&before[..at]).last().is_some_and(|word| NEGATIONS.contains(&word));
            if at >= from && !is_torn && words(rest).any(|word| BEGINS.contains(&word)) {
                from = at + separator.len();
            }
        }
    }
    &before[from.min(before.len())..]
}

/// Whether what is believed is that the use is lawful.
fn allows(after: &str) -> bool {
    let all: Vec<&str> = words(after).collect();
    let lawful = all.iter().position(|word| ALLOWED.iter().any(|allowed| word.starts_with(allowed)));
    let is_lawful = lawful.is_some_and(|at| {
        let around = &all[..(at + 4).min(all.len())];
        let is =
            all[..at].iter().rev().take(3).any(|word| {
                matches!(*word, "is" | "are" | "was" | "were" | "be" | "been" | "being" | "remains")
            });
        let acts = all.get(at + 1).is_some_and(|next| matches!(*next, "to" | "agent" | "representative"));
        is && !acts && !around.iter().any(|word| NEGATIONS.contains(word))
    });
    is_lawful || HARMLESS.iter().any(|harmless| after.contains(harmless))
}

/// Whether a sentence says that the notice is not accurate, or that its author does not say so.
fn denies_accuracy(sentence: &str) -> bool {
    SUBJECTS.iter().any(|subject| {
        sentence.match_indices(subject).take(MOST_MENTIONS).any(|(at, _)| {
            let after: Vec<&str> = words(&sentence[at + subject.len()..]).take(12).collect();
            let quality = after.iter().position(|word| QUALITIES.contains(word) || FAULTS.contains(word));
            // "This notice is not a complete statement of our rights" says nothing of its accuracy.
            let speaks = |place: &usize| {
                !matches!(
                    after.get(place + 1),
                    Some(&("statement" | "recital" | "recitation" | "list" | "account"))
                )
            };
            quality.filter(speaks).is_some_and(|place| {
                let denied =
                    after[..place].iter().any(|word| NEGATIONS.contains(word) || CONDITIONS.contains(word));
                let unsaid = leaves_unsaid(clause(last_bytes(&sentence[..at])));
                denied || unsaid || FAULTS.contains(&after[place]) || sentence.ends_with('?')
            })
        })
    })
}

/// Whether a clause that leads to what is accurate says that it is not said.
fn leaves_unsaid(clause: &str) -> bool {
    let all: Vec<&str> = words(clause).collect();
    all.iter().enumerate().any(|(at, word)| {
        let says = all[at + 1..].iter().take(3).any(|next| SAYING.contains(next));
        matches!(*word, "doubt" | "unsure" | "uncertain" | "whether" | "unable" | "refuse" | "decline")
            || CONDITIONS.contains(word)
            || (NEGATIONS.contains(word) && says)
    })
}

/// The end of what stands before a mention.
fn last_bytes(before: &str) -> &str {
    &before[before.ceil_char_boundary(before.len().saturating_sub(AROUND))..]
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
