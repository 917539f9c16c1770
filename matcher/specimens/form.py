"""How much of a record is filled in: some people told us all, some a postcode sector, most about half."""

from __future__ import annotations

from matcher.library.marginals import Rate
from matcher.specimens.chance import Dice


class Form:
    """One half-filled form: `blank` of a thousand optional fields were not asked about or not answered."""

    __slots__ = ("_dice", "blank")

    def __init__(self, dice: Dice, blank: int) -> None:
        self._dice = dice
        self.blank = blank

    def asked(self) -> bool:
        """Whether the next optional field was asked about and answered."""
        return not self._dice.in_1000(self.blank)

    def said(self, rate: Rate) -> bool:
        """Whether the next optional field was answered, and as often as `rate` says with yes."""
        yes = self._dice.yes(rate)
        return self.asked() and yes
