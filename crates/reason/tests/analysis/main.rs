//! What must hold for every analysis of a case, measured against brute force on small ones.

mod cases;
mod large;
mod plain;
mod readings;
mod sets;
