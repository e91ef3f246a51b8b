"""The ``strata`` command, as a subprocess."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import Any, List, Optional, Sequence, Union

from .errors import CommandError
from .folder import Recording

#: Names the command where it isn't found by itself, such as ``node /opt/strata/apps/cli/bin/strata.mjs``.
VARIABLE = "STRATA_COMMAND"
Command = Optional[Union[str, Sequence[str]]]


def find_command(command: Command = None) -> List[str]:
    """The command's first arguments: given, of ``STRATA_COMMAND``, ``stratalens`` on the path, or of the clone around this
    file. A program called ``strata`` on the path may be somebody else's and is not taken.

    :raises CommandError: when there is none
    """
    said = command if command is not None else os.environ.get(VARIABLE)
    if said:
        return _split(said) if isinstance(said, str) else [os.fspath(one) for one in said]
    installed = shutil.which("stratalens")
    if installed:
        return [installed]
    folder = os.path.dirname(os.path.abspath(__file__))
    node = shutil.which("node")
    while node and folder != os.path.dirname(folder):
        script = os.path.join(folder, "apps", "cli", "bin", "strata.mjs")
        if os.path.isfile(script):
            return [node, script]
        folder = os.path.dirname(folder)
    raise CommandError(
        f"Expected the strata command, found none. Set {VARIABLE}, such as to \"node /path/to/strata/apps/cli/bin/strata.mjs\", or give command=…."
    )


def run_command(arguments: Sequence[str], command: Command = None) -> "subprocess.CompletedProcess[str]":
    """Runs the command to its end.

    :raises CommandError: when it can't be started, or fails; with what it said
    """
    line = [*find_command(command), *arguments]
    try:
        done = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    except OSError as error:
        raise CommandError(f"{line[0]} can't be started ({error}). Set {VARIABLE} to the command.") from error
    if done.returncode != 0:
        raise CommandError(f"strata {arguments[0]} failed ({done.returncode}): {(done.stderr or done.stdout).strip()}")
    return done


def explain_recording(
    recording: Union[str, "os.PathLike[str]", Recording],
    probe: Union[str, "os.PathLike[str]"],
    format: str,
    *flags: str,
    command: Command = None,
    wait: bool = True,
) -> Any:
    """``strata explain --recording``: explains a recording, or all checkpoints in a folder, on a probe dataset.

    :param probe: the dataset's folder
    :param format: its layout, ``broden`` or ``planes``
    :param flags: more of the command's, such as ``"--length", "2"``
    :param wait: until it is done; False returns the running ``subprocess.Popen``
    :returns: what it printed
    :raises CommandError: when it fails
    """
    folder = recording.folder if isinstance(recording, Recording) else os.fspath(recording)
    arguments = ["explain", "--recording", folder, "--probe", os.fspath(probe), "--format", format, *flags]
    if wait:
        return run_command(arguments, command).stdout
    return subprocess.Popen([*find_command(command), *arguments], stdin=subprocess.DEVNULL)


def _split(line: str) -> List[str]:
    # A path with spaces that is there is one word.
    return [line] if os.path.isfile(line) else shlex.split(line, posix=os.name != "nt")
