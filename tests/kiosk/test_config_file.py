"""Every fault of keyroom.toml: its line, its key, what is wrong, and what was probably meant."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config_faults import _OTHER
from kiosk.config_file import ConfigFile
from kiosk.errors import ConfigUnreadableError
from kiosk.faults import FaultyFileError
from kiosk.knob_tree import ANY_NAME, Knob, knobs


def faults(text: str | bytes) -> list[str]:
    """The faults of a configuration, as a person reads them."""
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(FaultyFileError) as caught:
        ConfigFile.parse(raw, "keyroom.toml")
    return str(caught.value).splitlines()


READER = '[[readers]]\nname = "door"\nterminal = "entrance"\nurl = "wedge:"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "[attendance]\ntier_fine = [1]",
            "2: attendance.tier_fine: unknown key; did you mean tier_fines?",
            id="misspelt key",
        ),
        pytest.param(
            "dedupe_seconds = 3",
            "1: dedupe_seconds: unknown key; did you mean attendance.dedupe_seconds?",
            id="key in the wrong table",
        ),
        pytest.param(
            "[atendance]", "1: atendance: unknown key; did you mean attendance?", id="table"
        ),
        pytest.param(
            "[privacy]\ncolour = 1",
            "2: privacy.colour: unknown key; "
            "the keys here are: idle_lock_s, warn_s, require_presence",
            id="key like no other",
        ),
        pytest.param(
            "zzz = 1", "1: zzz: unknown key; see all keys with: keyroom config show", id="top"
        ),
        pytest.param(
            '[attendance]\ndedupe_seconds = "60"',
            '2: attendance.dedupe_seconds: must be a whole number, not "60"',
            id="text for a number",
        ),
        pytest.param(
            "[attendance]\ndedupe_seconds = 1.5",
            "2: attendance.dedupe_seconds: must be a whole number, not 1.5",
            id="fraction for a whole number",
        ),
        pytest.param(
            "[attendance]\ndedupe_seconds = true",
            "2: attendance.dedupe_seconds: must be a whole number, not true",
            id="truth for a number",
        ),
        pytest.param(
            "[attendance]\ndedupe_seconds = -1",
            "2: attendance.dedupe_seconds: must be at least 0, not -1",
            id="negative",
        ),
        pytest.param(
            "[attendance]\ntier_limits = 30",
            "2: attendance.tier_limits: must be a list in square brackets, not 30",
            id="number for a list",
        ),
        pytest.param(
            'attendance = "x"', '1: attendance: must be a table, not "x"', id="text for a table"
        ),
        pytest.param(
            "[sla]\npausable = 0", "2: sla.pausable: must be true or false, not 0", id="truth"
        ),
        pytest.param(
            "[office]\nname = 5", "2: office.name: must be text in quotes, not 5", id="text"
        ),
        pytest.param(
            '[attendance]\ntier_edge = "lowr"',
            "2: attendance.tier_edge: must be one of lower, higher,"
            ' not "lowr"; did you mean lower?',
            id="D-04 misspelt choice",
        ),
        pytest.param(
            "[attendance]\npunches_per_day = 3",
            "2: attendance.punches_per_day: must be one of 2, 4, not 3",
            id="D-06 no such number of punches",
        ),
        pytest.param(
            '[discipline]\nroles = ["account_manger"]',
            "2: discipline.roles[0]: must be one of account_manager, team_lead, room_manager,"
            " acting_manager, dept_group, branch_vp, info_admin, agreement_custodian,"
            ' system_admin, not "account_manger"; did you mean account_manager?',
            id="D-22 misspelt role",
        ),
        pytest.param(
            "[attendance]\ntier_limits = [60, 30]",
            "2: attendance.tier_limits[1]: the limits do not rise: 30 comes after 60;"
            " write the upper bounds from the lowest to the highest",
            id="D-04 limits fall",
        ),
        pytest.param(
            "[attendance]\ntier_fines = [50]",
            "2: attendance.tier_fines: 2 limits make 3 tiers, but there are 1 deductions;"
            " the last tier has no upper bound",
            id="D-04 fewer fines than tiers",
        ),
        pytest.param(
            '[attendance]\nday_cutoff = "09:20"',
            "2: attendance.day_cutoff: the day is cut at 09:20, and work begins at 09:20;"
            " cut it at night, before anybody comes; the default is 04:00",
            id="D-07 day cut when people come",
        ),
        pytest.param(
            "[errand]\nfine = -200",
            "2: errand.fine: an amount cannot be negative;"
            " write the deduction as a positive amount",
            id="negative fine",
        ),
        pytest.param(
            "[errand]\nfine = 0.005",
            "2: errand.fine: 0.005 yuan is no amount of money; write at most two decimals",
            id="half a fen",
        ),
        pytest.param(
            '[errand]\nfine = "200"',
            '2: errand.fine: must be an amount in yuan, not "200"; such as 50 or 12.5',
            id="money as text",
        ),
        pytest.param(
            "[errand]\nfine = nan",
            "2: errand.fine: nan yuan is no amount of money; write at most two decimals",
            id="no number at all",
        ),
        pytest.param(
            '[shift.summer]\nam = ["12:30", "09:20"]',
            "2: shift.summer.am: the session ends at 09:20, not after its start at 12:30;"
            " put the earlier time first",
            id="KQ-1 hours turned round",
        ),
        pytest.param(
            '[shift.winter]\npm = ["12:20", "18:30"]',
            "2: shift.winter.pm: the afternoon begins at 12:20, not after the morning's end"
            " at 13:00; the lunch gap lies between them",
            id="KQ-1 afternoon before the morning's end",
        ),
        pytest.param(
            '[attendance]\nday_cutoff = "4:00"',
            '2: attendance.day_cutoff: "4:00" is no time of day; write "HH:MM", such as "09:20"',
            id="D-07 time of day",
        ),
        pytest.param(
            '[season]\nwinter_from = "02-30"',
            '2: season.winter_from: "02-30" is no day of the year;'
            ' write "MM-DD", such as "05-01" for 1 May',
            id="D-01 no such day",
        ),
        pytest.param(
            '[season]\nwinter_from = "05-01"',
            "2: season.winter_from: both seasons begin on the same day;"
            " the defaults are 05-01 and 10-01",
            id="D-01 one season only",
        ),
        pytest.param(
            "[[season.overrides]]\nfirst = 2026-05-02\nlast = 2026-05-01\nseason = 'summer'",
            "3: season.overrides[0].last: the row ends on 2026-05-01, before its first day"
            " 2026-05-02; put the earlier date first",
            id="D-01 row turned round",
        ),
        pytest.param(
            "[[calendar.overrides]]\nday = 2026-05-02T00:00:00\nwork = true",
            "2: calendar.overrides[0].day: 2026-05-02 00:00:00 is no date;"
            " write YYYY-MM-DD, such as 2026-05-01",
            id="D-02 moment for a date",
        ),
        pytest.param(
            "[calendar]\noverrides = [{day = 2026-05-02, work = true},\n{day = 2026-05-02,"
            " work = false}]",
            "3: calendar.overrides[1].day: 2026-05-02 is decided twice; keep one row for each date",
            id="D-02 day decided twice",
        ),
        pytest.param(
            '[calendar]\ntimezone = "Asia/Lhasa"',
            '2: calendar.timezone: "Asia/Lhasa" is no known time zone;'
            " write a name of the IANA list, such as Asia/Shanghai",
            id="unknown zone",
        ),
        pytest.param(
            '[calendar]\ntimezone = "../etc/passwd"',
            '2: calendar.timezone: "../etc/passwd" is no known time zone;'
            " write a name of the IANA list, such as Asia/Shanghai",
            id="path for a zone",
        ),
        pytest.param(
            "[privacy]\nwarn_s = 60",
            "2: privacy.warn_s: a warning of 60 s does not fit into 60 s;"
            " the warning is part of the idle time",
            id="D-44 warning too long",
        ),
        pytest.param(
            "[kh.weights]\nrevenue = 30",
            "1: kh.weights: the weights add up to 110, not to 100; change one so that they do",
            id="D-36 weights",
        ),
        pytest.param(
            "[churn]\nlimit = 5",
            "1: churn.zero_at: no points at 4.0 percent leaves no room above full points at"
            " 5.0 percent; the regulation's ceiling is 2",
            id="D-37 slope",
        ),
        pytest.param(
            "[decomp]\nmonth_weights = [1, 2]",
            "2: decomp.month_weights: must have at least 12 entries, not 2",
            id="D-39 months",
        ),
        pytest.param(
            READER + READER.replace("door", "card").replace("entrance", "hall"),
            "7: readers[1].terminal: there is no terminal hall;"
            " the terminals are: entrance, desk, wall, review",
            id="reader of an unknown terminal",
        ),
        pytest.param(
            READER + READER,
            "6: readers[1].name: two readers are called door; give each reader a name of its own",
            id="two readers of one name",
        ),
        pytest.param(
            (READER + READER.replace("door", "card")).replace("wedge:", "pcsc:*"),
            "8: readers[1].url: two readers have the address pcsc:*;"
            " a reader belongs to one terminal",
            id="two readers at one address",
        ),
        pytest.param(
            READER.replace("wedge:", "usb:1"),
            '4: readers[0].url: "usb:1" is no address of a reader; it begins with serial:, pcsc:'
            " or wedge:; see what is there: keyroom readers list",
            id="address of no reader",
        ),
        pytest.param(
            '[[readers]]\nname = "door"\nurl = "wedge:"',
            "1: readers[0].terminal: this key is missing",
            id="missing key",
        ),
        pytest.param(
            '[terminals.Front]\nkind = "desk"',
            '1: terminals.Front: "Front" is no name:'
            " write small letters, digits, hyphens and underscores",
            id="name of a terminal",
        ),
        pytest.param(
            '[office]\nname = "a\\u001b[2J"',
            "2: office.name: a name must be one line of visible characters; write it in quotes",
            id="control characters in a name",
        ),
        pytest.param(
            '[assurance]\nenrol = "uid"',
            '2: assurance.enrol: "uid" is no assurance of a badge;'
            " write uid_only, signed_code or mutual_auth",
            id="assurance",
        ),
        pytest.param(
            "[store]\nbusy_timeout_s = inf",
            "2: store.busy_timeout_s: must be a finite number, not inf",
            id="infinite",
        ),
    ],
)
def test_fault_is_told_with_line_key_and_remedy(text: str, told: str) -> None:
    assert faults(text) == [f"keyroom.toml:{told}"]


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        'langage = "en"\n'
        "[attendance]\n"
        "tier_limits = [60, 30]\n"
        "tier_fine = [50]\n"
        "[privacy]\n"
        "idle_lock_s = 'x'\n"
        "[kh.weights]\n"
        "revenue = 30\n" + READER + READER
    )
    assert [fault.split(":")[1] for fault in faults(text)] == ["1", "3", "4", "6", "7", "14"]


def test_readers_are_not_blamed_for_a_faulty_terminal() -> None:
    text = '[terminals.hall]\nkind = "entrence"\n' + READER.replace("entrance", "hall")
    assert [fault.split(":")[1] for fault in faults(text)] == ["2"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = ", "1: the value is missing, or is text without quotes"),
        ("a = x", "1: the value is missing, or is text without quotes"),
        ("\n\na 1", "3: the key is not followed by ="),
        ("[a\nb = 1", "1: the table header lacks its ]"),
        ("[[a]\n", "1: the table header lacks its ]]"),
        ("a = 1\na = 2\n", "2: this key or table is there already"),
        ('a = "x\nb = 1', "1: this is not TOML: Illegal character '\\n'"),
        ('a = "x', "1: the text lacks its closing quotes"),
        ("a = [1,\n2\n", "2: the list lacks its ]"),
        ("a = {b = 1\n", "1: the inline table lacks its closing brace"),
        ("a = 1 b = 2", "1: something follows the value"),
        ("a = 2026-02-30", "1: there is no such date or time"),
        ('a = "\\d"', "1: a backslash in a text must be written twice"),
        ("?", "1: this line is neither a table header nor key = value"),
    ],
)
def test_text_that_is_not_toml_is_told_by_line(text: str, told: str) -> None:
    assert faults(text) == [f"keyroom.toml:{told}"]


def test_gbk_is_told_and_the_encoding_to_save_in() -> None:
    raw = '[office]\nname = "重要室"\n'.encode("gbk")
    assert faults(raw) == [
        "keyroom.toml:2: this line is not UTF-8 text; save the file in the encoding UTF-8"
    ]


def test_mark_and_line_ends_of_windows_are_let_pass() -> None:
    raw = '\ufeff[office]\r\nname = "南室"\r\n[sla]\r\nseconds = 90\r\n'.encode()
    file = ConfigFile.parse(raw, "keyroom.toml")
    assert (file.config.office.name, file.config.sla.seconds) == ("南室", 90)
    assert file.lines["sla", "seconds"] == 4


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigUnreadableError, match=r"keyroom\.toml"):
        ConfigFile.read(tmp_path / "keyroom.toml")


def test_faults_are_translated_before_their_values_are_filled_in() -> None:
    with pytest.raises(FaultyFileError) as caught:
        ConfigFile.parse(b"clok = 1", "keyroom.toml")
    assert caught.value.shown(lambda message: f"<{message}>") == (
        "keyroom.toml:1: clok: <<unknown key>; <did you mean clock?>>"
    )


def toml(value: object) -> str:
    """A value as TOML writes it, on one line."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{toml(key)} = {toml(inner)}' for key, inner in value.items())}}}"
    return value.isoformat() if isinstance(value, date) else repr(value)


values = st.recursive(
    st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)


@settings(max_examples=500)
@given(knob=st.sampled_from(list(knobs())), value=values)
def test_any_value_of_any_key_is_taken_or_refused_in_words_that_say_something(
    knob: Knob, value: object
) -> None:
    *table, key = ("hall" if part == ANY_NAME else part for part in knob.place)
    in_list = knob.repeated and ANY_NAME not in knob.place
    header = f"[[{'.'.join(table)}]]" if in_list else f"[{'.'.join(table)}]"
    text = f"{header if table else '# top'}\n{key} = {toml(value)}\n"
    try:
        ConfigFile.parse(text.encode(), "keyroom.toml")
    except FaultyFileError as error:
        for fault in error.faults:
            assert fault.message != _OTHER
            assert fault.place.startswith(knob.place[0])
            assert fault.line in (1, 2)
            assert fault.shown(str).startswith("keyroom.toml:")
