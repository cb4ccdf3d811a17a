/** Tells a server that has moved on from a network that does not answer. */

/** True when the server now serves another build than this page's, whose files may be gone from it. */
export async function serverMovedOn(): Promise<boolean> {
  const { build } = globalThis.boucle;
  if (!build) return false;
  try {
    const shell = await fetch("/shell", { cache: "no-store" });
    const served = /\bdata-build="([^"]*)"/.exec(await shell.text())?.[1];
    return shell.ok && served !== undefined && served !== build;
  } catch {
    return false;
  }
}
