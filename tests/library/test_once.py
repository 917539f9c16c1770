"""What is made of the models is made once for each edition, and not kept for ever."""

from matcher.library.load import Library, load_library
from matcher.library.once import KEPT, once_per_edition


class Maker:
    """Counts what it makes."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, library: Library) -> int:
        assert library.raw
        self.made += 1
        return self.made


def edition(number: int) -> Library:
    shipped = load_library().raw
    return Library({**shipped, "readiness/rubric.yaml": shipped["readiness/rubric.yaml"] + b"\n" * number})


def test_equal_bytes_share_one_and_other_bytes_have_their_own():
    make = once_per_edition(Maker().__call__)
    assert make(edition(1)) == make(edition(1)) == 1
    assert make(edition(2)) == 2
    assert make(edition(1)) == 1


def test_the_one_longest_kept_goes():
    make = once_per_edition(Maker().__call__)
    for number in range(KEPT + 1):
        make(edition(number))
    assert make(edition(KEPT)) == KEPT + 1
    assert make(edition(0)) == KEPT + 2


def test_what_could_not_be_made_is_tried_again():
    tried: list[str] = []

    def broken(library: Library) -> int:
        tried.append(library.digest)
        raise ValueError

    make = once_per_edition(broken)
    for _ in range(2):
        try:
            make(edition(0))
        except ValueError:
            continue
    assert len(tried) == 2
