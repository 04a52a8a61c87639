"""The sentence: typed, taken from an example or built with buttons; which of its words the model knows, and what it tells."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.data.sentences import order as sentences_order
from engine.data.sentences import wording as sentences_wording
from engine.data.sentences import worlds
from engine.data.sentences.traits import NONE, Trait
from engine.data.sentences.wording import Word
from engine.language import words
from engine.language.words import _
from playground.lessons.compete.stackgan import models
from playground.lessons.compete.stackgan.models import Words
from playground.shell import frame, links, wording
from playground.widgets.models import Model

LONGEST = 200
"""Letters."""

PAUSE = "350ms"
"""How long a hand must rest before what is typed is drawn: nobody needs to press Enter."""

LINK = "say"
"""The sentence's name in the page's address."""

STRANGE = ":material/new_releases:"
"""Beside a pair of words that was never learnt from."""


@dataclass(frozen=True)
class Sentence:
    """What was typed, the words that the model goes by, and the traits that they tell, int64 (k,)."""

    typed: str
    words: Words
    row: np.ndarray

    @property
    def text(self) -> str:
        return " ".join(self.words)


def ask(model: Model) -> Sentence | None:
    """The text field with what was understood below it. None where no word is known."""
    key = key_of(model)
    _follow(model)
    with st.container(gap="xsmall"):
        typed = st.text_input(
            _("Your sentence"),
            key=key,
            placeholder=_examples_of(model)[0],
            persist_state="session",
            live=PAUSE,
        )
        typed = within(typed)
        st.query_params[LINK] = typed
        sentence = None
        with frame.guard():
            sentence = read(model, typed)
    return sentence


def within(typed: str) -> str:
    """As much of it as is read; what is not is said. The browser would drop a long paste as a whole, without a word."""
    if len(typed) <= LONGEST:
        return typed
    whole = typed[:LONGEST].rpartition(" ")[0] or typed[:LONGEST]
    st.warning(
        _(
            "This text has {n:,} letters, and a sentence may have {most}. Only its beginning is read, up to: … {end}",
            n=len(typed),
            most=LONGEST,
            end=wording.safe(whole[-30:]),
        ),
        icon=":material/content_cut:",
    )
    return whole


def key_of(model: Model) -> str:
    """Each world has a sentence of its own: the other would not understand it."""
    return f"stackgan.say.{model.data}"


def _follow(model: Model) -> None:
    """On a new visit the address counts; later the reader's own hand."""
    key = key_of(model)
    with links.newly("stackgan.say") as new:
        asked = st.query_params.get(LINK)
        if new and asked:
            st.session_state[key] = asked
    st.session_state.setdefault(key, _examples_of(model)[0])


def _examples_of(model: Model) -> tuple[str, ...]:
    return sentences_wording.examples(models.world_of(model), words.current())


def read(model: Model, typed: str) -> Sentence:
    """Show which words are known, and give what is understood."""
    mind = models.illustrator(model)
    spelled = mind.spelled(typed)
    if spelled:
        telling = worlds.telling(mind.world)
        st.markdown(_("Read as: {words}", words=" ".join(_badge(word, telling) for word in spelled)))
        _about_unknown(spelled)
    known = tuple(mind.read(typed))
    if sentences_order.needed(spelled):
        st.caption(_("To the model this is: **{sentence}**", sentence=" ".join(known)))
    row = mind.world.understood(list(known))
    _about_strange(mind.world, row)
    return Sentence(typed, known, row)


def _badge(word: Word, telling: set[str]) -> str:
    """Violet is what tells something, grey what holds together, orange what is read as something else, red what is left out."""
    typed, read = wording.safe(word.typed), " ".join(word.read)
    if word.known:
        tells = not telling.isdisjoint(word.read)
        return f":{'violet' if tells else 'gray'}-badge[{f'{typed} → {read}' if tells and word.nearest else typed}]"
    return f":orange-badge[~~{typed}~~ {read}]" if read else f":red-badge[~~{typed}~~]"


def _about_unknown(spelled) -> None:
    """Each unknown word by name, and what becomes of it."""
    unknown = list(dict.fromkeys(word for word in spelled if not word.known or word.why))
    said = [_fate(word) for word in unknown]
    why = dict.fromkeys(word.why for word in unknown if word.why)
    if said:
        st.caption(" ".join([*said, *map(_, why)]))


def _fate(word: Word) -> str:
    typed = wording.safe(word.typed)
    if word.known:
        return _("**{word}** says nothing here.", word=typed)
    if word.nearest:
        return _("**{word}** is not known; read as **{read}**.", word=typed, read=word.nearest)
    return _("**{word}** is not known: left out.", word=typed)


def _about_strange(world: ModuleType, row: np.ndarray) -> None:
    met = worlds.strange_columns(world, row[None])[0]
    if met.any():
        values = [_(trait.values[row[at]]) for at, trait in enumerate(world.TRAITS) if met[at]]
        st.caption(
            _(
                "{icon} **{pair}**: no picture that it learnt from showed this pair, and no sentence told it. "
                "It met each of the two with others. Can it put them together?",
                icon=STRANGE,
                pair=" + ".join(values),
            )
        )


def examples(model: Model) -> None:
    """A button for each example, and the words that are known."""
    world, key = models.world_of(model), key_of(model)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        for number, (example, english) in enumerate(zip(_examples_of(model), world.EXAMPLES, strict=True)):
            row = world.understood(english.split())
            strange = worlds.never_met(world, row[None])[0]
            st.button(
                example,
                icon=STRANGE if strange else None,
                type="tertiary",
                key=f"stackgan.example.{model.data}.{number}",
                help=_("Holds a pair of words that it never met together.") if strange else _("An example."),
                on_click=_put,
                args=(key, example),
            )
        with st.popover(_("Words it knows"), icon=":material/dictionary:", type="tertiary"):
            known_words(world)


def known_words(world: ModuleType) -> None:
    for known, titles in _by_words(world.TRAITS).items():
        st.markdown(f"**{', '.join(map(_, titles))}:** " + " ".join(_known(world, word) for word in known))
    st.markdown(_("**Between them:** {words}", words=" ".join(f":gray-badge[{word}]" for word in world.FILLERS)))
    st.caption(
        _(
            "Other words are read as the nearest known one, if there is any, and a *not* as its opposite, if there is just one."
        )
    )


def _known(world: ModuleType, word: str) -> str:
    """A word that tells something, with what the reader's own language usually has for it."""
    return f":violet-badge[{f'{sentences_wording.usual(world, words.current(), word)} {word}'.strip()}]"


def _by_words(traits: tuple[Trait, ...]) -> dict[Words, list[str]]:
    """Words -> the traits that are told by them: the first and the second thing share theirs."""
    found: dict[Words, list[str]] = {}
    for trait in traits:
        found.setdefault(tuple(dict.fromkeys(word for value in trait.words for word in value)), []).append(
            _(trait.title)
        )
    return found


def _put(key: str, sentence: str) -> None:
    st.session_state[key] = sentence


def build(model: Model, sentence: Sentence | None) -> None:
    """A row of buttons for each trait. They follow the sentence, and the sentence follows them."""
    world = models.world_of(model)
    row = np.full(len(world.TRAITS), NONE) if sentence is None else sentence.row
    silent = world.silent(row)
    grid = st.grid(min_column_width=280)
    for at, trait in enumerate(world.TRAITS):
        key = _key(model, trait)
        st.session_state[key] = None if row[at] == NONE else int(row[at])
        if at in silent:
            continue
        with grid.cell():
            st.pills(
                _(trait.title),
                list(range(len(trait.values))),
                format_func=_named(trait),
                key=key,
                on_change=_built,
                args=(model,),
            )


def _named(trait: Trait) -> Callable[[int], str]:
    return lambda value: _(trait.values[value])


def _built(model: Model) -> None:
    """A button was pressed: the sentence says what all buttons say together."""
    world = models.world_of(model)
    told = [st.session_state.get(_key(model, trait)) for trait in world.TRAITS]
    row = world.sayable(np.array([NONE if value is None else value for value in told]))
    _put(key_of(model), sentences_wording.say(world, words.current(), row))


def _key(model: Model, trait: Trait) -> str:
    return f"stackgan.tell.{model.data}.{trait.name}"


def dice(model: Model) -> int:
    """The seed of the noise, with a button for another one."""
    key = "stackgan.dice"
    if key not in st.session_state:
        asked = st.query_params.get("dice", "0")
        st.session_state[key] = min(int(asked), MOST) if asked.isdecimal() else 0
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.button(_("Other noise"), icon=":material/casino:", key="stackgan.roll", on_click=_roll, args=(key,))
        seed = st.number_input(
            _("Noise"),
            0,
            MOST,
            key=key,
            width=130,
            label_visibility="collapsed",
            help=_("The same number gives the same noise, so the same pictures."),
            persist_state="session",
        )
    st.query_params["dice"] = str(seed)
    return seed


MOST = 99_999


def _roll(key: str) -> None:
    st.session_state[key] = (st.session_state[key] + 1) % (MOST + 1)


def second(model: Model, sentence: Sentence) -> Sentence:
    """Another sentence to walk to, in a field of its own; by default an example that says something else."""
    examples = _examples_of(model)
    key = f"stackgan.to.{model.data}"
    if key not in st.session_state:
        other = next(example for example in examples if example not in (sentence.text, sentence.typed))
        st.session_state[key] = st.query_params.get("to") or other
    typed = within(st.text_input(_("The sentence to walk to"), key=key, persist_state="session"))
    st.query_params["to"] = typed
    if not typed.strip():
        raise Trouble("The second sentence is empty.", _("Try: {example}.", example=examples[-1]))
    return read(model, typed)
