"""The policy owner's pages: what waits, one wording, one clause, comparing, approving."""
