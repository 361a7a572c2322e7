"""Finding sent incidents by words, beginnings of words and reference, within what somebody may see."""
