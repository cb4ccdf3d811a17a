import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Unread } from "../src/api";
import { calendar } from "../src/calendar";
import { Random } from "./random";

const { TZ } = process.env;
const year: [from: number, to: number] = [Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1)];

beforeEach(() => {
  process.env["TZ"] = "Europe/Paris";
});

afterEach(() => {
  if (TZ === undefined) delete process.env["TZ"];
  else process.env["TZ"] = TZ;
});

function file(...lines: string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

function event(...lines: string[]): string[] {
  return ["BEGIN:VEVENT", "SUMMARY:Chant", ...lines, "END:VEVENT"];
}

/** Nothing that is read here may take long; machines that test are slow at times. */
function read(text: string, [from, to]: readonly [number, number]) {
  const began = performance.now();
  const answer = calendar.read(text, from, to);
  const spent = performance.now() - began;
  assert.ok(spent < 5000, `${spent} ms`);
  return answer;
}

/** When somebody is busy, to the minute and in UTC; throws when the file is refused. */
function busy(text: string, window = year): string[] {
  const answer = read(text, window);
  if ("unread" in answer) throw new Error(JSON.stringify(answer.unread));
  return answer.busy.map((each) => `${minute(each.from)} ${minute(each.to)} ${each.title}`);
}

function minute(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}

function unread(text: string) {
  const answer = read(text, year);
  return "unread" in answer ? answer.unread : answer;
}

const evening = ["DTSTART;TZID=Europe/Paris:20270114T190000", "DTEND;TZID=Europe/Paris:20270114T210000"];

test("an event is a time with a title", () => {
  const title = ["SUMMARY;LANGUAGE=fr:Chœur\\, à l’", " é", "\tglise\\nsoir"];
  const text = file("BEGIN:VEVENT", ...title, ...evening, "END:VEVENT");
  assert.deepEqual(busy(text), ["2027-01-14T18:00 2027-01-14T20:00 Chœur, à l’église\nsoir"]);
});

test("only what overlaps the window is told, in order of time", () => {
  const at = (hours: string) => event(`DTSTART:20270114T${hours.slice(0, 2)}0000Z`, `DTEND:20270114T${hours.slice(2)}0000Z`);
  const text = file(...at("1618"), ...at("0810"), ...at("1214"), ...at("1012"), ...at("0620"));
  assert.deepEqual(busy(text, [Date.UTC(2027, 0, 14, 10), Date.UTC(2027, 0, 14, 16)]), [
    "2027-01-14T06:00 2027-01-14T20:00 Chant",
    "2027-01-14T10:00 2027-01-14T12:00 Chant",
    "2027-01-14T12:00 2027-01-14T14:00 Chant",
  ]);
});

test("an end may be said as a duration, of which days follow the wall clock and hours do not", () => {
  const lasting = (duration: string) => busy(file(...event("DTSTART;TZID=Europe/Paris:20270327T190000", `DURATION:${duration}`)));
  assert.deepEqual(lasting("PT1H30M"), ["2027-03-27T18:00 2027-03-27T19:30 Chant"]);
  assert.deepEqual(lasting("P1D"), ["2027-03-27T18:00 2027-03-28T17:00 Chant"]);
  assert.deepEqual(lasting("PT24H"), ["2027-03-27T18:00 2027-03-28T18:00 Chant"]);
  assert.deepEqual(lasting("P1W"), ["2027-03-27T18:00 2027-04-03T17:00 Chant"]);
});

test("what takes no time keeps nobody busy", () => {
  assert.deepEqual(busy(file(...event("DTSTART:20270114T190000Z"))), []);
  assert.deepEqual(busy(file(...event("DTSTART:20270114T190000Z", "DTEND:20270114T190000Z"))), []);
});

test("a whole day is the reader's own, from midnight to midnight", () => {
  const text = file(
    ...event("DTSTART;VALUE=DATE:20270114"),
    ...event("DTSTART;VALUE=DATE:20270327", "DTEND;VALUE=DATE:20270329"),
    ...event("DTSTART;VALUE=DATE;TZID=Asia/Tokyo:20270601", "DTEND;VALUE=DATE:20270601"),
  );
  assert.deepEqual(busy(text), [
    "2027-01-13T23:00 2027-01-14T23:00 Chant",
    "2027-03-26T23:00 2027-03-28T22:00 Chant",
    "2027-05-31T22:00 2027-06-01T22:00 Chant",
  ]);
  process.env["TZ"] = "America/New_York";
  assert.equal(busy(text)[0], "2027-01-14T05:00 2027-01-15T05:00 Chant");
});

test("a time without a zone is the reader's own", () => {
  const text = file(...event("DTSTART:20270714T190000", "DTEND:20270714T200000"));
  assert.deepEqual(busy(text), ["2027-07-14T17:00 2027-07-14T18:00 Chant"]);
  process.env["TZ"] = "Asia/Tokyo";
  assert.deepEqual(busy(text), ["2027-07-14T10:00 2027-07-14T11:00 Chant"]);
});

test("what leaves the time free, or was cancelled, keeps nobody busy", () => {
  const text = file(
    ...event(...evening, "TRANSP:TRANSPARENT"),
    ...event(...evening, "STATUS:CANCELLED"),
    ...event(...evening, "TRANSP:OPAQUE", "STATUS:TENTATIVE").with(1, "SUMMARY:Peut-être"),
  );
  assert.deepEqual(busy(text), ["2027-01-14T18:00 2027-01-14T20:00 Peut-être"]);
});

test("what an alarm says is not said of its event", () => {
  const alarm = ["BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT5H", "SUMMARY:Réveil", "STATUS:CANCELLED", "END:VALARM"];
  const text = file(...event(...alarm, "DTSTART:20270114T180000Z", "DTEND:20270114T200000Z"));
  assert.deepEqual(busy(text), ["2027-01-14T18:00 2027-01-14T20:00 Chant"]);
});

test("a series stays at its hour when summer comes and when it goes", () => {
  const text = file(...event("DTSTART;TZID=Europe/Paris:20270120T190000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY"));
  assert.deepEqual(busy(text, [Date.UTC(2027, 2, 23), Date.UTC(2027, 3, 2)]), [
    "2027-03-24T18:00 2027-03-24T20:00 Chant",
    "2027-03-31T17:00 2027-03-31T19:00 Chant",
  ]);
  assert.deepEqual(busy(text, [Date.UTC(2027, 9, 26), Date.UTC(2027, 10, 5)]), [
    "2027-10-27T17:00 2027-10-27T19:00 Chant",
    "2027-11-03T18:00 2027-11-03T20:00 Chant",
  ]);
});

test("a series that began long ago is told in its own rhythm", () => {
  const within: [number, number] = [Date.UTC(2027, 3, 10), Date.UTC(2027, 5, 1)];
  const days = (start: string, rule: string) => {
    const text = file(...event(`DTSTART:${start}T100000Z`, "DURATION:PT1H", `RRULE:${rule}`));
    return busy(text, within).map((each) => each.slice(5, 10));
  };
  assert.deepEqual(days("20120103", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH"), ["04-20", "04-22", "05-11", "05-13"]);
  assert.deepEqual(days("20120110", "FREQ=MONTHLY;BYDAY=2TU"), ["04-13", "05-11"]);
  assert.deepEqual(days("20120131", "FREQ=MONTHLY"), ["05-31"]);
  assert.deepEqual(days("20120415", "FREQ=MONTHLY;INTERVAL=6"), ["04-15"]);
  assert.deepEqual(days("20120501", "FREQ=YEARLY"), ["05-01"]);
  assert.deepEqual(days("20120101", "FREQ=DAILY;COUNT=9"), []);
  assert.deepEqual(days("20120101", "FREQ=DAILY;INTERVAL=20"), ["04-12", "05-02", "05-22"]);
});

test("a series ends with its last time, in whichever way that is said", () => {
  const ends = (start: string, until: string) =>
    busy(file(...event(`DTSTART${start}`, `RRULE:FREQ=DAILY;UNTIL=${until}`, "DURATION:PT1H"))).length;
  // Half past midnight in Paris is the day before in UTC.
  assert.equal(ends(";TZID=Europe/Paris:20270110T003000", "20270112T233000Z"), 4);
  assert.equal(ends(";TZID=Europe/Paris:20270110T003000", "20270112T232959Z"), 3);
  assert.equal(ends(";TZID=Europe/Paris:20270110T190000", "20270112"), 3);
  assert.equal(ends(":20270110T190000", "20270112T190000"), 3);
  process.env["TZ"] = "America/New_York";
  const whole = busy(file(...event("DTSTART;VALUE=DATE:20270110", "RRULE:FREQ=DAILY;UNTIL=20270112T000000Z")));
  assert.equal(whole.length, 3);
});

test("times are taken out of a series, in whichever zone they are said", () => {
  const series = ["DTSTART;TZID=Europe/Paris:20270110T190000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=5"];
  const without = (...lines: string[]) => busy(file(...event(...series, ...lines))).map((each) => each.slice(8, 10));
  assert.deepEqual(without("EXDATE;TZID=Europe/Paris:20270111T190000,20270112T190000"), ["10", "13", "14"]);
  assert.deepEqual(without("EXDATE:20270111T180000Z"), ["10", "12", "13", "14"]);
  assert.deepEqual(without("EXDATE;VALUE=DATE:20270110", "EXDATE;VALUE=DATE:20270114"), ["11", "12", "13"]);
  assert.deepEqual(without("EXDATE;TZID=Europe/Paris:20270111T200000"), ["10", "11", "12", "13", "14"]);
});

test("times are added to a series, once each", () => {
  const text = file(
    ...event(
      "DTSTART:20270110T190000Z",
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;COUNT=2",
      "RDATE:20270111T190000Z,20270120T100000Z",
      "RDATE;VALUE=PERIOD:20270121T100000Z/PT3H,20270122T100000Z/20270122T120000Z",
    ),
  );
  assert.deepEqual(busy(text), [
    "2027-01-10T19:00 2027-01-10T20:00 Chant",
    "2027-01-11T19:00 2027-01-11T20:00 Chant",
    "2027-01-20T10:00 2027-01-20T11:00 Chant",
    "2027-01-21T10:00 2027-01-21T13:00 Chant",
    "2027-01-22T10:00 2027-01-22T12:00 Chant",
  ]);
});

test("one time of a series is moved, freed or cancelled by an event of its own", () => {
  const series = ["UID:chant", "DTSTART;TZID=Europe/Paris:20270110T190000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=5"];
  const text = file(
    ...event("UID:chant", "RECURRENCE-ID;TZID=Europe/Paris:20270111T190000", "DTSTART:20270701T100000Z", "DTEND:20270701T130000Z"),
    ...event(...series),
    ...event("UID:chant", "RECURRENCE-ID:20270112T180000Z", ...evening, "STATUS:CANCELLED"),
    ...event("UID:chant", "RECURRENCE-ID;VALUE=DATE:20270113", ...evening, "TRANSP:TRANSPARENT"),
    ...event("UID:other", "RECURRENCE-ID;TZID=Europe/Paris:20270114T190000", "DTSTART:20270801T100000Z"),
  );
  assert.deepEqual(busy(text), [
    "2027-01-10T18:00 2027-01-10T19:00 Chant",
    "2027-01-14T18:00 2027-01-14T19:00 Chant",
    "2027-07-01T10:00 2027-07-01T13:00 Chant",
  ]);
});

test("what has no name is nobody's exception", () => {
  const series = event("DTSTART:20270110T190000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2");
  const moved = event("RECURRENCE-ID:20270110T190000Z", "DTSTART:20270701T100000Z", "DURATION:PT1H");
  assert.equal(busy(file(...series, ...moved)).length, 3);
});

test("a series of whole days loses the days that are taken out", () => {
  const text = file(...event("DTSTART;VALUE=DATE:20270327", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20270328"));
  assert.deepEqual(busy(text), ["2027-03-26T23:00 2027-03-27T23:00 Chant", "2027-03-28T22:00 2027-03-29T22:00 Chant"]);
});

/** As Outlook writes it. */
const romance = [
  "BEGIN:VTIMEZONE",
  "TZID:Romance Standard Time",
  "BEGIN:STANDARD",
  "DTSTART:16010101T030000",
  "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "END:STANDARD",
  "BEGIN:DAYLIGHT",
  "DTSTART:16010101T020000",
  "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "END:DAYLIGHT",
  "END:VTIMEZONE",
];

function inRomance(...walls: string[]): string[] {
  const times = walls.flatMap((wall) => event(`DTSTART;TZID="Romance Standard Time":${wall}`, "DURATION:PT1H"));
  return busy(file(...romance, ...times)).map((each) => each.slice(0, 16));
}

test("a Windows zone is what the file says of it", () => {
  assert.deepEqual(inRomance("20270114T190000", "20270714T190000"), ["2027-01-14T18:00", "2027-07-14T17:00"]);
  // Two in the night comes twice in autumn, and then the first is meant; in spring it never comes.
  const autumn = inRomance("20271031T015959", "20271031T023000", "20271031T030000");
  assert.deepEqual(autumn, ["2027-10-30T23:59", "2027-10-31T00:30", "2027-10-31T02:00"]);
  const spring = inRomance("20270328T015959", "20270328T023000", "20270328T034500");
  assert.deepEqual(spring, ["2027-03-28T00:59", "2027-03-28T01:30", "2027-03-28T01:45"]);
});

test("a series in a Windows zone stays at its hour, and ends by UTC", () => {
  const text = file(
    ...romance,
    ...event("DTSTART;TZID=Romance Standard Time:20270324T003000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20270330T223000Z"),
  );
  assert.deepEqual(busy(text), ["2027-03-23T23:30 2027-03-24T00:30 Chant", "2027-03-30T22:30 2027-03-30T23:30 Chant"]);
});

test("a zone's name may hold what has to be escaped in one place and not in the other", () => {
  const named = romance.with(1, "TZID:(UTC+01:00) Brussels\\, Paris");
  const text = file(...event('DTSTART;TZID="(UTC+01:00) Brussels, Paris":20270714T190000', "DURATION:PT1H"), ...named);
  assert.deepEqual(busy(text), ["2027-07-14T17:00 2027-07-14T18:00 Chant"]);
});

test("a zone that the device knows does not need the file's word", () => {
  const summer = event("DTSTART;TZID=Europe/Paris:20270714T190000", "DURATION:PT1H");
  assert.deepEqual(busy(file(...summer)), ["2027-07-14T17:00 2027-07-14T18:00 Chant"]);
  // Files often tell only the changes around one event.
  const winter = romance.with(1, "TZID:Europe/Paris").toSpliced(8, 6);
  assert.deepEqual(busy(file(...winter, ...summer)), ["2027-07-14T17:00 2027-07-14T18:00 Chant"]);
});

test("lines may end in any way, names be written small, and the file begin with a mark", () => {
  const text = file(...event(...evening));
  const expected = ["2027-01-14T18:00 2027-01-14T20:00 Chant"];
  for (const end of ["\n", "\r", "\r\n\r\n"]) assert.deepEqual(busy(text.replaceAll("\r\n", end)), expected);
  assert.deepEqual(busy(`\ufeff${text}`), expected);
  assert.deepEqual(busy(text.replaceAll(/^(BEGIN|END|DTSTART|DTEND)/gm, (name) => name.toLowerCase())), expected);
});

test("several calendars may stand in one file", () => {
  assert.equal(busy(file(...event(...evening)) + file(...event(...evening))).length, 2);
});

test("a calendar without events is no error", () => {
  assert.deepEqual(busy(file()), []);
});

const romantic = event("DTSTART;TZID=Romance Standard Time:20270114T190000");

const broken: [what: string, text: string, line: number, wrong: Unread["wrong"]][] = [
  ["an empty file", "", 0, "not-a-calendar"],
  ["a web page", "\n<!doctype html>\n<p>Connexion</p>", 2, "not-a-calendar"],
  ["a list of contacts", "BEGIN:VCARD\r\nEND:VCARD\r\n", 1, "not-a-calendar"],
  ["a file cut short", file(...event(...evening)).slice(0, -40), 6, "unfinished"],
  ["a calendar left open", file(...event()).replace("END:VCALENDAR\r\n", ""), 5, "unfinished"],
  ["words on a line of their own", file(...event(...evening, "à demain")), 7, "bad-line"],
  ["a fold that lost its space", file(...event("DESCRIPTION:un", " deux", "trois", ...evening)), 7, "bad-line"],
  ["a quotation that never ends", file(...event('ATTENDEE;CN="Alice:mailto:alice@boucle.example')), 5, "bad-line"],
  ["an end without a beginning", file("END:VEVENT"), 3, "bad-line"],
  ["two components across each other", file("BEGIN:VEVENT", "BEGIN:VALARM", "END:VEVENT", "END:VALARM"), 5, "bad-line"],
  ["something after the end", `${file()}BEGIN:VEVENT\r\nEND:VEVENT\r\n`, 4, "bad-line"],
  ["a rule of no known rhythm", file(...event(...evening, "RRULE:FREQ=FORTNIGHTLY")), 7, "bad-line"],
  ["a rule without a rhythm", file(...event(...evening, "RRULE:COUNT=3")), 7, "bad-line"],
  ["a rule with half a part", file(...event(...evening, "RRULE:FREQ=DAILY;TWICE")), 7, "bad-line"],
  ["a rule that is not one", file(...event(...evening, "RRULE:tous les jours")), 7, "bad-line"],
  ["an event without a start", file(...event()), 3, "bad-date"],
  ["a day that no month has", file(...event("DTSTART;VALUE=DATE:20270230")), 5, "bad-date"],
  ["an hour that no day has", file(...event("DTSTART:20270114T250000Z")), 5, "bad-date"],
  ["a date of another standard", file(...event("DTSTART:2027-01-14T19:00:00Z")), 5, "bad-date"],
  ["an end before its start", file(...event("DTSTART:20270114T190000Z", "DTEND:20270114T180000Z")), 6, "bad-date"],
  ["a duration of nothing", file(...event("DTSTART:20270114T190000Z", "DURATION:PT")), 6, "bad-date"],
  ["a series until some day", file(...event(...evening, "RRULE:FREQ=DAILY;UNTIL=20271399")), 7, "bad-date"],
  ["an exception on some day", file(...event(...evening, "EXDATE:20270114T190000Z,demain")), 7, "bad-date"],
  ["a zone nobody knows", file(...romantic), 5, "unknown-zone"],
  ["a zone defined by nothing", file(...romance.toSpliced(2, 12), ...romantic), 3, "bad-line"],
  ["a zone with an offset of words", file(...romance.with(5, "TZOFFSETFROM:deux"), ...romantic), 8, "bad-line"],
];

for (const [what, text, line, wrong] of broken) {
  test(`${what} is refused, and its line is named`, () => {
    assert.deepEqual(unread(text), { line, wrong, text: text.split(/\r?\n/)[line - 1] ?? "" });
  });
}

test("a refused line is shown without its folds, cut between characters", () => {
  const { line, text } = unread(file(...event("🌍".repeat(50), ` ${"🌍".repeat(50)}`))) as { line: number; text: string };
  assert.deepEqual([line, text], [5, "🌍".repeat(80)]);
});

test("one wrong line refuses the whole file, even where it keeps nobody busy", () => {
  const text = file(...event(...evening), ...event("DTSTART:demain", "STATUS:CANCELLED"));
  assert.deepEqual(unread(text), { line: 10, wrong: "bad-date", text: "DTSTART:demain" });
});

function repeated(times: number, lines: string[]): string[] {
  return Array.from({ length: times }, () => lines).flat();
}

const hostile = [
  "FREQ=SECONDLY",
  "FREQ=SECONDLY;COUNT=999999999",
  "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
  "FREQ=MINUTELY;BYSECOND=0,1,2,3,4,5,6,7,8,9",
  "FREQ=DAILY;INTERVAL=2147483647",
  "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=0,15,30,45",
];

for (const rule of hostile) {
  test(`a rule is not followed for ever: ${rule}`, () => {
    const text = file(...event("DTSTART:20270101T000000Z", "DURATION:PT1S", `RRULE:${rule}`));
    assert.deepEqual(unread(text), { line: 7, wrong: "too-many", text: `RRULE:${rule}`.slice(0, 80) });
  });
}

test("a rule that never comes true is soon given up", () => {
  const never = ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31"];
  const events = never.flatMap((rule) => event("DTSTART:20270215T000000Z", "DURATION:PT1S", `RRULE:${rule}`));
  assert.deepEqual(busy(file(...repeated(500, events))), []);
});

test("a zone whose offset changes every second is not followed for ever", () => {
  const zone = romance.with(4, "RRULE:FREQ=SECONDLY");
  assert.deepEqual(unread(file(...zone, ...romantic)), { line: 7, wrong: "too-many", text: "RRULE:FREQ=SECONDLY" });
});

test("somebody with many series is still read, and soon", () => {
  const rules = ["FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY", "FREQ=YEARLY", "FREQ=WEEKLY;INTERVAL=2"];
  const series = rules.flatMap((rule) => event("DTSTART;TZID=Europe/Paris:20120110T190000", "DURATION:PT1H", `RRULE:${rule}`));
  const month: [number, number] = [Date.UTC(2027, 0, 4), Date.UTC(2027, 1, 1)];
  assert.equal(busy(file(...repeated(40, series)), month).length, 40 * (8 + 1 + 28 + 1 + 2));
});

test("whatever happens to a file, it is read or refused", () => {
  const start = "DTSTART;TZID=Romance Standard Time:20270114T190000";
  const series = event("UID:1", start, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=9", "EXDATE;VALUE=DATE:20270121");
  const whole = file(...romance, ...series);
  const pieces = ["", "0", ";", ":", "=", ",", "\r\n", "\r\n ", '"', "-", "Z", "99999", "é", "END:VEVENT\r\n", "\0"];
  const seen = new Set<string>();
  for (let seed = 0; seed < 3000; seed++) {
    const random = new Random(seed);
    let text = whole;
    for (let times = random.below(3); times >= 0; times--) {
      const at = random.below(text.length);
      text = text.slice(0, at) + random.pick(pieces) + text.slice(at + random.below(8));
    }
    const answer = read(text, year);
    seen.add("unread" in answer ? answer.unread.wrong : "busy");
    // Line 0 is for what nobody foresaw.
    if ("unread" in answer) assert.ok(answer.unread.line > 0, `seed ${seed}: ${JSON.stringify(answer.unread)}`);
  }
  assert.deepEqual([...seen].sort(), ["bad-date", "bad-line", "busy", "not-a-calendar", "unfinished", "unknown-zone"]);
});
