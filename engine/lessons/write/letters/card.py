"""Letter by letter: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.write.letters import verdict
from engine.lessons.write.letters.config import LettersConfig
from engine.lessons.write.letters.presets import PRESETS

CARD = Card(
    name="letters",
    title="Letter by letter",
    group="Write",
    summary="A machine reads a text, guesses which letter comes next, and so learns to go on writing.",
    invitation="Turn the temperature and see where the text branches, put another letter, look inside, and let it play tunes.",
    minutes=30,
    paper="Hochreiter & Schmidhuber 1997",
    config=LettersConfig,
    weights=(
        "letters-bestiary",
        "letters-bestiary-transformer",
        "letters-rhymes",
        "letters-tales-ko",
        "letters-melodies",
    ),
    icon=":material/edit_note:",
    portrait="What the machine wrote after 1 step, 100 and 2,000: each letter a coloured square.",
    charts=(
        Chart("Perplexity: among how many letters it guesses", ("held-out perplexity", "bigram perplexity")),
        Chart("Loss", ("training loss", "held-out loss"), "nats per letter"),
    ),
    rewinds=True,
    verdict=verdict.verdict,
    presets=PRESETS,
)
