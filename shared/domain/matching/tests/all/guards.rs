//! What a title names a mark for, by titles of our own making in many languages, each with the right value beside.

use matching::{Mark, Marks, Tier, said_of_offer};

const TITLES: &str = include_str!("../data/guards.tsv");
const FURTHER: &str = include_str!("../data/guards-further.tsv");
const OFFERS: &str = include_str!("../data/guards-offers.tsv");
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
            _ => best.tier == Tier::Note,
        };
        let named = *guard == "-" || best.guards.iter().any(|it| it.code() == *guard);
        let guards: Vec<&str> = best.guards.iter().map(|guard| guard.code()).collect();
        (!right || !named).then(|| format!("{tier} {guard}: {title}: {} {guards:?}", best.tier.code()))
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
