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
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from engine import fitting
from engine.errors import Trouble

MB = 2**20
MAX_BYTES, MIN_SIDE = 64 * MB, 8  # of one picture
# Million pixels: a JPEG is reduced while it is decoded, a WebP is held in memory four times.
LIMITS = {"JPEG": 220, "PNG": 34, "GIF": 40, "BMP": 40, "WebP": 20, "TIFF": 20}
MAX_BITS = 8 * 160 * 10**6  # of a PNG, unpacked
MAX_PIECES, MAX_PROFILE = 100_000, 3 * MB  # segments, chunks or blocks walked in one file; bytes of its ICC profile
MAX_COEFFICIENTS, MAX_PASSES = 320 * MB, 600 * 10**6  # a JPEG in several passes: bytes it keeps, pixels times passes
MAX_ZIP, MAX_DIRECTORY = 512 * MB, 2 * MB  # a zip's table of contents is read whole: 2 MB list some 20,000 files
# Real pictures hardly shrink in a zip: 128 MB may come out, and four times the zip, at most 768 MB.
MAX_UNPACKED, MAX_RATIO, FREE_UNPACKED = 768 * MB, 4, 128 * MB
MAX_REFUSED, MAX_HELD = 200, 640 * MB  # in one collection

AGAIN = "Copy or download it again, or choose another picture."
SAVE_AS = "Open it in a picture program, save it as JPEG or PNG, and choose that file."
EXPORT = "Export it as PNG and choose that file."
SMALLER = "Make the picture smaller and try again."
UNPACK = "Unpack it first, then choose the pictures."
OTHER = "Choose pictures: JPEG, PNG, WebP, GIF, BMP and TIFF are welcome."

_turns = threading.BoundedSemaphore(2)  # two pictures are decoded at a time, however many visitors there are


class _No(Exception):
    """Why a file is refused, and what to do: a sentence that goes on from the file's name, and one more."""


_CUT = "ends in the middle, as when a copy or a download breaks off.", AGAIN
_DAMAGED = "is damaged and cannot be read.", AGAIN


def shown(name: str) -> str:
    """A stranger's file name, fit for a sentence: short, without folders, control characters or Markdown."""
    name = re.split(r"[/\\]", str(name)[-4096:])[-1]
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    name = " ".join(re.sub(r"[\[\]<>`*$|&]", "_", name).split()) or "a file without a name"
    return name if len(name) <= 40 else f"{name[:24]}…{name[-12:]}"


# What people also drop here: what it is, what to do, how it begins. The last two take whatever is left.
_STRANGERS = [
    ("a PDF document", "Export the page as PNG and choose that file.", rb"%PDF"),
    ("a PostScript drawing", EXPORT, rb"%!PS|\xc5\xd0\xd3\xc6"),
    ("a Windows metafile", EXPORT, rb"\xd7\xcd\xc6\x9a|\x01\0\x09\0|.{40} EMF"),
    ("a Photoshop document", EXPORT, rb"8BPS"),
    ("a Windows icon", SAVE_AS, rb"\0\0[\x01\x02]\0"),
    ("a JPEG 2000 or JPEG XL picture", SAVE_AS, rb"....(jP |JXL) |\xff(\x4f\xff\x51|\x0a)"),
    ("a BigTIFF picture", SAVE_AS, rb"II\x2b\0|MM\0\x2b"),
    # An AVIF may promise few pixels and hold many, and Pillow cannot set a limit to its decoder.
    ("an AVIF picture", SAVE_AS, rb"....ftypavi"),
    ("a HEIC picture, as iPhones take them", "Export it as JPEG and choose that file.", rb"....ftyp(he|m.f1)"),
    ("a film", "Choose pictures, or save a still of it as PNG.", rb"....(ftyp|moov)|.{8}AVI |\x1a\x45\xdf\xa3"),
    ("a zip", UNPACK, rb"PK[\x03\x05]"),
    ("an archive", UNPACK, rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!|BZh|\xfd7zXZ"),
    ("a program", OTHER, rb"MZ|\x7fELF"),
    ("a drawing in SVG (shapes, not pixels)", EXPORT, rb"(?i).*<svg"),
    ("a web page", "Save the picture itself from that page.", rb"(?i).*(<html|<!doctype html)"),
    ("text", OTHER, rb"[\t-\r -~\x80-\xf4]*\Z"),
    ("no kind of picture known here", OTHER, rb""),
]


def _stranger(content: bytes) -> _No:
    """The most helpful true sentence about bytes that are none of the accepted kinds."""
    what, advice, _ = next(row for row in _STRANGERS if re.match(row[2], content[:4096], re.DOTALL))
    return _No(f"is {what}, which cannot be used.", advice)


@dataclass(frozen=True)
class _Header:
    """What is known of a picture before it is decoded, and the bytes that the decoder may see."""

    content: bytes
    width: int
    height: int
    exif: bytes = b""


_JPEG_SEGMENT = re.compile(rb"\xff+([^\xff\0])")
_JPEG_IN_SCAN = re.compile(rb"\xff([^\xff\0\xd0-\xd7])")
_JPEG_KEPT = b"\xc0\xc1\xc2\xc4\xdb\xdd\xe0\xee"  # frame, tables, restarts, and what JFIF and Adobe say about colours


def _jpeg(content: bytes) -> _Header:
    """Without EXIF, thumbnails and comments, and with its passes counted: each costs a walk over all pixels."""
    kept, exif, frame, at = [content[:2]], b"", None, 2
    for _ in range(MAX_PIECES):
        marker = _JPEG_SEGMENT.match(content, at)
        if not marker:
            raise _No(*(_CUT if at >= len(content) - 1 else _DAMAGED))
        code, at = marker[1][0], marker.end()
        (length,) = struct.unpack_from(">H", content, at)
        body = content[at + 2 : at + length]
        if code == 0xDA:
            break
        if 0xC0 <= code <= 0xCF and code not in (0xC0, 0xC1, 0xC2, 0xC4, 0xC8, 0xCC):
            raise _No("is a JPEG of a rare kind, which cannot be read here.", SAVE_AS)
        if code in (0xC0, 0xC1, 0xC2):
            frame = struct.unpack_from(">xHHB", body)
        if code == 0xE1 and body.startswith(b"Exif\0\0"):
            exif = body[6:]
        if code in _JPEG_KEPT or (code == 0xE2 and body.startswith(b"ICC_PROFILE\0")):
            kept.append(b"\xff" + content[at - 1 : at + length])
        at += length
    if frame is None:
        raise _No(*_DAMAGED)
    height, width, components = frame
    passes = 0
    for inside in islice(_JPEG_IN_SCAN.finditer(content, marker.start()), MAX_PIECES):
        passes += inside[1] == b"\xda"
        if inside[1] == b"\xd9":
            break
    pixels = width * height
    if passes > 1 and (2 * components * pixels > MAX_COEFFICIENTS or passes * pixels > MAX_PASSES):
        raise _No(f"is a JPEG of {pixels / 1e6:.0f} million pixels in {passes:,} passes: too much work.", SAVE_AS)
    return _Header(b"".join([*kept, content[marker.start() :]]), width, height, exif)


def _png(content: bytes) -> _Header:
    """The chunks are counted and their pixels checked; Pillow limits what the others may unpack to."""
    at = 8
    for _ in range(MAX_PIECES):
        length, kind = struct.unpack_from(">I4s", content, at)
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if kind == b"IDAT" and zlib.crc32(content[at + 4 : at + 8 + length]) != checksum:
            break
        at += 12 + length
        if kind == b"IEND":
            width, height, depth, colour = struct.unpack_from(">IIBB", content, 16)
            deep, pixels = depth * {2: 3, 4: 2, 6: 4}.get(colour, 1), width * height
            if deep * pixels > MAX_BITS and pixels <= LIMITS["PNG"] * 10**6:
                raise _No(f"is a PNG of {pixels / 1e6:.0f} million pixels of {deep} bits: too much work.", SAVE_AS)
            return _Header(content[:at], width, height)
    raise _No(*_DAMAGED)


def _gif(content: bytes) -> _Header:
    """The screen, its colours and the first frame, without comments and without the frames that follow."""

    def palette(flags: int) -> int:
        return 3 << (flags & 7) + 1 if flags & 128 else 0

    def after_blocks(at: int) -> int:
        for _ in range(5 * MAX_PIECES):
            if content[at] == 0:
                return at + 1
            at += content[at] + 1
        raise _No(*_DAMAGED)

    width, height, flags = struct.unpack_from("<HHB", content, 6)
    head = at = 13 + palette(flags)
    control = b""
    for _ in range(MAX_PIECES):
        if content[at] == 0x2C:
            left, top, wide, high, flags = struct.unpack_from("<HHHHB", content, at + 1)
            end = after_blocks(at + 11 + palette(flags))
            first = content[:head] + control + content[at:end] + b";"
            return _Header(first, max(width, left + wide), max(height, top + high))
        if content[at] != 0x21:
            break
        end = after_blocks(at + 2)
        control = content[at:end] if content[at + 1] == 0xF9 else control
        at = end
    raise _No(*_DAMAGED)


def _webp(content: bytes) -> _Header:
    """The size must be known before Pillow opens it: opening alone reserves the whole canvas, twice."""
    kind, length = content[12:16], struct.unpack_from("<I", content, 4)[0]
    if length + 8 > len(content):
        raise _No(*_CUT)
    if kind == b"VP8X":
        width, height = (1 + int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
    elif kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", content, 26))
    return _Header(content, width, height)


def _bmp(content: bytes) -> _Header:
    width, height, packed = struct.unpack_from("<ii4xI", content, 18)
    if packed not in (0, 3):  # Pillow unpacks run lengths in Python, slowly
        raise _No("is a BMP packed in a rare way, which cannot be read here.", SAVE_AS)
    return _Header(content, width, abs(height))


_TIFF_KEPT = {256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325, 338, 339, 34675}
_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4}


def _tiff(content: bytes) -> _Header:
    """The first page with a new, short list of tags: size, layout and profile. All other tags stay outside."""
    order = "<" if content.startswith(b"II") else ">"
    (start,) = struct.unpack_from(f"{order}I", content, 4)
    (count,) = struct.unpack_from(f"{order}H", content, start)
    kept, number = {}, {254: 0, 258: 1, 259: 1, 262: 1, 322: 1, 323: 1}
    for at in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, length = struct.unpack_from(f"{order}HHI", content, at)
        if length == 1 and kind in (3, 4):
            (number[tag],) = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", content, at + 8)
        most = MAX_PROFILE if tag == 34675 else MB // 4
        if tag in _TIFF_KEPT and length * _TIFF_SIZES.get(kind, MAX_BYTES) <= most:
            kept.setdefault(tag, content[at : at + 12])
    if number[254] & 1:
        raise _No("is a camera's raw file.", "Export it as JPEG and choose that file.")
    # Pillow forgets to turn deep greys whose zero is white, and leaves 12 bits as dark as they are stored.
    odd = number[258] == 12 or (number[258] > 8 and number[262] == 0)
    if odd or number[259] not in (1, 5, 8, 32773, 32946) or number[322] * number[323] > LIMITS["TIFF"] * 10**6:
        raise _No("is a TIFF of a rare kind, which cannot be read here.", SAVE_AS)
    tags = struct.pack(f"{order}H", len(kept)) + b"".join(kept[tag] for tag in sorted(kept)) + bytes(4)
    moved = struct.pack(f"{order}I", len(content) + len(content) % 2)
    bare = b"".join([content[:4], moved, content[8:], bytes(len(content) % 2), tags])
    return _Header(bare, number[256], number[257], exif=content[start : start + 12 * count])


_KINDS = [
    (b"\xff\xd8\xff", "JPEG", _jpeg, JpegImageFile),
    (b"\x89PNG\r\n\x1a\n", "PNG", _png, PngImageFile),
    (b"GIF8", "GIF", _gif, GifImageFile),
    (b"RIFF....WEBPVP8", "WebP", _webp, WebPImageFile),
    (b"BM.{12}[\x28\x34\x38\x6c\x7c]\0\0\0", "BMP", _bmp, BmpImageFile),
    (b"II\\*\0|MM\0\\*", "TIFF", _tiff, TiffImageFile),
]

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


def _decoded(kind: str, plugin: type, header: _Header, longest: int, shortest: int | None) -> np.ndarray:
    long, short = max(header.width, header.height), min(header.width, header.height)
    # Twice the side that a square will need: enough for a clean reduction, and a JPEG decodes it several times faster.
    scale = min(fitting.scale(long, short, longest), 2 * shortest / short if shortest else 1.0)
    width, height = max(1, round(header.width * scale)), max(1, round(header.height * scale))
    # The plugin itself, not Image.open: no other decoder can be reached, and no global limit or warning takes part.
    image = plugin(BytesIO(header.content))
    if image.size != (header.width, header.height):
        raise _No(*_DAMAGED)
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
    """uint8 (h, w, 3), upright, in sRGB, at most `longest` on a side, or up to twice that in a panorama (see `engine.fitting`).

    shortest  no finer than a square of it needs
    """
    try:
        if not content:
            raise _No("is empty: it holds no bytes.", AGAIN)
        if len(content) > MAX_BYTES:
            raise _No(f"is larger than {MAX_BYTES // MB} MB.", SMALLER)
        found = next((known for known in _KINDS if re.match(known[0], content[:18], re.DOTALL)), None)
        if found is None:
            raise _stranger(content)
        _, kind, read_header, plugin = found
        header = read_header(content)
        pixels, size = header.width * header.height, f"{header.width:,} × {header.height:,} pixels"
        if min(header.width, header.height) < MIN_SIDE:
            raise _No(f"has {size}.", f"Choose a picture with at least {MIN_SIDE} on each side.")
        if pixels > LIMITS[kind] * 10**6:
            raise _No(f"has {size}; a {kind} may have {LIMITS[kind]} million.", SMALLER)
        with _turns:
            return _decoded(kind, plugin, header, longest, shortest)
    except _No as no:
        what, advice = no.args
    except (struct.error, IndexError, EOFError):  # the bytes end before what they announce
        what, advice = _CUT
    except MemoryError:
        what, advice = "needs more memory than there is now.", "Try again later, or make the picture smaller."
    except Exception as error:  # on hostile bytes a decoder raises anything; a page must survive all of it
        what, advice = _CUT if "truncated" in str(error) else _DAMAGED
    raise Trouble(f"'{shown(name)}' {what}", advice)


# What computers add to folders without being asked.
_CLUTTER = re.compile(r"__MACOSX/|(^|[/\\])(\.[^/\\.]|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


def unpack(content: bytes, name: str) -> Iterator[tuple[str, bytes | Trouble]]:
    """The files of a zip, one by one and in memory. Paths inside mean nothing here, so none can lead out of a folder."""
    title = f"'{shown(name)}'"
    if len(content) > MAX_ZIP:
        raise Trouble(f"{title} is larger than {MAX_ZIP // MB} MB.", "Split it into several zips.")
    # Found as zipfile finds it, to know how long the table of contents is before zipfile reads it all.
    simple = content[-22:-18] == b"PK\5\6" and content.endswith(b"\0\0")
    end = len(content) - 22 if simple else content.rfind(b"PK\5\6", -65557)
    if end < 0 or end + 22 > len(content):
        raise Trouble(f"{title} {_CUT[0]}", AGAIN)
    giant = content[end - 20 : end - 16] == b"PK\6\7"
    if giant or int.from_bytes(content[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        raise Trouble(f"{title} holds too many files.", "Pack at most 10,000 in one zip.")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except Exception:  # zipfile, too, raises anything on hostile bytes
        raise Trouble(f"{title} {_DAMAGED[0]}", AGAIN) from None
    if "[Content_Types].xml" in archive.NameToInfo:
        raise Trouble(f"{title} is an office document.", "Save its pictures one by one and choose those.")
    unwanted = {m.filename for m in archive.filelist if m.external_attr >> 28 == 0o12 or m.filename.endswith("/")}
    wanted = [m for m in archive.filelist if m.filename not in unwanted and not _CLUTTER.search(m.filename)]
    if not wanted:
        raise Trouble(f"{title} holds no pictures.", "Choose a zip with pictures in it.")
    total = 0
    for member in wanted:
        inner = shown(member.filename)
        if member.flag_bits & 1:
            raise Trouble(f"{title} is locked with a password.", "Pack the pictures again without one.")
        total += min(member.file_size, MAX_BYTES + 1)  # no more is ever read, even where this size is a lie
        if total > min(MAX_UNPACKED, FREE_UNPACKED + MAX_RATIO * len(content)):
            raise Trouble(f"{title} unpacks to far more than pictures would.", "Choose the pictures themselves.")
        inside = Trouble(f"'{inner}' inside {title} is packed in a rare way.", "Pack it again as a plain zip.")
        if member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            try:
                with archive.open(member) as file:
                    inside = file.read(MAX_BYTES + 1)
            except Exception:
                inside = Trouble(f"'{inner}' inside {title} {_DAMAGED[0]}", AGAIN)
        yield inner, inside


def from_folder(path: str | Path) -> Iterator[tuple[str, bytes | Trouble]]:
    """The files in a folder and in the folders within, in a fixed order, for the command line."""
    if not Path(path).is_dir():
        raise Trouble(f"There is no folder '{path}'.", "Check the spelling, or give the full path.")
    files = (file for file in Path(path).rglob("*") if not _CLUTTER.search(file.relative_to(path).as_posix()))
    for file in sorted(file for file in files if file.is_file()):  # reading a pipe would wait for ever
        try:
            with file.open("rb") as opened:
                content = opened.read(MAX_ZIP + 1)
        except OSError:
            content = Trouble(f"'{shown(file.name)}' could not be read.", "Check who may open it.")
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
        words = f"{taken:,} picture{'s' * (taken != 1)} taken"
        if same:
            words += f", {same:,} {'was the same as another' if same == 1 else 'were the same as others'}"
        words += f", {refused:,} refused:" if refused else "."
        more = [f"And {refused - 3:,} more."] if refused > 3 else []
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
            stopped = f"The limit of {limit:,} pictures is reached."
        elif held > MAX_HELD:
            stopped = "The pictures fill the memory set aside for them."
        elif len(refused) >= MAX_REFUSED:
            stopped = f"After {MAX_REFUSED} refusals the rest was not looked at."
        elif time.monotonic() > end:
            stopped = f"After {seconds:.0f} seconds the rest was not looked at."
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
