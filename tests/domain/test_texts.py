"""This file is the tests of what is said of texts."""

from lesobs.domain.texts import MOST_SIGNS, not_printed


def test_what_can_not_be_printed_is_named_as_far_as_that_helps() -> None:
    assert not_printed("漢") == "Dit teken kan niet gedrukt worden, en op papier staat er □: 漢."
    signs = "".join(chr(0x4E00 + place) for place in range(MOST_SIGNS + 3))
    assert not_printed(signs).endswith(f"{signs[MOST_SIGNS - 1]} en nog 3.")
