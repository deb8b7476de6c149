//! A title acts only where all of it is read as a plain offer of the mark's goods.

use matching::{Guard, Mark, Marks, Match, Tier};
use proptest::prelude::*;

const TITLES: &str = include_str!("../data/whole.tsv");

/// Made-up marks with their Nice classes.
const MARKS: [(&str, &[u8]); 6] = [
    ("Velgarde", &[18, 25]),
    ("Quelmont", &[9]),
    ("Brastov", &[7, 8]),
    ("Lorinelle", &[3]),
    ("Tessamar", &[14]),
    ("鹿野堂", &[18, 25]),
];

fn registry() -> Marks {
    let mark = |(name, classes): (&str, &[u8])| Mark {
        id: name.to_owned(),
        names: vec![name.to_owned()],
        classes: classes.to_vec(),
        ..Mark::default()
    };
    Marks::compile(MARKS.into_iter().map(mark).collect())
}

/// The best finding of a mark in a title.
fn best(marks: &Marks, mark: &str, title: &str) -> Option<Match> {
    let found = marks.find(title).into_iter().filter(|it| marks.id(it.mark) == Some(mark));
    found.max_by_key(|it| it.tier)
}

/// The rows of the list: tier, mark, title.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TITLES.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut parts = line.splitn(3, '\t');
        let mut next = || parts.next().unwrap();
        (next(), next(), next())
    })
}

#[test]
fn a_plain_offer_acts_and_anything_more_goes_to_a_person() {
    let marks = registry();
    let wrong: Vec<String> = rows()
        .filter_map(|(tier, mark, title)| {
            let found = best(&marks, mark, title);
            let acts = found.as_ref().is_some_and(|it| it.tier == Tier::Act);
            let right = acts == (tier == "act") && found.is_some();
            (!right).then(|| format!("{tier}: {title}: {found:?}"))
        })
        .collect();
    let all = rows().count();
    assert!(wrong.is_empty() && all > 140, "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_match_tells_what_was_not_read() {
    let found = best(&registry(), "Velgarde", "Velgarde jacket with qwzox and xurbl patches").unwrap();
    assert_eq!((found.tier, &found.guards[..]), (Tier::Desk, &[Guard::WordsUnread][..]));
    assert!(found.unread.iter().any(|word| word == "qwzox"), "{found:?}");
    let english = found.explain(case::Language::En);
    assert!(english.contains("the title says more than a plain offer does (“qwzox”"), "{english}");
    let chinese = found.explain(case::Language::Zh);
    assert!(chinese.contains("“qwzox”"), "{chinese}");
    let found = best(&registry(), "Velgarde", "Velgarde black").unwrap();
    assert_eq!((found.tier, &found.guards[..]), (Tier::Desk, &[Guard::GoodsUnnamed][..]));
    assert!(found.unread.is_empty());
}

/// Plain offers of the list in words that spaces part, the mark being one of them.
fn offers() -> Vec<(&'static str, Vec<&'static str>)> {
    let plain = rows().filter(|(tier, mark, _)| *tier == "act" && mark.is_ascii());
    let offers = plain.map(|(_, mark, title)| (mark, title.split(' ').collect::<Vec<_>>()));
    offers.filter(|(mark, words)| words.iter().any(|it| it.trim_end_matches(',') == *mark)).collect()
}

proptest! {
    #[test]
    fn an_unknown_word_outside_of_the_models_place_never_leaves_an_act(
        offer in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        word in "[bdgkz]{1,2}[aiou]x[aiou][bdgkz]q[aiou]v",
    ) {
        let offers = offers();
        let (mark, words) = &offers[offer.index(offers.len())];
        let name = words.iter().position(|it| it.trim_end_matches(',') == *mark).unwrap();
        let at = place.index(words.len() + 1);
        let mut with = words.clone();
        with.insert(at, &word);
        let title = with.join(" ");
        // A model follows the name at once.
        if at != name + 1 && !words[name + 1..at.max(name + 1)].iter().all(|it| is_model(it)) {
            let found = best(&registry(), mark, &title);
            prop_assert!(found.as_ref().is_none_or(|it| it.tier < Tier::Act), "{title}: {found:?}");
        }
        if at <= name {
            let found = best(&registry(), mark, &title);
            prop_assert!(found.as_ref().is_some_and(|it| it.tier == Tier::Desk), "{title}: {found:?}");
        }
    }

    #[test]
    fn case_and_spaces_change_nothing(row in any::<prop::sample::Index>(), upper in any::<bool>(), spaces in 1_usize..4) {
        let rows: Vec<_> = rows().collect();
        let (_, mark, title) = rows[row.index(rows.len())];
        let cased = if upper { title.to_uppercase() } else { title.to_lowercase() };
        let spaced = cased.replace(' ', &" ".repeat(spaces));
        let tier = |title: &str| best(&registry(), mark, title).map(|it| it.tier);
        prop_assert_eq!(tier(&spaced), tier(title), "{}", spaced);
    }
}

/// Whether a word of the list's plain offers is one of a model, or a number as models have.
fn is_model(word: &str) -> bool {
    ["Torvix", "QX500"].contains(&word) || word.chars().all(char::is_numeric)
}

#[test]
fn without_its_goods_no_title_acts() {
    let marks = registry();
    for (mark, goods, title) in [
        ("Velgarde", "shoes", "Velgarde shoes black size 44"),
        ("Velgarde", "Jacke", "Velgarde Jacke schwarz neu"),
        ("Velgarde", "чанта", "Дамска чанта Velgarde черна"),
        ("Quelmont", "camera", "Quelmont QX500 camera 24MP black"),
        ("鹿野堂", "运动鞋", "鹿野堂 男士运动鞋 黑色"),
        ("Velgarde", "스니커즈", "Velgarde 남성 스니커즈 블랙"),
        ("Velgarde", "รองเท้า", "รองเท้า Velgarde ผู้ชาย"),
    ] {
        let tier = |title: &str| best(&marks, mark, title).map(|it| it.tier);
        assert_eq!(tier(title), Some(Tier::Act), "{title}");
        assert_eq!(tier(&title.replace(goods, "")), Some(Tier::Desk), "{title}");
    }
}

#[test]
fn a_model_is_short_and_no_known_word() {
    let marks = registry();
    for (title, acts) in [
        ("Velgarde Torvix shoes", true),
        ("Velgarde Torvix Quazzo shoes", true),
        ("Velgarde Torvix Quazzo Z3 shoes", true),
        ("Velgarde Torvix Quazzo Brimbax shoes", false),
        ("Velgarde grandfather shoes", false),
        ("Velgarde, Torvix shoes", false),
        ("Velgarde shoes Torvix", false),
        ("Velgarde shoes TX-900", true),
        ("shoes Velgarde Torvix", false),
        ("кроссовки Velgarde Torvix", true),
        ("Torvix Velgarde shoes", false),
    ] {
        let found = best(&marks, "Velgarde", title);
        assert_eq!(found.as_ref().is_some_and(|it| it.tier == Tier::Act), acts, "{title}: {found:?}");
    }
}
