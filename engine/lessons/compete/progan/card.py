"""Progressive GAN: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.compete.charts import GAN_CHARTS
from engine.lessons.compete.progan.config import ProgressiveConfig

CARD = Card(
    name="progan",
    title="Progressive GAN",
    group="Compete",
    summary="A GAN that begins with pictures of 4 pixels and grows: 8, 16, 32, 64, each new layer faded in.",
    invitation="Move alpha by hand and watch a new layer take over, see one face at every resolution, and race it against a DCGAN.",
    minutes=25,
    paper="Karras, Aila, Laine & Lehtinen 2018",
    config=ProgressiveConfig,
    weights=("progan-faces",),
    icon=":material/trending_up:",
    portrait="Six faces of nobody, each at 4, 8, 16, 32 and 64 pixels.",
    charts=(Chart("Resolution", ("resolution",), "px"), Chart("Alpha", ("alpha",)), *GAN_CHARTS),
)
