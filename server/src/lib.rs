//! The relay, its storage, and the pages it renders.
//!
//! `config` → `state` → `routes`: what an operator sets, what the process holds, what it answers. The relay
//! interprets no document; only `projection` does, to draw public pages.

// The type of a page holds the types of all its views.
#![recursion_limit = "256"]

pub mod config;
pub mod error;
pub mod pages;
pub mod projection;
pub mod relay;
pub mod repair;
pub mod routes;
pub mod site;
pub mod state;
pub mod storage;
