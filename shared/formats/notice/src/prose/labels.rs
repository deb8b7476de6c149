//! Labelled lines: `Registration number: 018999001`.

use crate::draft::Draft;
use crate::problem::field;
use crate::text;

use super::class::claim_named;

/// The labels of lines, in lower case, English and Chinese, each list with its field.
const LABELS: &[(&str, &[&str])] = &[
    (field::CLAIM, &["claim", "claim type", "type of claim", "infringement type", "投诉类型", "侵权类型"]),
    (
        field::RIGHT_OFFICE,
        &[
            "office",
            "registration office",
            "ip office",
            "机构",
            "機構",
            "注册机构",
            "登记机关",
            "注册机关",
            "註冊機構",
        ],
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
    (
        field::NAME,
        &["name", "full name", "complainant", "姓名", "名称", "名稱", "投诉人", "公司名称", "权利人"],
    ),
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
    (field::ACCOUNT_SECRET, &["account secret", "账户密钥"]),
    (field::EXPLANATION, &["explanation", "reason", "description", "说明", "理由", "投诉理由", "侵权说明"]),
    (field::SIGNATURE, &["signature", "signed", "签名", "签字", "簽名"]),
];

/// What stands in a field that is not filled in, or for a claim that there is none.
const NONE: &[&str] = &[
    "none",
    "no",
    "n/a",
    "na",
    "n.a",
    "nil",
    "null",
    "nothing",
    "not applicable",
    "no claim",
    "-",
    "--",
    "–",
    "—",
    "/",
    "keine",
    "kein",
    "keiner",
    "nein",
    "entfällt",
    "aucun",
    "aucune",
    "néant",
    "non",
    "ninguno",
    "ninguna",
    "ningún",
    "nessuno",
    "nessuna",
    "nenhum",
    "nenhuma",
    "geen",
    "nee",
    "brak",
    "nie",
    "żadne",
    "żaden",
    "无",
    "無",
    "没有",
    "沒有",
    "不适用",
    "なし",
    "該当なし",
    "없음",
    "해당 없음",
    "нет",
];

/// What begins a claim that is denied.
const DENYING: &[&str] = &[
    "no ", "not ", "none ", "kein ", "keine ", "pas ", "aucun", "ningun", "nessun", "nenhum", "geen ",
    "不是", "非", "并非", "没有",
];

/// Whether a value says that there is nothing.
pub(super) fn is_none(value: &str) -> bool {
    let bare = value.trim().trim_end_matches(['.', '。', '!']).trim().to_lowercase();
    NONE.contains(&bare.as_str())
}

/// Whether a line is one that [`labelled`] takes.
pub(super) fn is_labelled(line: &str) -> bool {
    label(line).is_some()
}

/// A text without its labelled lines.
#[derive(Debug, Default)]
pub(super) struct Labelled {
    /// The other lines, and the explanation.
    pub(super) rest: String,
    /// Whether a line says that nothing is claimed.
    pub(super) claims_nothing: bool,
}

/// Takes the labelled lines.
pub(super) fn labelled(draft: &mut Draft, body: &str) -> Labelled {
    let mut rest = String::new();
    let mut claims_nothing = false;
    let mut open: Option<&'static str> = None;
    for raw in body.lines() {
        let line = raw.trim_start_matches(['>', '*', '•', ' ', '\t']).trim();
        if let Some(name) = line.strip_prefix("/s/") {
            draft.statements.signature = text::line(name);
            open = None;
        } else if let Some((field, value)) = label(line) {
            let denies = is_none(value) || DENYING.iter().any(|word| value.to_lowercase().starts_with(word));
            claims_nothing |= field == field::CLAIM && denies;
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
    Labelled { rest, claims_nothing }
}

/// The field that a label names, in lower case.
pub(crate) fn field_named(name: &str) -> Option<&'static str> {
    LABELS.iter().find(|(_, names)| names.contains(&name)).map(|(field, _)| *field)
}

fn label(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim().trim_matches('*').to_lowercase();
    let field = field_named(&name)?;
    Some((field, value.trim().trim_start_matches('*').trim()))
}

fn put(draft: &mut Draft, field: &str, value: &str) {
    let value = text::line(value);
    let slot = match field {
        field::CLAIM => {
            draft.claim = value.parse().ok().or_else(|| claim_named(&value)).or(draft.claim);
            return;
        }
        field::ACCOUNT_SECRET => {
            draft.account_secret = Some(value).filter(|code| !code.is_empty());
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
