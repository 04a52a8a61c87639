"""Streamlit's caches are shared by all visitors. What was made of somebody's own pictures must not come out of one for another desk."""

import functools
import inspect
import re
from collections.abc import Callable
from typing import Any

import streamlit as st

from engine.core import desks
from engine.language.words import _

OWN = re.compile(r"[0-9a-f]{32}")
"""Own pictures, albums and pairs are called by a hash of what they show, and no built-in picture is."""


def of_desk(cache: Callable[..., Any], **how: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`cache` is st.cache_data or st.cache_resource. What names an own picture among its arguments is kept for the desk that asks;
    the rest is kept once for all. While something is made anew, a text as `show_spinner` says so in the visitor's language."""
    words = how.pop("show_spinner", False)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def at_desk(desk: str, *given: Any, **named: Any) -> Any:
            if not isinstance(words, str):
                return function(*given, **named)
            with st.spinner(_(words)):
                return function(*given, **named)

        # Streamlit leaves arguments out of its key by their names in the signature, and finds the code behind __wrapped__.
        signature = inspect.signature(function)
        whose = inspect.Parameter("desk", inspect.Parameter.POSITIONAL_ONLY)
        ordinary = [one.replace(kind=inspect.Parameter.POSITIONAL_OR_KEYWORD) for one in signature.parameters.values()]
        vars(at_desk)["__signature__"] = signature.replace(parameters=[whose, *ordinary])
        kept = cache(show_spinner=False, **how)(at_desk)

        @functools.wraps(function)
        def ask(*given: Any, **named: Any) -> Any:
            counts = dict(zip(signature.parameters, given, strict=False)) | named
            counts = [value for name, value in counts.items() if not name.startswith("_")]
            return kept(desks.current() if names_own(counts) else desks.ONLY, *given, **named)

        vars(ask)["clear"] = kept.clear
        return ask

    return decorate


def names_own(arguments: list[Any]) -> bool:
    """Whether a text, or a text in a config or a tuple, is or contains the name of an own picture."""
    return any(OWN.search(repr(one)) for one in arguments if not hasattr(one, "shape"))
