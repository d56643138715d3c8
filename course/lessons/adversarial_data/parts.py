"""A long run in parts, with a progress bar."""

import sys
from collections.abc import Callable, Iterator

import numpy as np
from tqdm import tqdm


def in_parts(samples: np.ndarray, size: int, loss_now: Callable[[], float]) -> Iterator[np.ndarray]:
    """``samples`` in parts of ``size``, with a progress bar that shows the loss, as plain text on stdout."""
    with tqdm(total=len(samples), file=sys.stdout, ascii=True, unit="step", unit_scale=True, ncols=80) as bar:
        for start in range(0, len(samples), size):
            part = samples[start : start + size]
            yield part
            bar.set_postfix_str(f"loss {loss_now():.4f}", refresh=False)
            bar.update(len(part))
