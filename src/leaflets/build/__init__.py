"""Building: a job in, a finished file out."""

from leaflets.build.laying import guides, lay_out
from leaflets.build.making import Made, Maker, make

__all__ = ["Made", "Maker", "guides", "lay_out", "make"]
