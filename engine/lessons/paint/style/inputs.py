"""What style transfer works on: a content picture, and styles with their weights."""

from engine.data import gallery as data_gallery
from engine.lessons.paint.inputs import PaintingInputs, parts, style
from engine.lessons.paint.style.config import StyleConfig


def for_style(config: StyleConfig) -> PaintingInputs:
    content = data_gallery.picture(config.content, config.size)
    styles = tuple(style(reference, weight, config.size) for reference, weight in parts(config.styles))
    areas = data_gallery.picture(config.areas)[:, :, 0] if config.areas else None
    return PaintingInputs(content, styles, areas)
