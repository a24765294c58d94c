"""Who comes to the desk of these tests, and whose data lies there."""

from tests.end_to_end.terminal import Terminal

PIN = "314159"
NAME, PHONE, ID_NUMBER, ADDRESS = "仓决卓嘎", "13812341234", "540202199001010017", "某街1号"
OTHER_NAME, OTHER_PHONE = "巴桑次仁", "13987659876"
LIST = f"""customer,group,owner,role,name,phone,id_number,address
G0001,日喀则市第一小学,A04,contact,{NAME},{PHONE},{ID_NUMBER},{ADDRESS}
G0002,人民医院,A03,contact,{OTHER_NAME},{OTHER_PHONE},,
"""
CARD_OF_A01, CARD_OF_A03, CARD_OF_A04 = "04A1B2C3D4E501", "04A1B2C3D4E503", "04A1B2C3D4E504"
TAG_OF_A05, TAG_OF_A06 = "0A0048C105", "0A0048C106"
STAFF = f"""no,name,role,team,joined,left,badge
A01,旺堆,room_manager,重要室,2020-01-01,,uid:{CARD_OF_A01}
A03,扎西顿珠,account_manager,一组,2020-01-01,,uid:{CARD_OF_A03}
A04,周敏,account_manager,一组,2020-01-01,,uid:{CARD_OF_A04}
A05,次仁央宗,account_manager,二组,2020-01-01,,em4100:{TAG_OF_A05}
A06,格桑,account_manager,二组,2020-01-01,,em4100:{TAG_OF_A06}
"""
LOCKED = "Lay your badge on the reader"
ASKED = "PIN, then Enter"
OF_CUSTOMERS = ("G0001", "第一小学", "138****", "1381234", "5402", "某街", *NAME)
"""What no screen shows but that of an open desk: pieces of it, too."""


def assert_empty(screen: Terminal) -> None:
    """Nothing of a customer is on the screen."""
    shown = screen.shows()
    assert [piece for piece in OF_CUSTOMERS if piece in shown] == []


def identify(screen: Terminal) -> None:
    """Type the PIN that is asked for, and see the own list."""
    screen.await_text(ASKED)
    screen.press(f"{PIN}\r")
    screen.await_text("G0001")


def reveal(screen: Terminal) -> None:
    """Open the customer, and one person of it in clear."""
    screen.press("\r")
    screen.await_text("138****1234")
    screen.press("1")
    screen.await_text(PHONE)
