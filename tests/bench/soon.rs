//! How soon a listing is taken down when looks at its marketplace come to nothing, in simulated time.

use std::time::Duration;

use testkit::world::LookMode;

use crate::figure::Figures;
use crate::queue::Run;

/// How much longer the slow may take than on a calm day.
const TIMES_CALM_BUDGET: f64 = 3.0;
/// Which part of looks gets no answer, and which part fails.
const IN_VAIN: (f64, f64) = (0.025, 0.025);

/// `soon_…`: from filing to measure, the slowest twentieth, calm and with five in a hundred looks in vain.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (each, poll) = (Duration::from_millis(150), Duration::from_millis(20));
    let run = Run { complaints: 400, each, poll, seed: 1 };
    let calm = runtime.block_on(run.go(|_, _| LookMode::Answers)).percentile(95);
    let (hang, fail) = IN_VAIN;
    let failing = runtime.block_on(run.go(move |_, draw| match draw.next() {
        fate if fate < hang => LookMode::Hangs,
        fate if fate < hang + fail => LookMode::Fails,
        _ => LookMode::Answers,
    }));
    figures.add("soon_calm_p95", calm as f64, "ms", None);
    figures.add("soon_failing_p95", failing.percentile(95) as f64, "ms", None);
    let times = failing.percentile(95) as f64 / calm as f64;
    figures.count("soon_failing_over_calm", times, "times", Some(TIMES_CALM_BUDGET));
    Ok(())
}
