"""Entry of `python -m camdash`."""

from camdash.cli.main import main

if __name__ == "__main__":
    main()
