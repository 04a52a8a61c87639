"""The lessons of the house, a line each, with all that trains, opens, measures and shows them."""

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.compete.cgan import recipe as cgan_recipe
from engine.lessons.compete.gan import recipe as gan_recipe
from engine.lessons.compete.points import recipe as points_recipe
from engine.lessons.compete.progan import recipe as progan_recipe
from engine.lessons.compete.stackgan import recipe as stackgan_recipe
from engine.lessons.encode.autoencoder import recipe as autoencoder_recipe
from engine.lessons.encode.concepts import recipe as concepts_recipe
from engine.lessons.encode.vae import recipe as vae_recipe
from engine.lessons.flow.pictures import recipe as pictures_recipe
from engine.lessons.flow.plane import recipe as plane_recipe
from engine.lessons.helpers.eye import recipe as eye_recipe
from engine.lessons.helpers.finder import recipe as finder_recipe
from engine.lessons.helpers.guard import recipe as guard_recipe
from engine.lessons.helpers.judge import recipe as judge_recipe
from engine.lessons.helpers.reader import recipe as reader_recipe
from engine.lessons.paint.brush import recipe as brush_recipe
from engine.lessons.paint.dream import recipe as dream_recipe
from engine.lessons.paint.instant import recipe as instant_recipe
from engine.lessons.paint.style import recipe as style_recipe
from engine.lessons.recipe import Recipe, Shipping
from engine.lessons.translate.cyclegan import recipe as cyclegan_recipe
from engine.lessons.translate.pix2pix import recipe as pix2pix_recipe
from engine.lessons.write.letters import recipe as letters_recipe

RECIPES = {
    "autoencoder": autoencoder_recipe.RECIPE,
    "vae": vae_recipe.RECIPE,
    "concepts": concepts_recipe.RECIPE,
    "points": points_recipe.RECIPE,
    "gan": gan_recipe.RECIPE,
    "cgan": cgan_recipe.RECIPE,
    "progan": progan_recipe.RECIPE,
    "stackgan": stackgan_recipe.RECIPE,
    "cyclegan": cyclegan_recipe.RECIPE,
    "pix2pix": pix2pix_recipe.RECIPE,
    "plane": plane_recipe.RECIPE,
    "letters": letters_recipe.RECIPE,
    "pictures": pictures_recipe.RECIPE,
    "judge": judge_recipe.RECIPE,
    "reader": reader_recipe.RECIPE,
    "style": style_recipe.RECIPE,
    "brush": brush_recipe.RECIPE,
    "dream": dream_recipe.RECIPE,
    "guard": guard_recipe.RECIPE,
    "finder": finder_recipe.RECIPE,
    "instant": instant_recipe.RECIPE,
    "eye": eye_recipe.RECIPE,
}


def of(lesson: str) -> Recipe:
    if lesson not in RECIPES:
        raise Trouble(
            _("There is no lesson called '{name}'.", name=lesson),
            _("The lessons are: {known}.", known=", ".join(RECIPES)),
        )
    return RECIPES[lesson]


def shipping_of(lesson: str) -> Shipping:
    shipping = of(lesson).shipping
    if shipping is None:
        raise Trouble(
            _("Nothing of the lesson '{lesson}' is shipped.", lesson=lesson), "Choose a run of another lesson."
        )
    return shipping
