/** The mark of a transaction that brings what others wrote. */
import { Annotation } from "@codemirror/state";

export const remote = Annotation.define<true>();
