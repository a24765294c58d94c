"""What all readers' threads share."""

from devices.drivers.reader_thread import Backoff


def test_waits_double_up_to_the_longest_and_begin_again() -> None:
    backoff = Backoff(0.5, 10.0)
    assert [backoff.next() for _ in range(7)] == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    backoff.reset()
    assert backoff.next() == 0.5
