/** The two files that the build puts behind these names: wasm-bindgen's glue and the address of the module. */
declare module "boucle-wasm" {
  export default function init(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
}

declare module "boucle-wasm-bin" {
  const address: string;
  export default address;
}
