"""One search box over what we promise, where to turn and how it can be said; and the folding that all searching shares."""
