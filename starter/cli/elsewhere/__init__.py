"""`starmap --remote URL …`: the same commands over the HTTP interface of a platform elsewhere."""
