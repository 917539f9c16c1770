"""`python -m matcher`, and the command `matcher`."""

import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    try:
        from matcher.cli.run import main as run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command had begun, or after it had ended
        sys.stderr.write("\nStopped.\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
