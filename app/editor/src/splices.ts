/**
 * Translates between CodeMirror's change sets and the splices that Automerge understands.
 *
 * A change set says everything in the coordinates of the old document; splices are applied one after the other, so each
 * stands in the coordinates left by the one before.
 */
import { ChangeSet } from "@codemirror/state";
import type { Splice } from "./api";

/** Says a change set as splices, from left to right. */
export function splicesOf(changes: ChangeSet): Splice[] {
  const splices: Splice[] = [];
  // Going from left to right, whatever lies before a change is final: its place in the new document is its place now.
  changes.iterChanges((fromOld, toOld, fromNew, _toNew, inserted) => {
    splices.push([fromNew, toOld - fromOld, inserted.toString()]);
  }, true);
  return splices;
}

/** Composes splices into one change set on a document of `length` units, or null when one reaches outside of it. */
export function changesOf(splices: readonly Splice[], length: number): ChangeSet | null {
  const steps: ChangeSet[] = [];
  for (const [at, del, insert] of splices) {
    if (!(at >= 0 && del >= 0 && at + del <= length)) return null;
    // "\n" is said, because the default would also split at "\r" and count "\r\n" as one unit.
    steps.push(ChangeSet.of({ from: at, to: at + del, insert }, length, "\n"));
    length += insert.length - del;
  }
  return composed(steps, length);
}

/** Composes by halves: one after the other would walk a burst of n scattered splices n times. */
function composed(steps: readonly ChangeSet[], length: number): ChangeSet {
  const [first] = steps;
  if (!first) return ChangeSet.empty(length);
  if (steps.length === 1) return first;
  const middle = steps.length >> 1;
  return composed(steps.slice(0, middle), length).compose(composed(steps.slice(middle), length));
}
