/**
 * What the page's WebAssembly module and its scripts say to each other.
 *
 * Positions are UTF-16 units everywhere, as in JavaScript strings and in Automerge opened with `Utf16CodeUnit`.
 */

/** One replacement: at `at`, `del` units go and `insert` comes, in the coordinates left by the splice before it. */
export type Splice = [at: number, del: number, insert: string];

/** Another person's caret and selection; `colour` is 0 to 7. */
export interface RemoteCursor {
  id: string;
  name: string;
  colour: number;
  anchor: number;
  head: number;
}

/** What a toolbar button can do to the selection. */
export type Format = "bold" | "italic" | "heading" | "bullet" | "number" | "task" | "quote" | "link";

export interface PadOptions {
  text: string;
  readOnly: boolean;
  /** The accessible name of the text field. */
  label: string;
  placeholder: string;
  /** The id of an element of the page that explains the field. */
  describedBy?: string | undefined;
  /** Local edits only: typing, toolbar, undo and redo. Called within the update, so inside `undo`, `redo` and `format` too. */
  onEdit(splices: Splice[]): void;
  /** The local selection while the editor has the focus, `(-1, -1)` once it has not. Called in a microtask after changes. */
  onSelection(anchor: number, head: number): void;
  /** How many of this person's own steps can be undone and redone. Called in a microtask after changes. */
  onHistory(undoable: number, redoable: number): void;
}

export interface PadEditor {
  /**
   * Applies what others wrote: `onEdit` hears nothing of it, undo does not take it back, the caret stays where it was.
   * Returns false, and changes nothing, when a splice reaches outside the text: the caller then has to `reset`.
   */
  applyRemote(splices: Splice[]): boolean;
  /** Replaces the whole list of other people's cursors. Positions outside the text are clamped. */
  setCursors(cursors: RemoteCursor[]): void;
  /** Edits as this person would: `onEdit` hears of it, and undo takes it back. */
  edit(at: number, del: number, insert: string): void;
  undo(): void;
  redo(): void;
  focus(): void;
  format(kind: Format): void;
  setReadOnly(on: boolean): void;
  /** Renames the field when the language of the page changes. */
  relabel(label: string, placeholder: string): void;
  text(): string;
  /** Replaces everything: history starts again and `onEdit` hears nothing of it. */
  reset(text: string): void;
  destroy(): void;
}

/** One event, to be written as a calendar file. */
export interface CalendarEvent {
  uid: string;
  title: string;
  description: string;
  place: string;
  /** Left out of the file when it is not an absolute address. */
  url: string;
  /** What a wall clock of `zone` shows, in ISO 8601: `2027-01-14T19:00`, or `2027-01-14` for whole days. */
  starts: string;
  /** In the form of `starts`; of whole days the last, so that it may be the same. */
  ends: string;
  /** An IANA name, as `Europe/Paris`. */
  zone: string;
  /** When the event was last changed, in UTC milliseconds. */
  stamp: number;
}

/** A time, in UTC milliseconds; `to` is no longer part of it. */
export interface Span {
  from: number;
  to: number;
}

/** When somebody is busy, and with what. */
export interface Busy extends Span {
  title: string;
}

/** Why a calendar file cannot be read. */
export interface Unread {
  /** The line of the file, from 1; 0 when there is none to blame. */
  line: number;
  /**
   * `unfinished`: the file stops in the middle; `bad-date`: what is no date, or an end before its start; `too-many`: a rule
   * that gives more than 10 000 times, or takes too long to follow.
   */
  wrong: "not-a-calendar" | "unfinished" | "bad-line" | "bad-date" | "unknown-zone" | "too-many";
  /** The line itself, without its folds, cut to 80 characters. */
  text: string;
}

/** Calendar files (RFC 5545) and time zones. `starts`, `ends` and `zone` are everywhere those of `CalendarEvent`. */
export interface Calendar {
  /** Writes the file of one event; empty when `span` would be null. */
  write(event: CalendarEvent): string;
  /**
   * Reads when the owner of a file is busy, with everything that overlaps `from` to `to` (UTC milliseconds), in order of time.
   *
   * Series are told one by one. Events that are cancelled or leave the time free are passed over. Whole days, and times
   * without a zone, are the reader's own. A file that is wrong anywhere is refused as a whole; nothing is thrown.
   */
  read(text: string, from: number, to: number): { busy: Busy[] } | { unread: Unread };
  /** Says when that is: whole days end with the midnight after. Null for what is no date, no zone, or ends before it starts. */
  span(starts: string, ends: string, zone: string): Span | null;
  isZone(name: string): boolean;
  /** The zone of the device; `UTC` when it knows none. */
  here(): string;
  /** The names of all zones, sorted. */
  zones(): string[];
  /**
   * Says the same time as wall clocks of `inZone` show it, in words of a language: `jeu. 14 janv., 13:00 – 16:00`.
   *
   * Whole days are days where they begin at midnight too, and hours elsewhere. Empty when `span` would be null.
   */
  elsewhere(starts: string, ends: string, zone: string, inZone: string, language: string): string;
}

/** What boot.ts puts on `globalThis.boucle`. */
export interface Boucle {
  /** The build that made this page, as the server wrote it on `<body>`. */
  readonly build: string;
  /** True once a newer build is stored on this device and waits; `boucle:update` is dispatched on window at that moment. */
  updateWaiting: boolean;
  /** Resolves once an element is in the window, or nearly. */
  near(element: HTMLElement): Promise<void>;
  /** Says that a part of the module did not come; resolves when it should be asked for again. */
  refused(): Promise<void>;
  mountEditor(parent: HTMLElement, options: PadOptions): Promise<PadEditor>;
  /** Loads the calendar; rejects when its script cannot be fetched. */
  calendar(): Promise<Calendar>;
  /** Shows the page of last resort. The Rust panic hook calls it. */
  panic(message: string): void;
  /** Loads the page again, when the module stopped over something that it will leave out. The Rust panic hook calls it. */
  recover(message: string): void;
  /** Lets the waiting build take over and reloads the page. Unsaved work has to be stored before. */
  activateUpdate(): void;
}

declare global {
  // `var` is the only declaration that types a property of globalThis.
  var boucle: Boucle;
}
