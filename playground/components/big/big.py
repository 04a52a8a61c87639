"""The Big button: picture, control and verdict fill the screen, in type that is read at six metres. Escape or B leads back."""

from playground.components.shared import assets

_component = assets.component("big")


def big(key: str = "big") -> None:
    _component(key=key, data={"name": key, "palette": {"light": [], "dark": []}}, width="content")
