"""This file is whether a school file lies where other computers may write in it too."""

import re
import sys
from pathlib import Path

SYNCED = re.compile(
    r"(onedrive|dropbox|google ?drive|icloud ?drive|icloud|nextcloud|surfdrive|stack)([ \-(].*)?",
    re.IGNORECASE,
)
REMOTE_KINDS = ("nfs", "cifs", "smb", "fuse.sshfs")
REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def warning(path: Path) -> str:
    """Why this place is risky, in one Dutch sentence; empty for an ordinary folder.

    A sync program or a network drive may copy a half-written file, or let two computers write at once.
    """
    whole = path.resolve()
    for part in whole.parts:
        if SYNCED.fullmatch(part):
            return (
                f"Deze map wordt gesynchroniseerd ({part}). Twee computers kunnen er tegelijk in schrijven. "
                "Zet het schoolbestand liever in een gewone map."
            )
    if _on_network(whole):
        return (
            "Dit bestand staat op een netwerkschijf. Als de verbinding wegvalt, kan het beschadigen. "
            "Zet het schoolbestand liever op deze laptop."
        )
    return ""


def _on_network(path: Path) -> bool:
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == REMOTE_DRIVE)
    kinds = _mounts()
    nearest = next((str(folder) for folder in path.parents if str(folder) in kinds), "")
    return kinds.get(nearest, "").startswith(REMOTE_KINDS)


def _mounts() -> dict[str, str]:
    try:
        lines = Path("/proc/mounts").read_text("utf-8").splitlines()
    except OSError:
        return {}
    return {fields[1]: fields[2] for fields in (line.split() for line in lines) if len(fields) > 2}
