"""How many held-out faces a finder finds, and its contact sheet."""

import numpy as np
import torch

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.data.public import people
from engine.lessons.helpers.finder import train
from engine.lessons.helpers.finder.config import FinderConfig
from engine.lessons.helpers.finder.model import FaceFinder
from engine.lessons.score import Score, mean_score
from engine.nn import images


def measure(model: FaceFinder, data: Pictures, config: FinderConfig) -> list[Score]:
    """Of whole held-out pictures, and of faces that were laid into others, leaning, near and far."""
    truth = np.array(people.EYES)
    apart = truth[1, 0] - truth[0, 0]
    found: list[Score] = []
    for label in (1, 2):
        asked = data.held_out[data.held_out_labels == label]
        off = []
        for picture in asked:
            faces = [(face.left, face.right) for face in model.find(np.kron(picture, np.ones((2, 2, 1), np.uint8)))]
            off.append(
                min((np.linalg.norm(np.array(eyes) / 2 - truth, axis=1).mean() / apart for eyes in faces), default=9.0)
            )
        right = np.array(off) < 0.25
        name = people.CLASSES[label]
        found.append(mean_score(f"found, {name}", right, "", "both eyes within a quarter of their distance"))
        found.append(mean_score(f"eyes off by, {name}", np.array(off)[right], "of their distance", "of those found"))
    empty = data.held_out[data.held_out_labels == 0]
    alarms = np.array([len(model.find(picture)) > 0 for picture in empty])
    found.append(mean_score("false alarms", alarms, "", "share of pictures of nobody in which it sees a face"))
    leaning = train.measure(model.network, train.held_out(data, config, seed=3))
    found += [
        Score(f"{name}, leaning", float(value), float(value), float(value), "", "faces laid into other pictures")
        for name, value in leaning.items()
    ]
    return found


def sheet(model: FaceFinder, data: Pictures) -> tuple[np.ndarray, str]:
    drawn = torch.from_numpy(data.held_out[data.held_out_labels == 2][: train.SHOWN])
    grounds = torch.from_numpy(data.held_out[data.held_out_labels == 0][: len(drawn)])
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        shown = train.views.by_chance(drawn, grounds, 35.0, flip=True)
    sure, eyes = train.surest(model.network, shown.x)
    return sheets.grid(train.marked(images.to_pixels(shown.x), sure, eyes), across=train.SHOWN // 2), train.CAPTION
