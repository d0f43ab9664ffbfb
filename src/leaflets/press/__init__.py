"""For paper in quantity: sheets of booklets, print runs, job tickets."""
