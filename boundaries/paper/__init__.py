"""Reports that begin on paper or by word of mouth: what a printed form asks, and filing for the colleague who wrote it."""
