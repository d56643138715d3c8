"""`python -m tests.bench [word ...]`: run every bench_*.py (or those whose name holds a word); table and JSON.

A bench is a module with a function `figures()` that yields `Figure`s.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure

HERE = Path(__file__).parent
OUTPUT = HERE.parents[1] / "build" / "bench.json"
ROW = "{:<44} {:>12} {:<8} {:>12} {:>8}  {}"


def main(words: list[str]) -> None:
    names = chosen(words)
    print(ROW.format("name", "value", "unit", "baseline", "ratio", "baseline is"))
    measured = []
    for figure in measure(names):
        print(row(figure), flush=True)
        measured.append(figure.record())
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(measured, indent=2) + "\n")


def chosen(words: list[str]) -> list[str]:
    """Names of the benches that hold one of `words`; all of them if there are none."""
    names = sorted(file.stem for file in HERE.glob("bench_*.py"))
    found = [name for name in names if not words or any(word in name for word in words)]
    return found or sys.exit(f"No bench's name holds {' or '.join(words)}. There are: {', '.join(names)}")


def measure(names: list[str]) -> Iterator[Figure]:
    for name in names:
        yield from importlib.import_module(f"tests.bench.{name}").figures()


def row(figure: Figure) -> str:
    numbers = ["" if number is None else f"{number:.4g}" for number in (figure.value, figure.baseline, figure.ratio)]
    value, baseline, ratio = numbers
    return ROW.format(figure.name, value, figure.unit, baseline, ratio, figure.against or "").rstrip()


if __name__ == "__main__":
    main(sys.argv[1:])
