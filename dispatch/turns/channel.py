"""What the channel does to an embedding, taken out of it.

Noise, clipping, fading and codecs move one and the same voice, and they do so in much the same directions
whoever speaks. The directions in which the transmissions of one speaker differ most are learnt from
generated exchanges (scripts/fit_roles.py) and removed before voices are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def channel_directions(embeddings: Sequence[Array], speakers: Sequence[Sequence[str]], count: int) -> Array:
    """The directions in which speakers' own embeddings differ most, shape (count, dimension).

    ``embeddings`` has an array (windows, dimension) for each recording, ``speakers`` a name for each window.
    """
    import numpy as np

    differences = []
    for rows, names in zip(embeddings, speakers, strict=True):
        for name in sorted(set(names)):
            own = rows[[other == name for other in names]]
            if len(own) > 1:
                differences.append((own - own.mean(axis=0)) * np.sqrt(len(own) / (len(own) - 1)))
    spread = np.concatenate(differences)
    return np.asarray(np.linalg.eigh(spread.T @ spread)[1][:, : -count - 1 : -1].T)


def without_channel(embeddings: Array, directions: Sequence[Sequence[float]]) -> Array:
    """The rows with the directions taken out, brought back to length 1; zeros stay zeros.

    Embeddings of another kind than the directions were learnt from are left as they are.

    Example:
        >>> import numpy as np
        >>> without_channel(np.array([[0.6, 0.8], [0.0, 0.0]]), [[1.0, 0.0]]).tolist()
        [[0.0, 1.0], [0.0, 0.0]]
    """
    import numpy as np

    out = np.asarray(directions, dtype=np.float64)
    if not len(out) or out.shape[1] != embeddings.shape[1]:
        return embeddings
    left = embeddings - embeddings @ out.T @ out
    norms = np.linalg.norm(left, axis=1, keepdims=True)
    return np.asarray(np.divide(left, norms, out=np.zeros_like(left), where=norms > 1e-9))
