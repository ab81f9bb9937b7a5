//! Where does it meet people?

pub mod face;
