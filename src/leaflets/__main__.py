"""``python -m leaflets`` does what the ``leaflets`` command does."""

from leaflets.cli import main

if __name__ == "__main__":
    main()
