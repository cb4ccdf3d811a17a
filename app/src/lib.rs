//! What a person sees: one set of views, rendered by the server and alive in the browser.
//!
//! Data goes one way: view → command → replica → document → read → signal → view. No view touches a
//! document, a socket or a store; [`state`] does, and hands out what views read and the few things they may ask.

pub mod projection;
pub mod state;
