"""Stretches of time as (start, end) pairs: joined, cut out of each other, and what they leave over."""


def joined(spans) -> list[tuple]:
    """The same hours in order, without overlaps."""
    found: list[tuple] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def without(spans, others) -> list[tuple]:
    """What is left of the first when the others are taken out."""
    left = joined(spans)
    for start, end in joined(others):
        left = [piece for span in left for piece in ((span[0], min(span[1], start)), (max(span[0], end), span[1]))]
        left = [piece for piece in left if piece[0] < piece[1]]
    return left
