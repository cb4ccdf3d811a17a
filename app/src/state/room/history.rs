//! My own steps, in the order I made them: some in the pad, whose editor keeps them, some elsewhere.

use boucle_model::Command;

/// A step that can be taken back, or made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The editor's latest.
    Pad,
    Command(Command),
}

/// What can be undone and redone, the latest last.
#[derive(Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// The most steps remembered outside the editor.
const MOST: usize = 500;

impl History {
    /// A command was given: it can be taken back, and nothing can be made again.
    pub(super) fn did(&mut self, undo: Command) {
        self.undone.clear();
        self.done.push(Step::Command(undo));
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// The editor says how many of its steps can be undone and redone.
    pub(super) fn pad_has(&mut self, undoable: usize, redoable: usize) {
        let before = count(&self.done) + count(&self.undone);
        // A step that went from one side to the other leaves their sum as it was; with something new typed,
        // nothing can be made again, here neither.
        if redoable == 0 && undoable + redoable != before && undoable > count(&self.done) {
            self.undone.clear();
        }
        fit(&mut self.done, undoable);
        fit(&mut self.undone, redoable);
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// The latest step, taken out. A pad's step finds its own way to the other side by [`History::pad_has`].
    pub(super) fn undo(&mut self) -> Option<Step> {
        match self.done.last() {
            Some(Step::Pad) => Some(Step::Pad),
            _ => self.done.pop(),
        }
    }

    pub(super) fn redo(&mut self) -> Option<Step> {
        match self.undone.last() {
            Some(Step::Pad) => Some(Step::Pad),
            _ => self.undone.pop(),
        }
    }

    /// A command was undone; this one makes it again.
    pub(super) fn undid(&mut self, redo: Command) {
        self.undone.push(Step::Command(redo));
    }

    /// A command was made again; this one takes it back.
    pub(super) fn redid(&mut self, undo: Command) {
        self.done.push(Step::Command(undo));
    }
}

fn count(steps: &[Step]) -> usize {
    steps.iter().filter(|s| **s == Step::Pad).count()
}

fn fit(steps: &mut Vec<Step>, pads: usize) {
    while count(steps) < pads {
        steps.push(Step::Pad);
    }
    while count(steps) > pads {
        // The latest goes first when it was undone; the earliest when the editor forgot it. Both look the same here.
        let place = steps.iter().rposition(|s| *s == Step::Pad).unwrap_or_default();
        steps.remove(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rename(n: u8) -> Command {
        Command::Rename { title: format!("Titre {n}") }
    }

    #[test]
    fn steps_are_undone_in_the_order_they_were_made() {
        let mut history = History::default();
        history.pad_has(1, 0);
        history.did(rename(1));
        history.pad_has(2, 0);
        assert_eq!(history.undo(), Some(Step::Pad));
        history.pad_has(1, 1);
        assert_eq!(history.undo(), Some(Step::Command(rename(1))));
        history.undid(rename(2));
        assert_eq!(history.undo(), Some(Step::Pad));
        history.pad_has(0, 2);
        assert!(!history.can_undo() && history.can_redo());
        assert_eq!(history.redo(), Some(Step::Pad), "the last undone is the first made again");
        history.pad_has(1, 1);
        assert_eq!(history.redo(), Some(Step::Command(rename(2))));
    }

    /// Found end to end: redoing a step of the pad looked like typing, and forgot the renaming.
    #[test]
    fn redoing_a_step_of_the_pad_keeps_what_was_undone_after_it() {
        let mut history = History::default();
        history.pad_has(1, 0);
        history.did(rename(1));
        history.undo();
        history.undid(rename(2));
        history.undo();
        history.pad_has(0, 1);
        history.redo();
        history.pad_has(1, 0);
        assert_eq!(history.redo(), Some(Step::Command(rename(2))));
    }

    #[test]
    fn a_new_edit_ends_what_could_be_made_again() {
        let mut history = History::default();
        history.did(rename(1));
        assert!(matches!(history.undo(), Some(Step::Command(_))));
        history.undid(rename(2));
        history.pad_has(1, 0);
        assert!(!history.can_redo());
    }
}
