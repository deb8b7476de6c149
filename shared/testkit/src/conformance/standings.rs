//! [`PartyCases`] and [`StandingsRuns`].

use std::collections::BTreeMap;

use case::{CaseId, Decider, Event, Measure, Owner, Side};
use jiff::civil::date;
use policy::programme::RuleSetName;
use port::{CaseAt, Cases, PartyCases, PartyPlace, StandingsProgress, StandingsRuns, StandingsStage};
use programme::Participant;

use super::questions::{all, filing, happen, open};
use super::sample::{at, case_id, looked, party};

/// Who has cases is found page by page, and each party's cases are listed oldest first. The store must be empty.
pub async fn parties_have_their_cases<S: Cases + PartyCases>(store: &S) {
    let owners = [1, 2, 3].map(|number| Owner::Party(party(number)));
    let sellers = [4, 5].map(party);
    // North files five cases, south two, and west one that is too old.
    let mut ids: Vec<CaseId> = Vec::new();
    for number in 0..8_u16 {
        let when = if number == 7 { at(-100_000) } else { at(i64::from(number)) };
        let filed =
            filing(number, when, |it| it.owner = owners[[0, 0, 0, 1, 0, 1, 0, 2][usize::from(number)]]);
        ids.push(open(store, &filed).await);
    }
    let since = at(0);
    assert_eq!(parties(store, Side::Seller).await, BTreeMap::new(), "no seller is known yet");
    let found = parties(store, Side::Complainant).await;
    let expected = [owners[0], owners[1]].map(Participant::Complainant);
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), {
        let mut it = expected;
        it.sort_unstable();
        it
    });

    let oldest = |numbers: &[usize]| -> Vec<CaseAt> {
        numbers.iter().map(|n| CaseAt { at: at(i64::try_from(*n).unwrap()), case: ids[*n] }).collect()
    };
    let of = async |subject| all(2, async |after| store.cases_since(subject, since, after, 2).await).await;
    assert_eq!(of(expected[0]).await, oldest(&[0, 1, 2, 4, 6]));
    assert_eq!(of(expected[1]).await, oldest(&[3, 5]));
    assert_eq!(of(Participant::Complainant(owners[2])).await, [], "filed before");
    let later = all(2, async |after| store.cases_since(expected[0], at(2), after, 2).await).await;
    assert_eq!(later, oldest(&[2, 4, 6]));

    for (number, id) in ids.iter().enumerate() {
        let judged = Event::Judged(looked(sellers[usize::from(number == 2)]));
        let accepted = Event::Accepted {
            by: Decider::Machine,
            measure: Measure::Removal,
            only_in: Vec::new(),
            although: false,
            note: None,
        };
        happen(store, *id, &[judged, accepted], at(10)).await;
    }
    assert_eq!(parties(store, Side::Seller).await.len(), 2);
    assert_eq!(of(Participant::Seller(sellers[0])).await, oldest(&[0, 1, 3, 4, 5, 6]));
    assert_eq!(of(Participant::Seller(sellers[1])).await, oldest(&[2]));
}

/// The parties with cases since `at(0)`, and on how many pages each came.
async fn parties<S: PartyCases>(store: &S, side: Side) -> BTreeMap<Participant, usize> {
    let (mut found, mut after) = (BTreeMap::new(), None);
    loop {
        let page = store.parties_with_cases(side, at(0), after, 3).await.unwrap();
        for subject in page.parties {
            *found.entry(subject).or_default() += 1;
        }
        after = page.next;
        if after.is_none() {
            return found;
        }
    }
}

/// How far a day's standings are reads back as it was noted. The store must hold none.
pub async fn progress_is_kept<S: StandingsRuns>(store: &S) {
    let day = date(2026, 11, 21);
    assert_eq!(store.standings_progress(day).await.unwrap(), None);
    let subject = Participant::Complainant(Owner::Account("north".parse().unwrap()));
    let case = CaseAt { at: at(7), case: case_id(7) };
    let place = PartyPlace { subject, case };
    let stages = [
        StandingsStage::Complainants(Some(place)),
        StandingsStage::Sellers(None),
        StandingsStage::Kept(Some(subject)),
        StandingsStage::Done,
    ];
    for stage in stages {
        let progress = StandingsProgress { day, rules: RuleSetName::Honest, stage };
        store.put_standings_progress(&progress).await.unwrap();
        assert_eq!(store.standings_progress(day).await.unwrap(), Some(progress));
    }
    assert_eq!(store.standings_progress(date(2026, 11, 22)).await.unwrap(), None, "each day has its own");
}
