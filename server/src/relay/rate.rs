//! How much of something may come: so much at once, and so much a second from then on.

use std::time::Instant;

/// A token bucket.
#[derive(Debug)]
pub(crate) struct Rate {
    /// What is left, and what there is at most.
    left: f64,
    most: f64,
    a_second: f64,
    at: Instant,
}

impl Rate {
    pub(crate) fn new(most: u32, a_second: u32, now: Instant) -> Self {
        Self { left: most.into(), most: most.into(), a_second: a_second.into(), at: now }
    }

    /// Takes so many of what is left; `false`, and nothing is taken, when there are not so many.
    pub(crate) fn take(&mut self, many: usize, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.at = now;
        self.left = (self.left + passed * self.a_second).min(self.most);
        #[expect(clippy::cast_precision_loss, reason = "a message has 1 MiB at most")]
        let many = many as f64;
        let takes = many <= self.left;
        if takes {
            self.left -= many;
        }
        takes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn so_much_at_once_and_so_much_a_second() {
        let begin = Instant::now();
        let mut rate = Rate::new(10, 2, begin);
        assert!(rate.take(9, begin) && !rate.take(2, begin) && rate.take(1, begin));
        assert!(!rate.take(1, begin + Duration::from_millis(400)));
        assert!(rate.take(1, begin + Duration::from_millis(600)), "half a second brings one");
        let later = begin + Duration::from_secs(3_600);
        assert!(rate.take(10, later) && !rate.take(1, later), "never more than at once");
    }
}
