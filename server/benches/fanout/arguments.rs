//! What can be chosen on the command line.

use clap::{Parser, ValueEnum};
use std::{fmt, time::Duration};

/// Measures how the relay fans an edit out, beside a bare broadcaster.
#[derive(Debug, Parser)]
#[command(name = "fanout")]
pub(crate) struct Arguments {
    /// How many readers follow the document; each number is a run.
    #[arg(long, value_delimiter = ',', default_values_t = [50, 200, 1000])]
    pub(crate) watchers: Vec<usize>,
    /// When readers say what they have received.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Answering::Lazy, Answering::AtOnce])]
    pub(crate) ack: Vec<Answering>,
    /// How long edits are counted.
    #[arg(long, default_value_t = 20.0, value_parser = positive)]
    seconds: f64,
    /// Edits a second.
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

/// When a reader answers what it received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Answering {
    /// Never. Only for the floor, which expects no answer.
    #[value(skip)]
    Never,
    /// A second later, once for all that came meanwhile, as our own client does.
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
