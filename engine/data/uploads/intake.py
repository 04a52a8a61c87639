"""A person's own pictures on their way in: a stranger's bytes become an upright RGB array, or a sentence that says why not.

    bytes --what is it?--> header --few enough pixels?--> decode, reduced --> on white, in sRGB, upright --> uint8 (h, w, 3)

This is the security boundary. A file is what its first bytes say, never what its name says. Its size is known before a
decoder sees it. Metadata goes to no clever parser, and nothing to the disk. Every refusal is a `Trouble` that names the file.
"""

import hashlib
import re
import struct
import threading
import time
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

from engine.core import fitting
from engine.core.errors import Trouble
from engine.data.uploads import headers, strangers
from engine.data.uploads.headers import (
    AGAIN,
    CUT,
    DAMAGED,
    KINDS,
    LIMITS,
    MAX_BYTES,
    MAX_PROFILE,
    MB,
    MIN_SIDE,
    SMALLER,
    Header,
)
from engine.language.words import N_, _, _n

MAX_ZIP, MAX_DIRECTORY = 512 * MB, 2 * MB  # a zip's table of contents is read whole: 2 MB list some 20,000 files

# Real pictures hardly shrink in a zip: 128 MB may come out, and four times the zip, at most 768 MB.
MAX_UNPACKED, MAX_RATIO, FREE_UNPACKED = 768 * MB, 4, 128 * MB
MAX_REFUSED, MAX_HELD = 200, 640 * MB  # in one collection

_turns = threading.BoundedSemaphore(2)  # two pictures are decoded at a time, however many visitors there are


def shown(name: str) -> str:
    """A stranger's file name, fit for a sentence: short, without folders, control characters or Markdown."""
    name = re.split(r"[/\\]", str(name)[-4096:])[-1]
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    name = " ".join(re.sub(r"[\[\]<>`*$|&]", "_", name).split()) or _("a file without a name")
    return name if len(name) <= 40 else f"{name[:24]}…{name[-12:]}"


# EXIF's tag 274, which way is up, found by its bytes in either order: nothing needs to be parsed, nothing can be trapped.
_ORIENTATION = re.compile(rb"\x01\x12\0\x03\0\0\0\x01\0([\x01-\x08])|\x12\x01\x03\0\x01\0\0\0([\x01-\x08])\0")

# EXIF's numbers in the order of Pillow's names: mirrored across and down, turned by 90, 180 and 270 degrees, and both.
_TURNS = dict(zip((2, 4, 8, 3, 6, 5, 7), Image.Transpose, strict=True))


def _on_white(strip: Image.Image) -> Image.Image:
    """RGB or CMYK of eight bits; what is transparent hides arbitrary colours, so it is laid on white."""
    if strip.mode.startswith("I;16"):
        deep = np.asarray(strip).astype(np.uint32)
        strip = Image.fromarray(((deep * 255 + 32767) // 65535).astype(np.uint8))
    if strip.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in strip.info:
        strip = strip.convert("LA").convert("RGBA") if strip.mode == "La" else strip.convert("RGBA")
        white = Image.new("RGB", strip.size, "white")
        white.paste(strip, mask=strip)
        return white
    return strip if strip.mode in ("RGB", "CMYK") else strip.convert("RGB")


def _stretched(image: Image.Image) -> Image.Image:
    """Greys of 32 bits have no agreed range: fractions and 16 bits are taken as such, the rest is stretched."""
    values = np.clip(np.nan_to_num(np.asarray(image, np.float32), nan=0), -1e30, 1e30)
    low, high, top = float(values.min()), float(values.max()), 1.0 if image.mode == "F" else 65535.0
    if low >= 0 and high <= top:
        low, high = 0.0, top
    values = (values - low) * (255 / max(high - low, 1e-30))
    return Image.fromarray(np.rint(values, out=values).astype(np.uint8))


def _smaller(image: Image.Image, width: int, height: int) -> Image.Image:
    """Strip by strip, so that the whole is never held twice."""
    factor = max(1, min(image.width // width, image.height // height))
    rows = factor * max(1, MB // (image.width * factor))
    size = -(-image.width // factor), -(-image.height // factor)
    parts = Image.new("CMYK" if image.mode == "CMYK" else "RGB", size)
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(top + rows, image.height)))
        parts.paste(_on_white(strip).reduce(factor), (0, top // factor))
    return parts.resize((width, height), Image.Resampling.LANCZOS)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """What the picture's ICC profile means on a screen. A missing or broken one is ignored, as browsers do."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile[:MAX_PROFILE]))
        if source.profile.xcolor_space.strip() == image.mode:
            turn = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), image.mode, "RGB")
            return ImageCms.applyTransform(image, turn) or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        pass
    return image.convert("RGB")


def _decoded(kind: str, plugin: type, header: Header, longest: int, shortest: int | None) -> np.ndarray:
    long, short = max(header.width, header.height), min(header.width, header.height)
    # Twice the side that a square will need: enough for a clean reduction, and a JPEG decodes it several times faster.
    scale = min(fitting.scale(long, short, longest), 2 * shortest / short if shortest else 1.0)
    width, height = max(1, round(header.width * scale)), max(1, round(header.height * scale))
    # The plugin itself, not Image.open: no other decoder can be reached, and no global limit or warning takes part.
    image = plugin(BytesIO(header.content))
    if image.size != (header.width, header.height):
        raise headers.Refusal(*DAMAGED)
    if kind == "JPEG":
        image.draft("RGB", (width, height))
    image.load()
    exif, profile = header.exif or image.info.get("exif", b""), image.info.get("icc_profile", b"")
    if image.mode in ("I", "F"):
        image = _stretched(image)
    small = _in_srgb(_smaller(image, width, height), profile)
    found = _ORIENTATION.search(exif[:65536])
    turn = _TURNS.get((found[1] or found[2])[0]) if found else None
    return np.array(small if turn is None else small.transpose(turn))


def open_picture(content: bytes, name: str, longest: int = 2048, shortest: int | None = None) -> np.ndarray:
    """uint8 (h, w, 3), upright, in sRGB, at most `longest` on a side, or up to twice that in a panorama (see `engine.core.fitting`).

    shortest  no finer than a square of it needs
    """
    try:
        if not content:
            raise headers.Refusal("is empty: it holds no bytes.", AGAIN)
        if len(content) > MAX_BYTES:
            raise headers.Refusal(_("is larger than {n} MB.", n=MAX_BYTES // MB), SMALLER)
        found = next((known for known in KINDS if re.match(known[0], content[:18], re.DOTALL)), None)
        if found is None:
            raise strangers.refusal(content)
        _sign, kind, read_header, plugin = found
        header = read_header(content)
        pixels, size = (
            header.width * header.height,
            _("{width:,} × {height:,} pixels", width=header.width, height=header.height),
        )
        if min(header.width, header.height) < MIN_SIDE:
            raise headers.Refusal(
                _("has {size}.", size=size), _("Choose a picture with at least {n} on each side.", n=MIN_SIDE)
            )
        if pixels > LIMITS[kind] * 10**6:
            raise headers.Refusal(
                _("has {size}; a {kind} may have {n} million.", size=size, kind=kind, n=LIMITS[kind]), SMALLER
            )
        with _turns:
            return _decoded(kind, plugin, header, longest, shortest)
    except headers.Refusal as no:
        what, advice = no.args
    except (struct.error, IndexError, EOFError):  # the bytes end before what they announce
        what, advice = CUT
    except MemoryError:
        what, advice = (
            N_("needs more memory than there is now."),
            N_("Try again later, or make the picture smaller."),
        )
    except Exception as error:  # on hostile bytes a decoder raises anything; a page must survive all of it
        what, advice = CUT if "truncated" in str(error) else DAMAGED
    raise Trouble(_("'{name}' {what}", name=shown(name), what=_(what)), advice)


# What computers add to folders without being asked.
_CLUTTER = re.compile(r"__MACOSX/|(^|[/\\])(\.[^/\\.]|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


def unpack(content: bytes, name: str) -> Iterator[tuple[str, bytes | Trouble]]:
    """The files of a zip, one by one and in memory. Paths inside mean nothing here, so none can lead out of a folder."""
    title = f"'{shown(name)}'"
    if len(content) > MAX_ZIP:
        raise Trouble(
            _("{title} is larger than {most} MB.", title=title, most=MAX_ZIP // MB), "Split it into several zips."
        )
    # Found as zipfile finds it, to know how long the table of contents is before zipfile reads it all.
    simple = content[-22:-18] == b"PK\5\6" and content.endswith(b"\0\0")
    end = len(content) - 22 if simple else content.rfind(b"PK\5\6", -65557)
    if end < 0 or end + 22 > len(content):
        raise Trouble(_("{title} {what}", title=title, what=_(CUT[0])), AGAIN)
    giant = content[end - 20 : end - 16] == b"PK\6\7"
    if giant or int.from_bytes(content[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        raise Trouble(_("{title} holds too many files.", title=title), "Pack at most 10,000 in one zip.")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except Exception:  # zipfile, too, raises anything on hostile bytes
        raise Trouble(_("{title} {what}", title=title, what=_(DAMAGED[0])), AGAIN) from None
    if "[Content_Types].xml" in archive.NameToInfo:
        raise Trouble(
            _("{title} is an office document.", title=title), "Save its pictures one by one and choose those."
        )
    unwanted = {m.filename for m in archive.filelist if m.external_attr >> 28 == 0o12 or m.filename.endswith("/")}
    wanted = [m for m in archive.filelist if m.filename not in unwanted and not _CLUTTER.search(m.filename)]
    if not wanted:
        raise Trouble(_("{title} holds no pictures.", title=title), "Choose a zip with pictures in it.")
    total = 0
    for member in wanted:
        inner = shown(member.filename)
        if member.flag_bits & 1:
            raise Trouble(_("{title} is locked with a password.", title=title), "Pack the pictures again without one.")
        total += min(member.file_size, MAX_BYTES + 1)  # no more is ever read, even where this size is a lie
        if total > min(MAX_UNPACKED, FREE_UNPACKED + MAX_RATIO * len(content)):
            raise Trouble(
                _("{title} unpacks to far more than pictures would.", title=title), "Choose the pictures themselves."
            )
        inside = Trouble(
            _("'{inner}' inside {title} is packed in a rare way.", inner=inner, title=title),
            "Pack it again as a plain zip.",
        )
        if member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            try:
                with archive.open(member) as file:
                    inside = file.read(MAX_BYTES + 1)
            except Exception:
                inside = Trouble(
                    _("'{inner}' inside {title} {what}", inner=inner, title=title, what=_(DAMAGED[0])), AGAIN
                )
        yield inner, inside


def from_folder(path: str | Path) -> Iterator[tuple[str, bytes | Trouble]]:
    """The files in a folder and in the folders within, in a fixed order, for the command line."""
    if not Path(path).is_dir():
        raise Trouble(_("There is no folder '{path}'.", path=path), "Check the spelling, or give the full path.")
    files = (file for file in Path(path).rglob("*") if not _CLUTTER.search(file.relative_to(path).as_posix()))
    for file in sorted(file for file in files if file.is_file()):  # reading a pipe would wait for ever
        try:
            with file.open("rb") as opened:
                content = opened.read(MAX_ZIP + 1)
        except OSError:
            content = Trouble(_("'{shown}' could not be read.", shown=shown(file.name)), "Check who may open it.")
        yield file.name, content


def square(picture: np.ndarray, size: int) -> np.ndarray:
    """The middle of a picture (h, w, 3) or (h, w) as (size, size, ...)."""
    height, width = picture.shape[:2]
    side = min(height, width)
    left, top = (width - side) // 2, (height - side) // 2
    middle = Image.fromarray(np.ascontiguousarray(picture[top : top + side, left : left + side]))
    return np.array(middle.resize((size, size), Image.Resampling.LANCZOS, reducing_gap=3))


@dataclass(frozen=True)
class Refusal:
    name: str
    reason: str


@dataclass(frozen=True)
class Intake:
    """What came of an upload. `stopped` says why the rest was not looked at, if there was a rest."""

    pictures: list[np.ndarray]
    names: list[str]
    refused: list[Refusal]
    duplicates: int
    stopped: str = ""

    def summary(self) -> str:
        taken, same, refused = len(self.pictures), self.duplicates, len(self.refused)
        words = _n("{n:,} picture taken", "{n:,} pictures taken", taken)
        if same:
            words += ", " + _n("{n:,} was the same as another", "{n:,} were the same as others", same)
        words += ", " + _("{n:,} refused:", n=refused) if refused else "."
        more = [_("And {n:,} more.", n=refused - 3)] if refused > 3 else []
        return " ".join([words, *(refusal.reason for refusal in self.refused[:3]), *more, self.stopped]).rstrip()


def _opened(files: Iterable[tuple[str, bytes | Trouble]]) -> Iterator[tuple[str, bytes | Trouble]]:
    for name, content in files:
        if isinstance(content, bytes) and content.startswith((b"PK\3\4", b"PK\5\6")):
            try:
                yield from unpack(content, name)
            except Trouble as trouble:
                yield name, trouble
        else:
            yield name, content


def collect(
    files: Iterable[tuple[str, bytes | Trouble]], size: int | None = None, limit: int = 2000, seconds: float = 60
) -> Intake:
    """Pictures, zips of pictures, or what `from_folder` gives, each picture once; squares of `size`, or as they are."""
    pictures, names, refused, seen, duplicates, stopped = [], [], [], set(), 0, ""
    held, end = 0, time.monotonic() + seconds
    for name, content in _opened(files):
        if len(pictures) >= limit:
            stopped = _("The limit of {limit:,} pictures is reached.", limit=limit)
        elif held > MAX_HELD:
            stopped = _("The pictures fill the memory set aside for them.")
        elif len(refused) >= MAX_REFUSED:
            stopped = _("After {n} refusals the rest was not looked at.", n=MAX_REFUSED)
        elif time.monotonic() > end:
            stopped = _("After {n:.0f} seconds the rest was not looked at.", n=seconds)
        if stopped:
            break
        try:
            if isinstance(content, Trouble):
                raise content
            picture = open_picture(content, name, shortest=size)
        except Trouble as trouble:
            refused.append(Refusal(shown(name), str(trouble)))
            continue
        key = hashlib.sha256(repr(picture.shape).encode() + picture.tobytes()).digest()
        if key in seen:
            duplicates += 1
            continue
        seen.add(key)
        pictures.append(picture if size is None else square(picture, size))
        names.append(shown(name))
        held += pictures[-1].nbytes
    return Intake(pictures, names, refused, duplicates, stopped)
