"""Where tensors live. The only file that names cuda or mps."""

import os
import platform

import torch


def pick() -> torch.device:
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def describe() -> str:
    """The device in words, for a page or a card."""
    where = pick()
    if where.type == "cuda":
        return torch.cuda.get_device_name(where)
    if where.type == "mps":
        return "Apple GPU"
    return f"{_processor()}, {torch.get_num_threads()} of {os.cpu_count()} cores"


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
