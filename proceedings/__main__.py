"""The way in: `python -m proceedings` and the command. An interruption shows no traceback, however early or late it comes."""

from __future__ import annotations

import gc
import signal
import sys


def main() -> None:
    """Run the command; its modules are loaded here, so that Ctrl+C is heard from the first moment on."""
    gc.set_threshold(500_000)  # at the usual 700, a tenth of a build is spent on looking for garbage that is not there
    try:
        from proceedings.patterns import keeping

        with keeping():
            from proceedings.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; nothing half-written was left.\n")
        sys.exit(130)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done but the interpreter's own end


if __name__ == "__main__":
    main()
