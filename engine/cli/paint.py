"""`python -m engine style`: painting from a terminal."""

import argparse
from collections.abc import Callable
from pathlib import Path

from engine.cli.flags import add_flags
from engine.cli.output import PICTURES, ends_well, put
from engine.cli.train import work_here
from engine.core import config as configs
from engine.core import spelling
from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.paint.style.config import StyleConfig
from engine.runs import store
from engine.weights import shelf

SHARES = ("content_share", "style_share", "smooth_share")


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands, with the tool of `engine.cli`."""
    style = command("style", paint, "Paint a picture anew, in the style of one or several others. Ctrl-C stops.")
    style.add_argument(
        "content", metavar="CONTENT", help="A file, or a picture of Atelier's such as photo:china or scene:lake."
    )
    style.add_argument(
        "style", metavar="STYLE", nargs="+", help="One to four: a file, painting:waves, or a fingerprint's name."
    )
    style.add_argument("-o", "--out", type=Path, default=Path("painted.png"), help="Where to put the painting.")
    style.add_argument(
        "--shares",
        type=float,
        nargs=3,
        metavar=("CONTENT", "STYLE", "SMOOTHNESS"),
        default=[StyleConfig.content_share, StyleConfig.style_share, StyleConfig.smooth_share],
        help="How hard each pulls; equal shares pull equally hard at the start.",
    )
    style.add_argument("--instant", action="store_true", help="In one pass, by the network that knows all styles.")
    add_flags(style, StyleConfig, without=("content", "styles", *SHARES))
    beside = command(
        "compare-eyes", compare_eyes, "Paint eight pairs with VGG-19 and with the compact eye, side by side."
    )
    beside.add_argument("-o", "--out", type=Path, default=Path("eyes.png"), help="Where to put the contact sheet.")
    command(
        "fingerprints", make_fingerprints, "Look at the known paintings and write their fingerprints into pretrained/."
    )
    textures = command(
        "layer-textures",
        paint_textures,
        "Paint what each layer of the eye knows of the gallery's styles, where it is not in pretrained/ yet.",
    )
    textures.add_argument("--all", action="store_true", help="Paint those anew that are there and still belong.")


def paint(wanted: argparse.Namespace) -> int:
    from engine.lessons.paint.inputs import joined, parts

    ends_well(wanted.out, PICTURES)
    typed = {name: getattr(wanted, name) for name in configs.kinds(StyleConfig) if hasattr(wanted, name)}
    typed |= dict(zip(SHARES, wanted.shares, strict=True))
    typed["content"] = reference(wanted.content)
    typed["styles"] = joined([(reference(style), 1.0) for style in wanted.style])
    parts(typed["styles"])  # too many are told before a run is made
    if wanted.instant:
        return paint_at_once(configs.from_dict(StyleConfig, typed), wanted.out)
    run = store.create("style", configs.from_dict(StyleConfig, typed))
    code = work_here(run)
    if run.weights.is_file():
        put(wanted.out, shelf.code_map(run.weights)["picture"])
        print(_("The painting is in {file}.", file=wanted.out))
    return code


def paint_at_once(config: StyleConfig, out: Path) -> int:
    from engine.lessons.paint.instant import model as instant_model
    from engine.lessons.paint.style import inputs as style_inputs

    data = style_inputs.for_style(config)
    put(out, instant_model.load().paint(data.content, data.styles, areas=data.areas))
    print(_("The painting is in {file}.", file=out))
    return 0


def compare_eyes(wanted: argparse.Namespace) -> None:
    """Content, VGG-19's painting, the compact eye's, style; a row for each pair and shares."""
    from engine.lessons.paint.style import comparison

    ends_well(wanted.out, PICTURES)
    pairs = comparison.compare()
    put(wanted.out, comparison.sheet(pairs))
    print(comparison.as_text(pairs) + "\n\n" + _("The paintings are in {file}.", file=wanted.out))


def make_fingerprints(_wanted: argparse.Namespace) -> None:
    from engine.shipping import fingerprints as shipping_fingerprints
    from engine.shipping import readme

    for name in shipping_fingerprints.make_all():
        print(name)
    readme.write_readme()


def paint_textures(wanted: argparse.Namespace) -> None:
    from engine.lessons.paint.style import textures as style_textures
    from engine.shipping import textures

    size = textures.make(wanted.all, lambda style: print(style, flush=True)) / 1000
    n, folder = len(style_textures.styles()), style_textures.FOLDER
    print(_("The textures of {n} styles, {size:.0f} KB in all, are in {folder}.", n=n, size=size, folder=folder))


def reference(named: str) -> str:
    """What a config calls the picture: a file is kept in ATELIER_HOME first."""
    from engine.data import gallery as data_gallery
    from engine.data.gallery import OWN, STYLES
    from engine.data.uploads import intake, single
    from engine.lessons.paint import fingerprints as paint_fingerprints

    file = Path(named)
    if file.is_file():
        return OWN + single.keep(intake.open_picture(file.read_bytes(), file.name), single.titled(file.name))
    if ":" in named:
        data_gallery.check(named)
    elif named not in paint_fingerprints.names():
        raise Trouble(
            _("There is no file and no fingerprint called '{name}'.", name=intake.shown(named)),
            spelling.hint(named, (*paint_fingerprints.names(), *STYLES))
            + _(
                "Fingerprints: {fingerprints}. Drawn paintings: {paintings}.",
                fingerprints=", ".join(paint_fingerprints.names()) or _("none here"),
                paintings=", ".join(STYLES),
            ),
        )
    return named
