"""The check of the ledger: every entry has exactly one reason, and every reason its entry."""
