"""``python -m dispatch``: the same as the command."""

from dispatch.cli.main import run

if __name__ == "__main__":
    run()
