//! The relay, its storage, and the pages it renders.
//!
//! `config` → `state` → `routes`: what an operator sets, what the process holds, what it answers. The relay
//! interprets no document: what has to be built is built in a `worker`, a process of its own.

// The type of a page holds the types of all its views.
#![recursion_limit = "256"]

mod binding;
pub mod building;
pub mod config;
pub mod directory;
pub mod error;
mod example;
pub mod metrics;
pub mod operate;
pub mod pages;
pub mod projection;
pub mod quarantine;
pub mod relay;
pub mod repair;
pub mod routes;
pub mod serving;
pub mod site;
pub mod state;
pub mod storage;
pub mod watch;
mod whole_file;
pub mod worker;
