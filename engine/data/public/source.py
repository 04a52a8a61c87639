"""A file that others publish."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One published file. `name` is its path below a data folder; `urls` are addresses of the same bytes, best first.

    Without urls it is never fetched: it must be on this machine. Where `sha256` is empty nobody tells it, and `bytes` is about right.
    """

    name: str
    urls: tuple[str, ...]
    bytes: int
    sha256: str
    licence: str
    from_whom: str
