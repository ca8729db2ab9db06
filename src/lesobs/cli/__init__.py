"""This folder is the command line: the same jobs as the window, without a screen.

Loading it takes no time: opening the window goes through here too, and must not wait for the rest.
"""

import atexit
import errno
import gc
import io
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from lesobs.domain.errors import RuleBroken
from lesobs.paths import config_folder

__all__ = ["main"]

DONE, REFUSED, WRONG_USE = 0, 1, 2
SCHOOL_FILE = ".lesobs"
RARELY = 500_000
"""New objects before Python looks for unused ones: a command makes many that last, and then is done."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 1 refused with a sentence, 2 wrong use."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    _write_utf8()
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except SystemExit as stopped:  # argparse has said what is wrong, or has shown the help
        return stopped.code if isinstance(stopped.code, int) else WRONG_USE
    except BrokenPipeError:
        _let_go_of_stdout()
        return DONE  # the reader of a pipe had enough
    except KeyboardInterrupt:
        return _refuse("Afgebroken.")
    except RuleBroken as refusal:
        return _refuse(_whole_sentence(refusal))
    except OSError as error:
        _let_go_of_stdout()
        where = f" bij {error.filename}" if error.filename else ""
        return _refuse(f"Lezen of schrijven lukt niet{where}: {_why(error)}.")
    except Exception as error:
        return _refuse(_unexpected(error))
    return code


def _run(arguments: list[str]) -> int:
    from lesobs.cli.words import COMMANDS

    if _opens_the_window(arguments, COMMANDS):
        gc.disable()  # what is made until the first page is there stays; `show` sees to it from then on
        from lesobs.app import main as show

        return show(Path(arguments[0]) if arguments else None)
    gc.set_threshold(RARELY, 50, 50)
    atexit.register(gc.freeze)  # else Python looks all of it through before it ends: a fifth of a command
    from lesobs.cli.arguments import parse

    options = parse(arguments)
    code: int = options.run(options)
    return code


def _opens_the_window(arguments: Sequence[str], commands: Collection[str]) -> bool:
    """Without arguments or with a school file alone; a command goes before a file of that name."""
    if not arguments:
        return True
    first = arguments[0]
    if len(arguments) > 1 or first.startswith("-") or first in commands:
        return False
    return first.lower().endswith(SCHOOL_FILE) or Path(first).exists()


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED


def _whole_sentence(refusal: RuleBroken) -> str:
    """What happened, and for a damaged file what to do about it."""
    from lesobs.services.school import DamagedFile

    return f"{refusal} {refusal.advice}" if isinstance(refusal, DamagedFile) else str(refusal)


def _unexpected(error: Exception) -> str:
    """A sentence for a mistake of ours; what a maker needs to mend it goes into a file."""
    import traceback

    report = config_folder() / "fout.txt"
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        where = f"({type(error).__name__}: {error})"
    else:
        where = f"Wat er precies gebeurde staat in {report}."
    return f"Er ging iets mis dat niet had mogen gebeuren. Wat bewaard was, is er nog. {where}"


def _write_utf8() -> None:
    """Names such as Łukasz on every machine, and no crash on a file name that is no text."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _why(error: OSError) -> str:
    reasons = {
        errno.ENOSPC: "de schijf is vol",
        errno.EACCES: "het mag niet",
        errno.EPERM: "het mag niet",
        errno.EROFS: "deze plek kan alleen gelezen worden",
        errno.ENOENT: "het is er niet",
        errno.ENAMETOOLONG: "de naam is te lang",
    }
    return reasons.get(error.errno or 0, f"het systeem weigert (nummer {error.errno})")


def _let_go_of_stdout() -> None:
    """What could not be written there must not be tried again when Python stops."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
