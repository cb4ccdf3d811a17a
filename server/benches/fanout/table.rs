//! The table, in Markdown, wide enough to be read as it stands.

use crate::{
    arguments::{Answering, Scene},
    figures::Figures,
    process::Kind,
};

const HEADER: [&str; 17] = [
    "scene",
    "server",
    "readers",
    "answers",
    "delivered",
    "µs/delivery",
    "× floor",
    "p50 ms",
    "p99 ms",
    "saved p50 ms",
    "saved p95 ms",
    "RSS MB",
    "KB/reader",
    "frame B",
    "edits/frame",
    "client cores",
    "typer lag ms",
];
/// Columns of text; the others are numbers.
const TEXT: [usize; 3] = [0, 1, 3];
/// Above this share of a core the clients are late themselves.
const SATURATED: f64 = 0.85;
/// A typer that is later than this, in milliseconds, was kept from the processor by others.
const LATE: f64 = 50.0;

/// One row for each pass. The ratio is to the floor with silent readers and as many of them.
pub(crate) fn of(all: &[Figures]) -> String {
    let mut rows = vec![HEADER.map(str::to_owned)];
    rows.extend(all.iter().map(|figures| row(figures, floor_of(figures, all))));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; HEADER.len()] = std::array::from_fn(width);
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &widths)).collect();
    let rule =
        std::array::from_fn(
            |i| if TEXT.contains(&i) { "-".repeat(widths[i]) } else { "-".repeat(widths[i] - 1) + ":" },
        );
    lines.insert(1, line(&rule, &widths));
    lines.concat()
}

fn floor_of<'a>(figures: &Figures, all: &'a [Figures]) -> Option<&'a Figures> {
    // One who types alone among as many readers is the floor of a scene that has none of its own.
    let scenes = [figures.scene, Scene::One];
    let same = |scene: &Scene| {
        all.iter().find(|other| {
            other.server == Kind::Floor.name()
                && other.answering == Answering::Never
                && (other.scene, other.readers) == (*scene, figures.readers)
        })
    };
    scenes.iter().find_map(same)
}

fn row(figures: &Figures, floor: Option<&Figures>) -> [String; HEADER.len()] {
    let tenths = |number: f64| if number.is_finite() { format!("{number:.1}") } else { "–".into() };
    let moves = figures.scene != Scene::Idle;
    let saved = |time: fn((f64, f64)) -> f64| figures.saved.map_or("–".into(), |times| tenths(time(times)));
    [
        figures.scene.to_string(),
        figures.server.into(),
        figures.readers.to_string(),
        figures.answering.to_string(),
        format!("{} %", figures.share()),
        if moves { tenths(figures.cpu) } else { "–".into() },
        floor.filter(|_| moves).map_or("–".into(), |floor| format!("{:.2}", figures.cpu / floor.cpu)),
        tenths(figures.p50),
        tenths(figures.p99),
        saved(|times| times.0),
        saved(|times| times.1),
        tenths(figures.memory / 1e6),
        tenths(figures.memory_per_reader / 1e3),
        format!("{:.0}", figures.frame),
        format!("{:.2}", figures.edits_per_frame),
        format!("{:.2}", figures.client),
        tenths(figures.lag),
    ]
}

/// Text stands to the left, numbers to the right.
fn line(cells: &[String; HEADER.len()], widths: &[usize; HEADER.len()]) -> String {
    let padded = cells.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
        let space = " ".repeat(width - cell.chars().count());
        if TEXT.contains(&column) { format!("| {cell}{space} ") } else { format!("| {space}{cell} ") }
    });
    padded.collect::<String>() + "|\n"
}

/// What must be known to read the table rightly.
pub(crate) fn warnings(all: &[Figures]) -> Vec<String> {
    all.iter()
        .flat_map(|figures| {
            let Figures { server, scene, readers, answering, .. } = figures;
            let who = format!("{server}, {scene}, {readers} readers, {answering}");
            let busy = (figures.client > SATURATED).then(|| {
                let cores = figures.client;
                format!("{who}: the clients used {cores:.2} of their one core, so the latencies are partly theirs.")
            });
            let late = (figures.lag > LATE).then(|| {
                let lag = figures.lag;
                format!("{who}: an edit was made {lag:.0} ms late, so the machine was too busy to measure latencies.")
            });
            [busy, late]
        })
        .flatten()
        .collect()
}
