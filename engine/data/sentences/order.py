"""The order of words: what was said in another order than the models learnt is told anew, in theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from engine.data.sentences import worlds
from engine.data.sentences.traits import NONE


def needed(words: Sequence[Any]) -> bool:
    """Whether they cannot be read one after the other: another language has an order of its own."""
    return any(word.role.foreign or word.moved for word in words)


def told(world: ModuleType, words: Sequence[Any]) -> list[str]:
    """The sentence that the model goes by: as it was typed, or told anew where it has to be."""
    typed = [one for word in words for one in word.read]
    if not typed or not needed(words):
        return typed
    return world.say(world.understood(arranged(world, words)))


def marked(world: ModuleType, words: Sequence[Any], why: str) -> list[Any]:
    """The same words; those that are known and yet tell nothing where they stand say so."""
    row = world.understood(arranged(world, words))
    kept = {
        name for trait, value in zip(world.TRAITS, row, strict=True) if value != NONE for name in trait.words[value]
    }
    telling = worlds.telling(world)
    return [
        replace(word, nearest="", known=True, why=why)
        if telling & set(word.read) and not kept & set(word.read)
        else word
        for word in words
    ]


@dataclass
class _Thing:
    """One of the things whose order counts. lies: how, seen from the other; of: or how the other lies, seen from it."""

    words: list[str]
    subject: bool = False
    lies: str = ""
    of: str = ""


@dataclass
class _Scene:
    """What has been gathered of a sentence so far."""

    things: list[_Thing] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    ground: list[str] = field(default_factory=list)
    lies: str = ""
    of: str = ""

    def close(self, subject: bool = False) -> None:
        """The words gathered are a thing."""
        if self.open:
            self.things.append(_Thing(self.open, subject, self.lies, self.of))
            self.open, self.lies, self.of = [], "", ""

    def relate(self, relation: str, behind: bool) -> None:
        self.close()
        last = self.things[-1] if self.things else None
        if not behind:
            self.of = relation
        elif last is None or last.lies or last.of:
            self.lies = relation
        elif last.subject:
            last.lies = relation
        else:
            last.of = relation


def arranged(world: ModuleType, words: Sequence[Any]) -> list[str]:
    """The words as the world's grammar has them: what lies somewhere, how, and from where it is seen; at last the ground."""
    scene = _Scene()
    for word in words:
        read = word.read
        if word.place:
            scene.ground += [word.place, *read]
        elif not read or read in (["in"], ["on"], ["and"]):
            continue
        elif read[0] in world.RELATIONS:
            scene.relate(read[0], word.role.behind)
        elif world.HEADS & set(read) and not word.role.modifies:
            _head(scene, word.read, word.role.subject or word.role.object)
        elif word.role.tells and not scene.open and scene.things and scene.things[-1].subject:
            scene.things[-1].words += read
        else:
            scene.open += read
    if scene.things and not (scene.lies or scene.of):
        scene.things[-1].words += scene.open
    else:
        scene.close()
    return [*_lying(scene.things[:2]), *scene.ground]


def _head(scene: _Scene, read: list[str], spoken_of: bool) -> None:
    last = scene.things[-1] if scene.things else None
    if read == ["shape"] and not scene.open and last and not (last.subject or last.lies or last.of):
        last.subject = spoken_of  # 별 모양 도형 is one thing
        return
    scene.open += read
    scene.close(spoken_of)


def _lying(things: list[_Thing]) -> list[str]:
    if len(things) < 2:
        return [word for thing in things for word in (*thing.words, *filter(None, (thing.lies or thing.of,)))]
    one, other = things
    if one.of and other.of:  # 'a star at the left, a heart at the right'
        one.lies = one.of
    if one.lies or not other.lies and other.of:
        return [*one.words, one.lies or other.of, *other.words]
    if other.lies or one.of:
        return [*other.words, other.lies or one.of, *one.words]
    return [*one.words, "and", *other.words]
