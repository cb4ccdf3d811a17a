import assert from "node:assert/strict";
import { test } from "node:test";
import { convertIcsCalendar } from "ts-ics";
import type { CalendarEvent } from "../src/api";
import { calendar } from "../src/calendar";

const event: CalendarEvent = {
  uid: "meetup@boucle.example",
  title: "Boucle",
  description: "",
  place: "",
  url: "",
  starts: "2027-01-14T19:00",
  ends: "2027-01-14T22:00",
  zone: "Europe/Paris",
  stamp: Date.UTC(2026, 10, 26, 6, 30),
};

/** The file as another program understands it. */
function taken(file: string) {
  const { events = [], timezones = [] } = convertIcsCalendar(undefined, file);
  const [only] = events;
  assert.ok(only && events.length === 1);
  return { event: only, timezones };
}

/** When another program puts the event, if the file's own definition is all that it knows of the zone. */
function placed(changes: Partial<CalendarEvent>): (string | undefined)[] {
  const written = { ...event, ...changes };
  const file = calendar.write(written).replaceAll(written.zone, "Nowhere");
  const { start, end } = taken(file).event;
  assert.equal(start.local?.timezone, "Nowhere");
  return [start.date.toISOString(), end?.date.toISOString()];
}

const meetups: [zone: string, what: string, starts: string, ends: string, from: string, to: string][] = [
  ["Europe/Paris", "in winter", "2027-01-14T19:00", "2027-01-14T22:00", "2027-01-14T18:00", "2027-01-14T21:00"],
  ["Europe/Paris", "in summer", "2027-07-14T19:00", "2027-07-14T22:00", "2027-07-14T17:00", "2027-07-14T20:00"],
  ["Europe/Paris", "on the eve of summer", "2027-03-27T20:00", "2027-03-27T23:30", "2027-03-27T19:00", "2027-03-27T22:30"],
  ["Europe/Paris", "while summer comes", "2027-03-27T22:00", "2027-03-28T09:00", "2027-03-27T21:00", "2027-03-28T07:00"],
  ["Europe/Paris", "just into summer", "2027-03-28T10:00", "2027-03-28T12:00", "2027-03-28T08:00", "2027-03-28T10:00"],
  ["Europe/Paris", "on the eve of winter", "2027-10-30T20:00", "2027-10-30T22:00", "2027-10-30T18:00", "2027-10-30T20:00"],
  ["Europe/Paris", "while winter comes", "2027-10-30T22:00", "2027-10-31T09:00", "2027-10-30T20:00", "2027-10-31T08:00"],
  ["Europe/Paris", "just into winter", "2027-10-31T10:00", "2027-10-31T12:00", "2027-10-31T09:00", "2027-10-31T11:00"],
  ["Europe/Paris", "across a whole summer", "2027-02-01T10:00", "2027-12-01T10:00", "2027-02-01T09:00", "2027-12-01T09:00"],
  ["America/New_York", "on the eve of summer", "2027-03-13T18:00", "2027-03-13T20:00", "2027-03-13T23:00", "2027-03-14T01:00"],
  ["America/New_York", "while summer comes", "2027-03-13T20:00", "2027-03-14T09:00", "2027-03-14T01:00", "2027-03-14T13:00"],
  ["America/New_York", "just into summer", "2027-03-14T12:00", "2027-03-14T13:00", "2027-03-14T16:00", "2027-03-14T17:00"],
  ["America/New_York", "while winter comes", "2027-11-06T20:00", "2027-11-07T09:00", "2027-11-07T00:00", "2027-11-07T14:00"],
  ["America/New_York", "just into winter", "2027-11-07T12:00", "2027-11-07T13:00", "2027-11-07T17:00", "2027-11-07T18:00"],
  ["Asia/Tokyo", "where summer never comes", "2027-07-14T19:00", "2027-07-14T22:00", "2027-07-14T10:00", "2027-07-14T13:00"],
];

for (const [zone, what, starts, ends, from, to] of meetups) {
  test(`another program puts an event of ${zone} right by the file alone, ${what}`, () => {
    assert.deepEqual(placed({ zone, starts, ends }), [`${from}:00.000Z`, `${to}:00.000Z`]);
  });
}

test("an event that is moved past the next change by another program is still right by the file", () => {
  const file = calendar.write(event).replaceAll("Europe/Paris", "Nowhere").replaceAll("20270114", "20270714");
  assert.equal(taken(file).event.start.date.toISOString(), "2027-07-14T17:00:00.000Z");
});

test("the hour of the change itself is read back as it was meant", () => {
  const hours: [starts: string, ends: string, from: number, to: number][] = [
    ["2027-03-28T01:30", "2027-03-28T03:30", Date.UTC(2027, 2, 28, 0, 30), Date.UTC(2027, 2, 28, 1, 30)],
    ["2027-03-28T03:00", "2027-03-28T04:00", Date.UTC(2027, 2, 28, 1), Date.UTC(2027, 2, 28, 2)],
    ["2027-10-31T02:30", "2027-10-31T03:00", Date.UTC(2027, 9, 31, 0, 30), Date.UTC(2027, 9, 31, 2)],
  ];
  for (const [starts, ends, from, to] of hours) {
    const file = calendar.write({ ...event, starts, ends }).replaceAll("Europe/Paris", "Nowhere");
    assert.deepEqual(calendar.read(file, 0, Date.UTC(2030, 0)), { busy: [{ from, to, title: "Boucle" }] }, starts);
  }
});

test("an event says all that it has", () => {
  const description = "Premier; deuxième, \\n troisième\r\nQuatrième\r\rCinquième";
  const url = "https://boucle.example/a?b=c,d;e";
  const said = { title: "Thé, café; \\o/", description, place: "12, rue de l’Été; Paris", url };
  const file = calendar.write({ ...event, ...said });
  const { event: read } = taken(file);
  assert.equal(read.uid, event.uid);
  assert.equal(read.stamp.date.getTime(), event.stamp);
  assert.equal(read.summary, said.title);
  assert.equal(read.description, "Premier; deuxième, \\n troisième\nQuatrième\n\nCinquième");
  assert.equal(read.location, said.place);
  assert.equal(read.url, url);
  assert.match(file, /^PRODID:/m);
});

test("what an event does not have is not written", () => {
  const file = calendar.write(event);
  for (const name of ["DESCRIPTION", "LOCATION", "URL"]) assert.ok(!file.includes(`\r\n${name}`), name);
});

test("lines end as they must and are no longer than 75 octets, whatever the script", () => {
  const description = "Réunion à l’atelier ".repeat(20) + "集まり".repeat(60) + "👩‍👩‍👧".repeat(30);
  const file = calendar.write({ ...event, title: "é".repeat(200), description });
  assert.ok(file.endsWith("END:VCALENDAR\r\n"));
  assert.ok(!/[^\r]\n|\r[^\n]/.test(file));
  const lengths = file.split("\r\n").map((line) => new TextEncoder().encode(line).length);
  const longest = Math.max(...lengths);
  assert.ok(longest <= 75 && longest > 70, `${longest}`);
  // Read as bytes, so that a character cut in two would show.
  const { event: read } = taken(new TextDecoder("utf-8", { fatal: true }).decode(new TextEncoder().encode(file)));
  assert.equal(read.summary, "é".repeat(200));
  assert.equal(read.description, description);
});

test("nothing that people write begins a line of its own", () => {
  const evil = "a\r\nATTENDEE:mailto:mallory@evil.example\0";
  const url = `https://evil.example/${evil}`;
  const file = calendar.write({ ...event, uid: evil, title: evil, description: evil, place: evil, url });
  assert.ok(!file.includes("\r\nATTENDEE") && !file.includes("\0"));
  assert.equal(taken(file).event.summary, "a\nATTENDEE:mailto:mallory@evil.example");
  assert.ok(!calendar.write({ ...event, url: "chez Bob" }).includes("URL"));
});

test("whole days are dates, and the last of them is part of the event", () => {
  const file = calendar.write({ ...event, starts: "2027-02-27", ends: "2027-02-28" });
  const { event: read, timezones } = taken(file);
  assert.deepEqual([read.start.type, read.start.date.toISOString()], ["DATE", "2027-02-27T00:00:00.000Z"]);
  assert.deepEqual([read.end?.type, read.end?.date.toISOString()], ["DATE", "2027-03-01T00:00:00.000Z"]);
  assert.deepEqual(timezones, []);
});

test("an event that ends as it begins is written without an end", () => {
  const file = calendar.write({ ...event, ends: event.starts });
  assert.ok(!file.includes("DTEND"));
  assert.equal(taken(file).event.start.date.toISOString(), "2027-01-14T18:00:00.000Z");
});

test("what has no span is not written", () => {
  assert.equal(calendar.write({ ...event, zone: "Nowhere" }), "");
  assert.equal(calendar.write({ ...event, ends: "2027-01-14T18:00" }), "");
});
