//! Where does it meet people?

pub mod readout;
pub mod wire;

#[cfg(test)]
mod sample;
