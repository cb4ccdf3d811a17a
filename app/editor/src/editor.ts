/**
 * The pad's text field: CodeMirror 6 behind the few calls of `PadEditor`. It knows nothing of Automerge or of the network.
 *
 * It stands in an open shadow tree, because CodeMirror can style itself there through `adoptedStyleSheets`; in the page it
 * would write a style element, which the page's content security policy forbids.
 */
import { history, historyKeymap, indentLess, indentMore, redo, redoDepth, standardKeymap, undo, undoDepth } from "@codemirror/commands";
import { Compartment, EditorState, type Extension, Prec, Text, Transaction } from "@codemirror/state";
import { EditorView, type ViewUpdate, keymap, placeholder } from "@codemirror/view";
import type { Format, PadEditor, PadOptions, RemoteCursor, Splice } from "./api";
import { coveredAbove } from "./covered";
import { cursorField, cursorsPlaced, remoteCursors } from "./cursors";
import { directions } from "./directions";
import { formatCommand } from "./format";
import { continueList } from "./lists";
import { markdown, markdownHighlighting } from "./markdown";
import { fromElsewhere } from "./pasted";
import { remote } from "./remote";
import { changesOf, splicesOf } from "./splices";
import { settle, settleWhenSeen } from "./steady";
import { theme } from "./theme";

const descriptionId = "description";
/** Pixels kept free above and below the caret. */
const margin = 24;

/** Builds the field inside `parent` and hands it over. */
export function mount(parent: HTMLElement, options: PadOptions): PadEditor {
  return new Pad(parent, options);
}

class Pad implements PadEditor {
  private readonly host = document.createElement("div");
  private readonly view: EditorView;
  private readonly editing = new Compartment();
  private readonly wording = new Compartment();
  private readonly release = new AbortController();
  private telling = false;
  private depths: readonly [number, number] = [0, 0];
  private selection: readonly [number, number] = [-1, -1];

  constructor(
    parent: HTMLElement,
    private readonly options: PadOptions,
  ) {
    const root = this.host.attachShadow({ mode: "open" });
    // The field fills what the page gives it, so that a press below the last line still means the text.
    Object.assign(this.host.style, { display: "flex", flexDirection: "column" });
    parent.append(this.host);
    this.view = new EditorView({ state: this.fresh(options.text), root, parent: root });
    describe(root, options.describedBy, this.release.signal);
    parent.addEventListener("mousedown", (event) => this.pressedBeside(event, parent), { signal: this.release.signal });
  }

  applyRemote(splices: Splice[]): boolean {
    const changes = changesOf(splices, this.view.state.doc.length);
    if (!changes) return false;
    if (changes.empty) return true;
    this.view.dispatch({ changes, annotations: [remote.of(true), Transaction.addToHistory.of(false)] });
    settle(this.view);
    return true;
  }

  setCursors(cursors: RemoteCursor[]): void {
    this.view.dispatch({ effects: cursorsPlaced(cursors) });
  }

  edit(at: number, del: number, insert: string): void {
    this.view.dispatch({ changes: { from: at, to: at + del, insert }, userEvent: "input" });
  }

  undo(): void {
    undo(this.view);
  }

  redo(): void {
    redo(this.view);
  }

  focus(): void {
    this.view.focus();
  }

  format(kind: Format): void {
    formatCommand(kind)(this.view);
    this.view.focus();
  }

  setReadOnly(on: boolean): void {
    this.options.readOnly = on;
    this.view.dispatch({ effects: this.editing.reconfigure(editable(!on)) });
  }

  relabel(label: string, hint: string): void {
    this.options.label = label;
    this.options.placeholder = hint;
    this.view.dispatch({ effects: this.wording.reconfigure(worded(this.options)) });
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  reset(text: string): void {
    const before = this.view.state;
    const old = before.doc.toString();
    const { anchor, head } = before.selection.main;
    this.view.setState(this.fresh(text));
    this.view.dispatch({
      selection: { anchor: carriedOver(old, text, anchor), head: carriedOver(old, text, head) },
      effects: cursorsPlaced(before.field(cursorField)),
    });
  }

  destroy(): void {
    this.release.abort();
    this.view.destroy();
    this.host.remove();
  }

  private fresh(text: string): EditorState {
    return EditorState.create({
      // Split at "\n" alone: by default "\r\n" would count as one unit here and as two in the document.
      doc: Text.of(text.split("\n")),
      extensions: [
        EditorState.lineSeparator.of("\n"),
        EditorView.clipboardInputFilter.of(fromElsewhere),
        this.editing.of(editable(!this.options.readOnly)),
        this.wording.of(worded(this.options)),
        history(),
        Prec.high(
          keymap.of([
            { key: "Enter", run: continueList },
            { key: "Mod-b", run: formatCommand("bold"), preventDefault: true },
            { key: "Mod-i", run: formatCommand("italic"), preventDefault: true },
          ]),
        ),
        // Not Tab, which has to lead keyboard users out of the field; not the line moves of code editors, which would
        // delete and insert again what somebody else may be writing in.
        keymap.of([
          { key: "Mod-[", run: indentLess },
          { key: "Mod-]", run: indentMore },
          ...historyKeymap,
          ...standardKeymap,
        ]),
        markdown,
        markdownHighlighting,
        directions,
        EditorView.lineWrapping,
        EditorView.scrollMargins.of(() => ({ top: coveredAbove(this.host) + margin, bottom: margin })),
        settleWhenSeen,
        remoteCursors,
        theme,
        EditorView.updateListener.of((update) => this.tell(update)),
        // CodeMirror would keep to itself that the module trapped in one of its calls.
        EditorView.exceptionSink.of((exception) => reportError(exception)),
      ],
    });
  }

  /** A press on the margin around the text puts the caret at the nearest place, as on paper. */
  private pressedBeside(event: MouseEvent, parent: HTMLElement): void {
    if (event.target !== parent || event.button !== 0 || this.view.state.readOnly) return;
    event.preventDefault();
    this.view.dispatch({ selection: { anchor: this.view.posAtCoords({ x: event.clientX, y: event.clientY }, false) } });
    this.view.focus();
  }

  private tell(update: ViewUpdate): void {
    if (update.docChanged) {
      const local = update.transactions.filter((transaction) => !transaction.annotation(remote));
      const splices = local.flatMap((transaction) => splicesOf(transaction.changes));
      if (splices.length > 0) this.options.onEdit(splices);
    }
    this.tellLater();
  }

  /**
   * Says where selection and history stand once the caller is done: whoever calls `applyRemote` is in the middle of its own
   * work, and must not be called back there.
   */
  private tellLater(): void {
    if (this.telling) return;
    this.telling = true;
    queueMicrotask(() => {
      this.telling = false;
      if (this.release.signal.aborted) return;
      this.tellHistory();
      this.tellSelection();
    });
  }

  private tellHistory(): void {
    const { state } = this.view;
    const depths = [undoDepth(state), redoDepth(state)] as const;
    if (same(depths, this.depths)) return;
    this.depths = depths;
    this.options.onHistory(...depths);
  }

  private tellSelection(): void {
    const { anchor, head } = this.view.state.selection.main;
    const selection = this.view.hasFocus ? ([anchor, head] as const) : ([-1, -1] as const);
    if (same(selection, this.selection)) return;
    this.selection = selection;
    this.options.onSelection(...selection);
  }
}

function same(one: readonly [number, number], other: readonly [number, number]): boolean {
  return one[0] === other[0] && one[1] === other[1];
}

function editable(on: boolean): Extension {
  return [
    EditorState.readOnly.of(!on),
    EditorView.editable.of(on),
    // What cannot be edited is still read, searched and copied with the keyboard.
    on ? [] : EditorView.contentAttributes.of({ tabindex: "0" }),
  ];
}

function worded({ label, placeholder: hint, describedBy }: PadOptions): Extension {
  return [
    placeholder(hint),
    describedBy ? EditorView.contentAttributes.of({ "aria-describedby": descriptionId }) : [],
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-multiline": "true",
      // People write prose here, many of them with a thumb: CodeMirror's defaults are made for code.
      spellcheck: "true",
      autocorrect: "on",
      autocapitalize: "sentences",
      writingsuggestions: "true",
    }),
  ];
}

/** Repeats the page's explanation inside the shadow tree: an id cannot be referred to across its edge. */
function describe(root: ShadowRoot, id: string | undefined, until: AbortSignal): void {
  const source = id ? document.getElementById(id) : null;
  if (!source) return;
  const description = document.createElement("span");
  description.id = descriptionId;
  description.hidden = true;
  root.append(description);
  const copy = () => {
    description.textContent = source.textContent;
  };
  copy();
  const watch = new MutationObserver(copy);
  watch.observe(source, { childList: true, characterData: true, subtree: true });
  until.addEventListener("abort", () => watch.disconnect());
}

/** Finds a position of `before` again in `after`, knowing nothing but what both begin and end with. */
function carriedOver(before: string, after: string, position: number): number {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  if (position <= head) return position;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (position >= before.length - tail) return after.length - (before.length - position);
  return Math.min(position, after.length - tail);
}
