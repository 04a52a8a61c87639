"""torch without its compiler. The first step of an optimiser loads it, 900 modules and some seconds, only to say: do not compile this.

Nothing here is compiled. So something small says the same in its place, and gives way to the compiler if anybody asks for more.
"""

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

COMPILER = "torch._dynamo"


def spare() -> None:
    """For processes that train, before they do. Where the compiler is there already, it stays."""
    sys.modules.setdefault(COMPILER, Stopgap(COMPILER))


class Stopgap(ModuleType):
    """A module that is loaded when more is asked of it than not to compile."""

    def graph_break(self) -> None: ...

    def disable(self, act: Callable, *_: object, **__: object) -> Callable:
        return act

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)
