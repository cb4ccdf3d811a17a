//! What whoever runs the server can ask of the program besides serving. Each prints what it came to.

use crate::{
    config::{Store, Ward},
    directory,
    quarantine::{Case, Quarantine},
    repair,
};
use std::{
    io::{Write, stdout},
    path::Path,
    process::ExitCode,
};

/// Reads the whole store, and fails when anything in it cannot be read.
///
/// # Errors
/// When there is no store, or it cannot be opened.
pub async fn check(data: &Path) -> anyhow::Result<ExitCode> {
    let folder = Store::documents(data);
    anyhow::ensure!(folder.exists(), "there is no store at {}", folder.display());
    let (documents, complaints) = repair::check(&folder).await?;
    let mut out = stdout();
    for complaint in &complaints {
        for damage in &complaint.damage {
            writeln!(out, "{}: {damage}", complaint.document)?;
        }
    }
    writeln!(out, "{documents} documents, {} damaged", complaints.len())?;
    let people = Store::people(data);
    let (rows, damaged) = if people.exists() { directory::check(&people)? } else { Default::default() };
    for (file, damage) in &damaged {
        writeln!(out, "{}: {damage}", file.display())?;
    }
    writeln!(out, "{rows} people, {} damaged", damaged.len())?;
    Ok(if complaints.is_empty() && damaged.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Makes a new store of all that can be read.
///
/// # Errors
/// When that cannot be done; the store is then as it was.
pub fn repair(data: &Path) -> anyhow::Result<ExitCode> {
    let done = repair::repair(&Store::documents(data))?;
    let mut out = stdout();
    writeln!(out, "{} documents and {} changes stand in the new store", done.documents, done.changes)?;
    if done.waiting > 0 {
        writeln!(
            out,
            "{} changes build on others that cannot be read; devices that hold them bring both",
            done.waiting
        )?;
    }
    writeln!(out, "the old store is at {}; remove it when you miss nothing", done.before.display())?;
    Ok(ExitCode::SUCCESS)
}

/// Lists the documents in quarantine, tells all of one, or releases it.
///
/// # Errors
/// When the folder cannot be read or written, or the document is not in quarantine.
pub fn quarantine(ward: &Ward) -> anyhow::Result<ExitCode> {
    let quarantine = Quarantine::Folder(Store::quarantine(&ward.store.data));
    let cases = quarantine.cases()?;
    let mut out = stdout();
    let Some(document) = ward.document else {
        for case in &cases {
            writeln!(out, "{}: {}", case.document, case.reason)?;
        }
        writeln!(out, "{} documents in quarantine", cases.len())?;
        return Ok(ExitCode::SUCCESS);
    };
    anyhow::ensure!(quarantine.holds(document), "{document} is not in quarantine");
    if ward.release {
        quarantine.release(document)?;
        writeln!(out, "{document} is released, and built again the next time there is reason to")?;
        return Ok(ExitCode::SUCCESS);
    }
    match cases.iter().find(|case| case.document == document.to_string()) {
        Some(case) => tell(case, &quarantine, &mut out)?,
        None => writeln!(out, "{document} is in quarantine; why cannot be read any more")?,
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(case: &Case, quarantine: &Quarantine, out: &mut impl Write) -> anyhow::Result<()> {
    let Case { document, since, reason, changes, change } = case;
    writeln!(out, "document   {document}")?;
    writeln!(out, "since      {since} (seconds since 1970)")?;
    writeln!(out, "reason     {reason}")?;
    writeln!(out, "changes    {changes}")?;
    match change {
        Some(blamed) => {
            writeln!(out, "to blame   change {}, number {} of the log", blamed.hash, blamed.position)?;
            writeln!(out, "made by    actor {}, its change {}", blamed.actor, blamed.seq)?;
            let file = document.parse().ok().and_then(|document| quarantine.file(document, "change"));
            if let Some(file) = file {
                writeln!(out, "its bytes  {} in {}", blamed.bytes, file.display())?;
            }
        }
        None => writeln!(out, "to blame   no change after the last snapshot alone")?,
    }
    writeln!(out, "Its readers are served from the log, which stays whole.")?;
    Ok(())
}
