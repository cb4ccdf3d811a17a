//! What the server and the service worker are told about a build: names that carry a hash, and one hash for the whole.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Where the server serves files whose name carries a hash of their content.
pub(crate) const PUBLIC_PATH: &str = "/assets/";

/// The beginning of the name of the module that every page needs; its parts have others.
const MAIN_MODULE: &str = "boucle_bg-";
/// The beginning of the name of a part.
const PART: &str = "split_";
/// The end of the name of what the parts share.
const SHARED_PARTS: &str = ".bin";

/// The parts of esbuild's metafile that matter here.
#[derive(Debug, Deserialize)]
pub(crate) struct Metafile {
    outputs: std::collections::BTreeMap<String, Output>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Output {
    entry_point: Option<String>,
    #[serde(default)]
    imports: Vec<Import>,
}

#[derive(Debug, Deserialize)]
struct Import {
    path: String,
    kind: String,
}

/// `assets.json`, which the server reads when it starts.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(crate) struct Manifest {
    /// One short hash for everything the browser holds: two builds that differ in any file differ here.
    pub(crate) build: String,
    pub(crate) boot: String,
    pub(crate) style: String,
    pub(crate) wasm: String,
    /// Fonts that the first page shows, so that the browser asks for them before it has read the style.
    pub(crate) preload: Vec<String>,
    pub(crate) watch: Light,
}

/// The files of the page on which a map is watched, which loads nothing else.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(crate) struct Light {
    pub(crate) script: String,
    pub(crate) style: String,
}

impl Metafile {
    pub(crate) fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).context("esbuild's metafile cannot be understood")
    }

    /// Every hashed file of the build as the browser asks for it, without the maps that only debuggers read.
    pub(crate) fn assets(&self) -> BTreeSet<String> {
        self.outputs.keys().filter(|path| !path.ends_with(".map")).map(|path| address(path)).collect()
    }

    /// Names the files a page needs; `others` are the served files whose name has no hash, each with its content's.
    pub(crate) fn manifest(&self, others: &[(String, String)]) -> Result<Manifest> {
        let assets = self.assets();
        let Some(wasm) = assets.iter().find(|path| path.ends_with(".wasm") && file_name(path).starts_with(MAIN_MODULE))
        else {
            bail!("the boot module does not import `boucle-wasm-bin`, so no page would load the WebAssembly module");
        };
        Ok(Manifest {
            build: build_hash(&assets, others),
            boot: address(self.entry("boot.ts")?),
            style: address(self.entry("main.css")?),
            wasm: wasm.clone(),
            watch: Light { script: address(self.entry("watch.ts")?), style: address(self.entry("watch.css")?) },
            preload: assets.iter().filter(|path| is_first_font(path)).cloned().collect(),
        })
    }

    /// What the module was taken apart into: the name and the address of each part.
    pub(crate) fn parts(&self) -> BTreeMap<String, String> {
        let name = |path: &str| {
            let (name, _hash) = file_name(path).rsplit_once('-')?;
            if path.ends_with(SHARED_PARTS) {
                Some(name.to_owned())
            } else {
                name.strip_prefix(PART).map(str::to_owned)
            }
        };
        self.assets().into_iter().filter_map(|path| Some((name(&path)?, path))).collect()
    }

    /// The files of a first visit beside the module: the boot script, all it imports at once, and the style.
    pub(crate) fn first_load(&self) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::from([address(self.entry("main.css")?)]);
        let mut waiting = vec![self.entry("boot.ts")?];
        while let Some(path) = waiting.pop() {
            if !found.insert(address(path)) {
                continue;
            }
            let imports = self.outputs.get(path).map_or(&[][..], |output| &output.imports);
            waiting.extend(
                imports.iter().filter(|import| import.kind == "import-statement").map(|import| import.path.as_str()),
            );
        }
        Ok(found)
    }

    fn entry(&self, source: &str) -> Result<&str> {
        let is_entry = |output: &Output| output.entry_point.as_deref().is_some_and(|entry| file_name(entry) == source);
        let found = self.outputs.iter().find(|(path, output)| is_entry(output) && !path.ends_with(".map"));
        found.map(|(path, _)| path.as_str()).with_context(|| format!("esbuild made nothing of {source}"))
    }
}

/// Fonts for the letters of French and English, upright: what the first page shows.
fn is_first_font(path: &str) -> bool {
    let other = ["latin-ext", "cyrillic", "greek", "vietnamese", "hebrew", "arabic", "italic"];
    path.ends_with(".woff2") && !other.iter().any(|part| path.contains(part))
}

fn build_hash(assets: &BTreeSet<String>, others: &[(String, String)]) -> String {
    let mut hash = Sha256::new();
    for asset in assets {
        hash.update(asset);
        hash.update(b"\n");
    }
    for (path, content) in others {
        hash.update(format!("{path} {content}\n"));
    }
    short_hex(&hash.finalize())
}

/// Twelve hexadecimal digits of a content's hash: enough to tell builds apart, short enough to read.
pub(crate) fn content_hash(content: &[u8]) -> String {
    short_hex(&Sha256::digest(content))
}

fn short_hex(bytes: &[u8]) -> String {
    bytes.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

fn address(path: &str) -> String {
    format!("{PUBLIC_PATH}{}", file_name(path))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::{Light, Manifest, Metafile};

    const METAFILE: &str = r#"{"inputs": {}, "outputs": {
        "target/site/assets/boot-AAAA.js": {"entryPoint": "app/editor/src/boot.ts", "bytes": 10, "imports": [
            {"path": "target/site/assets/chunk-CCCC.js", "kind": "import-statement"},
            {"path": "target/site/assets/editor-DDDD.js", "kind": "dynamic-import"},
            {"path": "target/site/assets/boucle_bg-EEEE.wasm", "kind": "file-loader"}]},
        "target/site/assets/boot-AAAA.js.map": {"bytes": 1},
        "target/site/assets/chunk-CCCC.js": {"imports": [{"path": "target/site/assets/boot-AAAA.js", "kind": "import-statement"}]},
        "target/site/assets/editor-DDDD.js": {"entryPoint": "app/editor/src/editor.ts", "imports": []},
        "target/site/assets/boucle_bg-EEEE.wasm": {"bytes": 1000},
        "target/site/assets/split_map-FFFF.wasm": {"bytes": 10},
        "target/site/assets/shared-GGGG.bin": {"bytes": 10},
        "target/site/assets/main-BBBB.css": {"entryPoint": "target/web/main.css", "imports": []},
        "target/site/assets/watch-HHHH.js": {"entryPoint": "app/editor/src/watch.ts", "imports": []},
        "target/site/assets/watch-IIII.css": {"entryPoint": "target/web/watch.css", "imports": []},
        "target/site/assets/text-latin-FFFF.woff2": {},
        "target/site/assets/text-latin-ext-GGGG.woff2": {}}}"#;

    fn metafile(text: &str) -> Metafile {
        Metafile::read(text).expect("the fixture is a metafile")
    }

    #[test]
    fn names_what_a_page_needs() {
        let manifest = metafile(METAFILE).manifest(&[]).expect("all parts are there");
        let expected = Manifest {
            build: manifest.build.clone(),
            boot: "/assets/boot-AAAA.js".to_owned(),
            style: "/assets/main-BBBB.css".to_owned(),
            wasm: "/assets/boucle_bg-EEEE.wasm".to_owned(),
            preload: vec!["/assets/text-latin-FFFF.woff2".to_owned()],
            watch: Light { script: "/assets/watch-HHHH.js".to_owned(), style: "/assets/watch-IIII.css".to_owned() },
        };
        assert_eq!(manifest, expected);
        assert_eq!(manifest.build.len(), 12);
    }

    #[test]
    fn a_build_is_another_one_as_soon_as_any_file_differs() {
        let icon = |content: &str| vec![("/icon.svg".to_owned(), content.to_owned())];
        let build =
            |text: &str, content: &str| metafile(text).manifest(&icon(content)).expect("all parts are there").build;
        assert_eq!(build(METAFILE, "1"), build(METAFILE, "1"));
        assert_ne!(build(METAFILE, "1"), build(METAFILE, "2"));
        assert_ne!(build(METAFILE, "1"), build(&METAFILE.replace("DDDD", "DDDE"), "1"));
    }

    #[test]
    fn the_parts_of_the_module_have_names() {
        let parts = metafile(METAFILE).parts();
        let parts: Vec<_> = parts.iter().map(|(name, address)| (name.as_str(), address.as_str())).collect();
        assert_eq!(parts, [("map", "/assets/split_map-FFFF.wasm"), ("shared", "/assets/shared-GGGG.bin")]);
    }

    #[test]
    fn the_first_load_follows_static_imports_only() {
        let files = metafile(METAFILE).first_load().expect("there is a boot script");
        let names: Vec<_> = files.iter().map(String::as_str).collect();
        assert_eq!(names, ["/assets/boot-AAAA.js", "/assets/chunk-CCCC.js", "/assets/main-BBBB.css"]);
    }

    #[test]
    fn a_build_without_the_module_is_refused() {
        let refusal = metafile(&METAFILE.replace(".wasm", ".wat")).manifest(&[]).expect_err("no module");
        assert!(refusal.to_string().contains("boucle-wasm-bin"), "{refusal}");
    }
}
