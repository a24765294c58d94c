"""The few colours in which words stand, by what they mean; the theme says how they look."""

from enum import StrEnum


class Tone(StrEnum):
    """What words mean. Also a style's name in the texts that `Said` shows."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    GOOD = "good"
    CALM = "calm"
    WARN = "warn"
    BAD = "bad"


_STYLES = {
    Tone.PLAIN: "color: $foreground;",
    Tone.STRONG: "color: $foreground; text-style: bold;",
    Tone.FAINT: "color: $faint;",
    Tone.GOOD: "color: $success-lighten-2;",
    Tone.CALM: "color: $primary-lighten-3;",
    Tone.WARN: "color: $warning; text-style: bold;",
    Tone.BAD: "color: $error-lighten-2; text-style: bold;",
}


def tone_classes(prefix: str) -> set[str]:
    """The component classes of a widget that shows tones: `sheet--warn`."""
    return {f"{prefix}--{tone}" for tone in Tone}


def tone_css(widget: str, prefix: str) -> str:
    """Their styles, for the widget's DEFAULT_CSS."""
    return "\n".join(
        f"{widget} > .{prefix}--{tone} {{ {style} }}" for tone, style in _STYLES.items()
    )
