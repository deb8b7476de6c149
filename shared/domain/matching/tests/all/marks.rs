//! Marks in titles: each way of hiding a name, and each guard. All brands are made up.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use case::Language;
use matching::{Context, Guard, Mark, Marks, Match, Operation, Tier};

fn mark(names: &[&str], aliases: &[&str], classes: &[u8]) -> Mark {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Mark {
        id: names[0].to_lowercase(),
        names: texts(names),
        aliases: texts(aliases),
        classes: classes.to_vec(),
    }
}

fn registry() -> Marks {
    Marks::compile(vec![
        mark(&["Zorvane"], &["佐凡纳"], &[18, 25]),
        mark(&["Quelbo Trend"], &[], &[]),
        mark(&["Meadow"], &["Medowline"], &[25]),
        mark(&["KX"], &[], &[]),
        mark(&["瑞舟"], &[], &[]),
        mark(&["Zorvana"], &[], &[]),
        mark(&["Glimmertide"], &[], &[]),
        mark(&["云杉鹿"], &["Wolgrim & Söhxe"], &[]),
        mark(&["苹果"], &[], &[]),
    ])
}

/// The match of a name in a title.
fn found(title: &str, name: &str) -> Option<Match> {
    registry().find(title).into_iter().find(|found| found.name == name)
}

fn check(title: &str, name: &str, operation: Operation, tier: Tier) -> Match {
    let found =
        found(title, name).unwrap_or_else(|| panic!("{name} in {title:?}: {:?}", registry().find(title)));
    assert_eq!((found.operation, found.tier), (operation, tier), "{title:?}: {found:?}");
    assert_eq!(&title[found.at.clone()], found.found);
    found
}

#[test]
fn a_distinctive_name_is_found_by_every_operation() {
    use Tier::{Act, Desk, Note};
    for (title, name, operation, tier) in [
        ("Zorvane leather bag", "Zorvane", Operation::Exact, Act),
        ("bag ZORVANE black", "Zorvane", Operation::Normalised, Act),
        ("佐凡纳正品包", "佐凡纳", Operation::Alias, Act),
        ("佐凡納正品包", "佐凡纳", Operation::Traditional, Act),
        ("QuelboTrend cap", "Quelbo Trend", Operation::Joined, Act),
        ("Ｚｏｒｖａｎｅ bag", "Zorvane", Operation::Fullwidth, Act),
        ("Zor\u{200B}vane bag", "Zorvane", Operation::ZeroWidth, Act),
        ("Zor\u{202E}vane bag", "Zorvane", Operation::Bidi, Act),
        ("𝐙𝐨𝐫𝐯𝐚𝐧𝐞 bag", "Zorvane", Operation::Mathematical, Act),
        ("Ⓩⓞⓡⓥⓐⓝⓔ bag", "Zorvane", Operation::Mathematical, Act),
        ("Zоrvаnе bag", "Zorvane", Operation::Confusable, Act),
        ("Zórvâne bag", "Zorvane", Operation::Diacritic, Act),
        ("Z o r v a n e bag", "Zorvane", Operation::Spaced, Act),
        ("Z.o.r.v.a.n.e bag", "Zorvane", Operation::Punctuated, Act),
        ("Zor✨vane bag", "Zorvane", Operation::Punctuated, Act),
        ("Zor vane bag", "Zorvane", Operation::Split, Act),
        ("Z0rv@ne bag", "Zorvane", Operation::Leet, Act),
        ("GIimmertide", "Glimmertide", Operation::Leet, Desk),
        ("Z*rvane bag", "Zorvane", Operation::Masked, Desk),
        ("Zorv_ne bag", "Zorvane", Operation::Masked, Desk),
        ("zuofanna bag", "佐凡纳", Operation::Pinyin, Desk),
        ("zuo fan na bag", "佐凡纳", Operation::Pinyin, Desk),
        ("佐fan纳包", "佐凡纳", Operation::HalfPinyin, Desk),
        ("佐f纳包", "佐凡纳", Operation::HalfPinyin, Desk),
        ("瑞zhou包", "瑞舟", Operation::HalfPinyin, Desk),
        ("佐帆纳包", "佐凡纳", Operation::Homophone, Desk),
        ("云衫鹿包", "云杉鹿", Operation::Homophone, Desk),
        ("云彬鹿包", "云杉鹿", Operation::LookAlike, Desk),
        ("瑞周包", "瑞舟", Operation::Homophone, Note),
        ("сумка Глиммертайд", "Glimmertide", Operation::Transliterated, Desk),
        ("バッグ グリマータイド", "Glimmertide", Operation::Transliterated, Desk),
        ("GLMMRTD lamp", "Glimmertide", Operation::Vowelless, Desk),
        ("Glimertide", "Glimmertide", Operation::OneEdit, Desk),
        ("Glmimertide", "Glimmertide", Operation::OneEdit, Desk),
        ("Glimmertidde lamp", "Glimmertide", Operation::OneEdit, Desk),
        ("WOLGRIM & SOHXE jacket", "Wolgrim & Söhxe", Operation::Normalised, Act),
        ("Wolgrim & Soehxe jacket", "Wolgrim & Söhxe", Operation::Normalised, Act),
        ("Wolgrim and Söhxe jacket", "Wolgrim & Söhxe", Operation::Normalised, Act),
    ] {
        check(title, name, operation, tier);
    }
}

#[test]
fn a_name_inside_a_word_is_not_found() {
    for title in ["Zorvaneline bag", "prezorvane", "Meadowlark", "akxb"] {
        assert_eq!(registry().find(title), [], "{title}");
    }
    check("Zorvane佐凡纳正品包", "Zorvane", Operation::Exact, Tier::Act);
    check("包zorvane女", "Zorvane", Operation::Normalised, Tier::Act);
}

#[test]
fn names_of_other_scripts_are_found_as_they_are_written() {
    let names = ["ゾルバ銀行", "조르바네", "Зорбан", "زوربان", "ซอร์บาน", "Ζορβαν"];
    let marks = Marks::compile(names.iter().map(|name| mark(&[name], &[], &[])).collect());
    for (index, name) in names.iter().enumerate() {
        for title in [
            format!("bag {name} 2024"),
            format!("{name}\u{200B} bag"),
            format!("BAG {}", name.to_uppercase()),
        ] {
            let matched = marks.find(&title);
            assert!(
                matched.iter().any(|it| it.mark == index && it.tier == Tier::Act),
                "{title}: {matched:?}"
            );
        }
    }
    // A word may go on: a person looks.
    let title = "조르바네는 가방";
    assert!(marks.find(title).iter().any(|it| it.tier == Tier::Desk), "{title}: {:?}", marks.find(title));
}

#[test]
fn a_name_is_found_with_the_sign_that_ends_it() {
    let marks = Marks::compile(vec![mark(&["சோர்வன்"], &[], &[])]);
    let found = marks.find("சோர்வன் சட்டை");
    assert_eq!((found[0].found.as_str(), found[0].operation), ("சோர்வன்", Operation::Exact));
}

#[test]
fn a_latin_name_is_found_by_its_sound_in_other_alphabets() {
    let marks =
        Marks::compile(["Zorvafim", "Livorabek"].iter().map(|name| mark(&[name], &[], &[])).collect());
    for (title, index) in [
        ("Зорвафим", 0),
        ("Զորվաֆիմ", 0),
        ("ზორვაფიმი", 0),
        ("זורבאפים", 0),
        ("Լիվորաբեկ", 1),
        ("ლივორაბეკი", 1),
    ] {
        let matched = marks.find(title);
        let found = matched.iter().any(|it| it.mark == index && it.operation == Operation::Transliterated);
        assert!(found && matched.iter().all(|it| it.tier < Tier::Act), "{title}: {matched:?}");
    }
}

#[test]
fn an_ordinary_word_acts_only_beside_another_name() {
    for title in [
        "green meadow flowers",
        "Meadow shirt",
        "Cotton Shirt Meadow Blue",
        "blue shirt, Meadow of cotton",
        // A slogan is written so, too.
        "MEADOW shirt",
        "soft cotton shirt by Meadow in blue",
    ] {
        let matched = registry().find(title);
        assert!(matched[0].tier < Tier::Act && matched[0].guards == [Guard::DictionaryWord], "{matched:?}");
        let fitting = registry().find_in(title, &Context { classes: &[25] });
        assert!(fitting[0].tier < Tier::Act && fitting[0].guards == [Guard::DictionaryWord], "{fitting:?}");
        let other = registry().find_in(title, &Context { classes: &[9] });
        assert!(other[0].tier < Tier::Act && other[0].guards.contains(&Guard::OtherClass), "{other:?}");
    }
    check("Meadow by Medowline, shirt", "Meadow", Operation::Exact, Tier::Act);
    assert!(found("红富士苹果5斤", "苹果").unwrap().tier < Tier::Act);
}

#[test]
fn a_han_word_or_one_cut_out_of_two_never_acts_for_its_class() {
    let mark =
        |name: &str| Mark { id: name.into(), names: vec![name.into()], aliases: vec![], classes: vec![25] };
    let marks = Marks::compile(vec![mark("月亮"), mark("以真"), mark("佐凡")]);
    for (title, acts) in [
        ("月亮 连衣裙 新款", false),
        ("以真丝制作的衬衫", false),
        ("以真 衬衫 新款", true),
        ("佐凡 衬衫 新款", true),
    ] {
        let matched = marks.find_in(title, &Context { classes: &[25] });
        assert_eq!(matched.iter().any(|it| it.tier == Tier::Act), acts, "{title}: {matched:?}");
    }
}

#[test]
fn a_word_of_the_dictionary_is_for_a_person_in_capitals_too() {
    for (name, class, title) in [
        ("POLO", 21, "POLO drinking bottle, steel, 750 ml"),
        ("APPLE", 9, "APPLE phone 64 gb black"),
        ("LOVE", 25, "LOVE T-shirt men black XL"),
        ("KARATE", 25, "KARATE T-shirt men black XL"),
        ("RAINBOW", 18, "RAINBOW backpack green"),
        ("LIEBE", 25, "LIEBE T-Shirt Damen weiß"),
    ] {
        let mark = Mark { id: "m".into(), names: vec![name.into()], aliases: vec![], classes: vec![class] };
        let matched = Marks::compile(vec![mark]).find_in(title, &Context { classes: &[class] });
        assert!(matched.iter().any(|it| it.tier == Tier::Desk), "{title}: {matched:?}");
        assert!(matched.iter().all(|it| it.guards.contains(&Guard::DictionaryWord)), "{title}: {matched:?}");
    }
}

#[test]
fn a_word_that_describes_any_goods_never_acts_for_its_class() {
    for (name, title) in [
        ("OCHRE", "Ochre cotton T-shirt"),
        ("Tweed", "Tweed jacket, size M"),
        ("CORAL", "Summer dress Coral"),
        ("Schwarz", "Jacke Schwarz"),
        // So does a word for the goods, in capitals, too.
        ("POLO", "POLO shirt men blue"),
        ("Polo", "Men's blue POLO shirt, soft cotton"),
        ("CHELSEA", "CHELSEA boots black leather size 42"),
        ("Parka", "warm PARKA for men with hood"),
    ] {
        let mark = Mark { id: "m".into(), names: vec![name.into()], aliases: vec![], classes: vec![25] };
        let matched = Marks::compile(vec![mark]).find_in(title, &Context { classes: &[25] });
        assert!(matched.iter().all(|it| it.tier < Tier::Act), "{title}: {matched:?}");
    }
}

#[test]
fn a_short_name_never_acts() {
    for title in ["KX", "KX bag", "kx bag", "K.X bag", "ＫＸ bag"] {
        let matched = registry().find(title);
        assert!(
            matched.iter().all(|it| it.tier < Tier::Act && it.guards.contains(&Guard::ShortName)),
            "{title}"
        );
        assert_eq!(matched.len(), 1, "{title}");
    }
}

#[test]
fn what_goods_fit_is_only_noted() {
    for title in [
        "case for Zorvane",
        "strap compatible with Zorvane bags",
        "lining fits all Zorvane bags",
        "replacement for the original Zorvane strap",
        "works with Zorvane",
        "for use with Zorvane",
        "Riemen für Zorvane",
        "sangle pour Zorvane",
        "correa para Zorvane",
        "strap for Quelbo Trend, Glimmertide and Zorvane",
        "strap for Quelbo/Zorvane/Other",
        "适用于Zorvane包带",
        "适用瑞舟/佐凡纳/小雨包带",
        "兼容佐凡纳包带",
        "佐凡纳通用包带",
        "适用 Zorvane 佐凡纳 包带",
    ] {
        let matched = registry().find(title);
        assert!(!matched.is_empty(), "{title}");
        for it in matched {
            assert!(it.tier == Tier::Note && it.guards.contains(&Guard::Nominative), "{title}: {it:?}");
        }
    }
    for title in
        ["bag for women, Zorvane", "Zorvane bag for travel", "brand new Zorvane bag", "适合旅行的包 佐凡纳"]
    {
        let matched = registry().find(title);
        assert!(matched.iter().any(|it| it.tier == Tier::Act), "{title}: {matched:?}");
    }
}

#[test]
fn a_brand_one_letter_away_is_not_confused() {
    let matched = registry().find("Zorvana bag");
    assert_eq!(matched.len(), 1);
    assert_eq!((matched[0].mark, matched[0].operation), (5, Operation::Exact));
    // As near to both.
    let matched = registry().find("Zorvanu bag");
    assert_eq!(matched.len(), 2);
    for it in matched {
        assert_eq!(it.tier, Tier::Note);
        assert!(it.guards.iter().any(|guard| matches!(guard, Guard::NearOther { .. })), "{it:?}");
    }
}

#[test]
fn numbers_and_words_are_not_read_as_names() {
    let marks = Marks::compile(vec![
        mark(&["Solo"], &[], &[]),
        mark(&["Bosiel"], &[], &[]),
        mark(&["Planer"], &[], &[]),
        mark(&["Topark"], &[], &[]),
    ]);
    for title in ["model 5010", "8051e1 chip", "8051el", "planet", "to park a car"] {
        let acted: Vec<Match> = marks.find(title).into_iter().filter(|it| it.tier > Tier::Note).collect();
        assert_eq!(acted, [], "{title}");
    }
}

#[test]
fn every_match_explains_itself_in_both_languages() {
    for title in
        ["Z0rv@ne", "for Zorvane", "Zor\u{202E}vane", "佐帆纳包", "Meadow", "KX", "Glimertide", "佐凡纳"]
    {
        for matched in registry().find(title) {
            let english = matched.explain(Language::En);
            let chinese = matched.explain(Language::Zh);
            assert!(english.ends_with('.') && english.contains(&matched.name), "{english}");
            assert!(chinese.ends_with('。') && chinese.contains(&matched.name), "{chinese}");
            assert!(!english.contains('\u{202E}') && !chinese.contains('\u{202E}'), "{english}");
        }
    }
    assert_eq!(
        found("case for Zorvane", "Zorvane").unwrap().explain(Language::En),
        "“Zorvane” is the name “Zorvane” (strength 100 of 100); it supports nothing by itself, because the title tells \
         what the goods fit."
    );
}

#[test]
fn codes_are_stable_and_differ() {
    let codes: std::collections::BTreeSet<_> =
        Operation::ALL.iter().map(|operation| operation.code()).collect();
    assert_eq!(codes.len(), Operation::ALL.len());
    assert!(Operation::ALL.is_sorted());
    assert_eq!(Operation::ZeroWidth.code(), "zero_width");
    assert_eq!(Tier::Desk.code(), "desk");
    assert_eq!(Guard::NearOther { mark: 1 }.code(), "near_other");
}
