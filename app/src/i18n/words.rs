//! What can be said, in no language: one field a sentence, grouped by the place it stands in.

mod board;
mod carried;
mod carto;
mod evidence;
mod past;
mod record;
mod strands;
mod timeline;
mod watch;

pub use board::BoardWords;
pub use carried::CarriedWords;
pub use carto::{
    AlongWords, BringInWords, CartoLinkWords, CartoPastWords, CartoTold, CartoWords, NearWords, QuickWords,
    SeveralWords, TypeWords, ViewWords,
};
pub use evidence::*;
pub use past::{Involved, PastWords};
pub use record::RecordWords;
pub use strands::*;
pub use timeline::*;
pub use watch::WatchWords;

use boucle_model::{Kind, Moment, Seat, Status, Step, Text, When, journal::Deed, sheet};

/// Everything the app says.
#[derive(Debug)]
pub struct Words {
    pub frame: Frame,
    pub landing: Landing,
    pub start: Starts,
    pub example: Example,
    pub known: Known,
    pub commons: Commons,
    pub map: Map,
    pub awaits: Awaits,
    pub settings: Settings,
    /// The title of a meetup, and the name of a commons.
    pub title: TitleWords,
    pub commons_name: TitleWords,
    pub trail: Trail,
    pub phase: PhaseWords,
    pub safety: SafetyWords,
    pub people: People,
    /// The texts that everybody writes.
    pub pad: Pad,
    pub vision: Pad,
    pub notes: Pad,
    pub call: Pad,
    pub announcement: Pad,
    pub bilan: Pad,
    pub stock: StockWords,
    pub board: BoardWords,
    pub carried: CarriedWords,
    pub timeline: TimelineWords,
    pub carto: CartoWords,
    pub watch: WatchWords,
    pub evidence: EvidenceWords,
    pub record: RecordWords,
    pub strands: StrandWords,
    pub past: PastWords,
    pub plan: PlanWords,
    pub steps: StepWords,
    pub talks: TalkWords,
    pub answer: AnswerWords,
    pub poll: PollWords,
    pub tell: TellWords,
    pub ideas: Ideas,
    pub coming: Coming,
    pub toolbar: Toolbar,
    pub journal: Journal,
    pub name: Name,
    pub me: Me,
    pub notices: Notices,
    pub lost: Lost,
}

/// What stands around every page.
#[derive(Debug)]
pub struct Frame {
    pub skip: &'static str,
    pub your_name: &'static str,
    pub footer: &'static str,
    /// For search engines and shared links.
    pub description: &'static str,
    pub update: &'static str,
    pub take_update: &'static str,
    /// The title of a window, from the title of a meetup.
    pub window: fn(&str) -> String,
}

#[derive(Debug)]
pub struct Landing {
    pub title: &'static str,
    pub lead: &'static str,
    pub loop_title: &'static str,
    /// The five phases: their name, and what happens there.
    pub phases: [(&'static str, &'static str); 5],
    pub back: &'static str,
}

/// The example that a visitor can change.
#[derive(Debug)]
pub struct Example {
    pub visit: &'static str,
    pub what: &'static str,
    pub no_network: &'static str,
    pub no_storage: &'static str,
    pub title: &'static str,
    pub here: &'static str,
    pub reset: &'static str,
    pub leave: &'static str,
}

/// Starting a commons, or a meetup alone.
#[derive(Debug)]
pub struct Starts {
    pub commons: StartWords,
    pub meetup: StartWords,
    /// Opening what somebody sent the link of.
    pub link: &'static str,
    pub open_link: &'static str,
    pub no_link: &'static str,
    /// From the host of another instance.
    pub elsewhere: fn(&str) -> String,
    /// Instead of the forms, where scripts do not run.
    pub needs_scripts: &'static str,
}

/// A form that starts something.
#[derive(Debug)]
pub struct StartWords {
    pub title: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub button: &'static str,
}

/// The pages of a commons.
#[derive(Debug)]
pub struct Commons {
    pub unnamed: &'static str,
    /// What stands across the top of the map: its name, and the words that lead there.
    pub vision: (&'static str, &'static str),
    pub community: (&'static str, &'static str),
    pub carto: (&'static str, &'static str),
    pub no_vision: &'static str,
    pub vision_what: &'static str,
    pub community_what: &'static str,
    pub carto_what: &'static str,
    /// Those who have written in it, here or not.
    pub authors: &'static str,
    /// Back to the map, on its other pages.
    pub back: &'static str,
}

/// The temporal map.
#[derive(Debug)]
pub struct Map {
    pub title: &'static str,
    pub zoom: &'static str,
    pub zooms: [&'static str; 3],
    /// From the number of an edition.
    pub edition: fn(u64) -> String,
    pub untitled: &'static str,
    /// Said aloud behind the name of a phase: it is over, it is now, it is to come.
    pub states: [&'static str; 3],
    /// From the numbers of two editions, one of which opens the other.
    pub flow: fn(u64, u64) -> String,
    pub here: fn(usize) -> String,
    /// Beside an edition of which something has changed since the last visit.
    pub changed: &'static str,
    pub none: (&'static str, &'static str),
    pub prepare: &'static str,
    pub first: StartWords,
    /// From the number of the edition that it follows.
    pub next_title: fn(u64) -> String,
    pub next: StartWords,
    pub cancel: &'static str,
    pub withdraw: fn(u64) -> String,
    pub withdraw_what: &'static str,
    pub withdraw_yes: &'static str,
    pub keep: &'static str,
}

/// What needs a hand next, in a commons: what, why, and the words that lead there.
#[derive(Debug)]
pub struct Awaits {
    pub title: &'static str,
    pub nothing: &'static str,
    pub vision: (&'static str, &'static str, &'static str),
    pub first: (&'static str, &'static str, &'static str),
    pub next: (&'static str, &'static str, &'static str),
    /// For each phase: what the meetup that is in it needs.
    pub phases: [(&'static str, &'static str, &'static str); 5],
}

/// What this device knows.
#[derive(Debug)]
pub struct Known {
    pub title: &'static str,
    pub untitled: &'static str,
    pub commons: &'static str,
    pub meetup: &'static str,
    pub opened: fn(Ago) -> String,
    pub none: &'static str,
    pub none_hint: &'static str,
    pub forget: &'static str,
    pub forget_which: fn(&str) -> String,
    pub forget_title: &'static str,
    /// How many changes exist on this device only.
    pub forget_loses: fn(usize) -> String,
    pub forget_safe: &'static str,
    /// When the device cannot say what it holds.
    pub forget_unknown: &'static str,
    pub keep: &'static str,
}

/// How long ago something was, as precisely as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ago {
    Now,
    Minutes(usize),
    Hours(usize),
    Days(usize),
}

impl Ago {
    /// The time between two moments in milliseconds; a moment in the future is now.
    #[must_use]
    pub fn between(then: i64, now: i64) -> Self {
        let elapsed = now.saturating_sub(then).max(0) / 60_000;
        let minutes = usize::try_from(elapsed).unwrap_or(usize::MAX);
        match minutes {
            0 => Self::Now,
            1..60 => Self::Minutes(minutes),
            60..1440 => Self::Hours(minutes / 60),
            _ => Self::Days(minutes / 1440),
        }
    }
}

/// Passing a commons on, and what a device keeps of it.
#[derive(Debug)]
pub struct Settings {
    pub title: &'static str,
    pub link: &'static str,
    pub share: &'static str,
    pub share_what: &'static str,
    pub address: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub not_copied: &'static str,
    pub qr: &'static str,
    pub device: &'static str,
    pub device_what: &'static str,
    pub download: &'static str,
    pub forget: &'static str,
}

impl Words {
    /// About the title of a document of this kind.
    #[must_use]
    pub const fn title_of(&self, kind: Kind) -> &TitleWords {
        match kind {
            Kind::Commons => &self.commons_name,
            Kind::Meetup => &self.title,
            Kind::Carto => &self.carto.title,
        }
    }

    /// About a text that many hands write.
    #[must_use]
    pub const fn text_of(&self, text: Text) -> &Pad {
        match text {
            Text::Vision => &self.vision,
            Text::Pad => &self.pad,
            Text::Notes => &self.notes,
            Text::Call => &self.call,
            Text::Announcement => &self.announcement,
            Text::Bilan => &self.bilan,
            Text::Legend => &self.carto.legend,
        }
    }
}

/// The title of a document.
#[derive(Debug)]
pub struct TitleWords {
    pub label: &'static str,
    pub placeholder: &'static str,
    pub untitled: &'static str,
    /// How many characters it has, and how many it may have.
    pub too_long: fn(usize, usize) -> String,
    /// How many titles stand against each other.
    pub conflict: fn(usize) -> String,
    pub keep: &'static str,
}

/// The five phases of a meetup, on its page. Their names are those of the landing page.
#[derive(Debug)]
pub struct Trail {
    pub title: &'static str,
    /// Said aloud behind the name of the present one.
    pub here: &'static str,
    /// From the name of a phase.
    pub move_to: fn(&str) -> String,
    pub ask: fn(&str) -> String,
    /// From what happens in it.
    pub what: fn(&str) -> String,
    pub stay: &'static str,
    /// To how many phases it was moved at once.
    pub conflict: fn(usize) -> String,
}

/// The page of a phase.
#[derive(Debug)]
pub struct PhaseWords {
    /// It is over, it is now, it is to come.
    pub states: [&'static str; 3],
    /// For each phase: what the founding text says of it, and what one finds there.
    pub say: [(&'static str, &'static str); 5],
}

/// The co-construction of a meetup.
#[derive(Debug)]
pub struct PlanWords {
    /// What the meetup before it brings: what it is, and what there is to say while there is nothing.
    pub carried: &'static str,
    pub carried_none: &'static str,
    pub carried_first: &'static str,
    pub about: &'static str,
    pub theme: LineWords,
    pub problem: LineWords,
    pub team: &'static str,
    pub team_none: &'static str,
    pub join: &'static str,
    pub leave: &'static str,
    pub role: LineWords,
    pub intentions: &'static str,
    pub intentions_what: &'static str,
    pub intentions_none: &'static str,
    /// Each of them, where it stands.
    pub intention: LineWords,
    /// The one that is added.
    pub new: LineWords,
    pub add: &'static str,
    /// From what it says.
    pub up: fn(&str) -> String,
    pub down: fn(&str) -> String,
    pub take_away: fn(&str) -> String,
    pub by: fn(&str) -> String,
    /// As they stood when the phase ended.
    pub fixed: &'static str,
    /// How many characters a line has, and how many it may have.
    pub too_long: fn(usize, usize) -> String,
    /// How many things were said of the same at once.
    pub conflict: fn(usize) -> String,
}

/// Who comes to a meetup.
#[derive(Debug)]
pub struct Coming {
    pub title: &'static str,
    pub what: &'static str,
    /// Going, maybe, not.
    pub answers: [&'static str; 3],
    /// What I said, and what came of it; the place on the waiting list is the number of those before me, and me.
    pub unsaid: &'static str,
    pub asked: &'static str,
    pub taken: &'static str,
    pub waiting: fn(usize) -> String,
    pub maybe: &'static str,
    pub cancelled: &'static str,
    pub seats: LineWords,
    pub wrong_seats: &'static str,
    /// How many have a seat, of how many there are.
    pub count: fn(usize, Option<usize>) -> String,
    pub overbooked: fn(usize) -> String,
    pub who: &'static str,
    pub list: &'static str,
    pub maybes: &'static str,
}

/// What a meetup was to be beside what it was.
#[derive(Debug)]
pub struct StockWords {
    pub numbers: &'static str,
    pub registered: &'static str,
    pub came: LineWords,
    pub wrong_came: &'static str,
    pub written: &'static str,
    pub voices: &'static str,
    pub reviews: &'static str,
    pub reviews_what: &'static str,
    pub no_intentions: &'static str,
    pub to_intentions: &'static str,
    /// How far an intention was met, from 1 to 5.
    pub rating: fn(i64) -> String,
    pub ratings_of: fn(&str) -> String,
    /// How many people gave it 1, 2, 3, 4 and 5.
    pub spread: fn([usize; 5]) -> String,
    /// Met, partly, missed.
    pub outcomes: [&'static str; 3],
    pub outcome_of: fn(&str) -> String,
    pub lesson: &'static str,
    pub lesson_of: fn(&str) -> String,
}

/// The seven steps that prepare a meetup.
#[derive(Debug)]
pub struct StepWords {
    pub title: &'static str,
    /// The way from tool to tool.
    pub tools: &'static str,
    pub what: &'static str,
    /// Each step: what it is, and the words that lead to its tool.
    pub steps: [(&'static str, &'static str); 7],
    /// To do, begun, done.
    pub states: [&'static str; 3],
    /// How many are done.
    pub count: fn(usize) -> String,
    pub texts: [&'static str; 2],
    pub team: fn(usize) -> String,
    /// How many were invited or are suggested, and how many have answered; how many would come, and how many have not answered.
    pub invited: fn(usize, usize) -> String,
    pub answers: fn(usize, usize) -> String,
    /// How many dates and venues, and how many people have voted.
    pub poll: fn(usize, usize, usize) -> String,
    pub no_poll: &'static str,
    pub listed: &'static str,
    pub unlisted: &'static str,
    pub elsewhere: fn(&str) -> String,
    pub elsewhere_short: &'static str,
    pub ask: fn(&str) -> String,
    pub note: LineWords,
    pub tick: &'static str,
    pub untick: fn(&str) -> String,
    pub untick_short: &'static str,
    pub cancel: &'static str,
}

/// Who could come to tell something.
#[derive(Debug)]
pub struct TalkWords {
    pub title: &'static str,
    pub link: &'static str,
    pub what: &'static str,
    pub none: &'static str,
    pub propose: &'static str,
    /// Oneself, or another.
    pub who: &'static str,
    pub oneself: &'static str,
    pub another: &'static str,
    pub name: LineWords,
    pub subject: LineWords,
    pub send: &'static str,
    pub summary: LineWords,
    pub links: LineWords,
    pub statuses: [&'static str; 5],
    /// The heading above the talks of each.
    pub lists: [&'static str; 5],
    /// From the name of a speaker.
    pub status_of: fn(&str) -> String,
    pub invite: fn(&str) -> String,
    pub invite_short: &'static str,
    pub also: &'static str,
    pub also_short: &'static str,
    pub add: &'static str,
    pub cancel: &'static str,
    pub remove: fn(&str) -> String,
    pub remove_ask: fn(&str) -> String,
    pub remove_what: &'static str,
    pub remove_yes: &'static str,
    pub keep: &'static str,
    pub take_away: fn(&str) -> String,
    pub take_away_short: &'static str,
    pub take_ask: &'static str,
    pub take_what: &'static str,
    pub taken_away: &'static str,
    pub bring_back: fn(&str) -> String,
    pub bring_back_short: &'static str,
    pub dates: &'static str,
    pub no_dates: &'static str,
    pub silent: &'static str,
    pub wrong_link: &'static str,
    /// What to send to somebody: the text, from their name, the meetup, the subject, the dates and the address of the answer.
    pub invitation: fn(&Invitation) -> String,
    pub invitation_title: fn(&str) -> String,
    pub invitation_what: &'static str,
    pub invitation_label: &'static str,
    pub mail: &'static str,
    pub mail_subject: fn(&str) -> String,
    pub copy: &'static str,
    pub sent: &'static str,
    pub close: &'static str,
}

/// What an invitation tells.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub name: String,
    pub meetup: String,
    pub subject: String,
    /// The one that is chosen, or those of the poll.
    pub dates: Vec<String>,
    pub address: String,
}

/// The page on which somebody who was invited answers.
#[derive(Debug)]
pub struct AnswerWords {
    pub title: fn(&str) -> String,
    pub lead: fn(&str) -> String,
    pub about: fn(&str) -> String,
    pub name: LineWords,
    pub no_name: &'static str,
    /// Interested, confirmed, declined.
    pub answers: [&'static str; 3],
    pub mine: fn(Status) -> &'static str,
    pub safe: &'static str,
    pub dates: &'static str,
    pub dates_what: &'static str,
    pub gone: &'static str,
    pub unknown: (&'static str, &'static str),
    pub used: fn(&str, &str) -> String,
    pub used_what: &'static str,
    pub used_anyway: &'static str,
    pub see: &'static str,
}

/// The poll for the date and the venue.
#[derive(Debug)]
pub struct PollWords {
    pub title: &'static str,
    pub link: &'static str,
    pub what: &'static str,
    pub is_closed: &'static str,
    /// In full, and as short as fits over a column.
    pub when: fn(&When) -> String,
    pub when_short: fn(&When) -> String,
    pub dates: &'static str,
    pub no_dates: &'static str,
    pub venues: &'static str,
    pub no_venues: &'static str,
    /// Yes, if need be, no.
    pub votes: [&'static str; 3],
    /// What one says of an option: yes, if need be, no, or nothing.
    pub vote_of: fn(&str) -> String,
    pub counts: fn([usize; 3]) -> String,
    /// On the clock of whoever looks.
    pub here: fn(&str) -> String,
    /// What they have on their calendar then.
    pub busy: fn(&str) -> String,
    pub free: &'static str,
    pub past: &'static str,
    pub holds: fn(usize) -> String,
    pub add_date: &'static str,
    pub add_venue: &'static str,
    pub whole_day: &'static str,
    pub day: &'static str,
    pub last_day: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub zone: LineWords,
    pub add: &'static str,
    pub no_day: &'static str,
    pub no_end: &'static str,
    pub ends_first: &'static str,
    pub no_zone: &'static str,
    pub is_past: &'static str,
    pub is_there: &'static str,
    pub venue_name: LineWords,
    pub venue_address: LineWords,
    pub venue_capacity: LineWords,
    pub venue_access: LineWords,
    pub no_name: &'static str,
    pub wrong_capacity: &'static str,
    pub details: &'static str,
    pub take_away: fn(&str) -> String,
    pub take_away_short: &'static str,
    pub take_ask: fn(&str) -> String,
    pub take_what: fn(usize) -> String,
    pub taken_off: &'static str,
    pub taken_off_votes: fn(usize) -> String,
    pub bring_back: fn(&str) -> String,
    pub bring_back_short: &'static str,
    pub keep: &'static str,
    /// The ranking.
    pub best: &'static str,
    pub best_what: &'static str,
    pub no_best: &'static str,
    pub all_choices: fn(usize) -> String,
    pub can: fn(usize) -> String,
    pub could: fn(usize) -> String,
    pub cannot: fn(usize) -> String,
    /// How many of the speakers can, and how many could, of how many.
    pub speakers: fn(usize, usize, usize) -> String,
    pub room: fn(usize, bool) -> String,
    pub choose: fn(&str) -> String,
    pub choose_short: &'static str,
    pub choose_ask: fn(&str) -> String,
    pub choose_what: &'static str,
    pub both: fn(&str, &str) -> String,
    pub chosen: &'static str,
    pub open_again: &'static str,
    pub open_ask: &'static str,
    pub open_what: &'static str,
    pub conflict: fn(usize) -> String,
    pub option_gone: &'static str,
    /// The table.
    pub table: &'static str,
    pub table_show: fn(usize) -> String,
    pub table_none: &'static str,
    /// Its pages: the people from one to another, of how many.
    pub previous: &'static str,
    pub next: &'static str,
    pub shown: fn(usize, usize, usize) -> String,
    /// In its cells: yes, if need be, no.
    pub said: [&'static str; 3],
    pub person: &'static str,
    pub speaker: &'static str,
    pub nothing: &'static str,
    /// Going out, coming in.
    pub exchange: &'static str,
    pub download: &'static str,
    pub file: &'static str,
    pub upload: &'static str,
    pub upload_what: &'static str,
    pub news: fn(&sheet::News) -> String,
    pub take_in: &'static str,
    pub wrong: &'static str,
    pub wrong_line: fn(&sheet::Wrong) -> String,
    pub wrong_more: fn(usize) -> String,
    pub unreadable: &'static str,
    pub taken_in: &'static str,
    pub calendar: &'static str,
    pub calendar_what: &'static str,
    pub calendar_read: fn(usize) -> String,
    pub calendar_wrong: fn(u32, Unread, &str) -> String,
    pub calendar_forget: &'static str,
    pub add_to_calendar: &'static str,
    pub no_script: &'static str,
}

/// Why a calendar cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    NotACalendar,
    Unfinished,
    BadLine,
    BadDate,
    UnknownZone,
    /// A rule gives more times than anybody could keep.
    TooMany,
}

/// Telling the community that a meetup is prepared, and everybody when and where it is.
#[derive(Debug)]
pub struct TellWords {
    /// The call, and the announcement: their titles, and what they are for.
    pub call: (&'static str, &'static str),
    pub announcement: (&'static str, &'static str),
    pub draft: &'static str,
    pub draft_again: &'static str,
    pub draft_ask: &'static str,
    pub draft_what: &'static str,
    pub draft_yes: &'static str,
    pub draft_no: &'static str,
    /// The drafts, in Markdown.
    pub call_draft: fn(&Told) -> String,
    pub announcement_draft: fn(&Told) -> String,
    pub send: &'static str,
    pub send_what: &'static str,
    pub copy: [&'static str; 3],
    pub mail: &'static str,
    pub sent: &'static str,
    pub is_sent: &'static str,
    pub missing: &'static str,
    /// A draft names those who confirmed.
    pub names: &'static str,
    pub listing: &'static str,
    pub listing_what: &'static str,
    /// In the order of the form: title, date, start, duration, description, venue, attendees.
    pub fields: [&'static str; 7],
    pub copy_field: fn(&str) -> String,
    pub copy_short: &'static str,
    pub duration: fn(i64) -> String,
    pub address: LineWords,
    pub wrong_address: &'static str,
    pub open: &'static str,
}

/// What a draft tells of a meetup. What is not known is empty.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub community: String,
    pub meetup: String,
    pub theme: String,
    pub problem: String,
    pub intentions: Vec<String>,
    pub when: String,
    pub venue: String,
    pub address: String,
    pub access: String,
    /// What is told, and by whom.
    pub talks: Vec<(String, String)>,
    pub seats: Option<usize>,
    /// Where the meetup is, here.
    pub link: String,
}

/// The idea box of a commons.
#[derive(Debug)]
pub struct Ideas {
    /// Its name, and the words that lead there.
    pub title: (&'static str, &'static str),
    pub what: &'static str,
    pub none: (&'static str, &'static str),
    /// How many there are.
    pub count: fn(usize) -> String,
    pub propose: &'static str,
    pub topic: &'static str,
    /// For each topic: what one proposes, and the heading above those that were.
    pub topics: [(&'static str, &'static str); 5],
    pub text: LineWords,
    /// Of an idea for a speaker: whom it is about.
    pub about: LineWords,
    pub is_about: fn(&str) -> String,
    pub send: &'static str,
    /// Each of them, where it stands.
    pub idea: LineWords,
    pub support: fn(&str) -> String,
    pub supported: fn(usize) -> String,
    pub discuss: fn(usize) -> String,
    pub remark: &'static str,
    pub say: &'static str,
    pub same: &'static str,
    pub same_which: &'static str,
    pub same_yes: &'static str,
    /// From what the other says.
    pub also: fn(&str) -> String,
    pub part: &'static str,
    pub take_away: fn(&str) -> String,
    pub take_remark_away: &'static str,
    /// From the edition that has taken it up.
    pub taken_up: fn(&str) -> String,
    /// In a meetup: the ideas that it has taken up, and the others.
    pub adopted: &'static str,
    pub others: &'static str,
    pub no_others: &'static str,
    pub take_up: fn(&str) -> String,
    pub give_back: fn(&str) -> String,
    pub take_up_short: &'static str,
    pub give_back_short: &'static str,
    pub see: &'static str,
}

/// A line that is written where it stands.
#[derive(Debug)]
pub struct LineWords {
    pub label: &'static str,
    pub placeholder: &'static str,
}

/// Where my work is.
#[derive(Debug)]
pub struct SafetyWords {
    pub opening: &'static str,
    pub keeping: &'static str,
    pub server: &'static str,
    pub sending: &'static str,
    pub device: fn(usize) -> String,
    pub sandbox: &'static str,
    pub unsaved: &'static str,
    pub read_only: &'static str,
    pub download: &'static str,
    /// Said aloud, without a number that changes at each keystroke.
    pub device_aloud: &'static str,
    pub unsaved_aloud: &'static str,
}

#[derive(Debug)]
pub struct People {
    pub here: fn(usize) -> String,
    pub you: &'static str,
    pub someone: &'static str,
    pub more: fn(usize) -> String,
}

#[derive(Debug)]
pub struct Pad {
    pub title: &'static str,
    pub write: &'static str,
    pub read: &'static str,
    pub label: &'static str,
    pub placeholder: &'static str,
    pub empty: &'static str,
    pub for_ever: &'static str,
    pub done: &'static str,
    pub to_do: &'static str,
}

#[derive(Debug)]
pub struct Toolbar {
    pub title: &'static str,
    pub bold: &'static str,
    pub italic: &'static str,
    pub heading: &'static str,
    pub bullet: &'static str,
    pub number: &'static str,
    pub task: &'static str,
    pub quote: &'static str,
    pub link: &'static str,
    pub history: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
}

/// The dialog that asks for a name.
#[derive(Debug)]
pub struct Name {
    pub title: &'static str,
    pub why: &'static str,
    pub label: &'static str,
    pub save: &'static str,
    pub later: &'static str,
}

/// What was done in a document. Sentences go on from the name of whoever did it.
#[derive(Debug)]
pub struct Journal {
    pub title: &'static str,
    pub what: &'static str,
    pub link: &'static str,
    pub none: &'static str,
    pub earlier: &'static str,
    pub news: &'static str,
    pub no_news: &'static str,
    pub you: &'static str,
    pub someone: &'static str,
    pub look: &'static str,
    pub restore: &'static str,
    pub ask: &'static str,
    pub safe: &'static str,
    pub named: fn(&str) -> String,
    /// Characters that came, and that went.
    pub wrote: fn(usize, usize) -> String,
    pub moved: fn(&str) -> String,
    /// From which edition it is, and its title.
    pub added: fn(&str, &str) -> String,
    pub withdrew: fn(&str) -> String,
    pub put_back: fn(&str) -> String,
    pub renamed: fn(&str, &str) -> String,
    pub reached: fn(&str, &str) -> String,
    pub noted: fn(usize, usize) -> String,
    /// What the meetup is about; nothing any more, when that is empty.
    pub theme: fn(&str) -> String,
    pub problem: fn(&str) -> String,
    /// With which role, if any.
    pub joined: fn(&str) -> String,
    pub left: &'static str,
    pub intention: fn(Deed, &str) -> String,
    pub idea: fn(Deed, &str) -> String,
    pub adopted: fn(Deed, &str) -> String,
    pub remark: fn(Deed, &str) -> String,
    pub supported: fn(&str) -> String,
    pub supported_no_more: fn(&str) -> String,
    /// How many seats there are, if anybody counted them.
    pub seats: fn(Option<i64>) -> String,
    pub seat: fn(Option<Seat>) -> &'static str,
    /// What was written in the call or the announcement.
    pub called: fn(usize, usize) -> String,
    pub announced: fn(usize, usize) -> String,
    pub talk: fn(Deed, &str) -> String,
    /// Who said that it stands so with a speaker: of themselves, or of another (their name), and the talk. `None`: no more.
    pub status: fn(Option<Status>, Option<&str>, &str) -> String,
    pub answered: &'static str,
    pub date: fn(Deed, &str) -> String,
    pub venue: fn(Deed, &str) -> String,
    /// From the vote by its place (yes, if need be, no), the name of whom it is of, when that is another, and the option.
    pub voted: fn(Option<usize>, Option<&str>, &str) -> String,
    pub took_in: fn(usize) -> String,
    pub closed: fn(&str) -> String,
    pub opened: &'static str,
    pub listed: fn(&str) -> String,
    pub step: fn(Step, Option<&str>) -> String,
    pub bilan: fn(usize, usize) -> String,
    pub moment: fn(Moment) -> String,
    /// Who leads the bilan: oneself, or another by their name; `None`: nobody.
    pub led: fn(Option<Option<&str>>) -> String,
    pub timed: &'static str,
    pub allowed: fn(i64) -> String,
    pub came: fn(Option<i64>) -> String,
    /// How many points somebody gave to a card or a group, and the name of whom they are of, when that is another.
    pub gave_points: fn(i64, Option<&str>) -> String,
    /// From 1 to 5, whose rating it is when that is another's, and the intention. `None`: no more.
    pub rated: fn(Option<i64>, Option<&str>, &str) -> String,
    pub card: fn(Deed, &str) -> String,
    pub group: fn(Deed, &str) -> String,
    pub happening: fn(Deed, &str) -> String,
    pub evidence: fn(Deed, &str) -> String,
    pub carried: fn(Deed, &str) -> String,
}

/// The page about oneself.
#[derive(Debug)]
pub struct Me {
    pub title: &'static str,
    pub profile: &'static str,
    pub profile_what: &'static str,
    pub no_name: &'static str,
    /// How many characters it has, and how many it may have.
    pub long_name: fn(usize, usize) -> String,
    pub words: &'static str,
    pub words_hint: &'static str,
    pub long_words: fn(usize, usize) -> String,
    pub save: &'static str,
    /// Where what I said is: nowhere, in the directory, waiting for the network.
    pub unsaid: &'static str,
    pub said: &'static str,
    pub waits: &'static str,
    pub second: &'static str,
    pub second_what: &'static str,
    pub show: &'static str,
    pub hide: &'static str,
    pub qr: &'static str,
    pub code_what: &'static str,
    pub code_link: &'static str,
    pub arrival: &'static str,
    pub arrival_what: &'static str,
    pub join: &'static str,
    pub not_ours: (&'static str, &'static str),
    pub expired: (&'static str, &'static str),
    pub forget: &'static str,
    pub forget_what: &'static str,
    pub forget_button: &'static str,
    pub forget_ask: &'static str,
    pub forget_goes: &'static str,
    pub forget_stays: &'static str,
    pub stay: &'static str,
    pub forgotten: &'static str,
    pub forgotten_waits: &'static str,
    /// The way here, from the question about a name.
    pub link: &'static str,
}

/// What a page says first, when something is not as it should be: what is so, then what it means.
#[derive(Debug)]
pub struct Notices {
    pub no_storage: (&'static str, &'static str),
    pub not_secure: (&'static str, &'static str),
    pub left_out: (&'static str, &'static str),
    pub interrupted: (&'static str, &'static str),
    pub not_made: (&'static str, &'static str),
    pub not_read: (&'static str, &'static str),
    pub detail: fn(&str) -> String,
    pub not_received: (&'static str, &'static str),
    pub read_only: (&'static str, &'static str),
}

/// A page that says one thing.
#[derive(Debug)]
pub struct Message {
    pub title: &'static str,
    pub text: &'static str,
}

/// Addresses where nothing is, and what could not be shown.
#[derive(Debug)]
pub struct Lost {
    pub no_page: Message,
    pub malformed: Message,
    pub unknown: Message,
    pub unknown_commons: Message,
    pub broken: Message,
    /// The server could not draw the page.
    pub failed: Message,
    pub details: &'static str,
    pub back: &'static str,
}

#[cfg(test)]
mod tests {
    use super::Ago;

    #[test]
    fn time_is_told_as_people_tell_it() {
        let minute = 60_000;
        for (elapsed, expected) in [
            (-5 * minute, Ago::Now),
            (59_999, Ago::Now),
            (minute, Ago::Minutes(1)),
            (59 * minute, Ago::Minutes(59)),
            (60 * minute, Ago::Hours(1)),
            (24 * 60 * minute - 1, Ago::Hours(23)),
            (48 * 60 * minute, Ago::Days(2)),
        ] {
            assert_eq!(Ago::between(1_000, 1_000 + elapsed), expected, "{elapsed} ms");
        }
        assert!(matches!(Ago::between(i64::MIN, i64::MAX), Ago::Days(_)), "a device without a clock");
    }
}
