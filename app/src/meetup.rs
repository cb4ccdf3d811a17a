//! What the page of a meetup is made of.

mod answer;
mod bilan;
mod carried;
mod coming;
mod crumb;
mod open;
mod phase;
mod plan;
mod poll;
mod record;
mod speakers;
mod steps;
mod tell;
mod tools;
mod trail;

pub(crate) use answer::AnswerPage;
pub(crate) use bilan::{BilanPage, EvidencePage};
pub(crate) use coming::Coming;
pub(crate) use open::OpenMeetup;
pub(crate) use phase::PhasePage;
pub(crate) use plan::CoConstruction;
pub(crate) use poll::PollPage;
pub(crate) use record::RecordPage;
pub(crate) use speakers::SpeakersPage;
pub(crate) use tell::TellPage;
#[cfg(debug_assertions)]
pub(crate) use trail::Trail;

/// A number as people write it, with or without marks between thousands.
fn number(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | '’')).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = ["30", " 1 000 ", "1,000", "1\u{202f}000", "", "trente", "-3", "3 ½"].map(number);
        assert_eq!(read, [Some(30), Some(1_000), Some(1_000), Some(1_000), None, None, Some(-3), None]);
    }
}
