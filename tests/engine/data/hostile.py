"""A corpus of hostile uploads, made in memory and the same every time: what people drop by mistake, and what attackers craft."""

import io
import pickle
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageCms, PngImagePlugin

from engine.data.uploads import headers, intake

QUADRANTS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255))  # red, green above blue, white


def mark(width: int = 64, height: int = 48) -> Image.Image:
    """A picture that shows at a glance whether it is upright and its colours are right."""
    return Image.fromarray(np.array(QUADRANTS, np.uint8).reshape(2, 2, 3)).resize(
        (width, height), Image.Resampling.NEAREST
    )


def upright(picture: np.ndarray, tolerance: int = 40) -> None:
    height, width, channels = picture.shape
    assert picture.dtype == np.uint8 and channels == 3, "not RGB"
    assert width > height, "not upright: a wide picture became tall"
    centres = picture[[height // 4, height * 3 // 4]][:, [width // 4, width * 3 // 4]].reshape(4, 3).astype(int)
    assert np.abs(centres - QUADRANTS).max() <= tolerance, f"wrong colours or corners: {centres.tolist()}"


def ramp(picture: np.ndarray) -> None:
    """Black at the left, white at the right, even in between."""
    row = picture[len(picture) // 2].astype(int)
    assert (row[:, 0] == row[:, 1]).all() and (row[:, 0] == row[:, 2]).all(), "not grey"
    assert np.abs(row[:, 0] - np.linspace(0, 255, len(row))).max() <= 3, "not an even ramp"


def white(picture: np.ndarray) -> None:
    assert picture.shape[2] == 3 and picture.min() == 255, "not white"


def black(picture: np.ndarray) -> None:
    assert picture.shape[2] == 3 and picture.max() == 0, "not black"


def green(picture: np.ndarray) -> None:
    red_part, green_part, blue_part = picture.reshape(-1, 3).mean(0)
    assert green_part > 200 and red_part < 120 and blue_part < 120, "not green"


@dataclass(frozen=True)
class Case:
    """What is uploaded and what must come of it: so many pictures, and a sentence with these words if some were refused.

    `either`: a picture or a sentence are both right, since decoders differ in how much damage they bear.
    """

    name: str
    content: bytes
    pictures: int = 0
    words: tuple[str, ...] = ()
    check: Callable[[np.ndarray], None] | None = None
    either: bool = False


def picture(name: str, content: bytes, check: Callable[[np.ndarray], None] = upright) -> Case:
    return Case(name, content, 1, check=check)


def sentence(name: str, content: bytes, *words: str) -> Case:
    return Case(name, content, words=words)


def either(name: str, content: bytes) -> Case:
    return Case(name, content, either=True)


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int, height: int, depth: int, colour: int, data: bytes, before: bytes = b"", interlaced: int = 0
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zeros(count: int) -> bytes:
    """A zlib stream of that many zero bytes, made at once: one packed megabyte, repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    rest = zlib.compressobj(9, zlib.DEFLATED, -15)
    end = rest.compress(bytes(count % 2**20)) + rest.flush()
    return b"\x78\x9c" + megabyte * (count // 2**20) + end + struct.pack(">HH", count % 65521, 1)


def black_png(width: int, height: int, colour: int = 2, depth: int = 8) -> bytes:
    channels = {0: 1, 2: 3, 6: 4}[colour]
    return png(width, height, depth, colour, zeros(height * (width * channels * depth // 8 + 1)))


def interlaced_png(width: int, height: int) -> bytes:
    steps = ((8, 8, 0, 0), (8, 8, 4, 0), (4, 8, 0, 4), (4, 4, 2, 0), (2, 4, 0, 2), (2, 2, 1, 0), (1, 2, 0, 1))
    sizes = [(-(-(width - x) // across), -(-(height - y) // down)) for across, down, x, y in steps]
    return png(width, height, 16, 6, zeros(sum(high * (wide * 8 + 1) for wide, high in sizes)), interlaced=1)


def segment(code: int, body: bytes) -> bytes:
    return b"\xff" + bytes([code]) + struct.pack(">H", len(body) + 2) + body


def tiff(width: int, height: int, data: bytes, bits: int = 8, **more: int) -> bytes:
    """A little-endian grey TIFF in one strip; `more` sets further tags by number, as t322=16."""
    tags = {256: width, 257: height, 258: bits, 259: 1, 262: 1, 273: 0, 277: 1, 278: height, 279: len(data)}
    tags |= {int(name[1:]): value for name, value in more.items()}
    for tag in ({322} & tags.keys()) and {273, 278, 279}:
        del tags[tag]
    place = 10 + 12 * len(tags) + 4
    tags |= {tag: place for tag in (273, 324) if tag in tags}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags.items()))
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + data


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def overlapping(count: int, size: int) -> bytes:
    """A zip whose table of contents names the same packed zeros again and again (Fifield 2019)."""
    once = zipped(("a.png", bytes(size)))
    start = once.index(b"PK\x01\x02")
    record = once[start : once.index(b"PK\x05\x06")]
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(record) * count, start, 0)
    return once[:start] + record * count + end


def swapped_profile() -> bytes:
    """An sRGB profile in which red means green: only a picture that is really converted turns green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)


def exif(orientation: int) -> bytes:
    return b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">HH", orientation, 0) + bytes(4)


def exif_bomb(entries: int = 5000, size: int = 60_000) -> bytes:
    """Each tag claims the whole block as its value: read naively, 300 MB out of 60 KB."""
    tags = b"".join(struct.pack(">HHII", 40_000 + number, 7, size, 8) for number in range(entries))
    return (b"MM\0*\0\0\0\x08" + struct.pack(">H", entries) + tags).ljust(65_000, b"\0")


def not_pictures() -> Iterator[tuple[str, Case]]:
    yield "zero bytes", sentence("nothing.png", b"", "empty")
    yield "one byte", sentence("one.jpg", b"\xff", "no kind of picture")
    yield "random bytes", sentence("noise.png", random.Random(1).randbytes(50_000), "no kind of picture")
    yield "text named png", sentence("notes.png", b"Dear diary,\nnothing happened.\n" * 9, "text")
    yield "text that starts like a BMP", sentence("BM.txt", b"BMW, Fiat and Opel are cars.", "text")
    yield "web page", sentence("cat.jpg", b"<!DOCTYPE html><html><img src=cat.jpg></html>", "web page")
    svg = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
    yield "SVG that asks for a file", sentence("logo.svg", svg, "SVG", "PNG")
    yield "SVG with nested entities", sentence("lol.svg", b"<!DOCTYPE a [<!ENTITY b '&c;&c;'>]><svg>&b;</svg>", "SVG")
    yield "PDF", sentence("scan.pdf", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "PDF")
    yield (
        "EPS that would call Ghostscript",
        sentence("x.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(w) file\n", "PostScript"),
    )
    yield "WMF", sentence("clip.wmf", b"\xd7\xcd\xc6\x9a" + bytes(60), "metafile")
    yield "EMF", sentence("clip.emf", b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60), "metafile")
    yield "PSD", sentence("layers.psd", b"8BPS\0\1" + bytes(60), "Photoshop")
    yield "ICO", sentence("favicon.ico", encoded(mark(32, 32), "ICO"), "icon")
    yield "HEIC", sentence("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(60), "HEIC", "JPEG")
    yield "HEIC that says mif1", sentence("IMG_2.jpg", b"\0\0\0\x18ftypmif1\0\0\0\0" + bytes(60), "HEIC")
    yield "AVIF", sentence("web.avif", b"\0\0\0\x1cftypavif\0\0\0\0" + bytes(60), "AVIF")
    yield "MP4", sentence("clip.jpg", b"\0\0\0\x18ftypmp42\0\0\0\0" + bytes(60), "film")
    yield "AVI in the same wrapper as WebP", sentence("a.webp", b"RIFF\x40\0\0\0AVI LIST" + bytes(60), "film")
    yield "JPEG 2000", sentence("a.jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(60), "JPEG 2000")
    yield "gzip", sentence("a.png.gz", b"\x1f\x8b\x08" + bytes(60), "archive")
    yield "program named jpg", sentence("kitten.jpg", b"MZ\x90\0" + bytes(100), "program")
    yield "picture over the limit in bytes", sentence("big.png", bytes(headers.MAX_BYTES + 1), "larger than")


def names() -> Iterator[tuple[str, Case]]:
    good = encoded(mark(), "PNG")
    for kind, name in {
        "JPEG named png": "a.png",
        "double extension": "cat.jpg.exe",
        "name that climbs": "../../../../etc/passwd",
        "name with a drive": "C:\\Windows\\system32\\cat.png",
        "name with control characters": "a\0b\x1b[31m\r\nc.png",
        "name that reads backwards": "cat\u202egnp.exe",
        "name of 5,000 characters": "x" * 5000 + ".png",
        "name in emoji": "🐱‍👤💥.png",
        "name with lone surrogates": "\udce9t\udce9.png",
        "name with Markdown": "![x](http://tracker/x.png) <script>`$1`.png",
        "empty name": "",
    }.items():
        yield kind, picture(name, encoded(mark(), "JPEG") if name == "a.png" else good)
    yield "refused under a bad name", sentence("../\x1b[31m[x](y)\u202e.png", b"text", "text")


def jpegs() -> Iterator[tuple[str, Case]]:
    good = encoded(mark(640, 480), "JPEG", quality=90)
    for part in (3, 30, 300, len(good) // 2, len(good) - 400):
        yield f"JPEG cut at byte {part}", sentence("cut.jpg", good[:part], "ends in the middle")
    yield "JPEG without its last two bytes", either("cut.jpg", good[:-2])
    yield "JPEG with garbage within", either("a.jpg", good[:2000] + b"\xff\xd0" * 99 + good[2000:])
    yield "JPEG followed by a zip", picture("a.jpg", good + zipped(("x.png", b"x")))
    size = good.index(b"\xff\xc0") + 5
    yield "JPEG claiming 65,500 squared", sentence("a.jpg", good[:size] + b"\xff\xdc" * 2 + good[size + 4 :], "65,500")
    yield "JPEG of no height", sentence("a.jpg", good[:size] + b"\0\0" + good[size + 2 :], "× 0 pixels")
    yield "JPEG, 20 MB of padding", picture("a.jpg", good[:2] + b"\xff" * (20 * 2**20) + good[3:])
    yield "JPEG, 30,000 comments", picture("a.jpg", good[:2] + segment(0xFE, b"hi") * 30_000 + good[2:])
    yield "JPEG of 48 megapixels", picture("phone.jpg", encoded(mark(8000, 6000), "JPEG"))
    yield (
        "JPEG of 48 megapixels, progressive",
        picture("phone.jpg", encoded(mark(8000, 6000), "JPEG", progressive=True)),
    )
    passes = encoded(Image.new("L", (6000, 5000), 99), "JPEG", progressive=True)
    last = passes[passes.rindex(b"\xff\xda") : -2]
    yield "JPEG in 2,000 passes", sentence("a.jpg", passes[:-2] + last * 2000 + passes[-2:], "passes")
    yield "JPEG in grey", picture("a.jpg", encoded(Image.linear_gradient("L").rotate(90), "JPEG", quality=95), ramp)
    yield "JPEG in CMYK", picture("print.jpg", encoded(mark().convert("CMYK"), "JPEG", quality=95))
    turns = Image.Transpose
    undo = {1: None, 2: turns.FLIP_LEFT_RIGHT, 3: turns.ROTATE_180, 4: turns.FLIP_TOP_BOTTOM, 5: turns.TRANSPOSE}
    undo |= {6: turns.ROTATE_90, 7: turns.TRANSVERSE, 8: turns.ROTATE_270}
    for orientation, turn in undo.items():
        stored = mark() if turn is None else mark().transpose(turn)
        content = encoded(stored, "JPEG", exif=b"Exif\0\0" + exif(orientation))
        yield f"JPEG, EXIF orientation {orientation}", picture("IMG_1.jpg", content)
    yield "JPEG, EXIF orientation 9", picture("a.jpg", encoded(mark(), "JPEG", exif=b"Exif\0\0" + exif(9)))
    for kind, block in {"cut": exif(6)[:14], "of noise": random.Random(2).randbytes(900), "bomb": exif_bomb()}.items():
        content = good[:2] + segment(0xE1, b"Exif\0\0" + block) + good[2:]
        yield f"JPEG, EXIF {kind}", picture("a.jpg", content)
    many = b"".join(segment(0xE1, b"Exif\0\0" + exif_bomb()) for _ in range(100))
    yield "JPEG, EXIF of 6 MB", picture("a.jpg", good[:2] + many + good[2:])
    yield "JPEG, broken profile", picture("a.jpg", encoded(mark(), "JPEG", icc_profile=b"nonsense" * 99))
    red = Image.new("RGB", (64, 48), (255, 0, 0))
    yield (
        "JPEG whose profile swaps red and green",
        picture("a.jpg", encoded(red, "JPEG", icc_profile=swapped_profile()), green),
    )
    grey_profile = swapped_profile().replace(b"RGB XYZ", b"GRAYXYZ", 1)
    yield "JPEG, profile for another mode", picture("a.jpg", encoded(mark(), "JPEG", icc_profile=grey_profile))


def pngs() -> Iterator[tuple[str, Case]]:
    good = encoded(mark(640, 480), "PNG")
    noisy = Image.fromarray(np.random.default_rng(3).integers(0, 255, (64, 64, 3), np.uint8))
    long = encoded(noisy, "PNG")
    for part in (8, 20, 40, len(long) // 2, len(long) - 12):
        yield f"PNG cut at byte {part}", sentence("cut.png", long[:part], "ends in the middle")
    yield "PNG named jpg", picture("a.jpg", good)
    yield "PNG, wrong header checksum", sentence("a.png", good[:29] + b"oops" + good[33:], "damaged")
    broken = bytearray(long)
    broken[len(long) // 2] ^= 0xFF
    yield "PNG, one bit of pixels turned", sentence("a.png", bytes(broken), "damaged")
    yield "PNG, too few pixels inside", either("a.png", png(64, 48, 8, 2, zeros(999)))
    yield "PNG claiming 100,000 x 100,000", sentence("a.png", png(100_000, 100_000, 8, 2, zeros(999)), "100,000")
    yield "PNG claiming no width", sentence("a.png", png(0, 100, 8, 2, zeros(99)), "0 ×")
    yield "PNG, 144 real megapixels", sentence("bomb.png", black_png(12_000, 12_000), "pixels")
    yield "PNG, 81 real megapixels", sentence("bomb.png", black_png(9000, 9000), "pixels")
    yield "PNG of 34 megapixels", picture("a.png", black_png(8000, 4250), black)
    yield "PNG of 20 megapixels, 16 bits, transparent", picture("a.png", black_png(5000, 4000, 6, 16), white)
    yield "PNG of 34 megapixels, 16 bits", sentence("a.png", black_png(8000, 4250, 6, 16), "too much work")
    yield "PNG of 20 megapixels, interlaced", picture("a.png", interlaced_png(5000, 4000), white)
    yield "PNG with far more pixels inside", picture("a.png", png(64, 48, 8, 2, zeros(2**30)), black)
    yield (
        "PNG, 200,000 empty chunks",
        sentence("a.png", good[:33] + chunk(b"teSt", b"") * 200_000 + good[33:], "damaged"),
    )
    text = b"Comment\0\0" + zeros(2**28)
    yield "PNG, text that unpacks to 256 MB", either("a.png", good[:33] + chunk(b"zTXt", text) + good[33:])
    profile = b"icc\0\0" + zeros(2**28)
    yield "PNG, profile that unpacks to 256 MB", either("a.png", good[:33] + chunk(b"iCCP", profile) + good[33:])
    yield "PNG, EXIF bomb", picture("a.png", good[:33] + chunk(b"eXIf", exif_bomb()) + good[33:])
    turned = encoded(mark().transpose(Image.Transpose.ROTATE_90), "PNG")
    yield "PNG, turned by EXIF", picture("a.png", turned[:33] + chunk(b"eXIf", exif(6)) + turned[33:])
    gradient = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (32, 1))
    yield "PNG, 16-bit grey", picture("xray.png", encoded(Image.fromarray(gradient), "PNG"), ramp)
    deep = np.asarray(mark()).astype(">u2") * 257
    rows = b"".join(b"\0" + row.tobytes() for row in deep)
    yield "PNG, 16-bit RGB", picture("deep.png", png(64, 48, 16, 2, zlib.compress(rows)))
    yield "PNG, one bit", picture("fax.png", encoded(Image.new("1", (64, 48), 1), "PNG"), white)
    hidden = np.random.default_rng(4).integers(0, 255, (48, 64, 4), np.uint8)
    hidden[..., :3][:24], hidden[..., :3][:, :32] = np.asarray(mark())[:24], np.asarray(mark())[:, :32]
    hidden[..., 3] = 255
    hidden[24:, 32:, 3] = 0
    yield "PNG, garbage under transparency", picture("logo.png", encoded(Image.fromarray(hidden), "PNG"))
    palette = Image.new("P", (64, 48), 3)
    palette.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 0, 255])
    for index, box in enumerate(((0, 0, 32, 24), (32, 0, 64, 24), (0, 24, 32, 48))):
        palette.paste(index, box)
    yield "PNG, palette with transparency", picture("a.png", encoded(palette, "PNG", transparency=3))
    yield "PNG, palette with alpha", picture("a.png", encoded(palette, "PNG", transparency=b"\xff\xff\xff\0"))
    yield "PNG, grey with alpha", picture("a.png", encoded(Image.new("LA", (64, 48), (7, 0)), "PNG"), white)
    key = chunk(b"tRNS", bytes(6))
    yield "PNG, one colour is transparent", picture("a.png", png(64, 48, 8, 2, zeros(48 * 193), before=key), white)
    frames = [mark(), mark().transpose(Image.Transpose.ROTATE_180)]
    yield "PNG, animated", picture("a.png", encoded(frames[0], "PNG", save_all=True, append_images=frames[1:]))
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", "x" * 100_000)
    yield "PNG, long text", picture("a.png", encoded(mark(), "PNG", pnginfo=info))
    yield "one pixel", sentence("dot.png", encoded(mark(1, 1), "PNG"), "1 × 1")
    yield "one pixel wide", sentence("line.png", encoded(mark(1, 5000), "PNG"), "1 × 5,000")
    yield "PNG, very wide", Case("strip.png", encoded(mark(20_000, 16), "PNG"), 1)


def others() -> Iterator[tuple[str, Case]]:
    still = encoded(mark(), "GIF")
    frames = [Image.new("P", (64, 48), number % 250) for number in range(60)]
    yield "GIF", picture("a.gif", still)
    yield "GIF, animated", picture("a.gif", encoded(mark(), "GIF", save_all=True, append_images=frames))
    frame = still[still.index(b",") : -1]
    yield "GIF of 20,000 frames", picture("a.gif", still[:-1] + frame * 20_000 + b";")
    yield "GIF cut in half", sentence("a.gif", still[: len(still) // 2], "ends in the middle")
    yield "GIF screen of 65,535 x 65,535", sentence("a.gif", still[:6] + b"\xff" * 4 + still[10:], "65,535")
    at = still.index(b",")
    beyond = still[: at + 1] + b"\xf0\xff\xf0\xff" + still[at + 5 :]
    yield "GIF frame far outside its screen", sentence("a.gif", beyond, "pixels")
    comments = b"!\xfe" + b"\1x" * 10_000_000 + b"\0"
    yield "GIF, 20 MB of tiny comments", sentence("a.gif", still[:at] + comments + still[at:], "damaged")
    comments = b"!\xfe" + (b"\xff" + b"x" * 255) * 80_000 + b"\0"
    yield "GIF, 20 MB of comments", picture("a.gif", still[:at] + comments + still[at:])
    wide = encoded(mark().convert("P").resize((8000, 4800), Image.Resampling.NEAREST), "GIF")
    yield "GIF of 38 megapixels", picture("a.gif", wide)
    for kind, options in {"lossy": {"quality": 90}, "lossless": {"lossless": True}}.items():
        webp = encoded(mark(640, 480), "WEBP", **options)
        yield f"WebP, {kind}", picture("a.webp", webp)
        yield f"WebP, {kind}, cut in half", sentence("a.webp", webp[: len(webp) // 2], "ends in the middle")
    moving = encoded(mark(), "WEBP", save_all=True, append_images=[frame.convert("RGB") for frame in frames[1:]])
    yield "WebP, animated", picture("a.webp", moving)
    vp8x = moving.index(b"VP8X") + 12
    yield (
        "WebP canvas of 16,777,216 squared",
        sentence("a.webp", moving[:vp8x] + b"\xff" * 6 + moving[vp8x + 6 :], "pixels"),
    )
    yield "WebP of 20 megapixels", picture("a.webp", encoded(mark(5000, 4000), "WEBP", quality=50, method=0))
    clear = Image.new("RGBA", (64, 48), (9, 99, 199, 0))
    yield "WebP, transparent", picture("a.webp", encoded(clear, "WEBP", lossless=True, exact=True), white)
    turned = mark().transpose(Image.Transpose.ROTATE_90)
    yield "WebP, turned by EXIF", picture("a.webp", encoded(turned, "WEBP", exif=exif(6), quality=90))
    bmp = encoded(mark(), "BMP")
    yield "BMP", picture("a.bmp", bmp)
    flipped = encoded(mark().transpose(Image.Transpose.FLIP_TOP_BOTTOM), "BMP")
    yield "BMP, negative height", picture("a.bmp", flipped[:22] + struct.pack("<i", -48) + flipped[26:])
    yield "BMP, impossible size", sentence("a.bmp", bmp[:18] + b"\xff\xff\xff\x7f" * 2 + bmp[26:], "pixels")
    yield "BMP, negative width", sentence("a.bmp", bmp[:18] + struct.pack("<i", -64) + bmp[22:], "pixels")
    yield "BMP, corrupt header", sentence("a.bmp", bmp[:14] + b"\x29" + bmp[15:], "no kind of picture")
    yield "BMP, cut", sentence("a.bmp", bmp[:400], "ends in the middle")
    yield "BMP, run lengths", sentence("a.bmp", bmp[:30] + b"\1" + bmp[31:], "rare")
    pages = [Image.new("RGB", (64, 48)), Image.new("RGB", (64, 48))]
    yield "TIFF of several pages", picture("scan.tif", encoded(mark(), "TIFF", save_all=True, append_images=pages))
    for packing in ("tiff_lzw", "tiff_adobe_deflate", "packbits"):
        yield f"TIFF, {packing}", picture("a.tif", encoded(mark(), "TIFF", compression=packing))
    yield "TIFF, JPEG inside", sentence("a.tif", encoded(mark(), "TIFF", compression="jpeg"), "rare")
    gradient = np.tile(np.linspace(0, 1, 256, dtype=np.float32), (32, 1))
    yield "TIFF of fractions", picture("a.tif", encoded(Image.fromarray(gradient), "TIFF"), ramp)
    odd = np.where(np.arange(256) == 99, np.nan, gradient * 3000 - 700).astype(np.float32)
    yield "TIFF of fractions, NaN within", Case("a.tif", encoded(Image.fromarray(odd), "TIFF"), 1)
    deep = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (32, 1))
    yield "TIFF, 16-bit grey", picture("a.tif", encoded(Image.fromarray(deep), "TIFF"), ramp)
    yield "TIFF in CMYK", picture("a.tif", encoded(mark().convert("CMYK"), "TIFF"))
    lab = ImageCms.profileToProfile(
        mark(), *(ImageCms.createProfile(space) for space in ("sRGB", "LAB")), outputMode="LAB"
    )
    yield "TIFF in LAB", picture("a.tif", encoded(lab, "TIFF"))
    yield "TIFF, turned by its tag", picture("a.tif", encoded(turned, "TIFF", tiffinfo={274: 6}))
    flat = encoded(Image.new("L", (5000, 4000)), "TIFF", compression="tiff_lzw")
    yield "TIFF of 20 megapixels, LZW", picture("a.tif", flat, black)
    bomb = encoded(Image.new("L", (6000, 6000)), "TIFF", compression="tiff_lzw")
    yield "TIFF, LZW bomb", sentence("a.tif", bomb, "pixels")
    yield (
        "TIFF of one tile, 60,000 squared",
        sentence("a.tif", tiff(64, 48, bytes(4096), t259=5, t322=60_000, t323=60_000, t324=0, t325=4096), "rare"),
    )
    yield "TIFF in tiles of odd size", either("a.tif", tiff(64, 48, bytes(4096), t322=33, t323=17, t324=0, t325=561))
    yield "TIFF, four billion rows per strip", picture("a.tif", tiff(64, 48, bytes(3072), t278=2**32 - 1), black)
    yield "TIFF, pixels far behind its end", sentence("a.tif", tiff(64, 48, b""), "ends in the middle")
    yield (
        "TIFF, tags that point at themselves",
        sentence("a.tif", b"II*\0\4\0\0\0" + b"\xff" * 40, "ends in the middle"),
    )
    raw = tiff(64, 48, bytes(3072), t254=1)
    yield "TIFF that is a camera's raw file", sentence("IMG_1.dng", raw, "raw file")


def zips() -> Iterator[tuple[str, Case]]:
    good, other = encoded(mark(), "PNG"), encoded(mark(80, 60), "JPEG", quality=95)
    yield "zip of two pictures", Case("mine.zip", zipped(("a.png", good), ("sub/b.jpg", other)), 2, check=upright)
    yield "zip without its extension", picture("mine.png", zipped(("a.png", good)))
    yield "zip with names that climb", Case("slip.zip", zipped(("../../x.png", good), ("/etc/x.png", other)), 2)
    yield "zip with drives and backslashes", Case("slip.zip", zipped(("C:\\x.png", good), ("..\\..\\y.jpg", other)), 2)
    clutter = zipped(("a.png", good), ("__MACOSX/._a.png", b"x"), (".DS_Store", b"x"), ("d/", b""), ("Thumbs.db", b"x"))
    yield "zip with clutter", picture("mac.zip", clutter)
    yield "zip in a zip", Case("a.zip", zipped(("a.png", good), ("b.zip", zipped(("c.png", other)))), 1, ("is a zip",))
    yield "zip with a picture and a text", Case("a.zip", zipped(("a.png", good), ("b.txt", b"hi")), 1, ("text",))
    yield "zip bomb in one file", sentence("a.zip", zipped(("a.png", bytes(200 * 2**20))), "larger than")
    many = zipped(*[(f"{number}.png", bytes(10 * 2**20)) for number in range(16)])
    yield "zip bomb in many files", sentence("a.zip", many, "far more")
    yield "zip bomb, overlapping", sentence("a.zip", overlapping(5000, 30 * 2**20), "far more")
    locked = bytearray(zipped(("a.png", good)))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + offset] |= 1
    yield "zip with a file without a name", Case("a.zip", zipped(("a.png", good)).replace(b"a.png", b"\0.png"), 1)
    yield "zip with a password", sentence("a.zip", bytes(locked), "password")
    yield (
        "zip of 10,000 files",
        sentence("a.zip", zipped(*[(f"{n}.png", b"") for n in range(10_000)], method=zipfile.ZIP_STORED), "empty"),
    )
    yield "zip of 50,000 files", sentence("a.zip", overlapping(50_000, 1), "too many")
    liar = bytearray(zipped(("a.png", bytes(80 * 2**20))))
    struct.pack_into("<I", liar, liar.index(b"PK\x01\x02") + 24, 10)
    yield "zip that lies about sizes", sentence("a.zip", bytes(liar), "a.png")
    huge = bytearray(zipped(("a.png", good)))
    struct.pack_into("<I", huge, huge.rindex(b"PK\x05\x06") + 12, 2**31)
    yield "zip with a lying table of contents", sentence("a.zip", bytes(huge), "too many")
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as archive:
        info = zipfile.ZipInfo("passwd.png")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("a.png", good)
    yield "zip with a symbolic link", picture("a.zip", link.getvalue())
    whole = zipped(("a.png", good), ("b.jpg", other))
    yield "zip cut in half", sentence("a.zip", whole[: len(whole) // 2], "ends in the middle")
    yield "zip with noise inside", Case("a.zip", whole[:60] + b"\xff" * 60 + whole[120:], 1, ("damaged",))
    yield "zip packed by LZMA", sentence("a.zip", zipped(("a.png", good), method=zipfile.ZIP_LZMA), "rare")
    yield "empty zip", sentence("a.zip", zipped(), "no pictures")
    office = zipped(("[Content_Types].xml", b"<x/>"), ("word/media/a.png", good))
    yield "office document", sentence("essay.docx", office, "office")


def corpus() -> dict[str, Case]:
    cases: dict[str, Case] = {}
    for make in (not_pictures, names, jpegs, pngs, others, zips):
        for kind, case in make():
            assert kind not in cases, f"two cases are called {kind}"
            cases[kind] = case
    return cases


def wrong(case: Case, result: intake.Intake) -> str:
    """What is wrong with what came of a case, or nothing."""
    said = " ".join(refusal.reason for refusal in result.refused)
    if case.either and len(result.pictures) + len(result.refused) == 0:
        return "neither a picture nor a sentence"
    if not case.either and len(result.pictures) != case.pictures:
        return f"{len(result.pictures)} pictures instead of {case.pictures}. {said}"
    if missing := [word for word in case.words if word.lower() not in said.lower()]:
        return f"the sentence lacks {missing}: {said}"
    if not case.words and not case.either and said:
        return f"an unexpected sentence: {said}"
    if case.check and result.pictures:
        try:
            case.check(result.pictures[0])
        except AssertionError as error:
            return str(error)
    return ""


def main() -> None:
    """Take in the uploads that come as a pickle, kind -> (name, content), and give back what comes of each."""
    uploads = pickle.load(sys.stdin.buffer)
    pickle.dump({kind: intake.collect([upload]) for kind, upload in uploads.items()}, sys.stdout.buffer)
