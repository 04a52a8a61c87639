"""The lessons of the house, a line each, as plain data that a page imports in milliseconds."""

from typing import Any

from engine.core import config as configs
from engine.core.card import Card
from engine.core.errors import Trouble
from engine.core.finding import Finding, Lines
from engine.core.preset import Preset
from engine.language.words import N_, _
from engine.lessons.compete.cgan import card as cgan_card
from engine.lessons.compete.gan import card as gan_card
from engine.lessons.compete.points import card as points_card
from engine.lessons.compete.progan import card as progan_card
from engine.lessons.compete.stackgan import card as stackgan_card
from engine.lessons.encode.autoencoder import card as autoencoder_card
from engine.lessons.encode.concepts import card as concepts_card
from engine.lessons.encode.vae import card as vae_card
from engine.lessons.flow.pictures import card as pictures_card
from engine.lessons.flow.plane import card as plane_card
from engine.lessons.helpers.eye import card as eye_card
from engine.lessons.helpers.finder import card as finder_card
from engine.lessons.helpers.guard import card as guard_card
from engine.lessons.helpers.judge import card as judge_card
from engine.lessons.helpers.reader import card as reader_card
from engine.lessons.paint.brush import card as brush_card
from engine.lessons.paint.dream import card as dream_card
from engine.lessons.paint.instant import card as instant_card
from engine.lessons.paint.style import card as style_card
from engine.lessons.translate.cyclegan import card as cyclegan_card
from engine.lessons.translate.pix2pix import card as pix2pix_card
from engine.lessons.write.letters import card as letters_card

CARDS = {
    card.name: card
    for card in (
        autoencoder_card.CARD,
        vae_card.CARD,
        concepts_card.CARD,
        points_card.CARD,
        gan_card.CARD,
        cgan_card.CARD,
        progan_card.CARD,
        stackgan_card.CARD,
        cyclegan_card.CARD,
        pix2pix_card.CARD,
        plane_card.CARD,
        letters_card.CARD,
        pictures_card.CARD,
        judge_card.CARD,
        reader_card.CARD,
        style_card.CARD,
        brush_card.CARD,
        dream_card.CARD,
        guard_card.CARD,
        finder_card.CARD,
        instant_card.CARD,
        eye_card.CARD,
    )
}

GROUPS = (N_("Encode"), N_("Compete"), N_("Translate"), N_("Flow"), N_("Write"), N_("Paint"))


def card(name: str) -> Card:
    if name not in CARDS:
        raise Trouble(
            _("There is no lesson called '{name}'.", name=name), _("The lessons are: {known}.", known=", ".join(CARDS))
        )
    return CARDS[name]


def verdict(lesson: str, config: Any, lines: Lines) -> list[Finding]:
    """What there is to say, worst first; a healthy run gets one good finding; one without numbers, or that only paints, none."""
    judge = card(lesson).verdict
    return sorted(judge(config, lines), key=lambda finding: finding.good) if judge and lines else []


def preset(lesson: str, name: str) -> Preset:
    presets = card(lesson).presets
    for one in presets:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in presets)
    raise Trouble(
        _("There is no preset called '{name}' here.", name=name[:40]), _("The presets are: {known}.", known=known)
    )


def config_from(lesson: str, values: dict[str, Any]) -> Any:
    return configs.from_dict(card(lesson).config, values)


def config_of(preset: Preset) -> Any:
    return configs.from_dict(card(preset.lesson).config, preset.settings)


def cured_config_of(preset: Preset) -> Any:
    return configs.from_dict(card(preset.lesson).config, {**preset.settings, **preset.cured})


def configs_of(preset: Preset) -> list[Any]:
    """With its settings, and with its cure where it has one."""
    return [config_of(preset), *([cured_config_of(preset)] if preset.cured else [])]
