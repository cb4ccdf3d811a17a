//! Who does what in the example, and when.

use super::{
    Document, Example, Ids, Shows, Words,
    note::{Draft, Note},
};
use crate::{Author, Command, Kind, Phase, Text};

pub(super) const MINUTE: i64 = 60 * 1_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;
pub(super) const WEEK: i64 = 7 * DAY;

/// One of the [people](Ids::people), and how long after something they act, in milliseconds.
type When = (usize, i64);

/// Who writes each note of the vision, after the commons was begun.
pub(super) const VISION: [When; 3] = [(0, 10 * MINUTE), (4, DAY), (2, 3 * DAY)];

/// Who writes each note of the first meetup's pad, after the meeting began.
pub(super) const FIRST_PAD: [When; 31] = [
    // Co-construction.
    (0, -30 * DAY),
    (4, -29 * DAY),
    // Before.
    (3, -9 * DAY),
    (5, -6 * DAY),
    (1, -5 * DAY),
    (2, -DAY),
    // The day.
    (5, 8 * MINUTE),
    (4, 14 * MINUTE),
    (4, 24 * MINUTE),
    (5, 31 * MINUTE),
    (2, 37 * MINUTE),
    (0, 45 * MINUTE),
    (5, 51 * MINUTE),
    (4, 57 * MINUTE),
    (3, 63 * MINUTE),
    (2, 71 * MINUTE),
    (5, 77 * MINUTE),
    (1, 80 * MINUTE),
    (4, 83 * MINUTE),
    (0, 87 * MINUTE),
    (3, 129 * MINUTE),
    (2, 130 * MINUTE),
    (1, 132 * MINUTE),
    (5, 141 * MINUTE),
    // After.
    (3, DAY + 2 * HOUR),
    (4, 2 * DAY),
    (5, 4 * DAY),
    // Bilan.
    (0, WEEK + 20 * MINUTE),
    (1, WEEK + 34 * MINUTE),
    (5, WEEK + 41 * MINUTE),
    (3, WEEK + 55 * MINUTE),
];

/// Who writes each note of the next meetup's pad, after its first preparation began.
pub(super) const NEXT_PAD: [When; 6] =
    [(2, 0), (4, 12 * MINUTE), (1, 25 * MINUTE), (0, 31 * MINUTE), (2, 38 * MINUTE), (3, 45 * MINUTE)];

/// And who has added something to it since, before the present.
pub(super) const SINCE: [When; 3] = [(1, -26 * HOUR), (1, -26 * HOUR + 2 * MINUTE), (5, -20 * HOUR)];

const FIRST: usize = 0;
const NEXT: usize = 1;

pub(super) fn tell(words: &Words, ids: Ids, now: i64) -> Example {
    // They meet on Thursdays at seven, and prepare on Mondays. The Unix epoch was a Thursday.
    let thursday = now - now.rem_euclid(WEEK);
    let evening = thursday - 3 * WEEK + 17 * HOUR;
    let preparation = thursday - 3 * DAY + 17 * HOUR;
    let founded = evening - 9 * WEEK;

    let mut story = Story {
        ids,
        commons: Vec::new(),
        meetups: [Vec::new(), Vec::new()],
        carto: Vec::new(),
        shows: Vec::new(),
        titles: [""; 2],
    };
    story.found(0, founded, words.name);
    let vision = story.write(Text::Vision, &words.vision, from(founded, &VISION));
    story.commons.extend(vision);

    story.begin(FIRST, 0, evening - 6 * WEEK, words.working_title);
    story.rename(FIRST, 4, evening - 29 * DAY, words.first_title);
    story.move_phase(FIRST, 3, evening - 10 * DAY, Phase::Before);
    story.move_phase(FIRST, 0, evening - 5 * MINUTE, Phase::Live);
    story.move_phase(FIRST, 5, evening + DAY, Phase::After);
    story.move_phase(FIRST, 2, evening + WEEK, Phase::Bilan);
    let pad = story.write(Text::Pad, &words.first_pad, from(evening, &FIRST_PAD));
    story.meetups[FIRST].extend(pad);
    story.prepare_first(&words.first, evening);
    story.take_stock(words.stock, evening);
    story.propose(&words.proposals, evening + 2 * DAY);

    story.begin(NEXT, 2, evening + 8 * DAY, words.next_title);
    let pad = story.write(Text::Pad, &words.next_pad, from(preparation, &NEXT_PAD).chain(from(now, &SINCE)));
    story.meetups[NEXT].extend(pad);
    story.prepare_next(&words.next, preparation, now);
    story.carry_on(words.stock, evening + 8 * DAY, preparation);
    story.draw(words.chart, evening);
    story.told(words.name, words.chart.title)
}

fn from(moment: i64, all: &[When]) -> impl Iterator<Item = When> {
    all.iter().map(move |(who, after)| (*who, moment + after))
}

type Acts = Vec<(Author, Command)>;

/// What was told so far.
pub(super) struct Story {
    pub(super) ids: Ids,
    pub(super) commons: Acts,
    pub(super) meetups: [Acts; 2],
    pub(super) carto: Acts,
    /// What the pad of the first meetup shows.
    pub(super) shows: Vec<Shows>,
    titles: [&'static str; 2],
}

impl Story {
    pub(super) fn author(&self, who: usize, at: i64) -> Author {
        Author { person: self.ids.people[who], at }
    }

    /// Somebody opens the commons.
    fn found(&mut self, who: usize, at: i64, name: &str) {
        self.commons.push((self.author(who, at), Command::Rename { title: name.into() }));
    }

    /// Somebody begins a meetup, after the one before it.
    fn begin(&mut self, which: usize, who: usize, at: i64, title: &'static str) {
        let (id, author) = (self.ids.meetups[which], self.author(who, at));
        let (commons, number) = (self.ids.commons, if which == FIRST { 1 } else { 2 });
        let previous = (which == NEXT).then_some(self.ids.meetups[FIRST]);
        self.titles[which] = title;
        self.meetups[which].push((author, Command::Rename { title: title.into() }));
        self.meetups[which].push((author, Command::PlaceMeetup { commons, number, previous }));
        self.commons.push((author, Command::AddMeetup { id, title: title.into(), previous }));
    }

    fn rename(&mut self, which: usize, who: usize, at: i64, title: &'static str) {
        self.titles[which] = title;
        self.meetups[which].push((self.author(who, at), Command::Rename { title: title.into() }));
        self.show(which, who, at, Phase::default());
    }

    fn move_phase(&mut self, which: usize, who: usize, at: i64, to: Phase) {
        self.meetups[which].push((self.author(who, at), Command::MovePhase { to }));
        self.show(which, who, at, to);
    }

    /// The commons shows a meetup as it is now.
    fn show(&mut self, which: usize, who: usize, at: i64, phase: Phase) {
        let show = Command::ShowMeetup { id: self.ids.meetups[which], title: self.titles[which].into(), phase };
        self.commons.push((self.author(who, at), show));
    }

    /// Notes, as edits of the text that they make together.
    fn write(&self, text: Text, notes: &[Note], when: impl Iterator<Item = When>) -> Acts {
        let mut draft = Draft::default();
        let edit = |(note, (who, at)): (&Note, When)| {
            (self.author(who, at), Command::EditText { text, splices: vec![draft.write(note)] })
        };
        notes.iter().zip(when).map(edit).collect()
    }

    fn told(self, name: &'static str, chart: &'static str) -> Example {
        let carto = self.carto_id();
        let document = |kind, id: &[u8; 16], title, mut acts: Acts, shows| {
            acts.sort_by_key(|(author, _)| author.at);
            Document { kind, id: *id, title, acts, shows }
        };
        let [first, next] = self.meetups;
        let meetup = |which: usize, acts, shows| {
            document(Kind::Meetup, self.ids.meetups[which].as_bytes(), self.titles[which], acts, shows)
        };
        Example {
            commons: document(Kind::Commons, self.ids.commons.as_bytes(), name, self.commons, Vec::new()),
            meetups: [meetup(FIRST, first, self.shows), meetup(NEXT, next, Vec::new())],
            carto: document(Kind::Carto, carto.as_bytes(), chart, self.carto, Vec::new()),
        }
    }
}
