"""What people also drop where pictures are asked for, and what to do with it."""

import re

from engine.data.uploads import headers
from engine.data.uploads.headers import EXPORT, OTHER, SAVE_AS, UNPACK
from engine.language.words import N_, _

# What people also drop here: what it is, what to do, how it begins. The last two take whatever is left.
STRANGERS = [
    (N_("a PDF document"), N_("Export the page as PNG and choose that file."), rb"%PDF"),
    (N_("a PostScript drawing"), EXPORT, rb"%!PS|\xc5\xd0\xd3\xc6"),
    (N_("a Windows metafile"), EXPORT, rb"\xd7\xcd\xc6\x9a|\x01\0\x09\0|.{40} EMF"),
    (N_("a Photoshop document"), EXPORT, rb"8BPS"),
    (N_("a Windows icon"), SAVE_AS, rb"\0\0[\x01\x02]\0"),
    (N_("a JPEG 2000 or JPEG XL picture"), SAVE_AS, rb"....(jP |JXL) |\xff(\x4f\xff\x51|\x0a)"),
    (N_("a BigTIFF picture"), SAVE_AS, rb"II\x2b\0|MM\0\x2b"),
    # An AVIF may promise few pixels and hold many, and Pillow cannot set a limit to its decoder.
    (N_("an AVIF picture"), SAVE_AS, rb"....ftypavi"),
    (N_("a HEIC picture, as iPhones take them"), N_("Export it as JPEG and choose that file."), rb"....ftyp(he|m.f1)"),
    (N_("a film"), N_("Choose pictures, or save a still of it as PNG."), rb"....(ftyp|moov)|.{8}AVI |\x1a\x45\xdf\xa3"),
    (N_("a zip"), UNPACK, rb"PK[\x03\x05]"),
    (N_("an archive"), UNPACK, rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!|BZh|\xfd7zXZ"),
    (N_("a program"), OTHER, rb"MZ|\x7fELF"),
    (N_("a drawing in SVG (shapes, not pixels)"), EXPORT, rb"(?i).*<svg"),
    (N_("a web page"), N_("Save the picture itself from that page."), rb"(?i).*(<html|<!doctype html)"),
    (N_("text"), OTHER, rb"[\t-\r -~\x80-\xf4]*\Z"),
    (N_("no kind of picture known here"), OTHER, rb""),
]


def refusal(content: bytes) -> headers.Refusal:
    """The most helpful true sentence about bytes that are none of the accepted kinds."""
    what, advice, _sign = next(row for row in STRANGERS if re.match(row[2], content[:4096], re.DOTALL))
    return headers.Refusal(_("is {what}, which cannot be used.", what=_(what)), advice)
