//! A measured figure and its budget.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The figures so far.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// Whether this is the fast run: less of everything, with programs that are not optimised, so that only what is
    /// counted means something.
    pub(crate) fast: bool,
    over: bool,
}

impl Figures {
    /// None yet.
    pub(crate) const fn new(fast: bool) -> Self {
        Self { fast, over: false }
    }

    /// `whole`, or in the fast run `fast`.
    pub(crate) const fn amount(&self, whole: usize, fast: usize) -> usize {
        if self.fast { fast } else { whole }
    }

    /// Prints a figure that was measured, and must be at most `budget`, where it has one. Its budget is for
    /// optimised programs: the fast run only shows that it comes out.
    pub(crate) fn add(&mut self, name: &str, value: f64, unit: &str, budget: Option<f64>) {
        let holds = !self.fast;
        self.line(name, value, unit, budget, holds);
    }

    /// Prints a figure that was counted, which is the same for every build: its budget holds in the fast run too.
    pub(crate) fn count(&mut self, name: &str, value: f64, unit: &str, budget: Option<f64>) {
        self.line(name, value, unit, budget, true);
    }

    /// Measures one group. One that panics has failed, and the others are measured all the same.
    pub(crate) fn group(
        &mut self,
        name: &str,
        measure: impl FnOnce(&mut Self) -> anyhow::Result<()>,
    ) -> bool {
        let measured = catch_unwind(AssertUnwindSafe(|| measure(self)));
        match measured {
            Ok(Ok(())) => return true,
            Ok(Err(error)) => eprintln!("{name}: {error:#}"),
            // What it said is on the terminal.
            Err(_) => eprintln!("{name}: it panicked"),
        }
        false
    }

    fn line(&mut self, name: &str, value: f64, unit: &str, budget: Option<f64>, holds: bool) {
        let broken = !value.is_finite();
        let over = broken || holds && budget.is_some_and(|budget| value > budget);
        self.over |= over;
        let (value, budget) = (number(value), budget.map_or_else(|| "-".to_owned(), number));
        let verdict = match (over, holds) {
            (true, _) => "over",
            (false, true) => "ok",
            (false, false) => "fast",
        };
        println!("bench\t{name}\t{value}\t{unit}\t{budget}\t{verdict}");
        // Someone may be watching; a line that cannot be written has nowhere to be reported.
        let _ = std::io::stdout().flush();
    }

    /// Whether any is over its budget, or is no number.
    pub(crate) const fn over(&self) -> bool {
        self.over
    }
}

/// Whole numbers as such, all others to the thousandth.
fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

/// The one in the middle, or the mean of the two that are.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.get(half) {
        None => f64::NAN,
        Some(upper) if values.len() % 2 == 1 => *upper,
        Some(upper) => f64::midpoint(*upper, values.get(half.wrapping_sub(1)).copied().unwrap_or(*upper)),
    }
}
