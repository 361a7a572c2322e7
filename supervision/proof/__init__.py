"""Proof that leaves the machine: the daily checkpoint, its mail, and bundles for auditors."""
