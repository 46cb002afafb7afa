"""Pages, results and ledger made into a site."""
