//! Expressions of time with their types and values.
