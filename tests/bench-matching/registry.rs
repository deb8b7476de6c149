//! The whole matcher of marks, with its operations and guards, as validation uses it.

use std::hint::black_box;

use anyhow::ensure;
use bench_matching::{marks, titles};
use matching::{Mark, Marks};

use crate::fewest;
use crate::figure::Figures;

const TITLES: usize = 2_000;
const ROUNDS: usize = 5;
/// Sizes of the registry; the one in the middle has budgets.
const COUNTS: [usize; 3] = [700, 7_000, 70_000];
const BUDGETED: usize = 7_000;
/// Milliseconds to load the compiled registry.
const MOST_LOAD: f64 = 5.0;
/// Microseconds for a title, so that a case whose title and text are searched stays far below a millisecond.
const MOST_TIME: f64 = 200.0;

/// `registry_…`: titles searched for all obfuscations of marks, the size of the compiled registry, and the time to
/// load it.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    for count in &COUNTS[..figures.amount(COUNTS.len(), 2)] {
        let count = *count;
        let names = marks(count);
        let titles = titles(figures.amount(TITLES, 100), &names);
        let mark = |(number, name): (usize, &String)| Mark {
            id: number.to_string(),
            names: vec![name.clone()],
            ..Mark::default()
        };
        let compiled = Marks::compile(names.iter().enumerate().map(mark).collect());
        let blob = compiled.to_bytes();
        let loaded = Marks::from_bytes(&blob)?;
        ensure!(loaded.len() == count, "marks were lost");
        let search = || titles.iter().map(|title| loaded.find(title).len()).sum::<usize>();
        let found = search();
        ensure!(found > 0, "no mark was found");
        let time = fewest(ROUNDS, || black_box(search())) / titles.len() as f64 * 1e6;
        let load = fewest(ROUNDS, || Marks::from_bytes(&blob)) * 1e3;
        let budget = |most| (count == BUDGETED).then_some(most);
        figures.add(&format!("registry_{count}_time"), time, "us/title", budget(MOST_TIME));
        figures.add(&format!("registry_{count}_load"), load, "ms", budget(MOST_LOAD));
        figures.add(&format!("registry_{count}_size"), blob.len() as f64 / 1e6, "MB", None);
    }
    Ok(())
}
