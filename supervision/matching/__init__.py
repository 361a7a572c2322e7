"""Who fits an incident best: filter, rank by weighted factors, and say in words why (B-SV-04)."""
