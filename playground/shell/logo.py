"""The house's sign, drawn by hand: a picture goes in, is squeezed to a point, and comes out again."""

_GRADIENT = (
    '<linearGradient id="sky" x1="0" y1="0" x2="1" y2="1">'
    '<stop offset="0" stop-color="#5b4bd1"/><stop offset="0.55" stop-color="#8a5fe0"/>'
    '<stop offset="1" stop-color="#f08a7a"/></linearGradient>'
)

_SIGN = (
    '<rect width="32" height="32" rx="9" fill="url(#sky)"/>'
    '<path d="M6.5 8.5 14.4 16 6.5 23.5Z M25.5 8.5 17.6 16 25.5 23.5Z" fill="#fff" stroke="#fff" stroke-width="2" '
    'stroke-linejoin="round"/><circle cx="16" cy="16" r="2.1" fill="#fff"/>'
)

_LETTERS = (
    "M44 25 51 7 58 25 M46.6 19H55.4"  # A
    "M63.5 9V21.3Q63.5 25 67 25H68.2 M60.5 13.4H68"  # t
    "M72.2 19.2H83.2A5.6 5.9 0 1 0 81.6 23.2"  # e
    "M88.4 6.5V25"  # l
    "M94 13.3V25"  # i
    "M99.2 19.2H110.2A5.6 5.9 0 1 0 108.6 23.2"  # e
    "M115.4 25V13.3 M115.4 18.2Q115.4 13.3 120.6 13.3"  # r
)

MARK = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32"><defs>{_GRADIENT}</defs>{_SIGN}</svg>'

# One violet for both themes, because a picture does not know which of them is shown.
WORDMARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 124 32" width="124" height="32" role="img" aria-label="Atelier">'
    f"<defs>{_GRADIENT}</defs>{_SIGN}"
    f'<path d="{_LETTERS}" fill="none" stroke="#7667e6" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/>'
    '<circle cx="94" cy="8.2" r="1.7" fill="#7667e6"/></svg>'
)
