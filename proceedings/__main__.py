"""`python -m proceedings`: the command."""

from proceedings.cli import main

main()
