/** Dates and times as calendar files write them (RFC 5545, sections 3.3.4 and 3.3.5). */
import ICAL from "ical.js";
import { type Line, Unreadable } from "./lines";
import { type Zone, day, utc, wallOf } from "./zones";

/** What a wall clock shows, in its zone. */
export interface Moment {
  wall: number;
  /** A whole day: the wall clock shows midnight. */
  day: boolean;
  zone: Zone;
}

const written = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/;

/** Reads one value of a line; `zone` is that of a wall clock, and the reader's own for whole days. */
export function moment(line: Line, value: string, zone: (whole: boolean) => Zone): Moment {
  const [, year, month, date, hour, minute, second, mark] = written.exec(value.trim()) ?? [];
  const text = `${year}-${month}-${date}`;
  const wall = wallOf(hour === undefined ? text : `${text}T${hour}:${minute}:${second}`);
  if (wall === null) throw new Unreadable(line, "bad-date");
  const whole = hour === undefined;
  return { wall, day: whole, zone: mark ? utc : zone(whole) };
}

/** Moments that other lines take out of a series, or move. A whole day takes out whatever begins on it. */
export class Moments {
  private readonly instants = new Set<number>();
  private readonly days = new Set<number>();

  add(moment: Moment): void {
    if (moment.day) this.days.add(moment.wall);
    else this.instants.add(moment.zone.instant(moment.wall));
  }

  has(wall: number, zone: Zone): boolean {
    return this.instants.has(zone.instant(wall)) || this.days.has(wall - modulo(wall, day));
  }
}

/** A wall clock's time for the library, in no zone. */
export function timeOf(wall: number, isDate = false): ICAL.Time {
  const time = ICAL.Time.fromJSDate(new Date(wall), true);
  time.zone = ICAL.Timezone.localTimezone;
  time.isDate = isDate;
  return time;
}

/** As `%`, but from 0 also before 1970. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
