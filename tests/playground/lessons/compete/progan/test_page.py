"""The lesson on progressive GANs: alpha by hand, the race, and the timeline of phases."""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image

from engine.data import sheets
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.progan import model, schedule
from engine.lessons.compete.progan.config import ProgressiveConfig
from engine.runs import jobs, race, store
from engine.runs.run import Run, Status
from playground.lessons.compete.progan import fade_in
from playground.lessons.compete.progan import phases as progan_phases
from playground.shell.wording import safe
from tests.playground import fabricate
from tests.playground.lessons.test_every_lesson import opened, value
from tests.playground.reading import words


def shown(at, alt: str) -> np.ndarray:
    """The picture whose caption begins so."""
    for element in at.image:
        for image in element.proto.imgs:
            if image.caption.replace("*", "").startswith(alt):
                content = base64.b64decode(image.url.partition(",")[2])
                return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))
    raise AssertionError(f"no picture begins with {alt!r}")


def fades(at) -> dict[int, dict[str, np.ndarray]]:
    """What the browser is given: side -> both branches, and what was painted after the fade."""
    sent = [json.loads(one.proto.json) for one in at.get("bidi_component") if one.proto.json]
    given = next((data["fades"] for data in sent if data.get("name") == "grow"), [])
    return {
        fade["side"]: {name: numbers_of(fade[name], fade["shape"]) for name in ("low", "high", "after")}
        for fade in given
    }


def numbers_of(packed: dict, shape: list[int]) -> np.ndarray:
    return (np.frombuffer(base64.b64decode(packed["shorts"]), "<i2") * packed["scale"]).reshape(shape)


def test_what_the_browser_blends_is_what_the_network_paints(app):
    run = fabricate.grown()
    at = opened(app, "progan", model=run.id)
    assert not at.exception and list(fades(at)) == [8, 16, 32, 64]
    grower = model.load(run.weights)
    noise = grower.noise(fade_in.FACES, fade_in.OPENING[1])
    for alpha in (0.0, 0.3, 1.0):
        blend = schedule.blended(fades(at)[16]["low"], fades(at)[16]["high"], alpha)
        assert np.abs(np.int16(blend) - grower.blended(noise, 16, alpha)).max() <= 1
    assert np.abs(255 * fades(at)[16]["after"] - grower.tower(noise)[16]).max() <= 1


def test_one_noise_is_shown_at_every_resolution_and_other_noise_looks_other(app):
    at = opened(app, "progan", model=fabricate.grown().id)
    before = {side: shown(at, f"{side} px") for side in (4, 8, 16, 32, 64)}
    assert {made.shape for made in before.values()} == {(128, 128, 3)}
    at.button(key="grow.roll").click().run()
    assert value(at, "grow.seed") == fade_in.OPENING[1] + 1 and not np.array_equal(shown(at, "64 px"), before[64])


def test_a_model_that_is_half_grown_offers_the_fades_it_has_passed(app):
    at = opened(app, "progan", model=fabricate.grown(step=4).id)
    assert not at.exception and list(fades(at)) == [8, 16]


def test_a_model_before_its_first_fade_says_so(app):
    at = opened(app, "progan", model=fabricate.grown(step=1).id)
    assert not at.exception and "not passed its first fade" in words(at)


@pytest.mark.parametrize(
    ("step", "grown", "said"),
    [
        (0, 100, "Stable at 4 px: alpha is 1. Then, from step 11: fading from 4 to 8 px."),
        (15, 100, "Fading from 4 to 8 px: alpha is 0.45. Then, from step 21: stable at 8 px."),
        (95, 100, "Stable at 64 px: alpha is 1. It stays so until step 100, the end."),
        (
            85,
            90,
            "Stable at 64 px: alpha is 1. It stays so until step 90; then it learns at every resolution and every alpha in turn.",
        ),
        (95, 90, "All has grown: it learns at every resolution and every alpha in turn, to the end."),
    ],
)
def test_the_timeline_says_which_phase_it_is_and_what_comes(step, grown, said):
    now = schedule.at(max(1, step), 100, 10, 64)
    assert progan_phases.in_words(now, schedule.phases(100, 10, 64), step, grown) == said


def test_phases_are_over_at_work_or_to_come():
    phases = schedule.phases(100, 10, 64)
    assert [progan_phases.sign(phase, 15)[0] for phase in phases] == ["green", "violet", *["gray"] * 7]
    assert [progan_phases.sign(phase, 0)[0] for phase in phases] == ["violet", *["gray"] * 8]
    assert {progan_phases.sign(phase, 100)[0] for phase in phases} == {"green"}


def test_a_run_shows_its_timeline_and_leads_to_its_alpha(app):
    run = fabricate.grown()
    at = opened(app, "progan", run=run.id)
    assert not at.exception
    at.button(key="progan.to.grow").click().run()
    assert not at.exception and value(at, "progan.model") == run.id


def test_each_objective_asks_for_its_own_penalty(app):
    at = opened(app, "progan", view="train")
    asked = {widget.key for widget in at.select_slider}
    assert "form.progan.calm" in asked and "form.progan.penalty" not in asked
    at.selectbox(key="form.progan.objective").set_value("wgan-gp").run()
    asked = {widget.key for widget in at.select_slider}
    assert "form.progan.penalty" in asked and "form.progan.calm" not in asked


def raced(lesson: str, config, kid: float) -> Run:
    run = store.create(lesson, config)
    lines = []
    for step in range(1, config.steps + 1):
        crowd = {"KID": kid / step, "coverage": min(1.0, step / 40), "diversity": 1.0}
        lines.append(json.dumps({"step": step, "seconds": step, "metrics": crowd}))
        sheet = sheets.grid(np.full((8, 64, 64, 3), 5 * step, np.uint8), across=8)
        Image.fromarray(sheet).save(run.path / "previews" / f"{step:08d}-fixed.png")
    (run.path / "events.jsonl").write_text("\n".join(lines) + "\n")
    run.write_status(Status(state="finished", step=config.steps, steps=config.steps, metrics=crowd, device="CPU"))
    return run


def test_two_runs_of_ones_own_race_by_seconds(app):
    at = opened(app, "progan", view="race")
    assert "You need a Progressive GAN and a DCGAN" in words(at)
    raced("progan", ProgressiveConfig(steps=10), kid=1.0)
    assert "You need a DCGAN" in words(opened(app, "progan", view="race"))
    raced("gan", GANConfig(steps=20, data="faces"), kid=9.0)
    at = opened(app, "progan", view="race")
    assert not at.exception and "After 10 s, by KID" in words(at)
    assert "the Progressive GAN took 10 steps on 320 pictures, the DCGAN 10 on 640" in words(at)
    assert "Not the same in both: mirror (on and off)" in words(at)


def test_one_button_starts_both_and_shows_how_far_they_are(app, monkeypatch):
    launched = []
    monkeypatch.setattr(jobs, "launch", lambda run: launched.append(run))
    at = opened(app, "progan", view="race")
    at.button(key="race.go").click().run()
    assert not at.exception and [run.lesson for run in launched] == ["progan", "gan"]
    first, second = (run.config for run in launched)
    assert (first.data, int(first.size)) == (second.data, int(second.size)) == (
        "faces",
        32,
    ) and first.flip == second.flip
    assert [bar.proto.text.partition(":")[0] for bar in at.get("progress")] == ["**Progressive GAN**", "**DCGAN**"]


def test_who_is_behind_at_the_end_may_have_been_ahead_at_first():
    def racer(values):
        return {"curves": {"KID": {"seconds": [1.0, 2.0, 3.0, 4.0], "values": values}}}

    found = {"racers": [racer([5.0, 4.0, 3.9, 3.9]), racer([9.0, 5.0, 1.0, 0.9])]}
    assert race.head_start(found) == (2.0, 4.0, 5.0)
    found["racers"][1] = racer([2.0, 1.0, 1.0, 0.9])
    assert race.head_start(found) is None


def test_runs_on_other_pictures_do_not_race(app):
    raced("progan", ProgressiveConfig(steps=10), kid=1.0)
    raced("gan", GANConfig(steps=20), kid=9.0)
    at = opened(app, "progan", view="race")
    assert not at.exception and "different pictures, or end at different sizes" in words(at)


def test_the_shipped_race_is_told_as_its_numbers_are(app):
    at = opened(app, "progan", view="race")
    found, _ = race.shipped("progan-against-dcgan")
    first, second = found["racers"]
    assert f"{first['steps']:,} steps" in words(at) and f"the DCGAN {second['steps']:,} on" in words(at)
    assert safe(found["device"]) in words(at) and [code.value for code in at.code][0].startswith(first["command"])
