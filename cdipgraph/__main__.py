"""`python -m cdipgraph`: the command line."""

from cdipgraph.cli import main

if __name__ == "__main__":
    main()
