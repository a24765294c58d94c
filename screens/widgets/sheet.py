"""A sheet of rows and columns of which only what can be seen is ever made: a thousand rows open as
fast as ten. With a cursor over rows, or over cells, that stays where it was when the rows change.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from screens.base.text import clean
from screens.widgets.sheet_content import Column, Content, Nothing, fitted
from screens.widgets.tone import tone_classes, tone_css

WHEEL_ROWS = 3
BAR = 1
"""The width of the bar that shows which part of the rows is seen."""


_Placed = tuple[int, Column, int]
"""A column's number, itself, and the width that it has."""


class Sheet(Widget, can_focus=True, inherit_bindings=False):
    """Shows a content. Its first line holds the titles of the columns, if there are any."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("left", "across(-1)", show=False),
        Binding("right", "across(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sheet--heading",
        "sheet--cursor",
        "sheet--cell",
        "sheet--bar",
        "sheet--thumb",
    } | tone_classes("sheet")
    DEFAULT_CSS = """
    Sheet { width: 1fr; height: 1fr; }
    Sheet > .sheet--heading { color: $secondary-lighten-2; text-style: bold; }
    Sheet > .sheet--cursor { background: $panel; }
    Sheet:focus > .sheet--cursor { background: $primary 50%; }
    Sheet > .sheet--cell { background: $panel-lighten-2; text-style: bold; }
    Sheet:focus > .sheet--cell { background: $warning; color: $background; text-style: bold; }
    Sheet > .sheet--bar { color: $rule; }
    Sheet > .sheet--thumb { color: $faint; }
    """ + tone_css("Sheet", "sheet")

    class Moved(Message):
        """The cursor is on another row or cell, or what it is on has changed."""

        def __init__(self, sheet: "Sheet") -> None:
            super().__init__()
            self.sheet = sheet

        @property
        def control(self) -> "Sheet":
            """The sheet, for handlers that are about one of them."""
            return self.sheet

    class Chosen(Moved):
        """Enter was pressed, or what the cursor was on was clicked once more."""

    class Beyond(Moved):
        """The cursor of cells was moved over an edge."""

        def __init__(self, sheet: "Sheet", step: int) -> None:
            super().__init__(sheet)
            self.step = step

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.content: Content = Nothing()
        self.at = 0
        """The row of the cursor."""
        self.across = 0
        """The column of the cursor, where it visits cells."""
        self._top = 0
        self._left = 0
        """So many columns after the fixed ones are out of view."""
        self._layout: list[_Placed] | None = None

    @property
    def key(self) -> str:
        """What the cursor is on; empty where it is on nothing."""
        keys = self.content.keys
        return keys[self.at] if self.at < len(keys) else ""

    def show(self, content: Content) -> None:
        """Show this in place of what was shown; the cursor stays on what it was on, if it can."""
        key, before = self.key, self.at
        self.content = content
        keys = content.keys
        if key and key in keys:
            self.at = keys.index(key)
            if self._top:
                # What came or went above moves nothing of what is seen.
                self._top = max(self._top + self.at - before, 0)
        else:
            self.at = min(self.at, max(len(keys) - 1, 0))
            self._off_headings(1)
        if content.cells:
            self.across = min(max(self.across, content.cells.start), content.cells.stop - 1)
        self._layout = None
        self._bring_into_view()
        self.refresh(layout=self.styles.is_auto_height)
        self.post_message(self.Moved(self))

    def go_to(self, key: str, across: int | None = None) -> None:
        """Put the cursor on the row of this key, and on a cell of it."""
        if key in self.content.keys:
            self.at = self.content.keys.index(key)
        if across is not None:
            self.across = across
        self._moved()

    def action_move(self, step: int) -> None:
        """To the next row, or the one before."""
        self._move_to(self.at + step, step)

    def action_page(self, step: int) -> None:
        """By as many rows as can be seen."""
        self._move_to(self.at + step * max(self._rows - 1, 1), step)

    def action_end(self, step: int) -> None:
        """To the first or the last row."""
        self._move_to(0 if step < 0 else len(self.content.keys) - 1, -step)

    def action_across(self, step: int) -> None:
        """To the next cell, or the one before."""
        cells = self.content.cells
        if not cells:
            return
        if self.across + step in cells:
            self.across += step
            self._moved()
        else:
            self.post_message(self.Beyond(self, step))

    def action_choose(self) -> None:
        """Say that this one is meant."""
        if self.key:
            self.post_message(self.Chosen(self))

    def on_resize(self) -> None:
        """The cursor stays in view."""
        self._bring_into_view()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the rows, not the cursor."""
        self._scroll(WHEEL_ROWS)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the rows, not the cursor."""
        self._scroll(-WHEEL_ROWS)
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """To the row or cell under the mouse; once more means it."""
        place = event.get_content_offset(self)
        row = self._top + (place.y if place else 0) - self._head
        if place is None or place.y < self._head or row >= len(self.content.keys):
            return
        if not self.content.keys[row]:
            return
        before = self.at, self.across
        self.at = row
        column = self._column_at(place.x)
        if column is not None and column in self.content.cells:
            self.across = column
        if before == (self.at, self.across):
            self.action_choose()
        else:
            self._moved()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As high as all rows, where its style does not say how high it is."""
        return len(self.content.keys) + self._head

    def render_line(self, y: int) -> Strip:
        """One line: the titles, a row, or nothing."""
        room = self.content_size.width
        if y < self._head:
            return self._line(self._titles(), room)
        index = self._top + y - self._head
        if index >= len(self.content.keys):
            return Strip.blank(room, self.rich_style)
        return self._line([*self._row(index)], room, self._thumb(y))

    def redraw(self) -> None:
        """The words have changed, and with them the titles."""
        self._layout = None
        self.refresh()

    @property
    def _head(self) -> int:
        return 1 if any(column.title for _, column, _ in self._placed) else 0

    @property
    def _rows(self) -> int:
        return max(self.content_size.height - self._head, 0)

    def _line(self, parts: list[Segment], room: int, thumb: Segment | None = None) -> Strip:
        strip = Strip(parts).adjust_cell_length(room - (thumb is not None), self.rich_style)
        return strip if thumb is None else Strip([*strip, thumb], room)

    def _thumb(self, y: int) -> Segment | None:
        rows, count = self._rows, len(self.content.keys)
        if count <= rows:
            return None
        size = max(rows * rows // count, 1)
        start = round(self._top / max(count - rows, 1) * (rows - size))
        on = start <= y - self._head < start + size
        kind = "sheet--thumb" if on else "sheet--bar"
        return Segment("▐", self.get_component_rich_style(kind))

    @property
    def _placed(self) -> Sequence[_Placed]:
        """The columns that are shown, reckoned once for all lines."""
        if self._layout is None:
            self._layout = [*self._laid_out()]
        return self._layout

    def _laid_out(self) -> Iterator[_Placed]:
        columns = self.content.columns()
        room = self.content_size.width - BAR
        needed = sum(column.width + column.gap for column in columns)
        growing = sum(column.grows for column in columns)
        spare = max(room - needed, 0)
        for number, column in enumerate(columns):
            if self.content.fixed <= number < self.content.fixed + self._left:
                continue
            share = spare // growing if column.grows else 0
            yield number, column, column.width + share

    def _column_at(self, x: int) -> int | None:
        end = 0
        for number, column, width in self._placed:
            end += width + column.gap
            if x < end:
                return number
        return None

    def _titles(self) -> list[Segment]:
        return [
            Segment(
                fitted(column.title, width, column.align) + " " * column.gap,
                self.get_component_rich_style(f"sheet--{column.tone}"),
            )
            for _, column, width in self._placed
        ]

    def _row(self, index: int) -> Iterator[Segment]:
        cells = self.content.row(index)
        if not self.content.keys[index]:
            style = self.get_component_rich_style("sheet--heading")
            yield Segment(clean(cells[0].text), style)
            return
        on_row, marks = index == self.at, bool(self.content.cells)
        ground = self.get_component_rich_style("sheet--cursor").background_style
        for number, column, width in self._placed:
            cell = cells[number]
            style = self.get_component_rich_style(f"sheet--{cell.tone}")
            if on_row and number == self.across and marks:
                style = self.get_component_rich_style("sheet--cell")
            elif on_row:
                style += ground
            yield Segment(fitted(clean(cell.text), width, column.align), style)
            yield Segment(" " * column.gap, ground if on_row else self.rich_style)
        if on_row:
            yield Segment(" " * self.content_size.width, ground)

    def _move_to(self, row: int, step: int) -> None:
        keys = self.content.keys
        if keys:
            self.at = min(max(row, 0), len(keys) - 1)
            self._off_headings(step)
            self._moved()

    def _off_headings(self, step: int) -> None:
        """From a heading to the next row in the direction of the move, or back."""
        keys = self.content.keys
        for way in (step, -step):
            row = self.at
            while 0 <= row < len(keys):
                if keys[row]:
                    self.at = row
                    return
                row += 1 if way > 0 else -1

    def _moved(self) -> None:
        self._bring_into_view()
        self.post_message(self.Moved(self))

    def _scroll(self, rows: int) -> None:
        last = max(len(self.content.keys) - self._rows, 0)
        self._top = min(max(self._top + rows, 0), last)
        self.refresh()

    def _bring_into_view(self) -> None:
        keys, rows = self.content.keys, self._rows
        lowest, highest = max(self.at - rows + 1, 0), self.at
        while highest > 0 and not keys[highest - 1]:
            highest -= 1  # a heading is shown with its first row
        self._top = min(max(self._top, lowest), highest, max(len(keys) - rows, 0))
        self._left = self._needed_left()
        self.redraw()

    def _needed_left(self) -> int:
        """The fewest columns to leave out at the left so that the cursor's is shown."""
        if not self.content.cells:
            return 0
        columns, fixed = self.content.columns(), self.content.fixed
        widths = [column.width + column.gap for column in columns]
        room = self.content_size.width - BAR - sum(widths[:fixed])
        left = 0
        while left < self.across - fixed and sum(widths[fixed + left : self.across + 1]) > room:
            left += 1
        return left
