//! A release in one folder: `dist/boucle serve` finds its site beside it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::serve;
use crate::workspace::{Profile, Workspace};

/// Builds a release into `dist/`.
pub(crate) fn dist(workspace: &Workspace) -> Result<()> {
    let built = serve::everything(workspace, Profile::Release)?;
    let dist = workspace.root.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).context("the old dist/ cannot be removed")?;
    }
    copy_folder(&built.site, &dist.join("site"))?;
    let program = dist.join(built.server.file_name().context("the server is a file")?);
    copy_file(&built.server, &program)?;
    for document in ["LICENSE", "README.md"] {
        copy_file(&workspace.root.join(document), &dist.join(document))?;
    }
    println!("The release is in dist/. Start it with `dist/boucle serve --data DIR`.");
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} cannot be created", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let path = entry?.path();
        let copy = to.join(path.file_name().context("an entry of a folder has a name")?);
        if path.is_dir() { copy_folder(&path, &copy)? } else { copy_file(&path, &copy)? }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map(|_| ()).with_context(|| format!("{} cannot be copied to {}", from.display(), to.display()))
}
