"""QR codes: as an image to print, and as half blocks that a phone reads off a terminal."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qrcode.main import QRCode

BORDER = 2
"""Light modules around a code on a terminal: 2 suffice for phones, and keep it within 24 rows."""
PRINTED_BORDER = 4
"""Light modules around a printed code, as ISO/IEC 18004 asks."""

_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_DARK_ON_LIGHT = "\x1b[38;2;0;0;0;48;2;255;255;255m"
_PLAIN = "\x1b[0m"


def qr_rows(text: str) -> list[str]:
    """The code as rows of half blocks, dark where there is ink: show them black on white."""
    modules = _code(text).get_matrix()
    if len(modules) % 2:
        modules.append([False] * len(modules))
    return [
        "".join(_HALVES[upper, lower] for upper, lower in zip(*pair, strict=True))
        for pair in zip(modules[::2], modules[1::2], strict=True)
    ]


def qr_ansi(text: str) -> str:
    """The code for a terminal of any colours: every row paints its own black on white."""
    return "\n".join(f"{_DARK_ON_LIGHT}{row}{_PLAIN}" for row in qr_rows(text))


def qr_png(text: str) -> bytes:
    """The code as the bytes of a PNG image, 10 pixels a module."""
    image = BytesIO()
    _code(text, border=PRINTED_BORDER).make_image().save(image, format="PNG")
    return image.getvalue()


def write_qr_png(text: str, path: Path) -> None:
    """The code as a PNG image, 10 pixels a module."""
    path.write_bytes(qr_png(text))


def _code(text: str, border: int = BORDER) -> "QRCode[Any]":
    # Imported here: Pillow is 50 ms that only these functions need.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=border, box_size=10)
    code.add_data(text)
    code.make(fit=True)
    return code
