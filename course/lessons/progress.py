"""A progress bar that shows the loss, for the sources' long runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

from tqdm import tqdm


class Progress:
    """``samples`` with a progress bar that shows the loss, as plain text on stdout.

    Parameters
    ----------
    samples : sequence of int
    loss_now : callable
        Called without arguments every few thousand steps.
    """

    def __init__(self, samples: Sequence[int], loss_now: Callable[[], float]) -> None:
        self.samples, self.loss_now = samples, loss_now

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, k: int) -> int:
        return self.samples[k]

    def __iter__(self) -> Iterator[int]:
        with tqdm(total=len(self), file=sys.stdout, ascii=True, unit="step", unit_scale=True, ncols=80) as bar:
            chunk = max(1, len(self) // 20)
            for start in range(0, len(self), chunk):
                bar.set_postfix_str(f"loss {self.loss_now():.4f}", refresh=False)
                part = self.samples[start : start + chunk]
                yield from part
                bar.update(len(part))
            bar.set_postfix_str(f"loss {self.loss_now():.4f}")
