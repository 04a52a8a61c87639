"""Letter by letter: a machine that goes on writing. Its temperature under the hand, its inside, how it learnt, and one's own."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.write.letters import beside, drafts, inside, models, own_text, write
from playground.runs import panel, start
from playground.shell import frame, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, presets

CARD = CARDS["letters"]

VIEWS = {
    "write": N_(":material/edit_note: Write"),
    "beside": N_(":material/compare: Side by side"),
    "learn": N_(":material/movie: How it learnt"),
    "inside": N_(":material/psychology: Inside"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="A machine guesses the next letter of a text again and again; whoever guesses well has to know words and grammar, and can go on writing.",
    idea=(
        "The machine reads a text **letter by letter**. After each letter it gives every letter a probability of coming next, and pays for the "
        "surprise when the true one comes. That is all it is taught: no words, no rules.\n\n"
        "To **write**, it draws a letter from its own probabilities, reads it as if it had stood there, and goes on. The **temperature** sharpens or "
        "flattens the probabilities before the draw: near 0 always the likeliest letter, which soon goes round in circles; far above 1 noise. "
        "**Top-k** and **nucleus** cut off the unlikely tail instead.\n\n"
        "An **LSTM** carries what it has read in a fixed number of cells, each with gates that say what to keep, to let in, and to show. A "
        "**transformer** keeps the last letters as they were, and its heads look back at those that matter now."
    ),
    diagram=(
        "flowchart LR\n  T[text so far] --> M[machine] --> P((probabilities))\n  P -->|temperature, dice| L[next letter]\n"
        "  L -->|is read| M\n  W[true letter] -.->|surprise| M"
    ),
    diagram_alt=(
        "The text so far goes into the machine, which gives probabilities. With temperature and dice the next letter is drawn and read in "
        "turn. In training the true letter's surprise teaches the machine."
    ),
    mathematics=(
        (
            r"p(x_1, \ldots, x_n) = \prod_t p(x_t \mid x_1, \ldots, x_{t-1})",
            "Any text's probability is a product of next letters' probabilities: a guesser of next letters is a model of texts.",
        ),
        (
            r"\text{loss} = -\tfrac1n \sum_t \log p(x_t \mid x_{<t}), \qquad \text{perplexity} = e^{\text{loss}}",
            "The surprise in nats per letter. Perplexity says it otherwise: among how many equally likely letters it has to guess.",
        ),
        (
            r"c_t = f_t \odot c_{t-1} + i_t \odot \tanh(W x_t + U h_{t-1}), \quad h_t = o_t \odot \tanh(c_t)",
            "The LSTM: what each cell keeps (f), lets in (i) and shows (o) are numbers from 0 to 1 that depend on the letter and on h.",
        ),
        (
            r"\mathrm{softmax}\Big(\tfrac{q_t \cdot k_s}{\sqrt d} + b_{t-s}\Big)\, v_s",
            "The transformer's look back: what letter t asks (q) is compared with what each letter s offers (k); b is learnt for each distance.",
        ),
        (
            r"p_T(x) \propto p(x)^{1/T}",
            "Temperature T. The same random number then falls on another letter only where the probabilities moved past it.",
        ),
    ),
    reading=(
        ("Hochreiter & Schmidhuber 1997, LSTM", "https://doi.org/10.1162/neco.1997.9.8.1735"),
        ("Karpathy 2015, character-level networks", "https://karpathy.github.io/2015/05/21/rnn-effectiveness/"),
        ("Vaswani et al. 2017, transformer", "https://arxiv.org/abs/1706.03762"),
        ("Holtzman et al. 2020, nucleus sampling", "https://arxiv.org/abs/1904.09751"),
    ),
)

CODE = (
    ("engine/lessons/write/letters/train.py", "improve"),
    ("engine/lessons/write/letters/losses.py", "surprise"),
    ("engine/lessons/write/letters/network.py", "Lstm"),
    ("engine/lessons/write/letters/network.py", "Block"),
    ("engine/lessons/write/letters/sampling.py", "laid"),
    ("engine/lessons/write/letters/sampling.py", "chosen"),
    ("engine/lessons/write/letters/bigram.py", "probabilities"),
)


def show_write(corner) -> None:
    with corner:
        model = models.choose("letters.model")
    if model:
        write.show(model)


def show_learn(corner) -> None:
    with corner:
        model = models.choose("letters.learnt")
    if model:
        drafts.show(model)


def show_inside(corner) -> None:
    with corner:
        model = models.choose("letters.inner")
    if model:
        inside.show(model)


def show_train(_corner) -> None:
    presets.preset_shelf("letters")
    own_text.ask()
    config = config_form.config_form(
        CARD.config,
        "letters",
        start=own_text.begun(),
        hidden=own_text.hidden,
        folded=FOLDED,
        expanded="run" not in st.query_params,
    )
    if config:
        start.begin("letters", own_text.settled(config))
        st.rerun()
    if "run" in st.query_params:
        drafts.show_run(st.query_params["run"])
        panel.run_panel(st.query_params["run"], hidden=own_text.hidden)
        if models.of_run(st.query_params["run"]):
            views.offer(_("Write with this model"), "write", "letters", model=st.query_params["run"])


FOLDED = ("length", "learning_rate", "batch", "preview_every", "seed")

SHOWN = {"write": show_write, "beside": beside.show, "learn": show_learn, "inside": show_inside, "train": show_train}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "letters")
    SHOWN[view](corner)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        st.caption(
            _("Under Write the same sums run in your browser, in JavaScript; a test holds both to the same numbers.")
        )
        source_code.code_that_runs(*CODE)
