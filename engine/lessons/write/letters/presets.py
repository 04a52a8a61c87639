"""Settings worth showing: good runs, and failures made on purpose, each with its symptom, its cause and its cure."""

from engine.core.preset import Preset

PRESETS = (
    Preset(
        name="bestiary",
        lesson="letters",
        title="From noise to a bestiary",
        symptom="After 10 steps there are words' lengths, after 100 some words, after 1,000 sentences with brackets that close.",
        cause="What is most frequent is learnt first: letters, then pairs, then words, then what belongs together far apart.",
        cure="",
        settings={"steps": 2_000},
    ),
    Preset(
        name="looking-back",
        lesson="letters",
        title="The same with attention",
        symptom="With as many weights a transformer copies names it met a line before; an LSTM has to carry them along.",
        cause="Its heads look back at up to 64 letters and copy what they find there. Its memory ends where the span ends.",
        cure="",
        settings={"kind": "transformer", "steps": 2_000},
    ),
    Preset(
        name="by-heart",
        lesson="letters",
        title="Learnt by heart",
        symptom="The training loss falls to almost nothing, the held-out perplexity rises, and whole lines stand in the training text.",
        cause="There are two pages of text and 100,000 weights: knowing it by heart is the shortest way.",
        cure="Give it 200,000 letters.",
        settings={"letters": 2_000, "steps": 1_000},
        cured={"letters": 200_000},
    ),
    Preset(
        name="short-memory",
        lesson="letters",
        title="A short memory",
        symptom="Words are right, but brackets stay open, lines break anywhere, and a beast changes its name within a sentence.",
        cause="It learnt from stretches of 8 letters: what lies further apart it never saw together.",
        cure="Learn from stretches of 128 letters.",
        settings={"length": 8, "batch": 128, "steps": 1_000},
        cured={"length": 128, "batch": 16},
    ),
    Preset(
        name="too-fast",
        lesson="letters",
        title="Too fast",
        symptom="The loss jumps and stays high: it writes the most frequent letters in any order.",
        cause="Steps of 0.1 throw the weights past every good place, and the gates are stuck open or shut.",
        cure="Steps of 0.005.",
        settings={"learning_rate": 0.1, "steps": 500},
        cured={"learning_rate": 0.005},
    ),
    Preset(
        name="tunes",
        lesson="letters",
        title="A machine that makes tunes",
        symptom="It writes melodies in ABC notation that can be played. Most bars are full, and most tunes end on their own note.",
        cause="To the machine notes are letters like all others: it counts beats because bar lines come at regular places.",
        cure="",
        settings={"text": "melodies", "steps": 2_000},
    ),
)
