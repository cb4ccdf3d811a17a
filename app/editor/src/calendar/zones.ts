/**
 * Time zones: what a wall clock shows somewhere, and when that is.
 *
 * A wall clock's time is a number: the milliseconds of the same figures in UTC. Instants are UTC milliseconds.
 */
import * as Instant from "temporal-polyfill/fns/Instant";
import * as PlainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";
import type { Span } from "../api";

export const second = 1000;
export const day = 86_400 * second;

export interface Zone {
  /** When a wall clock shows this: the first time if twice, and past the gap if never (RFC 5545, section 3.3.5). */
  instant(wall: number): number;
  wall(instant: number): number;
}

export const utc: Zone = { instant: (wall) => wall, wall: (instant) => instant };

/** A zone that the device knows; see `isZone`. */
export function namedZone(name: string): Zone {
  return {
    instant: (wall) => PlainDateTime.toZonedDateTime(plain(wall), name).epochMilliseconds,
    wall: (instant) => instant + ZonedDateTime.offsetNanoseconds(zoned(instant, name)) / 1e6,
  };
}

/** The change of a zone's offset that comes next before or after an instant. */
export function change(name: string, instant: number, direction: "previous" | "next"): number | null {
  return ZonedDateTime.getTimeZoneTransition(zoned(instant, name), direction)?.epochMilliseconds ?? null;
}

export function isZone(name: string): boolean {
  // Newer browsers take offsets for zones, and an offset knows no summer.
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function here(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  // A device may not know where it is: browsers then say `Etc/Unknown`, which is no zone.
  return isZone(timeZone) ? timeZone : "UTC";
}

export function zones(): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), here(), "UTC"])].sort();
}

/** Reads `2027-01-14`, with `T19:00` or `T19:00:00`; null for what no calendar and no clock shows. */
export function wallOf(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text)) return null;
  const wall = Date.parse(isDay(text) ? text : `${text}Z`);
  // Engines differ on whether the 30th of February is refused or becomes the 2nd of March.
  return !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(text) ? wall : null;
}

/** Whether `wallOf` would read a whole day. */
export function isDay(text: string): boolean {
  return !text.includes("T");
}

/** The wall clock's own span: a whole day ends when the next begins. */
export function wallSpan(starts: string, ends: string): Span | null {
  const from = wallOf(starts);
  const to = wallOf(ends);
  if (from === null || to === null || to < from || isDay(starts) !== isDay(ends)) return null;
  return { from, to: isDay(ends) ? to + day : to };
}

export function span(starts: string, ends: string, zone: string): Span | null {
  const walls = wallSpan(starts, ends);
  if (!walls || !isZone(zone)) return null;
  const { instant } = namedZone(zone);
  const from = instant(walls.from);
  const to = instant(walls.to);
  return from <= to ? { from, to } : null;
}

export function elsewhere(starts: string, ends: string, zone: string, inZone: string, language: string): string {
  const there = span(starts, ends, zone);
  if (!there || !isZone(inZone)) return "";
  const { wall } = namedZone(inZone);
  const days = isDay(starts) && wall(there.from) % day === 0 && wall(there.to) % day === 0;
  const date: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short", timeZone: inZone };
  const format = new Intl.DateTimeFormat(language, days ? date : { ...date, hour: "numeric", minute: "2-digit" });
  return format.formatRange(there.from, days ? there.to - 1 : there.to);
}

function plain(wall: number): PlainDateTime.Record {
  const date = new Date(wall);
  return PlainDateTime.create(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
}

function zoned(instant: number, name: string): ZonedDateTime.Record {
  return Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(instant), name);
}
