//! What can be chosen on the command line.

use clap::{Parser, ValueEnum};
use std::{fmt, time::Duration};

/// Measures how the relay fans an edit out, beside a bare broadcaster.
#[derive(Debug, Parser)]
#[command(name = "fanout")]
pub(crate) struct Arguments {
    /// What people do meanwhile.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Scene::One, Scene::All, Scene::Presence, Scene::Idle, Scene::Opening])]
    pub(crate) scenes: Vec<Scene>,
    /// How many readers follow one typist; each number is a run.
    #[arg(long, value_delimiter = ',', default_values_t = [50, 200, 1000])]
    pub(crate) watchers: Vec<usize>,
    /// How many read and do nothing, to see what each costs in memory.
    #[arg(long, default_value_t = 5000)]
    pub(crate) idle: usize,
    /// Only the relay and the floor, without the servers of others.
    #[arg(long)]
    pub(crate) alone: bool,
    /// When readers say what they have received.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Answering::Lazy, Answering::AtOnce])]
    pub(crate) ack: Vec<Answering>,
    /// How long edits are counted.
    #[arg(long, default_value_t = 20.0, value_parser = positive)]
    seconds: f64,
    /// Edits a second, of one who types alone.
    #[arg(long, default_value_t = 20.0, value_parser = positive)]
    pub(crate) rate: f64,
    /// Three seconds a pass: whether it works, not what it costs.
    #[arg(long)]
    quick: bool,
    /// Be the broadcaster. The bench starts itself so.
    #[arg(long, hide = true)]
    pub(crate) floor: bool,
    /// Cargo says this to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Arguments {
    pub(crate) fn seconds(&self) -> Duration {
        Duration::from_secs_f64(if self.quick { 3.0_f64.min(self.seconds) } else { self.seconds })
    }
}

/// What people do while a server is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scene {
    /// One types, the others read.
    One,
    /// A hundred people type, each a letter a second.
    All,
    /// One types, a thousand read, and everyone says who they are, again every fifteen seconds.
    Presence,
    /// Nobody does anything.
    Idle,
    /// Two hundred people open a long pad at once.
    Opening,
}

impl fmt::Display for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::One => "one types",
            Self::All => "all type",
            Self::Presence => "presence",
            Self::Idle => "idle",
            Self::Opening => "opening",
        })
    }
}

/// When a reader answers what it received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Answering {
    /// Never: the floor and the servers of Yjs expect no answer.
    #[value(skip)]
    Never,
    /// Once for all that came, when nothing came for a second, or after five: as our own client does.
    Lazy,
    /// Each message, as the JavaScript client does.
    AtOnce,
}

impl fmt::Display for Answering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Never => "never",
            Self::Lazy => "lazy",
            Self::AtOnce => "at-once",
        })
    }
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("a number above zero".into()),
    }
}
