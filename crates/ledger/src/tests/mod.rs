//! Does the ledger keep its word?
