/** Brings text from elsewhere into the shape that documents hold. */

/**
 * Lines end with "\n" alone, and half a surrogate pair becomes the sign for what cannot be read: the module, whose strings
 * are Unicode, would put that sign there by itself and the two texts would differ.
 */
export function fromElsewhere(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/\p{Surrogate}/gu, "\ufffd");
}
