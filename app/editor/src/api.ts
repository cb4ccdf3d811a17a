/**
 * What the page's WebAssembly module and the editor say to each other.
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

/** What boot.ts puts on `globalThis.boucle`. */
export interface Boucle {
  /** The build that made this page, as the server wrote it on `<body>`. */
  readonly build: string;
  /** True once a newer build is stored on this device and waits; `boucle:update` is dispatched on window at that moment. */
  updateWaiting: boolean;
  /** Resolves once an element is in the window, or nearly. */
  near(element: HTMLElement): Promise<void>;
  mountEditor(parent: HTMLElement, options: PadOptions): Promise<PadEditor>;
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
