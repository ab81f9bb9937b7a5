//! The story: sources → readings → facts → conclusions → page.
