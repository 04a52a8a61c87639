"""A brush of your own: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.paint.brush.config import SHIPPED, BrushConfig

CARD = Card(
    name="brush",
    title="A brush of your own",
    group="Paint",
    summary="A network learns one style, and from then on paints any picture in it at once.",
    invitation="Upload a drawing or a fabric as the style, watch a brush learn it in minutes, and paint your photographs with it.",
    minutes=20,
    paper="Johnson, Alahi & Fei-Fei 2016; Ulyanov et al. 2016",
    config=BrushConfig,
    weights=tuple(SHIPPED),
    icon=":material/format_paint:",
    portrait="A style, a photograph, and what a brush made of it while it learnt.",
    charts=(Chart("Losses", ("content", "style", "smoothness")),),
)
