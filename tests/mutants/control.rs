//! Whether the check can fail.

use super::Mutant;
use super::plant::{Edit, place, planted, switched};

/// Changes nothing that a test could notice, and must therefore be reported each time.
pub(super) const UNNOTICED: Mutant = Mutant {
    loses: "nothing",
    file: "shared/app/src/change.rs",
    place: "if «events.is_empty()»",
    becomes: "events.len() == 0",
    notices: ("shared/app", &["changes::time_never_runs_backwards_within_a_case"]),
};

const fn of(place: &'static str) -> Mutant {
    Mutant { place, ..UNNOTICED }
}

#[test]
fn a_place_stands_once() {
    let text = "fn f() { g(1) + g(2) }";
    assert_eq!(place(text, &of("g(1)")).unwrap(), 9..13);
    assert_eq!(place(text, &of("g(1) + «g(2)»")).unwrap(), 16..20);
    for wrong in ["g(3)", "g("] {
        assert!(place(text, &of(wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn faults_are_planted_side_by_side_and_into_each_other() {
    let text = "fn f() { g(1) + g(2) }";
    let edit = |number, range, becomes| {
        let (open, close) = switched(number, becomes);
        Edit { number, range, open, close }
    };
    let edits = [edit(1, 9..13, "1"), edit(2, 16..20, "2"), edit(3, 9..20, "3"), edit(4, 9..20, "4")];
    let planted = planted(text, &edits);
    let on = |number| format!("(if crate::mutant({number}) {{ {number} }} else {{");
    let wanted = [on(3), on(4), on(1), "g(1) }) +".into(), on(2), "g(2) }) }) })".into()].join(" ");
    assert_eq!(planted.text, format!("fn f() {{ {wanted} }}"));
    let whole = |number| {
        planted
            .places
            .iter()
            .filter(|(it, _)| *it == number)
            .map(|(_, place)| place.clone())
            .max_by_key(ExactSizeIterator::len)
    };
    assert_eq!(&planted.text[whole(1).unwrap()], format!("{} g(1) }})", on(1)));
    assert_eq!(&planted.text[whole(3).unwrap()], wanted);
}

#[test]
fn there_are_sixty_or_more_and_each_says_what_is_lost() {
    let mutants = super::table::mutants();
    assert!(mutants.len() >= 60, "{} are left", mutants.len());
    let mut lost: Vec<_> = mutants.iter().map(|mutant| mutant.loses).collect();
    lost.sort_unstable();
    lost.dedup();
    assert_eq!(lost.len(), mutants.len());
}

/// In seconds, and before anything is built: a test that was renamed notices nothing any more.
#[test]
fn every_test_that_is_to_notice_is_in_the_checkout() {
    for mutant in super::table::mutants() {
        let (folder, tests) = mutant.notices;
        let files = crate::support::tree::tracked(folder).into_iter().filter(|file| file.ends_with(".rs"));
        let read = |file: String| std::fs::read_to_string(crate::support::tools::root().join(file)).unwrap();
        let code: String = files.map(read).collect();
        for test in tests {
            let name = test.rsplit("::").next().unwrap();
            assert!(code.contains(&format!("fn {name}(")), "{}: no test {test} in {folder}", mutant.loses);
        }
    }
}

/// In seconds, and before anything is built.
#[test]
fn every_place_is_found_in_the_checkout() {
    for mutant in super::table::mutants().iter().chain([&UNNOTICED]) {
        let text = std::fs::read_to_string(crate::support::tools::root().join(mutant.file)).unwrap();
        let place = place(&text, mutant).unwrap_or_else(|error| panic!("{}: {error}", mutant.file));
        assert_ne!(&text[place], mutant.becomes, "{}", mutant.loses);
    }
}
