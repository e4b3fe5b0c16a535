"""A commission as it stands in its row."""

from pydantic import TypeAdapter

from domain.commissions.state.commission import Commission

RECORD = TypeAdapter(Commission)
