/** Recurrence rules, followed for a bounded time: a file may ask for every second until the end of days. */
import ICAL from "ical.js";
import { type Line, Unreadable } from "./lines";
import { type Moment, moment, timeOf } from "./moments";
import { day, second } from "./zones";

/** What following the rules of one file may still cost, in the small steps of the library: a few microseconds each. */
export class Steps {
  private left = 200_000;

  take(count: number): void {
    this.left -= count;
    if (!(this.left >= 0)) throw new Exhausted();
  }
}

class Exhausted extends Error {}

const lastOfAll = Date.UTC(9999, 11, 31);
const parts = /^[A-Z-]+=[\w,+-]+(;[A-Z-]+=[\w,+-]+)*;?$/;

/**
 * The wall-clock times at which a rule lets something begin, from `since` or a little before to `until`.
 *
 * The rule is followed as if the wall clock showed UTC: the eight o'clock of every day stays at eight when summer comes.
 */
export function* repeated(line: Line, start: Moment, since: number, until: number, steps: Steps): Generator<number> {
  const value = line.value.trim().toUpperCase();
  if (!parts.test(value)) throw new Unreadable(line, "bad-line");
  const rule = attempt(line, () => ICAL.Recur.fromString(value));
  const end = endOf(line, value, start);
  if (end < since) return;
  // The library would look for the next time until the year 20000.
  rule.until = timeOf(Math.min(end, until, lastOfAll));
  const nearer = timeOf(skipped(rule, start.wall, since));
  const iterator = attempt(line, () => new CountedIterator({ rule, dtstart: nearer, steps }));
  for (;;) {
    // The library's types do not say that the last one is null.
    const time: ICAL.Time | null = attempt(line, () => iterator.next());
    const wall = time ? time.toUnixTime() * second : until;
    // Not `>=`: a rule may leap so far that this is no number.
    if (!(wall < until)) return;
    yield wall;
  }
}

interface Counted {
  rule: ICAL.Recur;
  dtstart: ICAL.Time;
  steps: Steps;
}

/** The library's iterator looks for the next time within loops of its own; what turns in each of them is counted. */
class CountedIterator extends ICAL.RecurIterator {
  // Declared only: the constructor above begins to look before the fields of this class would be set.
  declare private steps: Steps;

  constructor(options: Counted) {
    super(options);
  }

  override fromData(options: Counted): void {
    this.steps = options.steps;
    super.fromData(options);
  }

  override check_contracting_rules(): boolean {
    this.steps.take(1);
    return super.check_contracting_rules();
  }

  override increment_monthday(days: number): void {
    this.steps.take(days);
    super.increment_monthday(days);
  }

  override increment_month(): void {
    this.steps.take(1);
    super.increment_month();
  }

  override expand_year_days(year: number): number {
    this.steps.take(5);
    return super.expand_year_days(year);
  }

  override is_day_in_byday(time: ICAL.Time): 0 | 1 {
    this.steps.take(1);
    return super.is_day_in_byday(time);
  }
}

/**
 * What the wall clock shows when a rule ends, itself included. `UNTIL` is in UTC for what hangs in a zone, and a date for
 * whole days; some programs mix them up.
 */
function endOf(line: Line, value: string, start: Moment): number {
  const [, text] = /(?:^|;)UNTIL=([^;]*)/.exec(value) ?? [];
  if (text === undefined) return Infinity;
  const end = moment(line, text, () => start.zone);
  if (start.day) return end.wall;
  return end.day ? end.wall + day - second : start.zone.wall(end.zone.instant(end.wall));
}

const units: Partial<Record<string, number>> = {
  SECONDLY: second,
  MINUTELY: 60 * second,
  HOURLY: 3600 * second,
  DAILY: day,
  WEEKLY: 7 * day,
};

/** A start from which the rule gives the same times after `since`: what began years ago is not told from its beginning. */
function skipped(rule: ICAL.Recur, start: number, since: number): number {
  if (rule.count || start >= since) return start;
  const unit = units[rule.freq];
  if (unit) {
    const period = unit * rule.interval;
    return start + Math.floor((since - start) / period) * period;
  }
  // Moving from the 31st to a shorter month would move the day, unless the rule says the days itself.
  const date = new Date(start);
  const says = "BYDAY" in rule.parts || "BYMONTHDAY" in rule.parts;
  if (rule.freq !== "MONTHLY" || "BYMONTH" in rule.parts || (!says && date.getUTCDate() > 28)) return start;
  const then = new Date(since);
  const months = (then.getUTCFullYear() - date.getUTCFullYear()) * 12 + then.getUTCMonth() - date.getUTCMonth();
  // Two periods early: the library is not strict about `BYSETPOS` in the first month.
  const periods = Math.floor(months / rule.interval) - 2;
  if (periods <= 0) return start;
  date.setUTCMonth(date.getUTCMonth() + periods * rule.interval, says ? 1 : date.getUTCDate());
  return date.getTime();
}

function attempt<Result>(line: Line, what: () => Result): Result {
  try {
    return what();
  } catch (error) {
    throw new Unreadable(line, error instanceof Exhausted ? "too-many" : "bad-line");
  }
}
