//! Versions as tools print them, compared number by number.

/// A version of three numbers; what a tool leaves out is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) u32, pub(crate) u32, pub(crate) u32);

impl Version {
    /// Reads the first version in what a tool printed, such as `v20.20.2` or `rustc 1.95.0 (…)`.
    pub(crate) fn read(printed: &str) -> Option<Self> {
        let word = printed
            .split_whitespace()
            .map(|word| word.trim_start_matches('v'))
            .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
        let mut numbers = word.split('.').map(|part| {
            let digits = part.find(|sign: char| !sign.is_ascii_digit()).map_or(part, |end| &part[..end]);
            digits.parse().unwrap_or(0)
        });
        Some(Self(numbers.next()?, numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn reads_what_tools_print() {
        assert_eq!(Version::read("v20.20.2\n"), Some(Version(20, 20, 2)));
        assert_eq!(Version::read("rustc 1.95.0 (59807616e 2026-04-14)"), Some(Version(1, 95, 0)));
        assert_eq!(Version::read("v22.0.0-nightly2024"), Some(Version(22, 0, 0)));
        assert_eq!(Version::read("11"), Some(Version(11, 0, 0)));
        assert_eq!(Version::read("command not found"), None);
    }

    #[test]
    fn compares_numbers_and_not_letters() {
        assert!(Version(9, 11, 2) < Version(20, 0, 0));
        assert!(Version(20, 9, 0) < Version(20, 10, 0));
        assert!(Version(20, 0, 1) > Version(20, 0, 0));
    }
}
