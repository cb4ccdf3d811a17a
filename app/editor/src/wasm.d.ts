/** What the build puts behind these names: wasm-bindgen's glue, the address of the main module, and what brings its parts. */
declare module "boucle-wasm" {
  export default function init(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
}

declare module "boucle-wasm-bin" {
  const address: string;
  export default address;
}

declare module "boucle-parts" {
  /** Begins to fetch a part, by its name. */
  export function early(part: string): void;
  /** The addresses of all parts. */
  export function all(): string[];
}
