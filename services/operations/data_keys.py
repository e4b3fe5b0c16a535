"""The wrapping key of personal data, changed for a new one."""

from sqlalchemy import Engine

from gateways.personal import rotation
from gateways.personal.rotation import Rotated

__all__ = ["Rotated", "rotate"]


def rotate(engine: Engine) -> Rotated:
    """Safe to interrupt and to repeat. Raises DataKeyMissing, DataKeyWrong, DataKeyUnwritable."""
    return rotation.rotate(engine)
