/** Time zones as calendar files define them, by the changes of their offset (RFC 5545, section 3.6.5). */
import ICAL from "ical.js";
import { type Component, type Line, Unreadable, lineOf, linesOf } from "./lines";
import { moment, timeOf } from "./moments";
import { type Steps, repeated } from "./recurrence";
import { type Zone, change, namedZone, second } from "./zones";

/** One change: when, and how many milliseconds wall clocks are ahead of UTC on either side of it. */
interface Change {
  at: number;
  before: number;
  after: number;
}

/** The zone that a file defines, right until `until`. */
export function definedZone(definition: Component, until: number, steps: Steps): Zone {
  const changes = definition.components.flatMap((part) => changesOf(part, until, steps)).sort((one, other) => one.at - other.at);
  const [first] = changes;
  if (!first) throw new Unreadable(definition.begin, "bad-line");
  return {
    instant: (wall) => {
      // The larger offset of the two: what is shown twice comes first, and what is never shown is past the gap.
      const last = changes.findLast(({ at, before, after }) => at + Math.max(before, after) <= wall);
      return wall - (last?.after ?? first.before);
    },
    wall: (instant) => instant + (changes.findLast(({ at }) => at <= instant)?.after ?? first.before),
  };
}

function changesOf(part: Component, until: number, steps: Steps): Change[] {
  const before = offset(part, "TZOFFSETFROM");
  const after = offset(part, "TZOFFSETTO");
  const start = required(part, "DTSTART");
  const clock: Zone = { instant: (wall) => wall - before, wall: (instant) => instant + before };
  const begins = moment(start, start.value, () => clock);
  const walls = new Set([begins.wall]);
  for (const line of linesOf(part, "RDATE")) {
    for (const value of line.value.split(",")) walls.add(moment(line, value, () => clock).wall);
  }
  for (const line of linesOf(part, "RRULE")) {
    for (const wall of repeated(line, begins, begins.wall, until, steps)) walls.add(wall);
  }
  return [...walls].map((wall) => ({ at: clock.instant(wall), before, after }));
}

function offset(part: Component, name: string): number {
  const line = required(part, name);
  const [, sign, hours, minutes, seconds = 0] = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(line.value.trim()) ?? [];
  if (sign === undefined) throw new Unreadable(line, "bad-line");
  return Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * second;
}

function required(part: Component, name: string): Line {
  const line = lineOf(part, name);
  if (!line) throw new Unreadable(part.begin, "bad-line");
  return line;
}

/**
 * Defines a zone by name, right for an event from `from` to `to` and until the changes on either side of both.
 *
 * The changes are told one by one: few zones keep a rule for good, and a rule would promise that.
 */
export function zoneComponent(name: string, from: number, to: number): ICAL.Component {
  const component = new ICAL.Component("vtimezone");
  component.addPropertyWithValue("tzid", name);
  for (const each of changesAround(name, from, to)) component.addSubcomponent(observance(each));
  return component;
}

function changesAround(name: string, from: number, to: number): Change[] {
  const { wall } = namedZone(name);
  const ahead = (instant: number) => wall(instant) - instant;
  const around = [from, to].flatMap((instant) => [
    // A change that comes at the very instant is the one before.
    change(name, instant + 1, "previous"),
    change(name, instant, "next"),
  ]);
  // Old changes are of no use, and some were of odd seconds: clocks are taken to have been set at the epoch.
  const epoch = Math.min(0, from);
  const recent = new Set(around.filter((at): at is number => at !== null && at > epoch));
  const changes = [...recent].sort((one, other) => one - other).map((at) => ({ at, before: ahead(at - 1), after: ahead(at) }));
  const [first] = changes;
  if (first && first.at <= from) return changes;
  return [{ at: epoch, before: ahead(from), after: ahead(from) }, ...changes];
}

function observance({ at, before, after }: Change): ICAL.Component {
  const component = new ICAL.Component(after > before ? "daylight" : "standard");
  component.addPropertyWithValue("dtstart", timeOf(at + before));
  component.addPropertyWithValue("tzoffsetfrom", ICAL.UtcOffset.fromSeconds(before / second));
  component.addPropertyWithValue("tzoffsetto", ICAL.UtcOffset.fromSeconds(after / second));
  return component;
}
