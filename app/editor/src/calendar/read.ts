/**
 * Reads a person's own calendar into the times at which they are busy.
 *
 * A file is read whole or refused whole: a calendar of which half is missing would show somebody free who is not.
 */
import ICAL from "ical.js";
import type { Busy, Unread } from "../api";
import { type Component, type Line, Unreadable, calendarsOf, lineOf, linesOf, parameter } from "./lines";
import { type Moment, Moments, moment } from "./moments";
import { Steps, repeated } from "./recurrence";
import { definedZone } from "./vtimezone";
import { type Zone, day, here, isZone, namedZone, second } from "./zones";

/** More than anybody's appointments; fewer than the minutes of a week. */
const most = 10_000;
/** Wall clocks differ from UTC by less. */
const apart = 2 * day;

export function read(text: string, from: number, to: number): { busy: Busy[] } | { unread: Unread } {
  try {
    return { busy: new Reading(calendarsOf(text), from, to).busy() };
  } catch (error) {
    if (error instanceof Unreadable) return { unread: error.unread };
    console.error(error);
    return { unread: { line: 0, wrong: "not-a-calendar", text: "" } };
  }
}

/** What is added to a start to find the end: on the wall clock first, then in time. */
interface Length {
  nominal: number;
  exact: number;
}

interface Entry {
  component: Component;
  uid: string;
  start: Moment;
  length: Length;
  /** Which time of a series this one stands for. */
  instead: Moment | null;
}

/** One file and one window of time. */
class Reading {
  private readonly steps = new Steps();
  private readonly own = namedZone(here());
  private readonly definitions: Map<string | undefined, Component>;
  private readonly zones = new Map<string, Zone>();
  private readonly found: Busy[] = [];
  private repetitions = 0;

  constructor(
    private readonly calendars: Component[],
    private readonly from: number,
    private readonly to: number,
  ) {
    const definitions = this.components("VTIMEZONE");
    this.definitions = new Map(definitions.map((definition) => [bare(lineOf(definition, "TZID")?.value), definition]));
  }

  busy(): Busy[] {
    const entries = this.components("VEVENT").map((component) => this.entry(component));
    const moved = new Map<string, Moments>();
    for (const { uid, instead } of entries) {
      if (!instead) continue;
      const moments = moved.get(uid) ?? new Moments();
      moments.add(instead);
      moved.set(uid, moments);
    }
    for (const entry of entries) {
      if (leavesFree(entry.component)) continue;
      if (entry.instead) this.take(entry, entry.start, entry.length);
      else this.takeSeries(entry, moved.get(entry.uid));
    }
    return this.found.sort((one, other) => one.from - other.from || one.to - other.to);
  }

  private components(name: string): Component[] {
    return this.calendars.flatMap(({ components }) => components.filter((component) => component.name === name));
  }

  private entry(component: Component): Entry {
    const begins = lineOf(component, "DTSTART");
    if (!begins) throw new Unreadable(component.begin, "bad-date");
    const start = this.moment(begins, begins.value);
    const ends = lineOf(component, "DTEND") ?? lineOf(component, "DURATION");
    const instead = lineOf(component, "RECURRENCE-ID");
    return {
      component,
      // What has no name of its own is nobody's exception.
      uid: lineOf(component, "UID")?.value ?? `${component.begin.place}`,
      start,
      length: ends ? this.length(ends, ends.value, start) : { nominal: start.day ? day : 0, exact: 0 },
      instead: instead ? this.moment(instead, instead.value) : null,
    };
  }

  private takeSeries(entry: Entry, moved: Moments | undefined): void {
    const { component, start, length } = entry;
    const dropped = new Moments();
    for (const line of linesOf(component, "EXDATE")) {
      for (const value of line.value.split(",")) dropped.add(this.moment(line, value));
    }
    const taken = new Set<number>();
    const once = (at: Moment, lasting: Length) => {
      if (taken.has(at.wall) || dropped.has(at.wall, at.zone) || moved?.has(at.wall, at.zone)) return;
      taken.add(at.wall);
      this.take(entry, at, lasting);
    };
    const rules = linesOf(component, "RRULE");
    if (rules.length === 0) once(start, length);
    for (const line of rules) {
      const since = this.from - length.nominal - length.exact - apart;
      for (const wall of repeated(line, start, since, this.to + apart, this.steps)) {
        if (wall < since) continue;
        this.repetitions += 1;
        if (this.repetitions > most) throw new Unreadable(line, "too-many");
        once({ ...start, wall }, length);
      }
    }
    for (const line of linesOf(component, "RDATE")) {
      for (const value of line.value.split(",")) {
        const [begins = "", ends] = value.split("/");
        const at = this.moment(line, begins);
        once(at, ends === undefined ? length : this.length(line, ends, at));
      }
    }
  }

  private take({ component }: Entry, start: Moment, { nominal, exact }: Length): void {
    const from = start.zone.instant(start.wall);
    const to = start.zone.instant(start.wall + nominal) + exact;
    if (from < to && from < this.to && this.from < to) this.found.push({ from, to, title: titleOf(component) });
  }

  /** Reads an end or a duration. Days are the wall clock's, of which one in spring has 23 hours; hours are hours. */
  private length(line: Line, value: string, start: Moment): Length {
    const length = value.includes("P") ? duration(line, value) : this.until(this.moment(line, value), start);
    if (length.nominal + length.exact < 0) throw new Unreadable(line, "bad-date");
    return length;
  }

  private until(end: Moment, start: Moment): Length {
    // Some programs end a day on itself.
    if (end.day && start.day) return { nominal: end.wall === start.wall ? day : end.wall - start.wall, exact: 0 };
    return { nominal: 0, exact: end.zone.instant(end.wall) - start.zone.instant(start.wall) };
  }

  private moment(line: Line, value: string): Moment {
    return moment(line, value, (whole) => {
      const name = bare(parameter(line, "TZID"));
      return name === undefined || whole ? this.own : this.zone(line, name);
    });
  }

  private zone(line: Line, name: string): Zone {
    const known = this.zones.get(name);
    if (known) return known;
    const zone = this.resolved(line, name);
    this.zones.set(name, zone);
    return zone;
  }

  /** What the device knows of a place is whole; files often cut it short. Other names mean what the file says. */
  private resolved(line: Line, name: string): Zone {
    const definition = this.definitions.get(name);
    if (isZone(name) && (name.includes("/") || !definition)) return namedZone(name);
    if (!definition) throw new Unreadable(line, "unknown-zone");
    return definedZone(definition, this.to + apart, this.steps);
  }
}

/** A zone's name is text in one place and a parameter in the other, so only one of them may have escapes. */
function bare(name: string | undefined): string | undefined {
  return name?.replaceAll("\\", "").trim();
}

function leavesFree(component: Component): boolean {
  const says = (name: string) => lineOf(component, name)?.value.trim().toUpperCase();
  return says("TRANSP") === "TRANSPARENT" || says("STATUS") === "CANCELLED";
}

function titleOf(component: Component): string {
  const line = lineOf(component, "SUMMARY");
  return line ? String(ICAL.Property.fromString(`SUMMARY:${line.value}`).getFirstValue()) : "";
}

function duration(line: Line, value: string): Length {
  if (!/^[+-]?P(?=.*\d)(\d+[WD])*(T(\d+[HMS])+)?$/.test(value)) throw new Unreadable(line, "bad-date");
  const { isNegative, weeks, days, hours, minutes, seconds } = ICAL.Duration.fromString(value);
  const sign = isNegative ? -1 : 1;
  return { nominal: sign * (weeks * 7 + days) * day, exact: sign * ((hours * 60 + minutes) * 60 + seconds) * second };
}
