"""What the first bytes of a picture file promise, read before anything is unpacked."""

import re
import struct
import zlib
from dataclasses import dataclass
from itertools import islice

from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from engine.language.words import N_, _

MB = 2**20
MAX_BYTES, MIN_SIDE = 64 * MB, 8  # of one picture

# Million pixels: a JPEG is reduced while it is decoded, a WebP is held in memory four times.
LIMITS = {"JPEG": 220, "PNG": 34, "GIF": 40, "BMP": 40, "WebP": 20, "TIFF": 20}
MAX_BITS = 8 * 160 * 10**6  # of a PNG, unpacked
MAX_PIECES, MAX_PROFILE = 100_000, 3 * MB  # segments, chunks or blocks walked in one file; bytes of its ICC profile
MAX_COEFFICIENTS, MAX_PASSES = 320 * MB, 600 * 10**6  # a JPEG in several passes: bytes it keeps, pixels times passes

AGAIN = N_("Copy or download it again, or choose another picture.")
SAVE_AS = N_("Open it in a picture program, save it as JPEG or PNG, and choose that file.")
EXPORT = N_("Export it as PNG and choose that file.")
SMALLER = N_("Make the picture smaller and try again.")
UNPACK = N_("Unpack it first, then choose the pictures.")
OTHER = N_("Choose pictures: JPEG, PNG, WebP, GIF, BMP and TIFF are welcome.")


class Refusal(Exception):
    """Why a file is refused, and what to do: a sentence that goes on from the file's name, and one more."""


CUT = N_("ends in the middle, as when a copy or a download breaks off."), AGAIN
DAMAGED = N_("is damaged and cannot be read."), AGAIN


@dataclass(frozen=True)
class Header:
    """What is known of a picture before it is decoded, and the bytes that the decoder may see."""

    content: bytes
    width: int
    height: int
    exif: bytes = b""


_JPEG_SEGMENT = re.compile(rb"\xff+([^\xff\0])")
_JPEG_IN_SCAN = re.compile(rb"\xff([^\xff\0\xd0-\xd7])")
_JPEG_KEPT = b"\xc0\xc1\xc2\xc4\xdb\xdd\xe0\xee"  # frame, tables, restarts, and what JFIF and Adobe say about colours


def _jpeg(content: bytes) -> Header:
    """Without EXIF, thumbnails and comments, and with its passes counted: each costs a walk over all pixels."""
    kept, exif, frame, at = [content[:2]], b"", None, 2
    for _piece in range(MAX_PIECES):
        marker = _JPEG_SEGMENT.match(content, at)
        if not marker:
            raise Refusal(*(CUT if at >= len(content) - 1 else DAMAGED))
        code, at = marker[1][0], marker.end()
        (length,) = struct.unpack_from(">H", content, at)
        body = content[at + 2 : at + length]
        if code == 0xDA:
            break
        if 0xC0 <= code <= 0xCF and code not in (0xC0, 0xC1, 0xC2, 0xC4, 0xC8, 0xCC):
            raise Refusal("is a JPEG of a rare kind, which cannot be read here.", SAVE_AS)
        if code in (0xC0, 0xC1, 0xC2):
            frame = struct.unpack_from(">xHHB", body)
        if code == 0xE1 and body.startswith(b"Exif\0\0"):
            exif = body[6:]
        if code in _JPEG_KEPT or (code == 0xE2 and body.startswith(b"ICC_PROFILE\0")):
            kept.append(b"\xff" + content[at - 1 : at + length])
        at += length
    if frame is None:
        raise Refusal(*DAMAGED)
    height, width, components = frame
    passes = 0
    for inside in islice(_JPEG_IN_SCAN.finditer(content, marker.start()), MAX_PIECES):
        passes += inside[1] == b"\xda"
        if inside[1] == b"\xd9":
            break
    pixels = width * height
    if passes > 1 and (2 * components * pixels > MAX_COEFFICIENTS or passes * pixels > MAX_PASSES):
        raise Refusal(
            _(
                "is a JPEG of {n:.0f} million pixels in {passes:,} passes: too much work.",
                n=pixels / 1e6,
                passes=passes,
            ),
            SAVE_AS,
        )
    return Header(b"".join([*kept, content[marker.start() :]]), width, height, exif)


def _png(content: bytes) -> Header:
    """The chunks are counted and their pixels checked; Pillow limits what the others may unpack to."""
    at = 8
    for _piece in range(MAX_PIECES):
        length, kind = struct.unpack_from(">I4s", content, at)
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if kind == b"IDAT" and zlib.crc32(content[at + 4 : at + 8 + length]) != checksum:
            break
        at += 12 + length
        if kind == b"IEND":
            width, height, depth, colour = struct.unpack_from(">IIBB", content, 16)
            deep, pixels = depth * {2: 3, 4: 2, 6: 4}.get(colour, 1), width * height
            if deep * pixels > MAX_BITS and pixels <= LIMITS["PNG"] * 10**6:
                raise Refusal(
                    _("is a PNG of {n:.0f} million pixels of {deep} bits: too much work.", n=pixels / 1e6, deep=deep),
                    SAVE_AS,
                )
            return Header(content[:at], width, height)
    raise Refusal(*DAMAGED)


def _gif(content: bytes) -> Header:
    """The screen, its colours and the first frame, without comments and without the frames that follow."""

    def palette(flags: int) -> int:
        return 3 << (flags & 7) + 1 if flags & 128 else 0

    def after_blocks(at: int) -> int:
        for _block in range(5 * MAX_PIECES):
            if content[at] == 0:
                return at + 1
            at += content[at] + 1
        raise Refusal(*DAMAGED)

    width, height, flags = struct.unpack_from("<HHB", content, 6)
    head = at = 13 + palette(flags)
    control = b""
    for _piece in range(MAX_PIECES):
        if content[at] == 0x2C:
            left, top, wide, high, flags = struct.unpack_from("<HHHHB", content, at + 1)
            end = after_blocks(at + 11 + palette(flags))
            first = content[:head] + control + content[at:end] + b";"
            return Header(first, max(width, left + wide), max(height, top + high))
        if content[at] != 0x21:
            break
        end = after_blocks(at + 2)
        control = content[at:end] if content[at + 1] == 0xF9 else control
        at = end
    raise Refusal(*DAMAGED)


def _webp(content: bytes) -> Header:
    """The size must be known before Pillow opens it: opening alone reserves the whole canvas, twice."""
    kind, length = content[12:16], struct.unpack_from("<I", content, 4)[0]
    if length + 8 > len(content):
        raise Refusal(*CUT)
    if kind == b"VP8X":
        width, height = (1 + int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
    elif kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", content, 26))
    return Header(content, width, height)


def _bmp(content: bytes) -> Header:
    width, height, packed = struct.unpack_from("<ii4xI", content, 18)
    if packed not in (0, 3):  # Pillow unpacks run lengths in Python, slowly
        raise Refusal("is a BMP packed in a rare way, which cannot be read here.", SAVE_AS)
    return Header(content, width, abs(height))


_TIFF_KEPT = {256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325, 338, 339, 34675}
_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4}


def _tiff(content: bytes) -> Header:
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
        raise Refusal("is a camera's raw file.", "Export it as JPEG and choose that file.")
    # Pillow forgets to turn deep greys whose zero is white, and leaves 12 bits as dark as they are stored.
    odd = number[258] == 12 or (number[258] > 8 and number[262] == 0)
    if odd or number[259] not in (1, 5, 8, 32773, 32946) or number[322] * number[323] > LIMITS["TIFF"] * 10**6:
        raise Refusal("is a TIFF of a rare kind, which cannot be read here.", SAVE_AS)
    tags = struct.pack(f"{order}H", len(kept)) + b"".join(kept[tag] for tag in sorted(kept)) + bytes(4)
    moved = struct.pack(f"{order}I", len(content) + len(content) % 2)
    bare = b"".join([content[:4], moved, content[8:], bytes(len(content) % 2), tags])
    return Header(bare, number[256], number[257], exif=content[start : start + 12 * count])


KINDS = [
    (b"\xff\xd8\xff", "JPEG", _jpeg, JpegImageFile),
    (b"\x89PNG\r\n\x1a\n", "PNG", _png, PngImageFile),
    (b"GIF8", "GIF", _gif, GifImageFile),
    (b"RIFF....WEBPVP8", "WebP", _webp, WebPImageFile),
    (b"BM.{12}[\x28\x34\x38\x6c\x7c]\0\0\0", "BMP", _bmp, BmpImageFile),
    (b"II\\*\0|MM\0\\*", "TIFF", _tiff, TiffImageFile),
]
