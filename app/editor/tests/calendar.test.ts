import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { calendar } from "../src/calendar";

const { TZ } = process.env;

afterEach(() => {
  if (TZ === undefined) delete process.env["TZ"];
  else process.env["TZ"] = TZ;
});

/** To the minute, in UTC. */
function spanned(starts: string, ends: string, zone: string): string[] | null {
  const span = calendar.span(starts, ends, zone);
  return span && [span.from, span.to].map((instant) => new Date(instant).toISOString().slice(0, 16));
}

test("a span is that of the zone's wall clock", () => {
  assert.deepEqual(spanned("2027-01-14T19:00", "2027-01-14T22:30", "Europe/Paris"), ["2027-01-14T18:00", "2027-01-14T21:30"]);
  assert.deepEqual(spanned("2027-07-14T19:00", "2027-07-14T22:30", "Europe/Paris"), ["2027-07-14T17:00", "2027-07-14T20:30"]);
});

test("whole days last from midnight to the midnight after, also when a day has 23 or 25 hours", () => {
  assert.deepEqual(spanned("2027-01-14", "2027-01-15", "Asia/Tokyo"), ["2027-01-13T15:00", "2027-01-15T15:00"]);
  assert.deepEqual(spanned("2027-03-28", "2027-03-28", "Europe/Paris"), ["2027-03-27T23:00", "2027-03-28T22:00"]);
  assert.deepEqual(spanned("2027-10-31", "2027-10-31", "Europe/Paris"), ["2027-10-30T22:00", "2027-10-31T23:00"]);
});

test("a time that comes twice is the first, and one that never comes is past the gap", () => {
  assert.deepEqual(spanned("2027-10-31T02:30", "2027-10-31T03:30", "Europe/Paris"), ["2027-10-31T00:30", "2027-10-31T02:30"]);
  assert.deepEqual(spanned("2027-03-28T02:30", "2027-03-28T04:00", "Europe/Paris"), ["2027-03-28T01:30", "2027-03-28T02:00"]);
});

test("what is no date, no zone, or ends before it starts has no span", () => {
  const wrongs = ["", "demain", "2027-02-29", "2027-13-01", "2027-1-14", "2027-01-14T24:00", "2027-01-14T19:60", "2027-01-14T19:00Z"];
  for (const wrong of wrongs) {
    assert.equal(calendar.span(wrong, "2028-01-01T00:00", "Europe/Paris"), null, wrong);
    assert.equal(calendar.span(wrong, "2028-01-01", "Europe/Paris"), null, wrong);
  }
  assert.equal(calendar.span("2027-01-14T19:00", "2027-01-14", "Europe/Paris"), null);
  assert.equal(calendar.span("2027-01-14T19:00", "2027-01-14T18:00", "Europe/Paris"), null);
  assert.equal(calendar.span("2027-01-14", "2027-01-13", "Europe/Paris"), null);
  assert.equal(calendar.span("2027-01-14", "2027-01-14", "Europe/Lutetia"), null);
});

test("zones are known by their names alone", () => {
  for (const zone of ["Europe/Paris", "America/Argentina/Ushuaia", "Etc/GMT+5", "UTC"]) assert.ok(calendar.isZone(zone), zone);
  for (const word of ["", "Paris", "+01:00", "Romance Standard Time", "Etc/Unknown"]) assert.ok(!calendar.isZone(word), word);
});

test("every zone that is offered is one, the device's own among them", () => {
  process.env["TZ"] = "Pacific/Chatham";
  assert.equal(calendar.here(), "Pacific/Chatham");
  const zones = calendar.zones();
  assert.ok(zones.includes("Pacific/Chatham") && zones.includes("UTC"));
  assert.deepEqual(zones.filter((zone) => !calendar.isZone(zone)), []);
});

/** ICU writes several kinds of spaces, and not the same in every version. */
function said(...times: Parameters<typeof calendar.elsewhere>): string {
  return calendar.elsewhere(...times).replace(/\s+/g, " ");
}

test("the same time is said in the words of a language", () => {
  const evening = ["2027-01-14T19:00", "2027-01-14T22:00", "Europe/Paris"] as const;
  assert.equal(said(...evening, "America/New_York", "fr"), "jeu. 14 janv., 13:00 – 16:00");
  assert.equal(said(...evening, "Asia/Tokyo", "en"), "Fri, Jan 15, 3:00 – 6:00 AM");
});

test("whole days are days where they begin at midnight too, and hours elsewhere", () => {
  assert.equal(said("2027-01-14", "2027-01-14", "Europe/Paris", "Europe/Berlin", "fr"), "jeu. 14 janv.");
  assert.equal(said("2027-01-14", "2027-01-15", "Europe/Paris", "Europe/Berlin", "fr"), "jeu. 14 – ven. 15 janv.");
  assert.equal(said("2027-01-14", "2027-01-14", "Europe/Paris", "Asia/Tokyo", "fr"), "jeu. 14 janv., 08:00 – ven. 15 janv., 08:00");
});

test("nothing is said of what has no span, nor of nowhere", () => {
  assert.equal(said("2027-01-14T25:00", "2027-01-14T26:00", "Europe/Paris", "Asia/Tokyo", "fr"), "");
  assert.equal(said("2027-01-14T19:00", "2027-01-14T22:00", "Europe/Paris", "Atlantis", "fr"), "");
});
