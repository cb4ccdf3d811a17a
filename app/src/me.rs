//! What the page about oneself is made of.

mod arrival;
mod forget;
mod profile;
mod second;

pub(crate) use arrival::Arrival;
pub(crate) use forget::ForgetMe;
pub(crate) use profile::ProfileForm;
pub(crate) use second::SecondDevice;
