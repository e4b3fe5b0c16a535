"""Which programs may use the database: those that know the revision named here, and all later ones."""

from sqlmodel import Field, SQLModel


class SchemaFloor(SQLModel, table=True):
    """One row. A migration that the programs before it cannot live with raises it to itself."""

    __tablename__ = "schema_floor"

    revision: str = Field(primary_key=True)
