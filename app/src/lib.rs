//! What a person sees: one set of views, rendered by the server and alive in the browser.
//!
//! Data goes one way: view → command → replica → document → read → signal → view. No view touches a
//! document, a socket or a store; [`state`] does, and hands out what views read and the few things they may ask.

// The type of a page holds the types of all its views.
#![recursion_limit = "256"]
#![allow(unreachable_pub, reason = "the component macro writes a public type beside each component")]

pub mod address;
mod app;
mod browser;
mod commons;
mod components;
mod document;
pub mod example;
mod head;
mod hex;
pub mod i18n;
mod landing;
pub mod markdown;
mod me;
mod meetup;
mod pages;
mod parts;
pub mod projection;
#[cfg(feature = "hydrate")]
mod start;
pub mod state;
#[cfg(debug_assertions)]
mod styleguide;

pub use app::{App, Outcome};
pub use head::{commons_title, meetup_title};
pub use parts::part_of;
