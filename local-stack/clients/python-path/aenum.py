"""What the generator's client for pydantic 1 needs of aenum, which Debian does not have."""

from enum import Enum

no_arg = None

__all__ = ["Enum", "no_arg"]
