"""Commands that let a trained model work: `sample`, `walk` and `concepts`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.core.errors import Trouble
from engine.language.words import _
from engine.weights import shelf

SHEETS = ("samples", "plane", "reconstructions", "repairs")


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands, with the tool of `engine.cli`."""
    sample = command("sample", sample_model, "Draw pictures with a model and save them as one sheet.")
    sample.add_argument("model", metavar="MODEL", help="A shipped model's name, a run's id or a .safetensors file.")
    sample.add_argument("-o", "--out", type=Path, default=Path("samples.png"), help="Where to put the sheet.")
    sample.add_argument("--count", type=int, default=100, help="How many pictures.")
    sample.add_argument("--seed", type=int, default=0, help="The same seed draws the same pictures.")

    sample.add_argument(
        "--show",
        choices=SHEETS,
        default="samples",
        help="samples: from random codes. plane: a grid over a code of two numbers. "
        "reconstructions: of held-out pictures. repairs: held-out pictures, spoiled ones, and what becomes of them.",
    )

    sample.add_argument(
        "--ask",
        nargs="+",
        default=[],
        metavar="WISH",
        help="What a conditional GAN shall draw, such as A, or smile hat.",
    )

    sample.add_argument("--rows", type=int, help="How many rows the sheet has; without it, it is square.")

    walk = command("walk", walk_model, "Walk through a model's latent space and save the way as an animation.")
    walk.add_argument("model", metavar="MODEL", help="A shipped model's name, a run's id or a .safetensors file.")
    walk.add_argument("-o", "--out", type=Path, default=Path("walk.gif"), help="Ends in .gif, .webp or .png (a strip).")
    walk.add_argument("--keys", type=int, default=4, help="How many random key frames, 2 to 8.")
    walk.add_argument("--frames", type=int, default=20, help="Pictures from one key frame to the next.")
    walk.add_argument("--path", default="arc", help="straight, or arc: around the centre.")
    walk.add_argument("--easing", default="soft", help="steady, or soft: slow near the key frames.")
    walk.add_argument("--no-loop", dest="loop", action="store_false", default=True, help="Do not come back at the end.")
    walk.add_argument("--seed", type=int, default=0, help="The same seed walks the same way.")
    concept = command(
        "concepts", report_concepts, "What the concept vectors of a model of faces do, and what else they change."
    )
    concept.add_argument("model", metavar="MODEL", help="A shipped model's name, a run's id or a .safetensors file.")
    concept.add_argument("-o", "--out", type=Path, help="Also save faces moved along the smile as one sheet.")
    concept.add_argument(
        "--report", action="store_true", help="Print the tables: effects and side effects, plain and with locks."
    )
    concept.add_argument(
        "--measure",
        action="store_true",
        help="Keep a shipped model's side effects, so that its page shows them at once.",
    )


def sample_model(wanted: argparse.Namespace) -> None:
    from engine.data import sheets
    from engine.lessons.encode import codec as encode_codec

    path = shelf.find(wanted.model)
    across = max(1, wanted.count // wanted.rows if wanted.rows else round(wanted.count**0.5))
    if shelf.card(path)["lesson"] == "progan":
        from engine.lessons.compete.progan import model as progan_model

        return put_sheet(sheets.grid(progan_model.load(path).sample(wanted.count, wanted.seed), across), wanted.out)
    if shelf.card(path)["lesson"] == "pictures":
        from engine.lessons.flow.pictures import model as flow_model

        return put_sheet(sheets.grid(flow_model.load(path).sample(wanted.count, wanted.seed), across), wanted.out)
    if shelf.card(path)["lesson"] in ("gan", "cgan"):
        sheet = sheets.grid(invented(path, wanted), across)
        return put_sheet(sheet, wanted.out)
    codec = encode_codec.load(path)
    if wanted.show == "plane":
        sheet = sheets.grid(codec.decode_plane(across, wanted.rows or across), across, gap=0)
    elif wanted.show == "samples":
        sheet = sheets.grid(codec.sample(wanted.count, wanted.seed), across)
    else:
        sheet = sheet_of_held_out(codec, wanted.show == "repairs", wanted.count, wanted.seed)
    put_sheet(sheet, wanted.out)


def put_sheet(sheet: Any, out: Path) -> None:
    from PIL import Image

    out.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet.squeeze()).save(out, optimize=True)
    print(_("The sheet is in {file}.", file=out))


def invented(path: Path, wanted: argparse.Namespace) -> Any:
    """Pictures from noise. A conditional GAN draws what --ask names, or each of its wishes in turn."""
    import numpy as np

    from engine.lessons.compete.gan import model as gan_model

    inventor = gan_model.load(path)
    if wanted.show != "samples":
        raise Trouble(
            _("A GAN has no encoder, so there are no {sheet} to show.", sheet=wanted.show), "Leave out --show."
        )
    unknown = [name for name in wanted.ask if name not in inventor.wishes]
    if unknown:
        known = ", ".join(inventor.wishes) or _("nothing: it is not a conditional GAN")
        raise Trouble(
            _("This model cannot be asked for '{wish}'.", wish=unknown[0]),
            _("It can be asked for: {wishes}.", wishes=known),
        )
    wishes = None
    if wanted.ask:
        asked = np.isin(inventor.wishes, wanted.ask).astype(np.float32)
        wishes = np.repeat(asked[None], wanted.count, 0)
    elif inventor.labels:
        wishes = np.resize(np.eye(inventor.labels, dtype=np.float32), (wanted.count, inventor.labels))
    return inventor.sample(wanted.count, wanted.seed, wishes)


def sheet_of_held_out(codec: Any, spoil: bool, count: int, seed: int) -> Any:
    """Held-out pictures of the set that the model learned from, in columns: before and after."""
    import numpy as np

    from engine.data import cards, library, sheets

    held_out = library.load(codec.card["config"]["data"]).held_out
    chosen = held_out[np.random.default_rng(seed).permutation(len(held_out))[:count]]
    if not cards.showable(codec.card["config"]["data"]):
        return sheets.grid(codec.reconstruct(chosen), round(count**0.5))
    if not spoil:
        return sheets.sheet([chosen, codec.reconstruct(chosen)])
    config = codec.card["config"]
    spoiled = codec.spoil(chosen, config["noise"], config["noise_level"], seed)
    return sheets.sheet([chosen, spoiled, codec.reconstruct(spoiled)])


def walk_model(wanted: argparse.Namespace) -> None:
    import numpy as np

    from engine.lessons import latent
    from engine.lessons.encode import codec as encode_codec
    from engine.runs import exports

    codec = encode_codec.load(shelf.find(wanted.model))
    keys = codec.random_codes(wanted.keys, np.random.default_rng(wanted.seed))
    walk = latent.walk(keys, wanted.frames, wanted.path, wanted.easing, wanted.loop)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_bytes(exports.film(codec.decode(walk.codes), wanted.out.suffix.removeprefix(".")))
    print(_("{n} pictures are in {file}.", n=len(walk.codes), file=wanted.out))


def report_concepts(wanted: argparse.Namespace) -> None:
    from PIL import Image

    from engine.lessons.encode import codec as encode_codec
    from engine.lessons.encode.concepts import measured, report

    codec = encode_codec.load(shelf.find(wanted.model))
    if wanted.measure:
        if wanted.model not in shelf.shipped():
            raise Trouble("Side effects are kept of shipped models only.", "Add --report to see those of this one.")
        measured.keep(wanted.model, report.measured(codec))
        print(_("What its vectors change is in {file}.", file=measured.FOLDER / f"{wanted.model}.npz"))
    if wanted.report:
        print(report.as_text(report.report(codec)))
    if wanted.out:
        wanted.out.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(report.smiles(codec)).save(wanted.out, optimize=True)
        print(_("The sheet is in {file}.", file=wanted.out))
    if not (wanted.report or wanted.out or wanted.measure):
        raise Trouble("There is nothing to do.", "Add --report for the tables, or -o FILE for a sheet of smiles.")
