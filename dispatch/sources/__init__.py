"""What radio systems leave beside the audio: files, tags and names, as one account of a call."""

from dispatch.sources.account import Account, Piece, Stamp, UnitMark
from dispatch.sources.gathering import account_of

__all__ = ["Account", "Piece", "Stamp", "UnitMark", "account_of"]
