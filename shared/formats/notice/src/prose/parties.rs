//! Who a text names: the complainant by the labelled lines, owner and accused by lines of their own.

use crate::draft::Draft;
use crate::{Party, PartyRole, address, text};

/// The labels of lines that name someone, in lower case.
const LABELS: &[(PartyRole, &[&str])] = &[
    (
        PartyRole::Owner,
        &[
            "owner",
            "copyright owner",
            "copyright holder",
            "rights owner",
            "rights holder",
            "right holder",
            "trademark owner",
            "trade mark owner",
            "brand owner",
            "represented copyright holder",
            "权利人",
            "商标权人",
            "著作权人",
            "品牌方",
            "權利人",
        ],
    ),
    (
        PartyRole::Accused,
        &[
            "seller",
            "seller name",
            "store",
            "store name",
            "shop",
            "shop name",
            "infringer",
            "reported account",
            "reported user",
            "卖家",
            "店铺",
            "店铺名称",
            "被投诉人",
            "賣家",
        ],
    ),
];

/// The parties of a text whose labelled lines are in `draft`; each role at most once.
pub(super) fn of(draft: &Draft, body: &str) -> Vec<Party> {
    let complainant = &draft.complainant;
    let email =
        Some(complainant.email.clone()).filter(|email| !email.is_empty()).or_else(|| labelled_mail(body));
    let first = Party {
        role: PartyRole::Complainant,
        name: complainant.name.clone(),
        email: email.unwrap_or_default(),
        postal_address: complainant.postal_address.clone(),
        telephone: complainant.telephone.clone(),
    };
    let is_named = [&first.name, &first.email, &first.telephone].iter().any(|field| !field.is_empty());
    let mut parties: Vec<Party> = is_named.then_some(first).into_iter().collect();
    for (name, value) in labels(body) {
        let role = LABELS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(role, _)| *role);
        let Some(role) = role.filter(|_| !value.is_empty() && !value.contains("://")) else { continue };
        if parties.iter().all(|party| party.role != role) {
            parties.push(Party {
                role,
                name: text::line(value),
                email: String::new(),
                postal_address: String::new(),
                telephone: String::new(),
            });
        }
    }
    parties
}

/// The first mail address on a line that is labelled as one.
fn labelled_mail(body: &str) -> Option<String> {
    labels(body)
        .filter(|(name, _)| ["mail", "邮箱", "邮件", "郵箱"].iter().any(|word| name.contains(word)))
        .map(|(_, value)| value.trim_matches(['<', '>', ' ']))
        .find(|value| address::is_mail_address(value))
        .map(str::to_owned)
}

/// The lines of a text that begin with a label: its name in lower case, and what stands behind it.
fn labels(body: &str) -> impl Iterator<Item = (String, &str)> {
    body.lines().filter_map(|line| {
        let (name, value) = line.split_once([':', '：'])?;
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        (name.len() <= 60).then(|| (name.to_lowercase().replace('_', " "), value.trim()))
    })
}
