//! Pieces of views that know no meetup and no device: props in, callbacks out.

mod avatar;
mod crumb;
mod dialog;
mod focus;
mod footer;
mod language_switch;
mod masthead;
mod name_dialog;
mod name_field;
mod notice;
mod prose;
mod toast;

pub(crate) use avatar::Avatar;
pub(crate) use crumb::Crumb;
pub(crate) use dialog::Dialog;
pub(crate) use focus::{focus_on, move_along};
pub(crate) use footer::Footer;
pub(crate) use language_switch::LanguageSwitch;
pub(crate) use masthead::Masthead;
pub(crate) use name_dialog::NameDialog;
pub(crate) use name_field::NameField;
pub(crate) use notice::{DeviceNotices, Notice};
pub(crate) use prose::Prose;
pub(crate) use toast::UpdateToast;
