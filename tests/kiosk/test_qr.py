"""QR codes: the image and the half blocks show the modules of one code, readable anywhere."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from kiosk.person import StaffNo
from kiosk.qr import BORDER, PRINTED_BORDER, qr_ansi, qr_rows, write_qr_png
from kiosk.tokens import TokenSigner

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TOKEN = TokenSigner(bytes(32)).issue(StaffNo("A07"), NOW, NOW + timedelta(hours=12))[1]
UPPER, LOWER = "▀█", "▄█"


def modules_of(text: str) -> list[list[bool]]:
    """The code itself, without any border, as the encoder makes it."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


@pytest.mark.parametrize(
    "text", [TOKEN, "A", "checkpoint\n中文\n" * 5], ids=["token", "short", "long"]
)
def test_half_blocks_are_the_modules_inside_a_light_border(text: str) -> None:
    shown = [[char in halves for char in row] for row in qr_rows(text) for halves in (UPPER, LOWER)]
    modules = modules_of(text)
    size = len(modules)
    inside = [row[BORDER : BORDER + size] for row in shown[BORDER : BORDER + size]]
    assert inside == modules
    assert len(shown[0]) == size + 2 * BORDER
    assert sum(map(sum, shown)) == sum(map(sum, modules)), "the border is light"


def test_token_fits_a_terminal_of_24_rows_and_80_columns() -> None:
    rows = qr_rows(TOKEN)
    assert len(rows) < 24
    assert len(rows[0]) <= 80


def test_terminal_code_is_dark_on_light_whatever_the_terminals_colours() -> None:
    for row in qr_ansi(TOKEN).splitlines():
        assert row.startswith("\x1b[38;2;0;0;0;48;2;255;255;255m")
        assert row.endswith("\x1b[0m")


def test_printed_code_is_the_same_code(tmp_path: Path) -> None:
    write_qr_png(TOKEN, tmp_path / "badge.png")
    modules = modules_of(TOKEN)
    with Image.open(tmp_path / "badge.png") as image:
        size = len(modules) + 2 * PRINTED_BORDER
        scale = image.width // size
        assert image.size == (size * scale, size * scale)
        grey = image.convert("L")
        for y, row in enumerate(modules):
            for x, dark in enumerate(row):
                at = (
                    (x + PRINTED_BORDER) * scale + scale // 2,
                    (y + PRINTED_BORDER) * scale + scale // 2,
                )
                assert (grey.getpixel(at) == 0) is dark
