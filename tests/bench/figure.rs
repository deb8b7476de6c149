//! A measured figure and its budget.

use std::io::Write as _;

/// The figures so far.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    over: bool,
}

impl Figures {
    /// Prints a figure that must be at most `budget`, where it has one.
    pub(crate) fn add(&mut self, name: &str, value: f64, unit: &str, budget: Option<f64>) {
        let over = budget.is_some_and(|budget| value > budget);
        self.over |= over;
        let (value, budget) = (number(value), budget.map_or_else(|| "-".to_owned(), number));
        let verdict = if over { "over" } else { "ok" };
        println!("bench\t{name}\t{value}\t{unit}\t{budget}\t{verdict}");
        // Someone may be watching; a line that cannot be written has nowhere to be reported.
        let _ = std::io::stdout().flush();
    }

    /// Whether any is over its budget.
    pub(crate) const fn over(&self) -> bool {
        self.over
    }
}

/// Whole numbers as such, all others to the thousandth.
fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}
