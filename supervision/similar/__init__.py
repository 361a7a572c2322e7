"""Reports that are like another one, and how they were answered."""
