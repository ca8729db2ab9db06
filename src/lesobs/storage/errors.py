"""This file is what can go wrong with a school file, each with its Dutch sentence."""

import errno
from pathlib import Path

from lesobs.domain.errors import RuleBroken


class SchoolFileProblem(RuleBroken):
    """The file can't be used; nothing in it was changed. `title` names the problem in a few words, the
    sentence says what happened and `advice` what the user can do."""

    title = "Dit schoolbestand gaat niet open"
    advice = "Kies een ander bestand, of open een reservekopie."

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


class FileMissing(SchoolFileProblem):
    title = "Dit bestand is er niet meer"
    advice = "Zoek het bestand op, of open een reservekopie."


class FileGone(FileMissing):
    """The file went away while it was open."""

    title = "Het schoolbestand is weg"
    advice = "Sluit de stick of de schijf weer aan, of zet het bestand terug."


class OtherFile(SchoolFileProblem):
    """Something else stands where the open file stood."""

    title = "Dit is niet hetzelfde schoolbestand"
    advice = "Zet het bestand terug waarmee je begon, of sluit lesobs en open het bestand dat er nu staat."


class NotASchoolFile(SchoolFileProblem):
    title = "Dit is geen schoolbestand"
    advice = "Een schoolbestand eindigt op .lesobs. Kies een ander bestand."


class PassphraseNeeded(SchoolFileProblem):
    title = "Dit bestand heeft een wachtwoord"
    advice = "Geef het wachtwoord. Zonder wachtwoord zijn de gegevens niet te lezen, ook niet door ons."


class WrongPassphrase(PassphraseNeeded):
    title = "Dit wachtwoord past niet"


class DamagedFile(SchoolFileProblem):
    title = "Dit schoolbestand is beschadigd"
    advice = "Open de laatste reservekopie. Het beschadigde bestand blijft ernaast staan."


class FileTooNew(SchoolFileProblem):
    title = "Dit bestand is van een nieuwere lesobs"
    advice = "Installeer de nieuwste lesobs. Er is niets veranderd."


class FileInUse(SchoolFileProblem):
    title = "Dit schoolbestand is al open"
    advice = "Sluit het andere venster, of ga daar verder."


class FolderNotWritable(SchoolFileProblem):
    title = "In deze map kan lesobs niet schrijven"
    advice = "Zet het schoolbestand in een map waarin je mag schrijven, bijvoorbeeld Documenten."


class DiskFull(SchoolFileProblem):
    title = "De schijf is vol"
    advice = "Maak ruimte vrij en probeer het opnieuw. Wat al bewaard was, is er nog."


def from_os(error: OSError, path: Path) -> SchoolFileProblem:
    """The problem behind an operating system's error."""
    if isinstance(error, FileNotFoundError):
        return FileMissing(f"{path.name} staat niet (meer) in de map {path.parent}.")
    if error.errno == errno.ENOSPC:
        return DiskFull(f"Er is geen ruimte meer op de schijf van {path.parent}.")
    return FolderNotWritable(f"lesobs mag niet schrijven in de map {path.parent}.")


def from_sqlite(error: Exception, path: Path) -> SchoolFileProblem | None:
    """The problem behind SQLite's error, or None when it is a mistake of ours."""
    text = str(error)
    if "disk is full" in text or "disk I/O error" in text:
        return DiskFull(f"Er kan niet meer geschreven worden op de schijf van {path.parent}.")
    if "readonly" in text or "unable to open" in text:
        return FolderNotWritable(f"{path.name} kan niet geschreven worden in de map {path.parent}.")
    if "malformed" in text or "corrupt" in text or "not a database" in text:
        return DamagedFile(f"Een deel van {path.name} is niet leesbaar.")
    if "locked" in text:
        return FileInUse(f"{path.name} is open in een ander programma.")
    return None
