"""Many small pictures as one, for a component that shows now this one and now that."""

import base64
import io
from typing import Any

import numpy as np
from PIL import Image

COLUMNS = 50


def atlas(pictures: np.ndarray) -> dict[str, Any]:
    """uint8 (n, h, w), (n, h, w, 1) or (n, h, w, 3), laid row by row into one PNG that a page can show."""
    pictures = pictures[..., None] if pictures.ndim == 3 else pictures
    n, h, w, channels = pictures.shape
    rows = -(-n // COLUMNS)
    sheet = np.zeros((rows * COLUMNS, h, w, channels), np.uint8)
    sheet[:n] = pictures
    sheet = sheet.reshape(rows, COLUMNS, h, w, channels).swapaxes(1, 2).reshape(rows * h, COLUMNS * w, channels)
    sheet = sheet[..., 0] if channels == 1 else sheet
    buffer = io.BytesIO()
    Image.fromarray(sheet).save(buffer, "PNG")
    url = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    return {"url": url, "columns": COLUMNS, "side": [h, w]}
