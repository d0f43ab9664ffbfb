"""Building: a job in, a finished file out."""

from leaflets.making.laying import guides, lay_out
from leaflets.making.maker import Made, Maker, make

__all__ = ["Made", "Maker", "guides", "lay_out", "make"]
