"""Key frames of a walk: codes of held-out pictures or of the reader's own, by chance, or places on a map."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.data import sheets
from engine.language.words import N_, _
from engine.lessons import latent
from playground.components.lineup.lineup import ALONE
from playground.components.pad.pad import latent_pad
from playground.widgets import codes_map, lineup_pages, models, picture_view
from playground.widgets.models import Model
from playground.widgets.own import own_face, own_picture

Source = tuple[str, Callable[[Model], np.ndarray]]
Direction = Callable[[], np.ndarray]

MOST = 8
SOURCES = {
    "pictures": N_("Encoded pictures"),
    "hand": N_("Picked by hand"),
    "own": N_("Your own"),
    "random": N_("Random codes"),
    "clicks": N_("Places on the map"),
}
NOISES = {"random": N_("Fresh noise"), "hand": N_("Picked by hand")}
"""Of a generator: it has no codes of given pictures."""
SHOWN = 24
"""Pictures of a line-up to pick from."""
PAGES = 40
"""Of a generator, whose pictures never end."""
READABLE = 8
"""With more dimensions than this, the map shows principal directions: single numbers of a long code mean nothing to an eye."""
PRINCIPAL = (N_("1st principal"), N_("2nd principal"))


def choose(model: Model, more: Mapping[str, Source], axes: Mapping[str, Direction]) -> np.ndarray:
    """Up to 8 codes: of held-out pictures or the reader's own, by chance, from places on the map, or as the lesson knows."""
    sources = NOISES if model.invents else SOURCES | {name: title for name, (title, _keys) in more.items()}
    source = st.segmented_control(
        _("Key frames"),
        list(sources),
        format_func=lambda name: _(sources[name]),
        default=next(iter(sources)),
        required=True,
        key="walk.source",
        wrap=True,
    )
    if source == "clicks":
        keys = _clicked(model, axes)
    elif source == "hand":
        keys = _picked(model)
    elif source == "own":
        keys = _own(model)
    elif source in more:
        keys = more[source][1](model)
    else:
        left, right = st.columns([2, 5], gap="large", vertical_alignment="center")
        with left:
            keys = _drawn(model, source)
    with right if source in ("pictures", "random") else st.container():
        if len(keys):
            sheet = sheets.grid(models.painted(model, keys), across=len(keys))
            what = _(sources[source])
            if model.invents:
                caption = _("{what}, painted by the generator: the key frames.", what=what)
            else:
                caption = _("{what}, decoded: the key frames.", what=what)
            picture_view.show(sheet, caption, target=720)
    return keys


def _drawn(model: Model, source: str) -> np.ndarray:
    count = st.slider(_("How many"), 2, MOST, 4, key="walk.count")
    seed = st.number_input(_("Other ones"), 0, 9999, 0, key="walk.seed", help=_("Another number, other key frames."))
    if model.invents:
        return models.noise(model, count, seed)
    chance = np.random.default_rng(seed)
    if source == "random":
        return models.loaded(model).random_codes(count, chance).astype(np.float32)
    beside, classes = models.code_map(model), codes_map.classes(model)
    pool, labels = beside["codes"].astype(np.float32), beside.get("labels")
    if labels is not None and classes:
        chosen = (
            st.multiselect(
                _("Of these classes"),
                classes,
                format_func=_,
                key="walk.classes",
                placeholder=_("all"),
                wrap=True,
            )
            or classes
        )
        pool = pool[np.isin(labels, [classes.index(name) for name in chosen])]
    return pool[chance.choice(len(pool), count, replace=len(pool) < count)]


def _picked(model: Model) -> np.ndarray:
    """From one to the next in the order in which they were clicked: from one person to another, say."""
    pool = None if model.invents else models.code_map(model)["codes"].astype(np.float32)
    pages = PAGES if pool is None else len(pool) // SHOWN
    number = st.number_input(
        _("Page (of {pages})", pages=pages), 1, pages, 1, key="walk.page", width=150, persist_state="session"
    )

    def codes_of(numbers: Sequence[int]) -> np.ndarray:
        if pool is not None:
            return pool[list(numbers)]
        noises = [models.noise(model, SHOWN, one // SHOWN + 1)[one % SHOWN] for one in numbers]
        return np.array(noises, np.float32).reshape(-1, model.dimensions)

    first = (number - 1) * SHOWN
    picked = lineup_pages.pick(
        models.held(model),
        codes_of,
        range(first, first + SHOWN),
        f"walk.hand.{model.name}",
        most=MOST,
        chosen={ALONE: [first]},
        side=62,
        title=_("Invented pictures") if model.invents else _("Copies of held-out pictures"),
    )
    return codes_of(picked[ALONE])


def _own(model: Model) -> np.ndarray:
    """Pictures that the reader brings, one after another. One alone walks on through others of the set."""
    face = model.data in own_face.GUIDES and model.channels == 3
    key = own_face.MINE if face else "walk.own"
    kept = st.session_state.setdefault(f"{key}.kept.{model.name}", [])
    picture = own_face.own_face(key, model.data) if face else own_picture.draw(model, key=key)
    code = None if picture is None else models.loaded(model).encode(picture[None])[0]
    _keep_or_take_back(kept, code, _("Keep as a key frame"))
    if len(kept) == 1:
        st.caption(
            _("One of your own so far: it walks on through three others. Keep another one to walk between your own.")
        )
        return np.stack([kept[0], *models.code_map(model)["codes"][:3].astype(np.float32)])
    return np.array(kept, np.float32).reshape(-1, model.dimensions)


def _clicked(model: Model, axes: Mapping[str, Direction]) -> np.ndarray:
    """Places that the reader has kept, one after another."""
    kept = st.session_state.setdefault(f"walk.clicked.{model.name}", [])
    sheet, names = _sheet(model, axes) if model.dimensions > READABLE else (None, PRINCIPAL)
    places = kept if sheet is None or not kept else sheet.place(np.array(kept)).tolist()
    marks = [{"z": z, "label": str(number)} for number, z in enumerate(places, 1)]
    title = _("Drag the point, then keep the place")
    if sheet is None:
        view = codes_map.view(model, title=title, marks=marks, path=places)
    else:
        axes_said = (_(names[0]), _(names[1]))
        view = codes_map.on_sheet(model, sheet, title=title, marks=marks, path=places, axes=axes_said)
        said = [
            _(
                "The middle is the mean of all codes. Principal directions are those in which their {dimensions} numbers "
                "differ most.",
                dimensions=model.dimensions,
            )
        ]
        if axes:
            said.append(_("A step up changes nothing across: what both axes share is taken from the second."))
        st.caption(" ".join(said))
    here = latent_pad([view], key=f"clicks.{model.name}", classes=codes_map.classes(model), report=True)
    place = None if here is None else np.array(here) if sheet is None else sheet.at(*np.array([here]).T)[0]
    _keep_or_take_back(kept, place, _("Keep this place"))
    return np.array(kept, np.float32).reshape(-1, model.dimensions)


def _sheet(model: Model, axes: Mapping[str, Direction]) -> tuple[latent.Plane, tuple[str, str]]:
    """The map of a long code and what its axes are called: principal directions, or what a lesson knows that can be read off."""
    principal = _principal(str(model.path), model.stamp)
    if not axes:
        return principal, PRINCIPAL
    known: dict[str, Direction] = {**axes, PRINCIPAL[0]: lambda: principal.right, PRINCIPAL[1]: lambda: principal.up}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        across = st.selectbox(
            _("Across"), list(known), format_func=_, key="walk.across", width=220, persist_state="session"
        )
        others = [name for name in known if name != across]
        first = others.index(PRINCIPAL[0]) if PRINCIPAL[0] in others else 0
        up = st.selectbox(
            _("Up"), others, index=first, format_func=_, key="walk.up", width=220, persist_state="session"
        )
    sheet = latent.spanned(principal.origin, known[across](), known[up]())
    if sheet is None:
        raise Trouble(
            _("'{across}' and '{up}' are the same direction.", across=_(across), up=_(up)),
            "Choose another one for one of the axes.",
        )
    return sheet, (across, up)


def _keep_or_take_back(kept: list, code: np.ndarray | None, words: str) -> None:
    with st.container(horizontal=True):
        full = len(kept) >= MOST
        off = code is None or full
        if st.button(words, icon=":material/add_location_alt:", disabled=off, key="walk.keep") and code is not None:
            kept.append([float(value) for value in code])
            st.rerun()
        if st.button(_("Take the last back"), icon=":material/undo:", disabled=not kept, key="walk.back"):
            kept.pop()
            st.rerun()


@st.cache_data(max_entries=8, show_spinner=False)
def _principal(path: str, stamp: float) -> latent.Plane:
    return latent.principal(models.code_map_of(path, stamp)["codes"].astype(np.float32))
