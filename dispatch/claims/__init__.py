"""What a text says was said: an article, or a list a person made, to claims.

The article is read by rules that can be named: where it quotes, who it says spoke, whether it
presents the words as recorded speech, and why not where it doesn't. Offsets are into the text as given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dispatch.claims.listing import claims_from_entries, write_claims
    from dispatch.claims.reader import find_claims
    from dispatch.claims.source import ClaimsInput, read_claims

__all__ = ["ClaimsInput", "claims_from_entries", "find_claims", "read_claims", "write_claims"]

_HOMES = {
    "ClaimsInput": "source",
    "claims_from_entries": "listing",
    "find_claims": "reader",
    "read_claims": "source",
    "write_claims": "listing",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
