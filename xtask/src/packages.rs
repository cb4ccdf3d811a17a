//! The packages of the system, for what neither cargo nor npm brings.

use std::process::Command;

use crate::process;

/// How a system installs packages: the program to look for, and its commands in order. The package ends the last.
const INSTALLERS: [(&str, &[&[&str]]); 5] = [
    ("apt-get", &[&["update"], &["install", "-y", "--no-install-recommends"]]),
    ("dnf", &[&["install", "-y"]]),
    ("pacman", &[&["-Sy", "--noconfirm"]]),
    ("apk", &[&["add"]]),
    (BREW, &[&["install"]]),
];
const BREW: &str = "brew";

/// The program that installs packages here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Installer {
    pub(crate) name: &'static str,
    commands: &'static [&'static [&'static str]],
}

impl Installer {
    pub(crate) fn find() -> Option<Self> {
        let here = INSTALLERS.into_iter().find(|(name, _)| process::on_path(name).is_some());
        here.map(|(name, commands)| Self { name, commands })
    }

    /// Installs a package; says whether it could. `window` tells a program with a window, which one of them keeps apart.
    pub(crate) fn install(self, package: &str, window: bool) -> bool {
        let alone = self.name == BREW || process::answer("id", &["-u"]).is_some_and(|user| user == "0");
        let last = self.commands.len() - 1;
        self.commands.iter().enumerate().all(|(place, arguments)| {
            let mut command = if alone { Command::new(self.name) } else { Command::new("sudo") };
            if !alone {
                command.args(["-n", self.name]);
            }
            command.args(*arguments);
            if place == last {
                command.args((window && self.name == BREW).then_some("--cask")).arg(package);
            }
            process::run(&mut command).is_ok()
        })
    }
}
