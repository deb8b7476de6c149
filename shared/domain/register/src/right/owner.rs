//! Owners' names: the same firm is written in many ways.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How alike two names of owners are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Likeness {
    /// To the letter.
    Same,
    /// But for case, punctuation, spaces or accents.
    Spelling,
    /// But for the legal form, which one of them leaves out or writes out.
    LegalForm,
    /// Not the same; what differs, in words.
    Different(String),
}

/// Legal forms as they end (or begin) firms' names, by families: within one, each stands for the other.
/// Written as [`words`] leaves them.
const LEGAL_FORMS: &[&[&str]] = &[
    &["co ltd", "co limited", "company limited"],
    &[
        "ltd",
        "limited",
        "llc",
        "l l c",
        "limited liability company",
        "有限公司",
        "有限责任公司",
        "有限責任公司",
    ],
    &["kk", "k k", "kabushiki kaisha", "joint stock company", "股份有限公司", "株式会社", "주식회사"],
    &["inc", "incorporated", "corp", "corporation"],
    &["gmbh", "mbh", "gesellschaft mit beschrankter haftung", "gesellschaft mit beschraenkter haftung"],
    &["gmbh co kg", "gmbh and co kg", "gmbh und co kg"],
    &["ag", "aktiengesellschaft"],
    &["kg", "co kg", "kommanditgesellschaft"],
    &["ohg", "offene handelsgesellschaft"],
    &["ug", "ug haftungsbeschrankt", "ug haftungsbeschraenkt"],
    &["ek", "e k", "eingetragener kaufmann"],
    &["se", "societas europaea"],
    &["plc", "public limited company"],
    &["llp", "limited liability partnership"],
    &["sa", "s a", "societe anonyme", "sociedad anonima"],
    &["sarl", "s a r l", "societe a responsabilite limitee"],
    &["sas", "s a s", "societe par actions simplifiee"],
    &["srl", "s r l", "societa a responsabilita limitata"],
    &["sl", "s l", "sociedad limitada"],
    &["spa", "s p a", "societa per azioni"],
    &["bv", "b v", "besloten vennootschap"],
    &["nv", "n v", "naamloze vennootschap"],
    &["ab", "aktiebolag"],
    &["as", "a s", "aktieselskab"],
    &["aps", "anpartsselskab"],
    &["oy", "osakeyhtio"],
    &["sp z o o", "spolka z o o"],
    &["pty ltd", "pty limited"],
    &["pte ltd", "pte limited"],
    &["sdn bhd", "sendirian berhad"],
];
/// `Co., Ltd.`: how firms of the two families after it are commonly put into English.
const CO_LTD: usize = 0;

/// Whether two legal forms, by their families, may be those of one firm.
const fn fit(a: usize, b: usize) -> bool {
    a == b || (a == CO_LTD && b <= CO_LTD + 2) || (b == CO_LTD && a <= CO_LTD + 2)
}

/// Compares a name as its bearer states it with the name in a register.
#[must_use]
pub fn compare(stated: &str, registered: &str) -> Likeness {
    if stated.trim() == registered.trim() {
        return Likeness::Same;
    }
    // Umlauts are written out, or lose their dots: both are common, never mixed in one name.
    let readings =
        [false, true].map(|written_out| (words(stated, written_out), words(registered, written_out)));
    if readings.iter().any(|(a, b)| a == b) {
        return if readings[0].0.is_empty() { nothing() } else { Likeness::Spelling };
    }
    let mut forms = None;
    for (a, b) in &readings {
        let ((a, a_form), (b, b_form)) = (split(a), split(b));
        if a.is_empty() || a != b {
            continue;
        }
        match (a_form, b_form) {
            (Some(a), Some(b)) if !fit(a, b) => forms = Some((LEGAL_FORMS[a][0], LEGAL_FORMS[b][0])),
            _ => return Likeness::LegalForm,
        }
    }
    if let Some((a, b)) = forms {
        return Likeness::Different(format!("the legal forms are {a} and {b}: two firms"));
    }
    let ((a, _), (b, _)) = (split(&readings[0].0), split(&readings[0].1));
    let only = |of: &[String], than: &[String]| {
        let words: Vec<&str> = of.iter().filter(|word| !than.contains(word)).map(String::as_str).collect();
        words.join(" ")
    };
    let (here, there) = (only(&a, &b), only(&b, &a));
    Likeness::Different(match (here.is_empty(), there.is_empty()) {
        (true, true) => "the words stand in another order".to_owned(),
        (false, true) => format!("the register has no \"{here}\""),
        (true, false) => format!("the register also has \"{there}\""),
        (false, false) => format!("stated is \"{here}\" where the register has \"{there}\""),
    })
}

fn nothing() -> Likeness {
    Likeness::Different("neither name has a letter".to_owned())
}

/// A name for comparing: its words without case, punctuation, accents, apart by single spaces.
pub(crate) fn folded(name: &str) -> String {
    words(name, false).join(" ")
}

/// The words of a name, without case, punctuation and accents. With `umlauts_written_out`, ä is ae.
fn words(name: &str, umlauts_written_out: bool) -> Vec<String> {
    let mut folded = String::with_capacity(name.len());
    for c in name.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'ö' | 'ü' if umlauts_written_out => {
                folded.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)));
                folded.push('e');
            }
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push_str(if umlauts_written_out { "oe" } else { "o" }),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            // An apostrophe stands within a word.
            '\'' | '\u{2019}' => {}
            c => folded.extend(std::iter::once(c).nfkd().flat_map(char::to_lowercase)),
        }
    }
    let letters = folded.chars().filter(|c| !is_combining_mark(*c)).nfc();
    let spaced: String = letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// The words of a name without its legal form, and the family of that form. The longest form counts.
fn split(words: &[String]) -> (Vec<String>, Option<usize>) {
    let mut found: Option<(usize, Vec<String>, usize)> = None;
    for (family, form) in
        LEGAL_FORMS.iter().enumerate().flat_map(|(n, forms)| forms.iter().map(move |f| (n, *f)))
    {
        let length = form.chars().count();
        if found.as_ref().is_some_and(|(longest, ..)| *longest >= length) {
            continue;
        }
        if let Some(rest) = without(words, form) {
            found = Some((length, rest, family));
        }
    }
    found.map_or_else(|| (words.to_vec(), None), |(_, rest, family)| (rest, Some(family)))
}

/// The words without `form` at their end or beginning; `None` when it is not there, or nothing else is.
fn without(words: &[String], form: &str) -> Option<Vec<String>> {
    if !form.is_ascii() {
        // Written without spaces, at the end of the last word or the beginning of the first.
        let name = words.join(" ");
        let rest = name.strip_suffix(form).or_else(|| name.strip_prefix(form))?;
        let rest: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
        return (!rest.is_empty()).then_some(rest);
    }
    let form: Vec<&str> = form.split(' ').collect();
    let rest = words.len().checked_sub(form.len()).filter(|rest| *rest > 0)?;
    if words[rest..] == form[..] {
        Some(words[..rest].to_vec())
    } else if words[..form.len()] == form[..] {
        Some(words[form.len()..].to_vec())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_firm_is_known_in_other_spellings() {
        use Likeness::{LegalForm, Same, Spelling};
        for (stated, registered, likeness) in [
            ("Northlight GmbH", "Northlight GmbH", Same),
            ("NORTHLIGHT  GMBH", "Northlight GmbH", Spelling),
            ("North-Light GmbH", "North Light GmbH", Spelling),
            ("O'Neil Ltd.", "ONeil Ltd", Spelling),
            ("Société Lumière S.A.", "SOCIETE LUMIERE S.A.", Spelling),
            ("Müller AG", "Mueller AG", Spelling),
            ("Müller AG", "Muller AG", Spelling),
            ("Große Straße OHG", "GROSSE STRASSE OHG", Spelling),
            ("Ｎｏｒｔｈｌｉｇｈｔ", "northlight", Spelling),
            ("Northlight", "Northlight GmbH", LegalForm),
            ("Northlight Limited", "Northlight Ltd.", LegalForm),
            ("Shenzhen Beiguang Co., Ltd.", "Shenzhen Beiguang Limited", LegalForm),
            ("深圳北光科技有限公司", "深圳北光科技", LegalForm),
            ("株式会社北光", "北光株式会社", LegalForm),
            ("주식회사 북광", "북광", LegalForm),
            ("Northlight, Inc.", "Northlight Incorporated", LegalForm),
            ("Nord Licht GmbH & Co. KG", "Nord Licht GmbH und Co. KG", LegalForm),
            ("Light Gesellschaft mit beschränkter Haftung", "Light GmbH", LegalForm),
        ] {
            assert_eq!(compare(stated, registered), likeness, "{stated} | {registered}");
            assert_eq!(compare(registered, stated), likeness, "{registered} | {stated}");
        }
    }

    #[test]
    fn another_firm_is_told_with_what_differs() {
        for (stated, registered, says) in [
            ("Northlight GmbH", "Northlight Ltd", "the legal forms are gmbh and ltd: two firms"),
            ("Northlight", "Northlight Outfitters GmbH", "the register also has \"outfitters\""),
            ("Northlight Outfitters", "Northlight", "the register has no \"outfitters\""),
            ("Southlight", "Northlight", "stated is \"southlight\" where the register has \"northlight\""),
            ("Light North", "North Light", "the words stand in another order"),
            ("北光股份有限公司", "北光有限公司", "two firms"),
            ("GmbH", "Ltd", "stated is \"gmbh\""),
            ("?", "!", "neither name has a letter"),
        ] {
            let Likeness::Different(why) = compare(stated, registered) else { panic!("{stated}") };
            assert!(why.contains(says), "{why}");
        }
    }

    proptest! {
        #[test]
        fn no_name_is_too_strange(a in "\\PC{0,60}", b in "\\PC{0,60}") {
            let same = |a, b| !matches!(compare(a, b), Likeness::Different(_));
            prop_assert_eq!(same(&a, &b), same(&b, &a));
            prop_assert_eq!(compare(&a, &a), Likeness::Same);
        }
    }
}
