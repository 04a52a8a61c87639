"""Settings worth showing: good runs, and failures made on purpose, each with its symptom, its cause and its cure."""

from engine.core.preset import Preset

PRESETS = (
    Preset(
        name="spiral",
        lesson="plane",
        title="A good spiral",
        symptom="The cloud winds itself up into a spiral, and made points reach most of the real ones.",
        cause="At each place and time the network knows the mean way of all lines that pass there, and the walk follows it in small steps.",
        cure="",
        settings={"steps": 3_000},
    ),
    Preset(
        name="letters",
        lesson="plane",
        title="Said as noise",
        symptom="Letters, made by a network that only tells the noise in a point, as DDPM's does.",
        cause="Velocity, noise and score are three words for one thing: a formula leads from each to the others.",
        cure="",
        settings={"shape": "letters", "predicts": "noise", "sampler": "ddpm", "walk": 100, "steps": 3_000},
    ),
    Preset(
        name="leap",
        lesson="plane",
        title="One step",
        symptom="All points land on one blot near the middle of the spiral, though the loss is as low as ever.",
        cause="From the noise alone nobody can know where a point belongs: the best first answer leads to the middle of all data.",
        cure="Fifty steps. The network is the same.",
        settings={"walk": 1, "steps": 1_500},
        cured={"walk": 50},
    ),
    Preset(
        name="hurried",
        lesson="plane",
        title="DDPM in 4 steps",
        symptom="A blurred shape with points all around it.",
        cause="Each step guesses the data and covers the guess with fresh noise. Four guesses are too few to correct one another.",
        cure="A hundred steps, or a sampler without fresh noise.",
        settings={"sampler": "ddpm", "walk": 4, "steps": 1_500},
        cured={"walk": 100},
    ),
    Preset(
        name="heart",
        lesson="plane",
        title="16 points by heart",
        symptom="All paths end in the same 16 points. The loss on points that it has met falls far below that on others.",
        cause="With so few points the best answer is to lead to just these. That is what was asked for.",
        cure="More points.",
        settings={"points": 16, "steps": 3_000},
        cured={"points": 10_000},
    ),
    Preset(
        name="small",
        lesson="plane",
        title="Too small",
        symptom="The cloud only shrinks to a blot about as large as the spiral.",
        cause="Four hidden units bend the field in four places at most.",
        cure="Three layers of 64.",
        settings={"width": 4, "layers": 1, "steps": 2_000},
        cured={"width": 64, "layers": 3},
    ),
)
