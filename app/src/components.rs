//! Pieces of views that know no meetup and no device: props in, callbacks out.

mod avatar;
mod button;
mod card;
mod chip;
mod confirm;
mod copy;
mod crumb;
mod dialog;
mod empty_state;
mod faces;
mod field;
mod focus;
mod footer;
mod language_switch;
mod line;
mod masthead;
// No page has one yet but the style guide.
#[cfg(debug_assertions)]
mod menu;
mod name_dialog;
mod name_field;
mod notice;
mod pager;
mod prose;
mod qr;
mod rows;
mod skeleton;
mod tabs;
mod toast;

pub(crate) use avatar::Avatar;
pub(crate) use button::{Button, ButtonKind};
pub(crate) use card::Card;
pub(crate) use chip::{Chip, ChipState};
pub(crate) use confirm::Confirm;
pub(crate) use copy::Copy;
pub(crate) use crumb::Crumb;
pub(crate) use dialog::Dialog;
pub(crate) use empty_state::EmptyState;
pub(crate) use faces::Faces;
pub(crate) use field::Field;
pub(crate) use focus::{focus_on, focus_soon, focus_stays, follow_links, move_along};
pub(crate) use footer::Footer;
pub(crate) use language_switch::LanguageSwitch;
pub(crate) use line::{Draft, Line, LineField, at_most};
pub(crate) use masthead::Masthead;
#[cfg(debug_assertions)]
pub(crate) use menu::{Action, Menu};
pub(crate) use name_dialog::NameDialog;
pub(crate) use name_field::NameField;
pub(crate) use notice::{DeviceNotices, Notice};
pub(crate) use pager::Pager;
pub(crate) use prose::Prose;
pub(crate) use qr::Qr;
pub(crate) use rows::{Rows, row};
pub(crate) use skeleton::Skeleton;
pub(crate) use tabs::{Tab, Tabs};
pub(crate) use toast::Toast;
