//! Features of dependencies: what is built for the programs serves the tests.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::support::tools::root;

/// Each package that is built with these kinds of dependencies, with the features that are chosen for it.
fn chosen(kinds: &str) -> BTreeMap<String, BTreeSet<String>> {
    let cargo = Command::new(env!("CARGO"))
        .args(["tree", "--workspace", "--offline", "--prefix=none", "--format={p}\t{f}", "--edges", kinds])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let mut packages = BTreeMap::<_, BTreeSet<_>>::new();
    for line in String::from_utf8(cargo.stdout).unwrap().lines() {
        let (package, features) = line.trim_end_matches(" (*)").split_once('\t').unwrap_or((line, ""));
        packages.entry(package.to_owned()).or_default().insert(features.to_owned());
    }
    packages
}

/// Packages of `built` that `tested` would compile again.
fn twice(
    built: &BTreeMap<String, BTreeSet<String>>,
    tested: &BTreeMap<String, BTreeSet<String>>,
) -> Vec<String> {
    let differs = built.iter().filter(|(package, features)| tested.get(*package) != Some(features));
    differs.map(|(package, _)| package.clone()).collect()
}

#[test]
fn building_and_testing_choose_the_same_features() {
    let twice = twice(&chosen("normal,build"), &chosen("normal,build,dev"));
    let remedy = "name what chooses more among the dependencies of tests/Cargo.toml";
    assert!(twice.is_empty(), "compiled twice: {twice:?}; {remedy}");
}

#[test]
fn a_feature_that_only_tests_choose_is_noticed() {
    let packages = |pairs: &[(&str, &str)]| -> BTreeMap<String, BTreeSet<String>> {
        let own = pairs.iter().map(|(name, features)| ((*name).to_owned(), [(*features).to_owned()].into()));
        own.collect()
    };
    let built = packages(&[("serde v1", "std"), ("rand v1", "std")]);
    let tested = packages(&[("serde v1", "std"), ("rand v1", "small_rng,std"), ("proptest v1", "")]);
    assert_eq!(twice(&built, &tested), ["rand v1"]);
}
