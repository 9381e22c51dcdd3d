"""The tests by room; `whole` is the product as it runs, `given` what tests are given. `python -m tests` runs all."""

from pathlib import Path

#: The folder of the product.
ROOT = Path(__file__).resolve().parent.parent
