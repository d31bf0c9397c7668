"""Whom the article has say each quotation: before it, behind it, carried over."""
