//! How the meetups of the example are prepared: what the community proposes, who is in the team and what it wants, who could
//! speak, what the poll says, and who comes.

use super::story::{DAY, HOUR, MINUTE, Story, WEEK};
use crate::{
    Answer, Attendance, Attendee, Cell, Choice, Command, Datum, Field, Idea, Own, PersonId, Put, Remark, RowId, Rows,
    Seat, Slot, Status, Step, Talk, Text, Topic, Venue, Vote, When, join, restore, say,
};
use time::OffsetDateTime;

/// What prepares one meetup, in one language. Who says it, and when, is the same in all.
pub(super) struct Preparation {
    pub(super) theme: &'static str,
    pub(super) problem: &'static str,
    pub(super) intentions: [&'static str; 3],
    /// Of those in the team; empty for none in particular.
    pub(super) roles: [&'static str; 4],
    /// What is told, and the same at more length.
    pub(super) talks: [(&'static str, &'static str); 2],
    /// The name, the address and how one comes in.
    pub(super) venues: [(&'static str, &'static str, &'static str); 2],
    /// What the team notes when it meets.
    pub(super) notes: &'static str,
    /// What tells the community that it is being prepared.
    pub(super) call: &'static str,
}

/// What the community proposes.
pub(super) struct Proposals {
    /// A theme, a problem, a place, a date, somebody who would speak of this.
    pub(super) ideas: [&'static str; 5],
    /// About the first.
    pub(super) remarks: [&'static str; 2],
}

const TOPICS: [Topic; 5] = [Topic::Theme, Topic::Problem, Topic::Place, Topic::Date, Topic::Speaker];
/// Who supports each, beside whoever proposes it.
const SUPPORTS: [&[usize]; 5] = [&[1, 2, 5], &[0, 4], &[3], &[0, 1, 2], &[2, 4]];

/// Who is in the team.
const TEAM: [usize; 4] = [0, 2, 4, 1];
/// Who says what of two dates and two venues (y: yes, i: if need be, n: no).
const FIRST_VOTES: [&str; 6] = ["yyyi", "ynyy", "iyyn", "yyyy", "ny-y", "yiyy"];
const NEXT_VOTES: [&str; 6] = ["yi--", "yyyn", "----", "iyy-", "ny-y", "----"];

fn row(which: u8, n: usize) -> RowId {
    let mut bytes = *b"boucle ex. row00";
    bytes[14] = which;
    // A document has fewer than two hundred.
    bytes[15] = u8::try_from(n).unwrap_or(u8::MAX);
    RowId::from_bytes(bytes)
}

fn date(n: usize) -> RowId {
    row(b'd', n)
}

fn venue(n: usize) -> RowId {
    row(b'v', n)
}

/// The intentions of either meetup.
pub(super) fn intention(n: usize) -> RowId {
    row(b'n', n)
}

fn talk(n: usize) -> RowId {
    row(b't', n)
}

/// The evening of the day that this moment is in, from seven to ten.
fn evening_of(moment: i64) -> When {
    let day =
        OffsetDateTime::from_unix_timestamp(moment.div_euclid(1_000)).unwrap_or(OffsetDateTime::UNIX_EPOCH).date();
    let at = |hour| day.with_hms(hour, 0, 0).unwrap_or(day.midnight());
    When::Hours { from: at(19), to: at(22), zone: "Europe/Paris".to_owned() }
}

fn put(cell: Cell, value: Datum) -> Command {
    Command::Put { puts: vec![Put { cell, value: Some(value) }] }
}

impl Story {
    /// What the community proposed before the second meetup.
    pub(super) fn propose(&mut self, proposals: &Proposals, from: i64) {
        for (n, (text, topic)) in proposals.ideas.into_iter().zip(TOPICS).enumerate() {
            let (by, at) = ([4, 5, 1, 3, 3][n], from + i64::try_from(n).unwrap_or(0) * 7 * HOUR);
            let id = row(b'i', n);
            let author = self.author(by, at);
            self.commons.push((author, Idea::propose(id, topic, text, author.person, None)));
            for (k, who) in (1..).zip(SUPPORTS[n]) {
                let author = self.author(*who, at + k * HOUR);
                self.commons.push((author, support(id, author.person)));
            }
        }
        for (n, text) in proposals.remarks.into_iter().enumerate() {
            let at = from + 2 * DAY + i64::try_from(n).unwrap_or(0) * 25 * MINUTE;
            self.commons.push((self.author([2, 4][n], at), Remark::say(row(b'r', n), row(b'i', 0), text)));
        }
    }

    /// What a meetup is about, who prepares it and what they want of it.
    fn plan(&mut self, which: usize, words: &Preparation, from: i64) {
        let meetup = |story: &mut Self, who, after, command| {
            let author = story.author(who, from + after);
            story.meetups[which].push((author, command));
        };
        meetup(self, TEAM[0], MINUTE, say(Own::Theme, words.theme));
        meetup(self, TEAM[1], 4 * MINUTE, say(Own::Problem, words.problem));
        for (n, (who, role)) in (0_i64..).zip(TEAM.into_iter().zip(words.roles)) {
            let person = self.author(who, 0).person;
            meetup(self, who, (6 + n) * MINUTE, join(person, role));
        }
        for (n, text) in (0_i64..).zip(words.intentions) {
            let id = intention(usize::try_from(n).unwrap_or(0));
            let puts = vec![
                Put { cell: Cell::Row(Rows::Intentions, id, Field::Text), value: Some(Datum::Text(text.into())) },
                Put { cell: Cell::Row(Rows::Intentions, id, Field::Rank), value: Some(Datum::Whole(n << 32)) },
            ];
            meetup(self, TEAM[usize::try_from(n).unwrap_or(0)], (20 + 3 * n) * MINUTE, Command::Put { puts });
        }
        for (text, written, after) in [(Text::Call, words.call, 12), (Text::Notes, words.notes, 50)] {
            let splices = vec![restore::difference("", written)];
            meetup(self, TEAM[0], after * MINUTE, Command::EditText { text, splices });
        }
    }

    /// The dates and the venues of a meetup, and what everybody says of them.
    fn poll(&mut self, which: usize, words: &Preparation, dates: [When; 2], votes: &[&str; 6], from: i64) {
        for (n, when) in dates.iter().enumerate() {
            self.meetups[which].push((self.author(TEAM[n], from), Slot::add(date(n), when)));
        }
        for (n, ((name, address, access), seats)) in words.venues.into_iter().zip([40, 25]).enumerate() {
            let author = self.author(TEAM[n + 1], from + 9 * MINUTE);
            self.meetups[which].push((author, Venue::add(venue(n), name, address, Some(seats))));
            let author = self.author(TEAM[n + 1], from + 10 * MINUTE);
            self.meetups[which].push((author, Venue::say(venue(n), Field::Access, access)));
        }
        for (who, votes) in votes.iter().enumerate() {
            for (n, letter) in votes.chars().enumerate() {
                let vote = match letter {
                    'y' => Vote::Yes,
                    'i' => Vote::IfNeedBe,
                    'n' => Vote::No,
                    _ => continue,
                };
                let option = if n < 2 { date(n) } else { venue(n - 2) };
                let late = i64::try_from(who * 5 + n).unwrap_or(0);
                let author = self.author(who, from + HOUR + late * MINUTE);
                self.meetups[which].push((author, Vote::cast(option, author.person, Some(vote))));
            }
        }
    }

    /// Somebody could speak of this: oneself, or another.
    fn speaks(&mut self, which: usize, words: &Preparation, n: usize, (by, who): (usize, usize), at: i64) {
        let (subject, summary) = words.talks[n];
        let (author, speaker) = (self.author(by, at), self.author(who, at).person);
        let status = if by == who { Status::Interested } else { Status::Suggested };
        self.meetups[which].push((author, Talk::propose(talk(n), subject, speaker, status)));
        self.meetups[which].push((self.author(by, at + MINUTE), Talk::say(talk(n), Field::Summary, summary)));
    }

    fn says(&mut self, which: usize, n: usize, (by, who): (usize, usize), status: Status, at: i64) {
        let (author, speaker) = (self.author(by, at), self.author(who, at).person);
        self.meetups[which].push((author, Talk::set_status(talk(n), speaker, Some(status))));
    }

    /// The first meetup, up to the evening itself.
    pub(super) fn prepare_first(&mut self, words: &Preparation, evening: i64) {
        const FIRST: usize = 0;
        let from = evening - 30 * DAY + HOUR;
        self.plan(FIRST, words, from);
        self.meetups[FIRST].push((self.author(0, from + 20 * HOUR), Step::Call.tick(Some(""))));
        self.speaks(FIRST, words, 0, (0, 1), evening - 26 * DAY);
        self.says(FIRST, 0, (0, 1), Status::Invited, evening - 26 * DAY + HOUR);
        self.says(FIRST, 0, (1, 1), Status::Confirmed, evening - 24 * DAY);
        self.speaks(FIRST, words, 1, (3, 3), evening - 25 * DAY);
        self.says(FIRST, 1, (3, 3), Status::Confirmed, evening - 20 * DAY);
        let dates = [evening_of(evening), evening_of(evening + WEEK)];
        self.poll(FIRST, words, dates, &FIRST_VOTES, evening - 22 * DAY);
        let choice = Choice { date: Some(date(0)), venue: Some(venue(0)) };
        let closed = evening - 16 * DAY;
        self.meetups[FIRST]
            .push((self.author(2, closed), put(Cell::Own(Own::Chosen), Datum::Text(choice.to_string()))));
        self.meetups[FIRST].push((self.author(2, closed + MINUTE), put(Cell::Own(Own::Seats), Datum::Whole(40))));
        self.meetups[FIRST].push((self.author(4, evening - 12 * DAY), Step::Announce.tick(Some(""))));
        for (n, who) in (0_i64..).zip([0, 2, 1, 3, 4, 5]) {
            self.comes(FIRST, who, evening - 9 * DAY + n * 17 * HOUR);
        }
    }

    /// The one that follows, up to the present.
    pub(super) fn prepare_next(&mut self, words: &Preparation, preparation: i64, now: i64) {
        const NEXT: usize = 1;
        self.plan(NEXT, words, preparation);
        let thursday = now - now.rem_euclid(WEEK);
        let dates = [evening_of(thursday + 3 * WEEK), evening_of(thursday + 4 * WEEK)];
        self.poll(NEXT, words, dates, &NEXT_VOTES, preparation + 2 * HOUR);
        self.speaks(NEXT, words, 0, (3, 3), preparation + 4 * HOUR);
        self.speaks(NEXT, words, 1, (4, 5), preparation + 5 * HOUR);
        for (n, who) in (0_i64..).zip([2, 0, 3]) {
            self.comes(NEXT, who, preparation + 6 * HOUR + n * 50 * MINUTE);
        }
    }

    /// Somebody asks for a seat, and takes it.
    fn comes(&mut self, which: usize, who: usize, at: i64) {
        let author = self.author(who, at);
        let asked = Attendance::default().answer(author.person, Answer::Going);
        let all = vec![Attendee { person: author.person, seat: Seat::Asked }];
        let taken = Attendance { seats: None, all }.settle(author.person);
        self.meetups[which].push((author, asked));
        self.meetups[which].extend(taken.map(|taken| (self.author(who, at + 2_000), taken)));
    }
}

fn support(id: RowId, person: PersonId) -> Command {
    let idea = Idea {
        id,
        topic: Topic::default(),
        text: crate::Title::default(),
        by: None,
        person: None,
        supporters: Vec::new(),
        same: Vec::new(),
        meetup: None,
        remarks: Vec::new(),
    };
    idea.support(person, true)
}
