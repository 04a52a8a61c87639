"""What a machine knows by heart: stretches of its writing that stand in the text that it learnt from, word for word.

playground/components/writer/writer.js looks in the same way.
"""

LEAST = 40
"""Letters of a stretch. Shorter ones may be there by chance, or because there is only one way to say it."""


def known(text: str, read: str) -> list[tuple[int, int]]:
    """[from, to) of each stretch, from left to right, each as long as it can be."""
    found, at = [], 0
    while at + LEAST <= len(text):
        to = at + LEAST
        place = read.find(text[at:to])
        if place < 0:
            at += 1
            continue
        while to < len(text) and (place := read.find(text[at : to + 1], place)) >= 0:
            to += 1
        found.append((at, to))
        at = to
    return found
