//! Laws as lawyers cite them, in the language of the reader.

use case::{Claim, Language};
use policy::{Numbering, Provision};

use crate::text::{arg, say, tell};

/// A provision by the name of its act: `Article 17 of the Digital Services Act, Regulation (EU) 2022/2065`.
#[must_use]
pub fn provision(language: Language, provision: Provision) -> String {
    let act = say(language, &format!("statute-{}", provision.statute.code()));
    let numbering = provision.statute.numbering();
    let key = match (numbering, provision.places) {
        (_, []) => return act,
        (Numbering::Sections, _) => "law-section",
        (Numbering::Articles | Numbering::ChineseArticles, [_]) => "law-article",
        (Numbering::Articles | Numbering::ChineseArticles, _) => "law-articles",
    };
    let places = match language {
        Language::En => listed(language, provision.western_places().collect()),
        Language::Zh => provision
            .places
            .iter()
            .map(|it| chinese_place(numbering, it))
            .collect::<Vec<_>>()
            .join(&say(language, "site-comma")),
    };
    tell(language, key, &[("act", arg(act)), ("places", arg(places))])
}

/// Several provisions, one after the other.
#[must_use]
pub fn provisions(language: Language, all: &[Provision]) -> String {
    let cited: Vec<_> = all.iter().map(|it| provision(language, *it)).collect();
    cited.join(&say(language, "law-apart"))
}

/// A sentence with the provision that it rests on in brackets, where there is one.
pub(crate) fn resting_on(language: Language, sentence: &str, law: Option<Provision>) -> String {
    resting_on_all(language, sentence, law.as_slice())
}

/// The same with several provisions.
pub(crate) fn resting_on_all(language: Language, sentence: &str, laws: &[Provision]) -> String {
    if laws.is_empty() {
        return sentence.to_owned();
    }
    let text = sentence.trim_end_matches(['.', '。']);
    tell(language, "law-bracketed", &[("text", arg(text)), ("law", arg(provisions(language, laws)))])
}

/// The legal ground of a claim and why it makes a listing illegal (DSA Art. 17(3)(d)), with the law of its territory
/// ([`policy::grounds`]).
#[must_use]
pub fn legal_ground(language: Language, claim: Claim, grounds: &[Provision]) -> String {
    let ground = say(language, &format!("claim-{claim}.ground"));
    if grounds.is_empty() {
        return ground;
    }
    let law = tell(language, "law-ground", &[("law", arg(provisions(language, grounds)))]);
    super::joined(language, &ground, &law)
}

fn listed(language: Language, mut places: Vec<String>) -> String {
    let last = places.pop().unwrap_or_default();
    if places.is_empty() {
        return last;
    }
    let list = places.join(&say(language, "site-comma"));
    tell(language, "law-and", &[("list", arg(list)), ("last", arg(last))])
}

/// A place as Chinese texts write it: articles (条), paragraphs (款), items (项), points (目). Chinese acts are numbered
/// in Chinese, others as they stand.
fn chinese_place(numbering: Numbering, place: &str) -> String {
    const LEVELS: [&str; 3] = ["款", "项", "目"];
    let is_chinese = numbering == Numbering::ChineseArticles;
    let number = |digits: &str| match digits.parse() {
        Ok(number) if is_chinese => format!("第{}", chinese_number(number)),
        _ => format!("第 {digits} "),
    };
    if let Some((article, item)) = place.split_once('#') {
        let item = item.parse().map_or_else(|_| item.to_owned(), chinese_number);
        return format!("{}条第（{item}）项", number(article));
    }
    let mut parts = place.split(['(', ')']).filter(|part| !part.is_empty());
    let mut text = format!("{}条", number(parts.next().unwrap_or_default()));
    for (part, level) in parts.zip(LEVELS.into_iter().map(Some).chain(std::iter::repeat(None))) {
        let is_number = numbering != Numbering::Sections && part.bytes().all(|b| b.is_ascii_digit());
        match level {
            Some(level) if is_number => text.push_str(&format!("{}{level}", number(part))),
            Some(level) => text.push_str(&format!(" ({part}) {level}")),
            None => text.push_str(&format!(" ({part})")),
        }
    }
    text
}

/// A number below a hundred in Chinese; a greater one in digits.
fn chinese_number(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u16| DIGITS.get(usize::from(value)).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, 1..) => digit(number).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use policy::Statute;

    use super::*;
    use crate::text::find;

    #[test]
    fn every_act_has_its_name() {
        for statute in Statute::ALL {
            for language in Language::ALL {
                let key = format!("statute-{}", statute.code());
                assert!(find(*language, &key, &[]).is_some_and(|name| !name.is_empty()), "{language}: {key}");
            }
        }
    }

    #[test]
    fn a_provision_is_cited_in_the_language_of_its_reader() {
        for (statute, places, en, zh) in [
            (
                Statute::DigitalServicesAct,
                &["17"][..],
                "Article 17 of the Digital Services Act, Regulation (EU) 2022/2065",
                "《数字服务法》（欧盟第 2022/2065 号条例）第 17 条",
            ),
            (
                Statute::UnionMarks,
                &["9(2)(a)", "9(3)(b)"],
                "Articles 9(2)(a) and 9(3)(b) of Regulation (EU) 2017/1001 on the European Union trade mark",
                "《欧盟商标条例》（欧盟第 2017/1001 号条例）第 9 条第 2 款 (a) 项、第 9 条第 3 款 (b) 项",
            ),
            (
                Statute::UsCopyright,
                &["512(c)(3)(A)(iv)"],
                "17 U.S.C. 512(c)(3)(A)(iv)",
                "《美国法典》第 17 编第 512 条 (c) 款 (3) 项 (A) 目 (iv)",
            ),
            (
                Statute::CnECommerce,
                &["42(2)"],
                "Article 42(2) of the E-Commerce Law of the People’s Republic of China",
                "《中华人民共和国电子商务法》第四十二条第二款",
            ),
            (
                Statute::CnMarks,
                &["57#1", "57#3"],
                "Articles 57(1) and 57(3) of the Trademark Law of the People’s Republic of China",
                "《中华人民共和国商标法》第五十七条第（一）项、第五十七条第（三）项",
            ),
        ] {
            let cited = Provision { statute, places };
            assert_eq!(provision(Language::En, cited), en);
            assert_eq!(provision(Language::Zh, cited), zh);
        }
    }

    #[test]
    fn numbers_are_written_as_chinese_acts_write_them() {
        for (number, written) in
            [(1, "一"), (10, "十"), (16, "十六"), (20, "二十"), (57, "五十七"), (102, "102")]
        {
            assert_eq!(chinese_number(number), written);
        }
    }
}
