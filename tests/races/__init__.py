"""Everything that must happen once, asked for fifty times at the same instant."""

from tests.races import of_commissions, of_wallets, of_withdrawals

RACES = (*of_withdrawals.RACES, *of_wallets.RACES, *of_commissions.RACES)
