//! What a thousand times the marks costs.

use bench_matching::{marks, names, titles, tokens};
use matching::{Exact, Fuzzy};
use plotters::prelude::*;

use crate::figure::Figures;
use crate::tools::root;
use crate::{exact, fewest, fuzzy};

const COUNTS: [usize; 4] = [700, 7_000, 70_000, 700_000];
const ROUNDS: usize = 10;
/// At most two edits apart, 700,000 names.
const MOST_MEGABYTES: f64 = 400.0;

/// Of one engine at one count.
struct Point {
    count: usize,
    nanoseconds: f64,
    megabytes: f64,
    load: f64,
    /// Hits in a title or of a token.
    found: f64,
}

/// `growth_…`: time for a title or token, memory and time to load at 700 to 700,000 marks or names, and the plot.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let (mut of_exact, mut of_fuzzy) = (Vec::new(), Vec::new());
    let (all_marks, all_names) = (marks(COUNTS[3]), names(COUNTS[3]));
    // The same at each count, so that only the count differs.
    let (titles, tokens) =
        (titles(exact::TITLES, &all_marks[..COUNTS[0]]), tokens(fuzzy::TOKENS, &all_names[..COUNTS[0]]));
    for count in COUNTS {
        let exact = Exact::new(all_marks[..count].iter().map(String::as_str));
        let seconds = fewest(ROUNDS, || exact::search(&exact, &titles));
        of_exact.push(Point {
            count,
            nanoseconds: seconds / titles.len() as f64 * 1e9,
            megabytes: exact.bytes() as f64 / 1e6,
            load: exact::load(&exact)? * 1e3,
            found: exact::search(&exact, &titles) as f64 / titles.len() as f64,
        });
        drop(exact);
        let fuzzy = Fuzzy::new(all_names[..count].iter().map(String::as_str), fuzzy::MOST);
        let seconds = fewest(ROUNDS, || fuzzy::search(&fuzzy, &tokens));
        of_fuzzy.push(Point {
            count,
            nanoseconds: seconds / tokens.len() as f64 * 1e9,
            megabytes: fuzzy.bytes() as f64 / 1e6,
            load: fuzzy::load(&fuzzy)? * 1e3,
            found: fuzzy::search(&fuzzy, &tokens) as f64 / tokens.len() as f64,
        });
    }
    for (name, unit, points) in [("exact", "ns/title", &of_exact), ("fuzzy", "ns/token", &of_fuzzy)] {
        for Point { count, nanoseconds, megabytes, load, found } in points {
            let most = (name == "fuzzy").then_some(MOST_MEGABYTES);
            figures.add(&format!("growth_{name}_{count}_time"), *nanoseconds, unit, None);
            figures.add(&format!("growth_{name}_{count}_memory"), *megabytes, "MB", most);
            figures.add(&format!("growth_{name}_{count}_load"), *load, "ms", None);
            figures.add(&format!("growth_{name}_{count}_found"), *found, "each", None);
        }
    }
    draw(&of_exact, &of_fuzzy)
}

/// Two pictures side by side, all axes logarithmic.
fn draw(of_exact: &[Point], of_fuzzy: &[Point]) -> anyhow::Result<()> {
    let file = root().join("infra/docs/images/matching-growth.svg");
    let area = SVGBackend::new(&file, (960, 400)).into_drawing_area();
    area.fill(&WHITE)?;
    let halves = area.split_evenly((1, 2));
    type Value = fn(&Point) -> f64;
    let pictures: [(&str, Value); 2] =
        [("nanoseconds a title or token", |point| point.nanoseconds), ("megabytes", |point| point.megabytes)];
    for (half, (title, value)) in halves.iter().zip(pictures) {
        let values = || of_exact.iter().chain(of_fuzzy).map(value);
        let (least, most) = (values().fold(f64::MAX, f64::min) / 2.0, values().fold(0.0, f64::max) * 2.0);
        let mut chart = ChartBuilder::on(half)
            .caption(title, ("sans-serif", 16))
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(56)
            .margin_right(36)
            .build_cartesian_2d((500_f64..1e6).log_scale(), (least..most).log_scale())?;
        chart
            .configure_mesh()
            .x_desc("marks or names")
            .x_labels(4)
            .x_label_formatter(&|count| format!("{count:.0}"))
            .y_labels(6)
            .y_label_formatter(&|value| format!("{value}"))
            .light_line_style(WHITE)
            .draw()?;
        for (points, name, colour) in [
            (of_exact, "exact, in titles", RGBColor(0, 90, 160)),
            (of_fuzzy, "two edits, tokens", RGBColor(200, 80, 0)),
        ] {
            let line: Vec<_> = points.iter().map(|point| (point.count as f64, value(point))).collect();
            chart
                .draw_series(LineSeries::new(line.iter().copied(), colour.stroke_width(2)).point_size(4))?
                .label(name)
                .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .background_style(WHITE)
            .border_style(BLACK)
            .draw()?;
    }
    area.present()?;
    Ok(())
}
