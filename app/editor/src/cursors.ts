/**
 * Other people's carets and selections.
 *
 * They are drawn on layers above and below the text and never in it: a widget or a mark in a line being typed would make
 * phones lose the word that their keyboard is composing, and would break shaping and wrapping.
 */
import { EditorSelection, type Extension, StateEffect, StateField, type Transaction } from "@codemirror/state";
import { Direction, EditorView, type LayerMarker, RectangleMarker, type ViewUpdate, layer } from "@codemirror/view";
import type { RemoteCursor } from "./api";
import { remote } from "./remote";

interface PlacedCursor extends RemoteCursor {
  /** Counts the person's moves, so that the name shows again after each. */
  moves: number;
}

const placeCursors = StateEffect.define<readonly RemoteCursor[]>();

/** The effect that replaces the list of cursors. */
export function cursorsPlaced(cursors: readonly RemoteCursor[]): StateEffect<readonly RemoteCursor[]> {
  return placeCursors.of(cursors);
}

export const cursorField = StateField.define<readonly PlacedCursor[]>({
  create: () => [],
  update(cursors, transaction) {
    let placed = transaction.docChanged ? cursors.map((cursor) => carried(cursor, transaction)) : cursors;
    for (const effect of transaction.effects) {
      if (effect.is(placeCursors)) placed = replaced(placed, effect.value, transaction.newDoc.length);
    }
    return placed;
  },
});

/** Carries a cursor through an edit made by somebody else, or by its owner whose new position has not arrived yet. */
function carried(cursor: PlacedCursor, transaction: Transaction): PlacedCursor {
  const { changes } = transaction;
  const theirs = transaction.annotation(remote) === true;
  // What arrives at a caret was most likely typed there; what is typed here at somebody's caret leaves it before the text.
  const side = theirs ? 1 : -1;
  const anchor = changes.mapPos(cursor.anchor, side);
  const head = changes.mapPos(cursor.head, side);
  const wrote = theirs && changes.touchesRange(cursor.head) !== false;
  return { ...cursor, anchor, head, moves: cursor.moves + (wrote ? 1 : 0) };
}

function replaced(known: readonly PlacedCursor[], cursors: readonly RemoteCursor[], length: number): PlacedCursor[] {
  return cursors.map((cursor) => {
    const anchor = clamped(cursor.anchor, length);
    const head = clamped(cursor.head, length);
    const before = known.find((other) => other.id === cursor.id);
    const still = before !== undefined && before.anchor === anchor && before.head === head;
    const moves = (before?.moves ?? 0) + (still ? 0 : 1);
    return { id: cursor.id, name: cursor.name, colour: cursor.colour & 7, anchor, head, moves };
  });
}

function clamped(position: number, length: number): number {
  return Math.max(0, Math.min(length, Math.trunc(position) || 0));
}

/** When each caret's name was last made to show. */
const shownAt = new WeakMap<HTMLElement, number>();

/** Starts the few seconds of a name again; not at every letter, because browsers take their time to start an animation. */
function showName(caret: HTMLElement): void {
  const now = performance.now();
  if (now - (shownAt.get(caret) ?? Number.NEGATIVE_INFINITY) < 1000) return;
  shownAt.set(caret, now);
  // Two animations of the same shape take turns: changing from one to the other is what starts it again.
  caret.dataset["turn"] = caret.dataset["turn"] === "odd" ? "even" : "odd";
}

/** A caret with its name, standing at a point of the layer. */
class CaretMarker implements LayerMarker {
  constructor(
    private readonly cursor: PlacedCursor,
    private readonly left: number,
    private readonly top: number,
    private readonly height: number,
    /** The name goes towards the middle of the text, so that it never widens the page. */
    private readonly leansLeft: boolean,
  ) {}

  draw(): HTMLElement {
    const caret = document.createElement("div");
    const handle = document.createElement("div");
    handle.className = "caret-handle";
    const flag = document.createElement("div");
    flag.className = "caret-flag";
    caret.append(handle, flag);
    showName(caret);
    this.adjust(caret);
    return caret;
  }

  update(caret: HTMLElement, before: CaretMarker): boolean {
    if (before.cursor.id !== this.cursor.id) return false;
    if (before.cursor.moves !== this.cursor.moves) showName(caret);
    this.adjust(caret);
    return true;
  }

  private adjust(caret: HTMLElement): void {
    const { name, colour } = this.cursor;
    const className = `caret person-${colour}${this.leansLeft ? " caret-leans-left" : ""}`;
    if (caret.className !== className) caret.className = className;
    caret.style.left = `${this.left}px`;
    caret.style.top = `${this.top}px`;
    caret.style.height = `${this.height}px`;
    const flag = caret.lastElementChild;
    if (flag && flag.textContent !== name) flag.textContent = name;
  }

  eq(other: LayerMarker): boolean {
    return (
      other instanceof CaretMarker &&
      other.cursor.id === this.cursor.id &&
      other.cursor.name === this.cursor.name &&
      other.cursor.colour === this.cursor.colour &&
      other.cursor.moves === this.cursor.moves &&
      other.left === this.left &&
      other.top === this.top &&
      other.height === this.height &&
      other.leansLeft === this.leansLeft
    );
  }
}

function caretMarkers(view: EditorView): CaretMarker[] {
  const carets: CaretMarker[] = [];
  const half = view.scrollDOM.clientWidth / 2;
  for (const cursor of view.state.field(cursorField)) {
    if (cursor.head < view.viewport.from || cursor.head > view.viewport.to) continue;
    const [place] = RectangleMarker.forRange(view, "", EditorSelection.cursor(cursor.head, 1));
    if (!place) continue;
    const leansLeft = (place.left > half) === (view.textDirection === Direction.LTR);
    carets.push(new CaretMarker(cursor, place.left, place.top, place.height, leansLeft));
  }
  return carets;
}

function selectionMarkers(view: EditorView): RectangleMarker[] {
  const rectangles: RectangleMarker[] = [];
  const { from, to } = view.viewport;
  for (const { anchor, head, colour } of view.state.field(cursorField)) {
    if (anchor === head || Math.max(anchor, head) < from || Math.min(anchor, head) > to) continue;
    rectangles.push(...RectangleMarker.forRange(view, `caret-selection person-${colour}`, EditorSelection.range(anchor, head)));
  }
  return rectangles;
}

function moved(update: ViewUpdate): boolean {
  return update.startState.field(cursorField) !== update.state.field(cursorField);
}

const carets = layer({ above: true, class: "carets", markers: caretMarkers, update: moved });
const selections = layer({ above: false, class: "caret-selections", markers: selectionMarkers, update: moved });

// The eight colours of people, as avatars have them.
const light = ["#3f4e87", "#1f6f6b", "#b5371f", "#6e3562", "#8c5a0c", "#2f6b3a", "#5a6472", "#1d2733"];
const colours = Object.fromEntries(light.map((colour, n) => [`.person-${n}`, { "--person": `var(--person-${n}, ${colour})` }]));

const shown = {
  "0%, 80%": { opacity: "1", visibility: "visible" },
  "100%": { opacity: "0", visibility: "hidden" },
};

const look = EditorView.theme({
  ...colours,
  ".carets": { pointerEvents: "none" },
  ".caret": { width: "2px", marginLeft: "-1px", backgroundColor: "var(--person)" },
  // Only this dot can be pointed at: anything larger would take clicks meant for the text.
  ".caret-handle": {
    position: "absolute",
    top: "-4px",
    left: "-2px",
    width: "6px",
    height: "6px",
    borderRadius: "50%",
    backgroundColor: "var(--person)",
    pointerEvents: "auto",
  },
  ".caret-flag": {
    position: "absolute",
    bottom: "calc(100% - 1px)",
    left: "-1px",
    maxWidth: "8.5rem",
    padding: "0.1em 0.5em",
    borderRadius: "0.7em 0.7em 0.7em 0",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    font: "600 0.75rem/1.4 var(--font-text, system-ui, sans-serif)",
    color: "var(--on-person, #fffdf8)",
    backgroundColor: "var(--person)",
    opacity: "0",
    visibility: "hidden",
    animationDuration: "3s",
    animationTimingFunction: "ease-out",
  },
  ".caret-leans-left .caret-flag": { left: "auto", right: "-1px", borderRadius: "0.7em 0.7em 0 0.7em" },
  ".caret[data-turn=even] .caret-flag": { animationName: "caret-flag-even" },
  ".caret[data-turn=odd] .caret-flag": { animationName: "caret-flag-odd" },
  "@keyframes caret-flag-even": shown,
  "@keyframes caret-flag-odd": shown,
  ".caret-handle:hover + .caret-flag": { opacity: "1", visibility: "visible", animationName: "none" },
  ".caret-selection": { backgroundColor: "color-mix(in srgb, var(--person) 24%, transparent)" },
  "@media (forced-colors: active)": {
    ".caret, .caret-handle, .caret-flag": { forcedColorAdjust: "none" },
  },
  "@media (prefers-reduced-motion: reduce)": {
    // The name still comes and goes, at once: nothing fades and nothing moves.
    ".caret-flag": { animationTimingFunction: "step-end" },
  },
});

/** Draws the cursors that `cursorsPlaced` sets. */
export const remoteCursors: Extension = [cursorField, carets, selections, look];
