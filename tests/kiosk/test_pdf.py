"""PDF files, read back by another program: Chinese, long cells, numbered pages, a picture."""

import subprocess
from pathlib import Path

import pytest

from keyroom.language import Language, use
from kiosk import font
from kiosk.errors import FileUnwritableError
from kiosk.font import font_file
from kiosk.pdf import Heading, NoFontError, Paragraph, Picture, Table, write_pdf
from kiosk.qr import qr_png

needs_font = pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")


def text_of(path: Path) -> str:
    """What poppler reads; pages end in form feeds."""
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout


def images_of(path: Path) -> list[str]:
    listed = subprocess.run(
        ["pdfimages", "-list", path], check=True, capture_output=True, text=True
    ).stdout
    return listed.splitlines()[2:]


@needs_font
class TestBlocks:
    def test_title_headings_and_text_in_chinese(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        write_pdf(path, "查询回执", [Heading("事由"), Paragraph("客户来电核实\n第二行")])
        assert text_of(path).split() == [
            *("查询回执", "事由", "客户来电核实", "第二行"),
            *("查询回执", "page", "1", "of", "1"),
        ]

    def test_markup_is_text(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        cell = "<para>&amp;</b>"
        write_pdf(path, "<b>1</b>", [Paragraph("<i>&lt;"), Table(("a",), [(cell,)])])
        read = text_of(path)
        assert all(text in read for text in ("<b>1</b>", "<i>&lt;", cell))

    def test_control_characters_and_turned_writing_are_left_out(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        write_pdf(path, "a", [Table(("h",), [("x\x1b[31my\u202ez\x00",)]), Paragraph("p\u202eq")])
        read = text_of(path)
        assert "x[31myz" in read
        assert "pq" in read

    def test_long_cells_are_broken_and_lose_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        long = "客户来电核实本月账单" * 30
        write_pdf(path, "a", [Table(("短", "长"), [("A07", long)], widths=(1, 3))])
        read = "".join(text_of(path).split())
        assert read.replace("A07", "").count("客户来电核实本月账单") == 30

    def test_every_page_has_the_headings_and_says_which_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        rows = [(str(number), "x") for number in range(300)]
        write_pdf(path, "a", [Table(("工号", "事由"), rows)], landscape=True)
        pages = text_of(path).rstrip("\f").split("\f")
        assert len(pages) > 5
        for number, page in enumerate(pages, start=1):
            assert "工号" in page
            assert f"page {number} of {len(pages)}" in page

    def test_foot_is_in_the_language_in_use(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        use(Language.CHINESE)
        write_pdf(path, "a", [])
        assert "第 1 页，共 1 页" in text_of(path)

    def test_picture_is_in_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        write_pdf(path, "a", [Picture(qr_png("KEYROOM"), 30, "扫码核对")])
        assert len(images_of(path)) == 1
        assert "扫码核对" in text_of(path)

    def test_table_without_rows(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        write_pdf(path, "a", [Table(("工号",), [])])
        assert "工号" in text_of(path)

    def test_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileUnwritableError):
            write_pdf(tmp_path / "nowhere" / "a.pdf", "a", [])


def test_without_the_font_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font, "FONTS", (Path("/nowhere/font.ttc"),))
    font.font_file.cache_clear()
    try:
        with pytest.raises(NoFontError):
            write_pdf(tmp_path / "a.pdf", "a", [])
    finally:
        font.font_file.cache_clear()
    assert not list(tmp_path.iterdir())
