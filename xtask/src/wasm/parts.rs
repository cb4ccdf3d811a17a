//! Takes the module apart along the functions that the app names (`app/src/parts.rs`).
//!
//! What is left is the main module. Each part is a module of its own, and what several parts share stands in one file of many
//! small modules: one request brings them all.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use walrus::ModuleConfig;
use wasm_split_cli_support::{Options, transform};

use super::unused;

/// The script that brings a part, beside the bindings.
const LINK: &str = "./parts.js";
const BINDINGS: &str = "./boucle.js";
/// What several parts share.
const SHARED: &str = "./shared.bin";
/// The beginning of the names of modules that several parts share.
const CHUNK: &str = "chunk_";
/// The beginning of the name of a part's own module.
const PART: &str = "split_";

/// Brings a module, or one of those that are shared out of their file; `early` begins to, before anybody waits for it.
const BRINGING: &str = "const begun = new Map();
function begin(address) {
  const coming = begun.get(address) ?? fetch(address);
  begun.set(address, coming);
  coming.catch(() => begun.delete(address));
  return coming;
}
function brought(address) {
  const coming = begin(address);
  begun.delete(address);
  return coming;
}
let shared;
function piece(from, to) {
  shared ??= brought(sharedAddress).then((response) => {
    if (!response.ok) throw new Error(`${sharedAddress}: ${response.status}`);
    return response.arrayBuffer();
  });
  shared.catch(() => (shared = undefined));
  return shared.then((bytes) => new Response(bytes.slice(from, to), { headers: { \"Content-Type\": \"application/wasm\" } }));
}
export function early(part) {
  [sharedAddress, addresses[part]].forEach((address) => void begin(address));
}
export function all() {
  return [sharedAddress, ...Object.values(addresses)];
}
";

/// Writes the parts into a folder, with the script that brings them, and returns what is left: the main module.
pub(super) fn part(module: &Path, folder: &Path, is_release: bool) -> Result<PathBuf> {
    let bytes = fs::read(module).with_context(|| format!("{} cannot be read", module.display()))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = BINDINGS;
    let parts = transform(options).map_err(|error| anyhow!("the module could not be taken apart: {error:?}"))?;
    if is_release {
        for path in &parts.split_modules {
            tidy(path).with_context(|| format!("{} cannot be made smaller", path.display()))?;
        }
    }
    let link = folder.join(LINK);
    let script = fs::read_to_string(&link).context("the parts have no script")?;
    let mut shared = Vec::new();
    let script = with_names(&script, |name| {
        let from = shared.len();
        shared.extend(fs::read(folder.join(name)).with_context(|| format!("the part {name} is missing"))?);
        Ok((from, shared.len()))
    })?;
    fs::write(&link, script).context("the script of the parts cannot be written")?;
    fs::write(folder.join(SHARED), shared).context("what the parts share cannot be written")?;
    Ok(main)
}

/// Takes out of a part what no page reaches, and the names.
fn tidy(path: &Path) -> Result<()> {
    let mut module =
        ModuleConfig::new().generate_name_section(false).generate_producers_section(false).parse_file(path)?;
    unused::cut(&mut module);
    fs::write(path, module.emit_wasm())?;
    Ok(())
}

/// Lets the bundler name the files: it follows imports, and no address that is made when the script runs. `share` puts a
/// module into the file of what is shared, and says where in it that is.
fn with_names(script: &str, mut share: impl FnMut(&str) -> Result<(usize, usize)>) -> Result<String> {
    const BEFORE: &str = "fetch(new URL(\"./";
    const AFTER: &str = "\", import.meta.url))";
    let mut imports = format!("import sharedAddress from \"{SHARED}\";\n");
    let mut addresses = String::new();
    let (mut body, mut rest) = (String::new(), script);
    while let Some((before, after)) = rest.split_once(BEFORE) {
        let (name, after) = after.split_once(AFTER).context("an address of a part does not end")?;
        body.push_str(before);
        if name.starts_with(CHUNK) {
            let (from, to) = share(name)?;
            body.push_str(&format!("piece({from}, {to})"));
        } else {
            let part =
                name.strip_prefix(PART).and_then(|name| name.strip_suffix(".wasm")).context("a part has no name")?;
            imports.push_str(&format!("import {part} from \"./{name}\";\n"));
            addresses.push_str(&format!("{part}, "));
            body.push_str(&format!("brought({part})"));
        }
        rest = after;
    }
    Ok(format!("{imports}const addresses = {{ {addresses}}};\n{BRINGING}{body}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::{BRINGING, with_names};

    #[test]
    fn the_bundler_names_the_files_and_what_is_shared_comes_in_one() {
        let script = "a = fetch(new URL(\"./chunk_1.wasm\", import.meta.url));\nb = fetch(new URL(\"./split_d.wasm\", import.meta.url));";
        let named = with_names(script, |name| {
            assert_eq!(name, "chunk_1.wasm");
            Ok((3, 9))
        });
        let imports = "import sharedAddress from \"./shared.bin\";\nimport d from \"./split_d.wasm\";\nconst addresses = { d, };\n";
        assert_eq!(named.expect("it is well made"), format!("{imports}{BRINGING}a = piece(3, 9);\nb = brought(d);"));
    }

    #[test]
    fn an_address_that_does_not_end_is_refused() {
        assert!(with_names("fetch(new URL(\"./split_d.wasm\"", |_| Ok((0, 0))).is_err());
    }
}
