//! What a title names a mark for, by titles of our own making in many languages, each with the right value beside.

use matching::{Context, Guard, Mark, Marks, Tier, said_of_offer};

const TITLES: &str = include_str!("../data/guards.tsv");
const FURTHER: &str = include_str!("../data/guards-further.tsv");
const OFFERS: &str = include_str!("../data/guards-offers.tsv");
const LANGUAGES: &str = include_str!("../data/guards-languages.tsv");
const NEEDED: &str = include_str!("../data/needed.tsv");
const HELD: &str = include_str!("../data/guards-held.tsv");

fn registry(names: &[&str]) -> Marks {
    let mark =
        |name: &&str| Mark { id: (*name).to_owned(), names: vec![(*name).to_owned()], ..Mark::default() };
    Marks::compile(names.iter().map(mark).collect())
}

/// What is wrong with each title of a list, and how many there are.
fn wrong(list: &str) -> (Vec<String>, usize) {
    let rows: Vec<[&str; 4]> = list
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap())
        .collect();
    let mut names: Vec<&str> = rows.iter().map(|[.., mark, _]| *mark).collect();
    names.sort_unstable();
    names.dedup();
    let marks = registry(&names);
    let check = |[tier, guard, mark, title]: &[&str; 4]| {
        let found = marks.find(title).into_iter().filter(|it| marks.id(it.mark) == Some(mark));
        let Some(best) = found.max_by_key(|it| it.tier) else { return Some(format!("not found: {title}")) };
        let right = match *tier {
            "act" => best.tier == Tier::Act,
            "desk" => best.tier < Tier::Act,
            // No cue speaks against it, but a person looks, as not all of it is known.
            "unread" => best.guards == [Guard::WordsUnread],
            _ => best.tier == Tier::Note,
        };
        let named = *guard == "-" || best.guards.iter().any(|it| it.code() == *guard);
        let guards: Vec<&str> = best.guards.iter().map(|guard| guard.code()).collect();
        (!right || !named)
            .then(|| format!("{tier} {guard}: {title}: {} {guards:?} {:?}", best.tier.code(), best.unread))
    };
    (rows.iter().filter_map(check).collect(), rows.len())
}

#[test]
fn what_a_mark_is_named_for_is_told_by_its_guard() {
    let (wrong, all) = wrong(TITLES);
    assert!(wrong.is_empty() && all > 140, "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn titles_that_no_cue_was_written_for_are_read_as_well() {
    let (wrong, all) = wrong(HELD);
    assert!(wrong.is_empty() && all > 100, "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn further_titles_are_read_as_well() {
    let (wrong, all) = wrong(FURTHER);
    assert!(wrong.is_empty() && all > 100, "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_sought_lent_or_worn_is_told_from_new_goods_for_sale() {
    let (wrong, all) = wrong(OFFERS);
    assert!(wrong.is_empty() && all > 80, "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_language_of_a_marketplace_is_read() {
    let (wrong, all) = wrong(LANGUAGES);
    assert!(wrong.is_empty() && all > 160, "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_word_for_goods_a_sport_or_a_place_is_for_a_person() {
    for mark in [
        "SOFTSHELL",
        "汉服",
        "Krav Maga",
        "Zakopane",
        "Halfzip",
        "Drybag",
        "Furoshiki",
        "Umhängetasche",
        "Laufhose",
    ] {
        let best = best_of(mark, &[18, 25], &format!("{mark} jacket new with tag"));
        assert!(best.as_ref().is_some_and(|(tier, _)| *tier < Tier::Act), "{mark}: {best:?}");
    }
    // Names that only look like such words.
    for mark in ["Northlight", "Tidewren", "Velgarde", "Seawarden", "Quelbora", "Brimbax"] {
        let best = best_of(mark, &[18, 25], &format!("{mark} jacket new with tag"));
        assert!(best.as_ref().is_some_and(|(tier, _)| *tier == Tier::Act), "{mark}: {best:?}");
    }
}

/// The tier and guards of the best finding of a mark for goods of some classes.
fn best_of(name: &str, classes: &[u8], title: &str) -> Option<(Tier, Vec<&'static str>)> {
    let mark = Mark {
        id: name.to_owned(),
        names: vec![name.to_owned()],
        classes: classes.to_vec(),
        ..Mark::default()
    };
    let found = Marks::compile(vec![mark]).find_in(title, &Context { classes });
    let best = found.into_iter().max_by_key(|it| it.tier)?;
    Some((best.tier, best.guards.iter().map(|guard| guard.code()).collect()))
}

#[test]
fn what_every_seller_says_of_goods_is_never_acted_on() {
    for (mark, class, title) in [
        ("LIGHT", 25, "Jacket LIGHT blue"),
        ("DOWN", 25, "Jacket DOWN filled"),
        ("RAIN JACKET", 25, "RAIN JACKET for men"),
        ("RAIN JACKET", 25, "Women's rain jacket with hood"),
        ("HAND MADE", 14, "HAND MADE silver ring"),
        ("SLIM FIT", 25, "shirt SLIM FIT white"),
        ("NAVY BLUE", 25, "NAVY BLUE dress"),
        ("MADE IN ITALY", 18, "borsa MADE IN ITALY pelle"),
        ("JACKE AUS LEDER", 25, "Jacke aus Leder, schwarz"),
        ("REGENJACKE", 25, "REGENJACKE Damen gelb"),
        ("VINTERJACKA", 25, "VINTERJACKA herr svart"),
        ("ZIMNÍ BUNDA", 25, "ZIMNÍ BUNDA pánská"),
        ("КУРТКА ЗИМНЯЯ", 25, "КУРТКА ЗИМНЯЯ женская"),
        ("女士外套", 25, "女士外套 新款 秋季"),
        ("加厚", 25, "羽绒服 加厚 大码"),
        ("工厂直销", 21, "工厂直销 保温杯"),
    ] {
        let best = best_of(mark, &[class], title);
        assert!(best.as_ref().is_some_and(|(tier, _)| *tier < Tier::Act), "{mark}: {title}: {best:?}");
    }
    let best = best_of("RAINCATHEDRAL", &[25], "RAINCATHEDRAL jacket blue");
    assert_eq!(best, Some((Tier::Act, Vec::new())));
}

#[test]
fn a_given_name_or_a_place_is_for_a_person_however_it_is_written() {
    for (mark, class, title, guard) in [
        ("ISABELLA", 14, "Isabella name necklace gold", "personal_name"),
        ("ISABELLA", 14, "Halskette mit Namen Isabella", "personal_name"),
        ("ISABELLA", 14, "Браслет с именем Isabella", "personal_name"),
        ("ISABELLA", 14, "bracelet ISABELLA personalised", "personal_name"),
        ("ISABELLA", 14, "Isabella ring silver", "personal_name"),
        ("LIMOGES", 21, "Limoges porcelain plate", "place_name"),
        ("LIMOGES", 21, "Assiette en porcelaine de Limoges", "place_name"),
        ("LIMOGES", 21, "SOUVENIR FROM LIMOGES, PLATE", "place_name"),
        ("LISBOA", 21, "Prato de Lisboa, lembrança", "place_name"),
        ("ISABELLA", 14, "ISABELLA ring silver 925", "personal_name"),
        ("KATARZYNA", 14, "KATARZYNA Halskette Gold", "personal_name"),
        ("LIMOGES", 21, "LIMOGES dinner plate 27 cm", "place_name"),
        ("LONDON", 25, "LONDON T-shirt men black XL", "place_name"),
    ] {
        let best = best_of(mark, &[class], title);
        let told = best.as_ref().is_some_and(|(tier, guards)| *tier < Tier::Act && guards.contains(&guard));
        assert!(told, "{mark}: {title}: {best:?}");
    }
}

/// What is wrong with a mark that others need, or that nobody else does, in titles that offer goods.
fn wrong_by_need([kind, mark]: [&str; 2]) -> Option<String> {
    let titles =
        [format!("{mark} jacket new with tag"), format!("Jacke {mark} neu"), format!("куртка {mark} новая")];
    let best =
        titles.map(|title| best_of(mark, &[25], &title).map(|(tier, guards)| (tier == Tier::Act, guards)));
    let acts = best.iter().flatten().any(|(acts, _)| *acts);
    let found = best.iter().flatten().count() == best.len();
    (acts != (kind == "name") || !found).then(|| format!("{kind} {mark}: {best:?}"))
}

#[test]
fn what_others_need_is_for_a_person_in_every_language_and_a_name_of_nobody_else_acts() {
    let rows = NEEDED.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<[&str; 2]> =
        rows.map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap()).collect();
    let wrong: Vec<String> = rows.iter().filter_map(|row| wrong_by_need(*row)).collect();
    assert!(wrong.is_empty() && rows.len() > 140, "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn a_title_that_names_no_mark_tells_what_it_says_of_its_offer() {
    let said = |title: &str| -> Vec<&str> { said_of_offer(title).iter().map(|guard| guard.code()).collect() };
    for (title, guards) in [
        ("Used book: The Glass Orchard", &["second_hand", "about"][..]),
        ("Das Haus am Deich, gebraucht", &["second_hand"]),
        ("二手 茶具套装", &["second_hand"]),
        ("Refurbished coffee machine", &["refurbished"]),
        ("Wanted: tea set", &["not_for_sale"]),
        ("Search light, 12 V", &[]),
        ("Camera, parallel import", &["parallel_import"]),
        ("Funny T-shirt parody", &["parody"]),
        ("Unboxing and review", &["review"]),
        ("Drill, never used", &[]),
        ("Cordless drill 18 V with case", &[]),
        ("", &[]),
    ] {
        assert_eq!(said(title), guards, "{title}");
    }
}
