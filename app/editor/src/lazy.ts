/** The editor comes when a pad is opened, so that pages without a pad do not load it. */
import type { PadEditor, PadOptions } from "./api";
import { editorRefused } from "./refusal";

/**
 * Mounts the editor inside `parent`. While its script cannot be fetched, `parent` says so and offers to try again, and the
 * promise waits: the text may have changed meanwhile.
 */
export async function mountEditor(parent: HTMLElement, options: PadOptions): Promise<PadEditor> {
  const { mount } = await fetched(parent);
  return mount(parent, options);
}

async function fetched(parent: HTMLElement): Promise<typeof import("./editor")> {
  for (;;) {
    try {
      return await import("./editor");
    } catch (error) {
      console.error(error);
      await editorRefused(parent);
    }
  }
}
