//! Styles and scripts: Sass, then esbuild, which gives every file a name that carries its content's hash.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::manifest::{Manifest, Metafile, PUBLIC_PATH};
use crate::process;
use crate::workspace::{Profile, Workspace};

/// Compiles the styles beside the bindings: `main.css` from `style/main.scss`, with the style guide's own in development, and
/// `watch.css` for the light page.
pub(crate) fn style(workspace: &Workspace, profile: Profile) -> Result<()> {
    let style = if profile.is_release() { "style/main.scss" } else { "style/development.scss" };
    for (style, css) in [(style, "main.css"), ("style/watch.scss", "watch.css")] {
        let mut sass = process::npm_program(&workspace.root, "sass");
        sass.args(["--no-source-map", "--no-error-css", "--quiet-deps", "--load-path=node_modules"]);
        sass.arg(style).arg(workspace.web(profile).join(css));
        process::run(&mut sass).context("the styles could not be compiled")?;
    }
    Ok(())
}

/// Bundles the boot script, the module, the script of the light page and the styles into `site/assets`.
pub(crate) fn scripts(workspace: &Workspace, profile: Profile, site: &Path) -> Result<Metafile> {
    let web = workspace.web(profile);
    let metafile = web.join("metafile.json");
    let bindings = web.join("bindgen");
    let mut esbuild = esbuild(workspace, profile);
    esbuild.arg("app/editor/src/boot.ts").arg(web.join("main.css"));
    esbuild.arg("app/editor/src/watch.ts").arg(web.join("watch.css"));
    esbuild.args(["--format=esm", "--splitting", "--loader:.wasm=file", "--loader:.bin=file", "--loader:.woff2=file"]);
    esbuild.args(["--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]", "--asset-names=[name]-[hash]"]);
    // Files of public/ keep their address; esbuild must not look for them.
    esbuild.args(["--external:/icons/*", "--external:/fonts/*"]);
    // The bindings name the script of the parts once for each function that they take from it.
    esbuild.arg("--log-override:duplicate-object-key=silent");
    esbuild.arg(format!("--public-path={PUBLIC_PATH}"));
    esbuild.arg(format!("--alias:boucle-wasm={}", bindings.join("boucle.js").display()));
    esbuild.arg(format!("--alias:boucle-wasm-bin={}", bindings.join("boucle_bg.wasm").display()));
    esbuild.arg(format!("--alias:boucle-parts={}", bindings.join("parts.js").display()));
    esbuild.arg(format!("--outdir={}", site.join("assets").display()));
    esbuild.arg(format!("--metafile={}", metafile.display()));
    process::run(&mut esbuild).context("the scripts could not be bundled")?;
    Metafile::read(&fs::read_to_string(&metafile).context("esbuild left no metafile")?)
}

/// Bundles the service worker, which must keep one address, and tells it the files of this build.
pub(crate) fn service_worker(
    workspace: &Workspace,
    profile: Profile,
    site: &Path,
    manifest: &Manifest,
    files: &[String],
) -> Result<()> {
    let mut esbuild = esbuild(workspace, profile);
    esbuild.args(["public/sw.ts", "--format=iife"]);
    esbuild.arg(format!("--define:__BUILD__={}", serde_json::to_string(&manifest.build)?));
    esbuild.arg(format!("--define:__ASSETS__={}", serde_json::to_string(files)?));
    esbuild.arg(format!("--outfile={}", site.join("sw.js").display()));
    process::run(&mut esbuild).context("the service worker could not be bundled")
}

fn esbuild(workspace: &Workspace, profile: Profile) -> Command {
    let mut esbuild = process::npm_program(&workspace.root, "esbuild");
    esbuild.args(["--bundle", "--target=es2022", "--log-level=warning", "--legal-comments=none"]);
    // The target folder may stand outside the checkout, and the style in it names fonts from npm.
    esbuild.env("NODE_PATH", workspace.root.join("node_modules"));
    esbuild.arg(if profile.is_release() { "--minify" } else { "--sourcemap" });
    esbuild
}
