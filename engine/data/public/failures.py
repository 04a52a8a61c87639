"""What may go wrong where a file is to be fetched, and what to do about it, in words."""

import errno
import socket
import ssl
import urllib.error
from pathlib import Path
from urllib.parse import urlsplit

from engine.core import settings
from engine.core.errors import Trouble
from engine.data.public.source import Source
from engine.language.words import _


class Failed(Exception):
    """One address did not give the file; another may. `what` and `advice` end up in a Trouble if none does."""

    def __init__(self, what: str, advice: str):
        super().__init__(what)
        self.what = what
        self.advice = advice


def refused(url: str, code: int) -> Failed:
    if code in (404, 410):
        return Failed(
            _("{host} no longer has the file (error {code}).", host=host(url), code=code),
            "It may have moved for good.",
        )
    return Failed(
        _("{host} refused to give the file (error {code}).", host=host(url), code=code), "Try again in a while."
    )


def unreachable(url: str, error: Exception, patience: float) -> Failed:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, socket.gaierror):
        return Failed("No server's name could be looked up.", "Check that this machine is connected to a network.")
    if isinstance(reason, TimeoutError):
        return Failed(
            _("{host} did not answer within {n} seconds.", host=host(url), n=patience), "Try again in a while."
        )
    if isinstance(reason, ssl.SSLError):
        return Failed(
            _("No safe connection to {host} could be made.", host=host(url)),
            "Check this machine's clock; a school's or company's network filter may be in the way.",
        )
    return Failed(
        _("{host} could not be reached.", host=host(url)), "Check that this machine is connected to the internet."
    )


def broken(url: str, source: Source, here: int, error: Exception | None, patience: float) -> Failed:
    known = {"host": host(url), "here": here, "all": source.bytes}
    return Failed(
        _("The connection to {host} fell silent for {n} seconds after {here:,} of {all:,} bytes.", n=patience, **known)
        if isinstance(error, TimeoutError)
        else _("The connection to {host} broke off after {here:,} of {all:,} bytes.", **known),
        "Try again: the download goes on where it stopped.",
    )


def disk_trouble(source: Source, folder: Path, error: OSError) -> Trouble:
    elsewhere = _("set ATELIER_HOME to a folder on another disk. The built-in pictures need no download.")
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        size = f"{source.bytes / 1e6:,.1f} MB"
        return Trouble(
            _("The disk has no room for {name} ({size}).", name=source.name, size=size),
            _("Make room, or {elsewhere}", elsewhere=elsewhere),
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(
            _("The folder {folder} cannot be written.", folder=folder),
            _("Give yourself the right to write, or {elsewhere}", elsewhere=elsewhere),
        )
    return Trouble(
        _("{name} could not be saved in {folder}: {error}.", name=source.name, folder=folder, error=error),
        _("Check that disk, or {elsewhere}", elsewhere=elsewhere),
    )


def without_network(source: Source) -> str:
    return _(
        "The built-in pictures need no network; "
        "and {name}, fetched on another machine, may be put into a folder named by ATELIER_DATA.",
        name=source.name,
    )


def absence(what: str, source: Source) -> Trouble:
    said = _(
        "{what} are not on this machine: {size:,.0f} MB from {from_whom}; licence: {licence}.",
        what=what,
        size=source.bytes / 1e6,
        from_whom=source.from_whom,
        licence=source.licence,
    )
    by_hand = _("put {name} into a folder named by ATELIER_DATA, or choose a built-in set.", name=source.name)
    if not source.urls:
        return Trouble(said, _("Atelier never downloads them: {by_hand}", by_hand=by_hand))
    if settings.offline():
        return Trouble(said, _("ATELIER_OFFLINE forbids downloads: unset it, or {by_hand}", by_hand=by_hand))
    return Trouble(said, _("Press Download where you choose the pictures, or {by_hand}", by_hand=by_hand))


def host(url: str) -> str:
    return urlsplit(url).hostname or url
