"""Desks in the app: each visitor sees the own runs only, whatever the address says; limits are told; the teacher sees all."""

import ast

import pytest

from engine.core import desks, settings
from engine.core.errors import Trouble
from engine.data import gallery
from engine.data.gallery import CONTENTS
from engine.data.uploads import albums, own_pairs, single
from engine.runs import jobs, store
from engine.runs.run import Run
from playground.classroom import passphrase, seat, wall
from playground.lessons.translate.cyclegan import domains
from playground.lessons.translate.pix2pix import label_maps
from playground.lessons.translate.pix2pix import pairs as pix2pix_pairs
from playground.shell import links
from playground.widgets import models, picture_shelf
from tests.engine.core.test_desks import squares, tricks
from tests.playground import fabricate
from tests.playground.at_desks import KEY_A, KEY_B, SECRET, A, B, all_of, belongings, seated
from tests.playground.conftest import arrived
from tests.playground.reading import words


@pytest.fixture(autouse=True)
def shared(monkeypatch):
    monkeypatch.setenv("ATELIER_CLASS", "1")
    monkeypatch.setattr(jobs, "_start", lambda run: None)


@pytest.mark.parametrize("lesson", [card.name for card in links.lessons()])
def test_the_same_address_shows_the_run_on_its_own_desk(app, lesson):
    """The counterpart, without which the test above could never fail."""
    at = seated(app, KEY_A, page=links.page_of(lesson), view="train", run=belongings(lesson)["run"])
    assert SECRET in words(at)


def test_a_link_to_another_desks_run_says_so_and_keeps_its_settings(app):
    with desks.at(A):
        run = fabricate.run(title=SECRET, bottleneck=2)
    link = links.to_run(run)
    assert "desk" not in link and not any(KEY_A in value or A in value for value in link.values())
    at = seated(app, page="lessons/encode/autoencoder/page.py", **link)
    assert "not on your desk: it lies on another one, or was deleted" in words(at) and SECRET not in words(at)
    assert at.session_state["form.autoencoder.bottleneck"] == 2
    at.button(key="autoencoder.go").click().run()
    with desks.at(B):
        (mine,) = store.every()
    assert mine.config.bottleneck == 2 and at.query_params["run"] == mine.id


@pytest.mark.parametrize("number", range(18))
def test_no_trick_in_an_address_leads_to_another_desk(app, number):
    with desks.at(A):
        run = fabricate.run(title=SECRET)
    trick = tricks(run)[number]
    at = seated(app, page="lessons/encode/autoencoder/page.py", view="train", run=trick)
    assert not at.exception and SECRET not in all_of(at)
    at = seated(app, compare=f"{trick},{run.id}")
    assert not at.exception and SECRET not in all_of(at)


def test_each_desk_lists_its_own_runs(app):
    for place, title in ((A, "of a"), (B, "of b")):
        with desks.at(place):
            fabricate.run(title=title)
    at = seated(app, KEY_B)
    assert [box.label for box in at.checkbox] == ["Compare of b"] and "of a" not in words(at)


@pytest.mark.parametrize(
    ("look", "keep"),
    [
        (lambda id: picture_shelf.small(f"own:{id}"), "picture"),
        (lambda id: picture_shelf.large(f"own:{id}"), "picture"),
        (lambda id: picture_shelf.large(reference=f"own:{id}"), "picture"),
        (lambda id: picture_shelf._gallery_sheet((f"own:{id}",)), "picture"),
        (lambda id: label_maps.numbers("scenes", f"own:{id}"), "picture"),
        (lambda id: gallery.picture(f"own:{id}"), "picture"),
        (lambda id: models.held_out(f"album:{id}", 4), "album"),
        (lambda id: domains._album_row(id), "album"),
        (lambda id: pix2pix_pairs.sheet("own", "", id), "pairs"),
    ],
)
def test_what_one_desk_has_looked_at_does_not_come_out_of_a_cache_for_another(look, keep):
    with desks.at(A):
        pictures = squares(12, 7)
        id = {
            "picture": lambda: single.keep(pictures[0]),
            "album": lambda: albums.save(pictures, SECRET).id,
            "pairs": lambda: own_pairs.save(list(zip(pictures, pictures, strict=True))),
        }[keep]()
        look(id)
    with desks.at(B), pytest.raises(Trouble):
        look(id)
    with desks.at(A):
        look(id)


OF_PERSONS = {"content", "reference", "references", "style", "styles", "areas", "own", "config", "id", "data_set"}
"""What a cached function calls an argument that may name somebody's own pictures."""


def test_what_may_name_own_pictures_is_cached_for_each_desk():
    for file in sorted((settings.ROOT / "playground").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                "st.cache_" in ast.unparse(one) for one in node.decorator_list
            ):
                apart = any("of_desk" in ast.unparse(one) for one in node.decorator_list)
                named = OF_PERSONS & {one.arg for one in node.args.args}
                assert apart or not named, f"{file.name}: {node.name} needs of_desk, because of {named}"


def test_what_is_built_in_is_cached_once_for_all(monkeypatch):
    looked = []
    real = gallery.picture
    monkeypatch.setattr(gallery, "picture", lambda *given: looked.append(given) or real(*given))
    picture_shelf.large.clear()
    for place in (A, B):
        with desks.at(place):
            picture_shelf.large("scene:harbour", 64) if "scene:harbour" in CONTENTS else picture_shelf.large(
                CONTENTS[0], 64
            )
    assert len(looked) == 1


def follow(app, kind: str = "desk", key: str = "", page: str = "runs/page.py"):
    """The holder of desk B's key opens a link to another desk."""
    at = seated(app)
    at.switch_page(page)
    at.query_params[kind] = key
    return at.run()


def test_a_link_to_another_desk_asks_first_names_both_and_keeps_the_way_back(app):
    key = desks.new_key()
    there = desks.opened(key)
    with desks.at(there):
        desks.rename(desks.name(B))
        fabricate.run(title=SECRET)
    with desks.at(B):
        fabricate.run(title="of b")
    at = follow(app, key=key)
    assert "desk" not in at.query_params and at.session_state[seat.KEY] == KEY_B and SECRET not in words(at)
    said = words(at)
    assert not at.checkbox and "None" not in said, "the question stands alone"
    assert (
        f"**{desks.name(B)}** (1 run)" in said and f"**{desks.name(B)} ({desks.full_name(there).split('(')[1]}" in said
    )
    at.button("desk.stay").click().run()
    assert at.session_state[seat.KEY] == KEY_B and "of b" in words(at) and "earlier desk" not in words(at)

    at = follow(app, key=key)
    at.button("desk.go").click().run()
    assert at.session_state[seat.KEY] == key and SECRET in words(at) and "of b" not in words(at)
    at.button("desk.back.0").click().run()
    assert at.session_state[seat.KEY] == KEY_B and "of b" in words(at)
    assert at.session_state[seat.EARLIER] == [key], "and forth again"


def test_whoever_follows_several_links_finds_back_to_each_desk(app):
    keys = [desks.new_key() for _ in range(3)]
    at = seated(app)
    for key in keys:
        at.query_params["desk"] = key
        at.run().button("desk.go").click().run()
    assert at.session_state[seat.EARLIER] == [keys[1], keys[0], KEY_B] and at.session_state[seat.KEY] == keys[2]
    assert [at.button(f"desk.back.{number}").label for number in range(3)][2] == f"Back to {desks.name(B)}"


def test_the_link_of_ones_own_desk_asks_nothing(app):
    at = follow(app, key=KEY_B)
    assert seat.ASKED not in at.session_state and "desk" not in at.query_params and not at.toast


@pytest.mark.parametrize("kind", ["desk", "look"])
def test_a_key_that_this_server_has_not_given_out_is_told_so(app, kind):
    with desks.at(A):
        fabricate.run(title=SECRET)
    keys = (KEY_A[:-1], "c" * 32, desks.look_key(A) if kind == "desk" else desks.new_key(), A, "", "ü" * 32)
    for key in keys:
        at = follow(app, kind, key)
        assert "opens no desk of this server" in at.toast[0].value and kind not in at.query_params
        assert at.session_state[seat.KEY] == KEY_B and seat.ASKED not in at.session_state
        assert desks.name(B) in words(at) and SECRET not in all_of(at) and not at.exception


def test_a_desk_that_is_older_than_the_seal_stays_within_reach(app, monkeypatch):
    with desks.at(A):
        fabricate.run(title="of before")
    monkeypatch.setattr(seat, "cookie", lambda name: KEY_A if name == seat.COOKIE else "")
    app.run()
    at = app.switch_page("runs/page.py").run()
    assert at.session_state[seat.KEY] == KEY_A and "of before" in words(at)


def test_what_the_browser_kept_is_believed_only_if_it_was_given_out(app, monkeypatch):
    with desks.at(A):
        fabricate.run()
    key, look = desks.new_key(), desks.look_key(A)
    jar = {seat.COOKIE: "c" * 32, seat.EARLIER_COOKIE: f"{key}.{'d' * 32}.x", seat.LOOKS_COOKIE: f"{look}.{key}."}
    monkeypatch.setattr(seat, "cookie", lambda name: jar[name])
    at = app.run()
    assert at.session_state[seat.KEY] not in jar[seat.COOKIE] and desks.opened(at.session_state[seat.KEY])
    assert at.session_state[seat.EARLIER] == [key] and at.session_state[seat.LOOKS] == {look: A}


def test_a_link_to_look_shows_the_runs_and_lets_nobody_change_them(app):
    with desks.at(A):
        run = fabricate.run("training", title="look here")
        (run.path / "moments").mkdir()
        run.moment(50).write_bytes(b"state")
    at = follow(app, "look", desks.look_key(A))
    assert at.session_state[seat.KEY] == KEY_B and "look" not in at.query_params
    assert f"**{desks.name(A)}**, to look at" in words(at) and "look here" in words(at)
    assert (
        not [box for box in at.checkbox if "look here" in box.label] and KEY_A not in all_of(at) and A not in all_of(at)
    )
    at.switch_page("lessons/encode/autoencoder/page.py")
    at.query_params["run"] = run.id
    at.run()
    assert "look here" in words(at) and "only to look at" in all_of(at) and not at.error and not at.exception
    assert not {button.label for button in at.button} & {"Stop", "Pause", "Resume", "Delete …"}
    at.button(f"rewind.{run.id}.go").click().run()
    with desks.at(B):
        assert [mine.parent for mine in store.every()] == [run.id]
    with desks.at(A):
        assert store.every() == [run]
    at.switch_page("runs/page.py").run()
    at.button("runs.away.0").click().run()
    assert ", to look at" not in words(at), "only the branch of one's own is left"


def test_a_withdrawn_link_to_look_shows_nothing_any_more(app):
    with desks.at(A):
        run = fabricate.run("training", title="look here")
    old = desks.look_key(A)
    looking = follow(app, "look", old)
    assert "look here" in words(looking)
    owner = seated(arrived(), KEY_A)
    owner.button("desk.withdraw").click().run()
    assert "Withdrawn" in owner.toast[0].value and not owner.exception
    assert "look here" not in words(looking.run()) and not looking.exception
    looking.switch_page("lessons/encode/autoencoder/page.py")
    looking.query_params["run"] = run.id
    assert "look here" not in words(looking.run())
    assert "opens no desk" in follow(looking, "look", old).toast[0].value
    assert "look here" in words(follow(looking, "look", desks.look_key(A)))


def test_every_new_visitor_gets_a_desk_and_no_folder_until_something_is_made(app):
    app.run()
    first = app.session_state[seat.KEY]
    other = arrived().run()
    assert desks.opened(first) and first != other.session_state[seat.KEY]
    assert desks.every() == []


def test_the_desk_has_a_name_that_can_be_changed(app):
    at = seated(app)
    assert desks.name(B) in words(at)
    at.text_input("desk.name").set_value("Ada and <b>Ben</b>")
    at.button("desk.rename").click().run()
    assert desks.name(B) == "Ada and <b>Ben</b>" and "Ada and <b>Ben" in words(at)
    assert any("Ada and \\<b\\>Ben" in element.value for element in at.markdown), "read as text, not as formatting"


def test_a_full_desk_says_beforehand_what_the_next_run_removes(app, monkeypatch):
    monkeypatch.setenv("ATELIER_DESK_MB", "1")
    with desks.at(B):
        old, new = fabricate.run(title="the old one"), fabricate.run(title="the new one")
        old.weights.write_bytes(bytes(500_000))
        new.weights.write_bytes(bytes(400_000))
    at = seated(app)
    assert "The next run removes 'the old one'" in words(at) and "oldest that is not pinned" in words(at)
    at = seated(app, page="lessons/encode/autoencoder/page.py", view="train")
    assert "The next run removes 'the old one'" in words(at)
    at.button(key="autoencoder.go").click().run()
    assert not old.path.exists() and new.path.exists() and not at.error


def test_pinning_keeps_a_run(app, monkeypatch):
    monkeypatch.setenv("ATELIER_DESK_MB", "1")
    with desks.at(B):
        run = fabricate.run(title="dear")
        run.weights.write_bytes(bytes(950_000))
    at = seated(app)
    at.session_state[f"more.{run.id}"] = True
    at.run().button(f"pin.{run.id}").click().run()
    assert run.pinned and "The next run removes" not in words(at)


def test_a_refused_run_is_told_and_leaves_nothing_behind(app, monkeypatch):
    monkeypatch.setenv("ATELIER_DESK_QUEUE", "1")
    with desks.at(B):
        fabricate.run("training")
    at = seated(app, page="lessons/encode/autoencoder/page.py", view="train")
    at.button(key="autoencoder.go").click().run()
    assert "1 of your runs train or wait already" in words(at) and "run" not in at.query_params
    with desks.at(B):
        assert len(store.every()) == 1


def test_on_a_laptop_there_is_nothing_to_notice(app, monkeypatch):
    monkeypatch.delenv("ATELIER_CLASS")
    run = fabricate.run(title="mine")
    app.run()
    at = app.switch_page("runs/page.py").run()
    at.session_state[f"more.{run.id}"] = True
    at.run()
    assert "desk" not in words(at).lower() and seat.KEY not in at.session_state
    assert not [button for button in at.button if "pin" in button.label.lower()]


def test_a_shown_run_is_looked_at_but_not_steered(app):
    with desks.at(A):
        run = fabricate.run("training", title="look here")
        desks.show(run.path)
    assert "look here" in words(seated(app))
    at = seated(app, page="lessons/encode/autoencoder/page.py", view="train", run=run.id)
    assert "look here" in words(at) and not at.error and not at.exception
    labels = {button.label for button in at.button}
    assert not labels & {"Stop", "Pause", "Resume", "Delete …"} and "Run" in labels
    assert not [
        widget for widget in (*at.slider, *at.number_input, *at.selectbox) if (widget.key or "").startswith("live.")
    ]


def test_its_model_is_offered_on_every_desk(app):
    with desks.at(A):
        run = fabricate.generator("gan", title="fine forger")
        assert [one.title for one in models.at_hand("gan") if one.name == run.id] == ["Your run: fine forger"]
    desks.show(run.path)
    with desks.at(B):
        assert [one.title for one in models.at_hand("gan") if one.name == run.id] == ["Shown to the class: fine forger"]


PHRASE = "open sesame"


@pytest.fixture
def teacher(app, monkeypatch):
    monkeypatch.setenv("ATELIER_TEACHER", PHRASE)
    monkeypatch.setattr(passphrase, "_kept", {})
    monkeypatch.setattr(wall, "_address", lambda: "one")

    def enter(given: str = PHRASE):
        at = seated(app, page="classroom/page.py")
        at.text_input("class.passphrase").set_value(given)
        return at.button[0].click().run()

    return enter


def test_without_a_passphrase_there_is_no_class_page(app, monkeypatch):
    monkeypatch.setattr(links.st, "Page", lambda file, title, **how: title)
    assert "Class" not in links.pages()["Your runs"]
    monkeypatch.setenv("ATELIER_TEACHER", PHRASE)
    assert "Class" in links.pages()["Your runs"]


def test_a_wrong_passphrase_shows_nothing_and_many_wait(teacher):
    with desks.at(A):
        fabricate.run(title=SECRET)
    for _ in range(3):
        at = teacher("guess")
        assert "not the passphrase" in words(at) and SECRET not in all_of(at)
    at = teacher(PHRASE)
    assert "Wait" in words(at) and SECRET not in all_of(at)


def test_the_wall_shows_all_desks_stops_a_run_and_shows_one(teacher):
    with desks.at(A):
        desks.rename("Ada")
        run = fabricate.run("waiting", title="hasty")
    with desks.at(B):
        fabricate.run(title="done")
    at = teacher()
    said = words(at)
    assert (
        "**2** desks" in said and "Ada" in said and desks.name(B) in said and "hasty" in said and "1st in line" in said
    )
    assert len(at.get("imgs")) + len(at.get("image")) == 1
    for secret in (KEY_A, A, B, PHRASE):
        assert secret not in all_of(at)
    for place in (A, B):
        at.session_state[f"wall.{wall._short(place)}"] = True
    at.run()
    at.button(f"wall.stop.{run.id}").click().run()
    assert run.status().state == "stopped"
    at.button(f"wall.show.{run.id}").click().run()
    assert desks.is_shown(run.path)
    at.button(f"wall.show.{run.id}").click().run()
    assert not desks.is_shown(run.path) and not at.exception and not at.error


def test_who_is_no_teacher_has_no_wall_whatever_the_address_says(app, teacher):
    with desks.at(A):
        fabricate.run(title=SECRET)
    at = seated(app, page="classroom/page.py", **{"class.admitted": "True", "admitted": "1", "passphrase": PHRASE})
    assert SECRET not in all_of(at)


def test_an_upload_on_another_desk_is_unknown_to_the_command_line_too(monkeypatch):
    with desks.at(A):
        id = single.keep(squares(1)[0])
    monkeypatch.setenv("ATELIER_DESK", B)
    with pytest.raises(Trouble):
        gallery.picture(f"own:{id}")
    monkeypatch.setenv("ATELIER_DESK", A)
    assert gallery.picture(f"own:{id}").shape


def test_a_run_knows_whose_it_is(monkeypatch):
    run = Run(desks.place(A) / "runs" / "x")
    assert desks.of(run.path) == A and desks.of(settings.home() / "runs" / "x") == desks.ONLY


def test_the_class_page_says_what_is_promised_before_and_after_the_passphrase(app, teacher):
    readme = (settings.ROOT / "README.md").read_text(encoding="utf-8")
    for at in (seated(app, page="classroom/page.py"), teacher()):
        (promised,) = (one for one in at.expander if one.label == "What is promised, and what is not")
        (said,) = (one.value for one in promised.markdown)
        assert said in readme and "**Not promised.**" in said and "#" not in said and said.count("\n- ") >= 4
