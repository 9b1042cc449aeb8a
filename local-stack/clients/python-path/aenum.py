"""What the generator's client for pydantic 1 needs of aenum, which Debian does not have.

Its enumerations name themselves while they are made, which aenum allows.
"""

import enum

no_arg = None


class _Members(enum._EnumDict):
    """The names of an enumeration that is being made, its own among them."""

    def __missing__(self, name):
        if name == self._cls_name:
            return None
        raise KeyError(name)


class _Meta(enum.EnumMeta):
    @classmethod
    def __prepare__(metacls, cls, bases, **keywords):
        prepared = super().__prepare__(cls, bases, **keywords)
        members = _Members()
        members.__dict__.update(prepared.__dict__)
        members._cls_name = cls
        dict.update(members, prepared)
        return members


class Enum(enum.Enum, metaclass=_Meta):
    pass
