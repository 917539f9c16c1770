"""`python -m matcher`, and the command `matcher`."""

import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    from matcher.cli.run import main as run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
