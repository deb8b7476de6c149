//! A complaint in words: labelled lines, statements, addresses, and what remains as the explanation.

use case::Claim;

use crate::draft::{Draft, Reading};
use crate::problem::{Problem, ProblemKind, field};
use crate::{limit, text};

/// The labels of lines, in lower case, English and Chinese, each list with its field.
const LABELS: &[(&str, &[&str])] = &[
    (field::CLAIM, &["claim", "claim type", "type of claim", "infringement type", "投诉类型", "侵权类型"]),
    (
        field::RIGHT_OFFICE,
        &["office", "registration office", "ip office", "注册机构", "登记机关", "注册机关", "註冊機構"],
    ),
    (
        field::RIGHT_NUMBER,
        &[
            "registration number",
            "registration no",
            "registration no.",
            "reg. no.",
            "trademark number",
            "trademark registration number",
            "patent number",
            "design number",
            "注册号",
            "商标注册号",
            "专利号",
            "登记号",
            "註冊號",
        ],
    ),
    (field::WORK, &["work", "copyrighted work", "original work", "作品", "作品名称", "原作品"]),
    (
        field::LISTINGS,
        &[
            "listing",
            "listings",
            "url",
            "urls",
            "link",
            "links",
            "infringing url",
            "infringing urls",
            "infringing listing",
            "infringing listings",
            "商品链接",
            "侵权链接",
            "链接",
            "商品連結",
        ],
    ),
    (field::NAME, &["name", "full name", "complainant", "姓名", "投诉人", "公司名称", "权利人"]),
    (field::EMAIL, &["email", "e-mail", "email address", "邮箱", "电子邮箱", "电子邮件"]),
    (
        field::POSTAL_ADDRESS,
        &["address", "postal address", "mailing address", "地址", "通讯地址", "联系地址"],
    ),
    (
        field::TELEPHONE,
        &[
            "telephone",
            "telephone number",
            "phone",
            "phone number",
            "tel",
            "tel.",
            "电话",
            "联系电话",
            "手机",
        ],
    ),
    (field::FILING_CODE, &["filing code", "备案码", "立案码"]),
    (field::EXPLANATION, &["explanation", "reason", "description", "说明", "理由", "投诉理由", "侵权说明"]),
    (field::SIGNATURE, &["signature", "signed", "签名", "签字", "簽名"]),
];

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

/// Reads the words of a mail; `links` are addresses beside its text.
pub(super) fn read(subject: &str, body: &str, links: &[String]) -> Reading {
    let mut reading = Reading::default();
    let Reading { draft, problems } = &mut reading;
    let rest = labelled(draft, body);
    let flat = text::line(body).to_lowercase();
    draft.statements.good_faith = GOOD_FAITH.iter().any(|wording| flat.contains(wording));
    draft.statements.perjury = PERJURY.iter().any(|wording| flat.contains(wording));
    draft.claim = draft.claim.or_else(|| claim_named(subject)).or_else(|| claim_of(body));

    let addresses = addresses(body);
    draft.set_listings(addresses.iter().chain(links).map(String::as_str), problems);
    let explanation = without_statements(&rest);
    if explanation.chars().count() > limit::EXPLANATION {
        problems.push(Problem::new(field::EXPLANATION, ProblemKind::TooLong { limit: limit::EXPLANATION }));
    }
    // The whole of it stays in the original, which is kept.
    draft.explanation = explanation.chars().take(limit::EXPLANATION).collect();
    reading
}

/// Takes the labelled lines, and returns the others.
fn labelled(draft: &mut Draft, body: &str) -> String {
    let mut rest = String::new();
    let mut open: Option<&'static str> = None;
    for raw in body.lines() {
        let line = raw.trim_start_matches(['>', '*', '•', ' ', '\t']).trim();
        if let Some(name) = line.strip_prefix("/s/") {
            draft.statements.signature = text::line(name);
            open = None;
        } else if let Some((field, value)) = label(line) {
            match field {
                // The explanation is what remains; an address in the text proves nobody.
                field::EXPLANATION => rest.push_str(&format!("{value}\n")),
                _ => put(draft, field, value),
            }
            let continues = value.is_empty() || field == field::POSTAL_ADDRESS;
            open = Some(field).filter(|field| continues && *field != field::EXPLANATION);
        } else if let Some(field) = open.filter(|_| !line.is_empty()) {
            put(draft, field, line);
            open = Some(field).filter(|field| *field == field::POSTAL_ADDRESS);
        } else {
            if line.is_empty() {
                open = None;
            }
            rest.push_str(line);
            rest.push('\n');
        }
    }
    rest
}

fn label(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim().trim_matches('*').to_lowercase();
    let (field, _) = LABELS.iter().find(|(_, names)| names.contains(&name.as_str()))?;
    Some((field, value.trim().trim_start_matches('*').trim()))
}

fn put(draft: &mut Draft, field: &str, value: &str) {
    let value = text::line(value);
    let slot = match field {
        field::CLAIM => {
            draft.claim = value.parse().ok().or_else(|| claim_named(&value)).or(draft.claim);
            return;
        }
        field::FILING_CODE => {
            draft.filing_code = Some(value).filter(|code| !code.is_empty());
            return;
        }
        field::POSTAL_ADDRESS if !draft.complainant.postal_address.is_empty() => {
            draft.complainant.postal_address.push_str(&format!(", {value}"));
            return;
        }
        field::RIGHT_OFFICE => &mut draft.right.office,
        field::RIGHT_NUMBER => &mut draft.right.number,
        field::WORK => &mut draft.right.work,
        field::NAME => &mut draft.complainant.name,
        field::POSTAL_ADDRESS => &mut draft.complainant.postal_address,
        field::TELEPHONE => &mut draft.complainant.telephone,
        field::SIGNATURE => &mut draft.statements.signature,
        // Addresses of listings are found wherever they stand.
        _ => return,
    };
    // What a mail quotes below must not replace what it says above.
    if slot.is_empty() {
        *slot = value;
    }
}

/// The words for each claim. Where several are named, the first in this order counts.
const CLAIMS: &[(Claim, &[&str])] = &[
    (Claim::Counterfeit, &["counterfeit", "fake", "假货", "假冒", "仿冒", "冒牌", "假貨"]),
    (Claim::Copyright, &["copyright", "dmca", "版权", "著作权", "盗图", "版權", "著作權"]),
    (
        Claim::Design,
        &[
            "registered design",
            "community design",
            "design right",
            "design infringement",
            "外观设计",
            "外觀設計",
        ],
    ),
    (Claim::Patent, &["patent", "专利", "專利"]),
    (Claim::GeographicalIndication, &["geographical indication", "地理标志", "地理標誌"]),
    (Claim::TrademarkMisuse, &["trademark", "trade mark", "商标", "商標"]),
];

/// The claim that a short text names.
fn claim_named(text: &str) -> Option<Claim> {
    let text = text.to_lowercase();
    CLAIMS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(claim, _)| *claim)
}

/// The claim that a long text speaks of most. Counterfeits are spoken of under trade marks.
fn claim_of(text: &str) -> Option<Claim> {
    let text = text.to_lowercase();
    let count = |wanted: Claim| -> usize {
        let words = CLAIMS.iter().filter(|(claim, _)| *claim == wanted).flat_map(|(_, words)| words.iter());
        words.map(|word| text.matches(word).count()).sum()
    };
    let counterfeit = count(Claim::Counterfeit);
    let marks = if counterfeit > 0 { Claim::Counterfeit } else { Claim::TrademarkMisuse };
    [
        (counterfeit + count(Claim::TrademarkMisuse), marks),
        (count(Claim::Copyright), Claim::Copyright),
        (count(Claim::Design), Claim::Design),
        (count(Claim::Patent), Claim::Patent),
        (count(Claim::GeographicalIndication), Claim::GeographicalIndication),
    ]
    .into_iter()
    .rev()
    .max_by_key(|(count, _)| *count)
    .filter(|(count, _)| *count > 0)
    .map(|(_, claim)| claim)
}

/// The text without sentences that only state, and without lines that are only an address.
fn without_statements(text: &str) -> String {
    let states = |sentence: &str| {
        let flat = text::line(sentence).to_lowercase();
        GOOD_FAITH.iter().chain(PERJURY).any(|wording| flat.contains(wording))
    };
    let is_address = |line: &str| !line.contains(char::is_whitespace) && !addresses(line).is_empty();
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

/// The web addresses in a text, defanged ones restored, in order of appearance.
fn addresses(text: &str) -> Vec<String> {
    let text = text.replace("[.]", ".").replace("(.)", ".").replace("[dot]", ".").replace("[:]", ":");
    let text = text.replace("[://]", "://");
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("://") {
        let before = rest[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let scheme = rest[at - before..at].to_ascii_lowercase();
        let after = &rest[at + "://".len()..];
        let end = after.find(ends_address).unwrap_or(after.len());
        let scheme = match scheme.as_str() {
            s if s.ends_with("https") || s.ends_with("hxxps") => Some("https"),
            s if s.ends_with("http") || s.ends_with("hxxp") => Some("http"),
            _ => None,
        };
        // Trimming looks at the whole address for each bracket: only at one that can be one.
        let tail = if end <= limit::ADDRESS_BYTES { trimmed(&after[..end]) } else { "" };
        if let Some(scheme) = scheme
            && !tail.is_empty()
        {
            found.push(format!("{scheme}://{tail}"));
            // One more than is taken tells that there are too many.
            if found.len() > limit::LISTINGS * 10 {
                break;
            }
        }
        rest = &after[end..];
    }
    found
}

/// Addresses end at white space, at quotes and brackets around them, and at the first character that an
/// address would have to encode.
fn ends_address(c: char) -> bool {
    !c.is_ascii()
        || c.is_ascii_whitespace()
        || c.is_ascii_control()
        || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '^')
}

/// Drops punctuation that belongs to the sentence, not to the address.
fn trimmed(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']', '}']);
        let closes_more =
            shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if closes_more { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}
