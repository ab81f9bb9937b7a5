//! What does a web site do to those who ask it?
//!
//! A [`Site`] is a real server on this machine, whose pages are set by path and change with a fake clock, [`Time`]. It
//! can be as kind or as hostile as a [`Page`] says, and it keeps a log of what it [`Seen`]. Beside it stand a
//! [`MailServer`] and a [`ProxyServer`]. What they send depends on what was asked and on the fake clock alone.
//!
//! This room is for tests only; nothing else may import it.

mod connection;
mod encryption;
mod mail;
mod page;
mod proxy;
mod request;
mod server;
mod site;
mod time;

pub use encryption::Certificate;
pub use mail::{Mail, MailServer, Manner};
pub use page::{Packing, Page};
pub use proxy::ProxyServer;
pub use request::Seen;
pub use site::Site;
pub use time::Time;
