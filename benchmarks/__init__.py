"""Measured comparisons: `./run bench NAME`. Each makes its own data, prints its table and judges its figures."""
