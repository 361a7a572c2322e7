"""Finding sent incidents by words, beginnings of words and reference, within what somebody may see.

`find()` looks, `declare_words()` lets rooms above add texts, `keep_findable()` and `rebuild()` write.
"""
