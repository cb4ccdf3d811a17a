/**
 * The lines of a calendar file, each with its place, as the components they make (RFC 5545, section 3.1).
 *
 * The library passes over what it does not understand. A person whose file is refused is owed the line.
 */
import type { Unread } from "../api";

/** One content line, unfolded. */
export interface Line {
  /** Where it begins in the file, from 1. */
  place: number;
  text: string;
  /** In capitals, as parameters and values are compared. */
  name: string;
  parameters: string;
  value: string;
}

export interface Component {
  name: string;
  begin: Line;
  lines: Line[];
  components: Component[];
}

/** Why a file cannot be read. Thrown within the calendar only, which answers with it. */
export class Unreadable extends Error {
  readonly unread: Unread;

  constructor(line: Pick<Line, "place" | "text"> | null, wrong: Unread["wrong"]) {
    super(wrong);
    this.unread = { line: line?.place ?? 0, wrong, text: cut(line?.text ?? "") };
  }
}

const contentLine = /^([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/s;
const shown = 80;

/** The calendars of a file; one is the rule, and several are allowed. */
export function calendarsOf(text: string): Component[] {
  const calendars: Component[] = [];
  const open: Component[] = [];
  let last: Folded | null = null;
  for (const folded of unfolded(text)) {
    last = folded;
    const line = parsed(folded);
    const around = open.at(-1);
    if (!around && !(line && opens(line, "VCALENDAR"))) throw new Unreadable(folded, calendars.length ? "bad-line" : "not-a-calendar");
    if (!line) throw new Unreadable(folded, "bad-line");
    if (line.name === "BEGIN") {
      const component = { name: valueName(line), begin: line, lines: [], components: [] };
      (around?.components ?? calendars).push(component);
      open.push(component);
    } else if (line.name === "END") {
      if (valueName(line) !== around?.name) throw new Unreadable(line, "bad-line");
      open.pop();
    } else {
      around?.lines.push(line);
    }
  }
  if (open.length > 0) throw new Unreadable(last, "unfinished");
  if (calendars.length === 0) throw new Unreadable(null, "not-a-calendar");
  return calendars;
}

/** The lines of a component that have a name. */
export function linesOf(component: Component, name: string): Line[] {
  return component.lines.filter((line) => line.name === name);
}

/** The line of a component that should have one of a name. */
export function lineOf(component: Component, name: string): Line | undefined {
  return component.lines.find((line) => line.name === name);
}

/** What a line says of one of its parameters. */
export function parameter(line: Line, name: string): string | undefined {
  for (const [, key, value] of line.parameters.matchAll(/;([\w-]+)=((?:"[^"]*"|[^";])*)/g)) {
    if (key?.toUpperCase() === name) return value?.replaceAll('"', "");
  }
  return undefined;
}

type Folded = Pick<Line, "place" | "text">;

function* unfolded(text: string): Generator<Folded> {
  let folded: Folded | null = null;
  let place = 0;
  // Some programs begin the file with a byte order mark.
  for (const row of text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/)) {
    place += 1;
    if (folded && /^[ \t]/.test(row)) {
      folded.text += row.slice(1);
    } else if (row.trim()) {
      if (folded) yield folded;
      folded = { place, text: row };
    }
  }
  if (folded) yield folded;
}

function parsed({ place, text }: Folded): Line | null {
  const [, name, parameters, value] = contentLine.exec(text) ?? [];
  if (name === undefined || parameters === undefined || value === undefined) return null;
  return { place, text, name: name.toUpperCase(), parameters, value };
}

function opens(line: Line, component: string): boolean {
  return line.name === "BEGIN" && valueName(line) === component;
}

function valueName(line: Line): string {
  return line.value.trim().toUpperCase();
}

/** Cuts between characters; none takes more than two units. */
function cut(text: string): string {
  return [...text.slice(0, 2 * shown)].slice(0, shown).join("");
}
