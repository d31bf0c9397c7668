"""A small radio laboratory: written exchanges in, labelled recordings out.

Nothing here is part of the product. The voices and the P25 codec are tools of these scripts alone, listed in
`requirements.txt` beside this file; reading the texts and making the labels needs only the standard library.
"""
