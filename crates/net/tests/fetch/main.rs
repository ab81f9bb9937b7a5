//! Does the client keep what it promises, to real servers on this machine? Time is fake wherever a server is not slow.

mod hostile;
mod kind;
mod manners;
mod out;
mod proxied;
mod refused;
mod stage;
