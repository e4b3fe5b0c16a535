"""${message}"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


# The workers of the version before run on while this one comes. What they cannot live with (a column taken away,
# a new one that must be filled) belongs in a later release, or raises the floor:
#     op.execute("update schema_floor set revision = ${repr(up_revision)}")


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
