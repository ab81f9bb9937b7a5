//! What does an address give, and what goes out?
//!
//! In goes an address with what is known of it from the last time; out comes an [`Answer`], or one [`FetchError`] that
//! says what can be done. Everything from outside is hostile: each address is checked after its name was looked up and
//! on every redirect, and each answer has a limit in time and in bytes, packed and unpacked.
//!
//! The room asks no environment and no clock of its own: the app hands in [`Settings`] and a [`Clock`].

mod address;
mod answer;
mod body;
mod budget;
mod client;
mod error;
mod exchange;
mod hex;
mod hosts;
mod letter;
pub mod mail;
mod media;
mod names;
mod network;
mod retry;
mod robots;
mod secret;
mod settings;
mod way;
pub mod webhook;

pub use answer::{Answer, Fetched, Request};
pub use client::Client;
pub use error::{Bound, Failure, FetchError, Refusal, Stage, Trouble, Wandering};
pub use network::{Network, network};
pub use secret::Secret;
pub use settings::{Clock, Downgrade, Limits, Proxy, Roots, Settings, SettingsError};
