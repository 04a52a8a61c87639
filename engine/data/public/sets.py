"""Real data sets: where their files come from, and how the bytes become pictures.

Neither torch nor torchvision is needed to read them. torchvision could, but importing it takes 3.8 s, it checks by MD5
only, it cannot go on with a broken download, and its CIFAR-10 is a pickle, which may run a stranger's code when opened.
Nothing is unpacked to disk here: members of an archive are read by the names we expect.
"""

import csv
import gzip
import math
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath

import numpy as np

from engine.core.errors import Trouble
from engine.data.cards import KINDS
from engine.data.pictures import Pictures
from engine.data.public import art as public_art
from engine.data.public.source import Source
from engine.language.words import _

DIGITS = tuple("0123456789")
CLOTHES = ("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
THINGS = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")

FACE_BOX = (10, 25, 79, 94)  # of an aligned CelebA picture made 89x109: brows to chin
FACE_SIDE = 64
FACES_HELD_OUT = 1000

LARGEST = 1 << 28  # bytes that any part of these sets may claim to hold; a damaged header asks for more


def _idx_sources(
    folder: str, hosts: tuple[str, ...], facts: dict[str, tuple[int, str]], **origin: str
) -> tuple[Source, ...]:
    return tuple(
        Source(f"{folder}/{name}", tuple(host + name for host in hosts), size, sha256, **origin)
        for name, (size, sha256) in facts.items()
    )


# The first home of MNIST (yann.lecun.com/exdb/mnist) has been empty since 2025; these two keep the same bytes.
MNIST = _idx_sources(
    "mnist",
    ("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"),
    {
        "train-images-idx3-ubyte.gz": (9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        "train-labels-idx1-ubyte.gz": (28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        "t10k-images-idx3-ubyte.gz": (1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        "t10k-labels-idx1-ubyte.gz": (4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    },
    licence="CC BY-SA 3.0",
    from_whom="Yann LeCun, Corinna Cortes and Christopher Burges",
)
FASHION_MNIST = _idx_sources(
    "fashion-mnist",
    (
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
    ),
    {
        "train-images-idx3-ubyte.gz": (26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        "train-labels-idx1-ubyte.gz": (29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        "t10k-images-idx3-ubyte.gz": (4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        "t10k-labels-idx1-ubyte.gz": (5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    },
    licence="MIT",
    from_whom="Zalando Research",
)

# Toronto often gives 55 kB/s, an hour for this file. So a copy comes first: the SHA-256 tells whether it is the same.
CIFAR10 = Source(
    "cifar-10-binary.tar.gz",
    (
        "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/cifar-10-binary.tar.gz",
        "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
        "https://mindspore-website.obs.cn-north-4.myhuaweicloud.com/notebook/datasets/cifar-10-binary.tar.gz",
    ),
    170052171,
    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    licence="none stated; cite Krizhevsky 2009",
    from_whom="Alex Krizhevsky, University of Toronto",
)
FROGS = Source(
    "cifar10_frog_6000_32.zip",
    (),
    6321793,
    "cb07720c471c82735dfb5825b94be09589022542f6e896731d33228f8e354286",
    licence=CIFAR10.licence,
    from_whom=CIFAR10.from_whom,
)
FACES = Source(
    "celeba9k_89x109.zip",
    (),
    26575043,
    "71e39dbf980b6f2711323ce1b935a15fcef906a720887cec41d94f1696d75182",
    licence="non-commercial research only; shows identifiable people",
    from_whom="CelebA: Liu, Luo, Wang and Tang, The Chinese University of Hong Kong",
)


@dataclass(frozen=True)
class Way:
    """One way to come by a set: the files it needs, and the reader that takes their paths in that order."""

    sources: tuple[Source, ...]
    read: Callable[..., Pictures]


def mnist(train: Path, train_labels: Path, held_out: Path, held_out_labels: Path) -> Pictures:
    return _idx_set("mnist", DIGITS, (train, train_labels), (held_out, held_out_labels))


def fashion_mnist(train: Path, train_labels: Path, held_out: Path, held_out_labels: Path) -> Pictures:
    return _idx_set("fashion-mnist", CLOTHES, (train, train_labels), (held_out, held_out_labels))


def cifar10(archive: Path) -> Pictures:
    """The binary archive: records of one label byte, then 32x32 bytes each of red, green and blue."""
    record = 1 + 3 * 32 * 32
    batches = [f"data_batch_{number}.bin" for number in range(1, 6)] + ["test_batch.bin"]
    found = {}
    with _reading(archive), tarfile.open(archive, "r:gz") as tar:
        for member in tar:
            if member.size > LARGEST:
                raise ValueError(f"{member.name} claims to hold {member.size:,} bytes")
            name = PurePosixPath(member.name).name
            content = tar.extractfile(member) if name in batches else None
            if content is None:  # not ours, or a link
                continue
            found[name] = np.frombuffer(content.read(), np.uint8)
            if found[name].size == 0 or found[name].size % record:
                raise ValueError(f"{name} is no whole number of pictures")
            if len(found) == len(batches):
                break
        if missing := [name for name in batches if name not in found]:
            raise ValueError(f"it lacks {missing[0]}")
        *train, held_out = (found[name].reshape(-1, record) for name in batches)
        train = np.concatenate(train)
        for records in (train, held_out):
            _check_labels(records[:, 0], THINGS)

    def pictures(records: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray(records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1))

    return Pictures(
        "cifar10",
        train=pictures(train),
        held_out=pictures(held_out),
        train_labels=train[:, 0].astype(np.int64),
        held_out_labels=held_out[:, 0].astype(np.int64),
        classes=THINGS,
    )


def one_kind(archive: Path, name: str) -> Pictures:
    """One class of CIFAR-10, exactly as published."""
    everything, kind = cifar10(archive), KINDS[name]
    wanted = THINGS.index(kind)
    return _one_class(
        name,
        kind,
        train=everything.train[everything.train_labels == wanted],
        held_out=everything.held_out[everything.held_out_labels == wanted],
    )


def frogs_from_jpegs(archive: Path) -> Pictures:
    """The same frogs from a copy kept as JPEGs, slightly lossy: train/... and test/... in a zip."""
    with _reading(archive), zipfile.ZipFile(archive) as members:
        names = sorted(name for name in members.namelist() if name.endswith(".jpg"))
        splits = {split: [name for name in names if name.startswith(split + "/")] for split in ("train", "test")}
        train, held_out = (np.stack([_jpeg(members, name, (32, 32)) for name in splits[s]]) for s in ("train", "test"))
    return _one_class("frogs", "frog", train, held_out)


def faces_photo(archive: Path, held_out: int = FACES_HELD_OUT) -> Pictures:
    """CelebA's faces cut out and made 64x64, with 40 attributes, each 0 or 1; the last ones are held out."""
    with _reading(archive), zipfile.ZipFile(archive) as members:
        table = list(csv.reader(_member(members, "list_attr.csv").decode().splitlines()))
        names = [name.replace("_", " ").lower() for name in table[0][1:]]
        marks = np.array([row[1:] for row in table[1:]], dtype=np.float32)
        if not 0 < held_out < len(marks):
            raise ValueError(f"it holds {len(marks)} pictures only")
        faces = np.stack(
            [_jpeg(members, row[0], (89, 109), box=FACE_BOX, side=FACE_SIDE) for row in table[1:]],
        )
    attributes = dict(zip(names, np.ascontiguousarray(marks.T), strict=True))
    return Pictures(
        "faces-photo",
        train=faces[:-held_out],
        held_out=faces[-held_out:],
        train_attributes={name: values[:-held_out] for name, values in attributes.items()},
        held_out_attributes={name: values[-held_out:] for name, values in attributes.items()},
    )


def art(archive: Path, *files: Path) -> Pictures:
    with _reading(archive):
        return public_art.load(archive, *files)


WAYS: dict[str, tuple[Way, ...]] = {
    "mnist": (Way(MNIST, mnist),),
    "fashion-mnist": (Way(FASHION_MNIST, fashion_mnist),),
    "cifar10": (Way((CIFAR10,), cifar10),),
    **{name: (Way((CIFAR10,), partial(one_kind, name=name)),) for name in KINDS},
    "faces-photo": (Way((FACES,), faces_photo),),
    "art": (Way(public_art.SOURCES, art),),
}
WAYS["frogs"] += (Way((FROGS,), frogs_from_jpegs),)
"""For each set, the ways to come by it, best first."""


def _idx_set(name: str, classes: tuple[str, ...], train: tuple[Path, Path], held_out: tuple[Path, Path]) -> Pictures:
    pictures, labels = zip(*(_idx_pair(*pair, classes) for pair in (train, held_out)), strict=True)
    return Pictures(name, *pictures, *labels, classes=classes)


def _idx_pair(pictures_path: Path, labels_path: Path, classes: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    pictures, labels = _idx(pictures_path, axes=3), _idx(labels_path, axes=1)
    with _reading(labels_path):
        if len(labels) != len(pictures):
            raise ValueError(f"{len(labels):,} labels for {len(pictures):,} pictures")
        _check_labels(labels, classes)
    return pictures[..., None], labels.astype(np.int64)


def _idx(path: Path, axes: int) -> np.ndarray:
    """The format of MNIST: two zeros, 8 for bytes, the number of axes, each axis's length in four bytes, the bytes."""
    with _reading(path), gzip.open(path) as file:
        if file.read(4) != bytes([0, 0, 8, axes]):
            raise ValueError("its first bytes are not those of such a file")
        shape = struct.unpack(f">{axes}I", file.read(4 * axes))
        size = math.prod(shape)
        if not 0 < size <= LARGEST:
            raise ValueError(f"it claims to hold {size:,} bytes")
        content = file.read(size + 1)
        if len(content) != size:
            raise ValueError(f"it holds {'more' if len(content) > size else 'fewer'} bytes than it says")
    return np.frombuffer(content, np.uint8).reshape(shape).copy()  # a view of bytes could not be written to


def _check_labels(labels: np.ndarray, classes: tuple[str, ...]) -> None:
    if labels.max() >= len(classes):
        raise ValueError(f"a label is {labels.max()}, but there are {len(classes)} classes")


def _one_class(name: str, label: str, train: np.ndarray, held_out: np.ndarray) -> Pictures:
    return Pictures(
        name,
        train=train,
        held_out=held_out,
        train_labels=np.zeros(len(train), np.int64),
        held_out_labels=np.zeros(len(held_out), np.int64),
        classes=(label,),
    )


def _member(members: zipfile.ZipFile, name: str) -> bytes:
    if members.getinfo(name).file_size > 1 << 20:
        raise ValueError(f"{name} is far too large")
    return members.read(name)


def _jpeg(
    members: zipfile.ZipFile,
    name: str,
    size: tuple[int, int],
    box: tuple[int, int, int, int] | None = None,
    side: int | None = None,
) -> np.ndarray:
    """One picture of the given width and height, uint8 (h, w, 3); or the box in it, made side by side."""
    from PIL import Image  # only these two sets need it

    with Image.open(BytesIO(_member(members, name)), formats=("JPEG",)) as picture:
        if picture.size != size:
            raise ValueError(f"{name} is not {size[0]}x{size[1]}")
        picture = picture.convert("RGB")
        if box and side:
            picture = picture.resize((side, side), Image.Resampling.LANCZOS, box=box)
        return np.array(picture)


@contextmanager
def _reading(path: Path) -> Generator[None]:
    """Whatever a damaged file makes a library say, the reader of the message gets one sentence."""
    damage = (OSError, EOFError, ValueError, KeyError, IndexError, RuntimeError, SyntaxError)
    archives = (struct.error, zlib.error, tarfile.TarError, zipfile.BadZipFile)
    try:
        yield
    except (*damage, *archives) as error:
        raise Trouble(
            _("{name} could not be read: {error}.", name=path.name, error=error),
            _("Delete it from {parent} and fetch it again. The built-in pictures are always here.", parent=path.parent),
        ) from error
