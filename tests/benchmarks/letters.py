"""How many letters a second the shipped machines write, on one core: `python -m tests.benchmarks.letters`.

Seconds of the processor are counted, so that what else runs on the machine counts less.
"""

import json
import shutil
import subprocess
import time

from engine.catalog import CARDS
from engine.lessons.write.letters import model, sampling
from engine.weights import shelf
from playground.components.shared import assets
from playground.components.writer import writer

LETTERS, TURNS = 400, 3

BROWSER = """
    const { packed, letters } = JSON.parse(require("fs").readFileSync(0));
    const machine = openMachine(packed, letters), random = dice(1);
    const write = () => { let letter = 0; for (let at = 0; at < letters; at++) letter = chosenAt(laid(machine.read(at, letter), { temperature: 1, topK: 0, nucleus: 1 }), random()); };
    write();
    let best = Infinity;
    for (let turn = 0; turn < 5; turn++) { const before = process.cpuUsage(); write(); const { user, system } = process.cpuUsage(before); best = Math.min(best, user + system); }
    console.log(letters / best * 1e6);"""


def by_numpy(machine: model.Writer) -> float:
    chance = sampling.dice(1, LETTERS)
    took = []
    for _turn in range(TURNS):
        began = time.process_time()
        machine.write("", chance)
        took.append(time.process_time() - began)
    return LETTERS / min(took)


def by_javascript(machine: model.Writer) -> float | None:
    """By the engine of Chromium, outside of it; None where node is not installed."""
    if shutil.which("node") is None:
        return None
    code = assets.read("shared/numbers.js", "writer/sampling.js", "writer/machine.js") + BROWSER
    told = json.dumps({"packed": writer.packed(machine), "letters": LETTERS})
    return float(subprocess.run(["node", "-e", code], input=told, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    print("| model | size | numpy, letters a second | JavaScript |\n| --- | --- | --- | --- |")
    for name in filter(shelf.shipped().__contains__, CARDS["letters"].weights):
        path = shelf.find(name)
        machine = model.load(path)
        in_browser = by_javascript(machine)
        said = "" if in_browser is None else f"{in_browser:,.0f}"
        print(f"| {name} | {path.stat().st_size / 1e6:.2f} MB | {by_numpy(machine):,.0f} | {said} |")


if __name__ == "__main__":
    main()
