"""Pages of the directory: finding, one entry, looking after all of them, lists from elsewhere."""
