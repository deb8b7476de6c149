//! Situations of the law, each with what must come of it: from the complaint as it is filed to what the marketplace
//! does. The facts are in the JSON files, for lawyers to read; nothing in them is a decision input.

mod drawing;
mod explained;
mod facts;
mod mutants;
mod play;
mod stage;

use std::collections::BTreeSet;

use facts::Situation;
pub(crate) use stage::be_suspended;

/// At least so many.
const LEAST: usize = 60;

#[tokio::test]
async fn every_situation_comes_out_as_it_must() {
    let mut wrong = Vec::new();
    for situation in facts::all() {
        let played = Box::pin(play::play(&situation, None)).await;
        if played.outcome != situation.outcome {
            let record =
                played.record.map(|it| format!("{:?} {}", it.rule.map(|it| it.to_string()), it.inputs));
            let Situation { name, outcome, because, .. } = &situation;
            wrong.push(format!("{name}: {}, not {outcome}: {because} [{record:?}]", played.outcome));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_situations_differ_and_say_why() {
    let all = facts::all();
    assert!(all.len() >= LEAST, "{}", all.len());
    let (mut names, mut facts) = (BTreeSet::new(), BTreeSet::new());
    for it in &all {
        assert!(names.insert(it.name.clone()), "{} twice", it.name);
        let right = it.right.as_ref().map(stage::right_ref);
        assert!(facts.insert((right, it.listing.title.clone())), "{}: right and title of another", it.name);
        assert!(it.because.ends_with('.') && !it.source.is_empty(), "{} does not say why", it.name);
    }
    for territory in ["EU", "US", "CN"] {
        let there = all.iter().filter(|it| it.marketplace == territory).count();
        assert!(there >= 10, "{there} situations in {territory}");
    }
}
