"""This file is the words of the command line: its commands, and what argparse says, in Dutch."""

COMMANDS = {
    "demo": "een verzonnen school om te bekijken",
    "roster": "een lijst met docenten en klassen inlezen",
    "plan": "een jaarplan uit Excel inlezen",
    "visits": "de lesbezoeken",
    "picture": "het beeld van de lessen, per sectie",
    "calendar": "de kwaliteitskalender",
    "report": "een PDF: verslag, sectiebeeld, bespreekpakket, jaarplanner, maand, activiteiten of poster",
    "export": "gegevens naar JSON, CSV, Excel of een agenda",
    "import": "een nieuw schoolbestand maken van een export",
    "check": "kijken of een schoolbestand in orde is",
    "self-test": "kijken of het programma op deze computer werkt",
}

_ARGPARSE = {
    "usage: ": "gebruik: ",
    "positional arguments": "wat je opgeeft",
    "options": "opties",
    "subcommands": "opdrachten",
    "%(heading)s:": "%(heading)s:",
    "show this help message and exit": "deze uitleg",
    "show program's version number and exit": "de versie",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fout: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: let op: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "bij %(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "dit hoort er niet bij: %s",
    "the following arguments are required: %s": "dit ontbreekt nog: %s",
    "one of the arguments %s is required": "geef een van deze op: %s",
    "not allowed with argument %s": "gaat niet samen met %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r kan niet; kies uit %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r kan niet; bedoel je %(closest)r? Kies uit %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": "%(parser_name)r kan niet; kies uit %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r kan niet",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan meer betekenen: %(matches)s",
    "unexpected option string: %s": "%s wordt hier niet verwacht",
    "ignored explicit argument %r": "er hoort geen waarde bij, zoals %r",
    "expected one argument": "er hoort een waarde achter",
    "expected at most one argument": "er hoort hooguit één waarde achter",
    "expected at least one argument": "er hoort een waarde achter",
    "expected %s argument": "er hoort %s waarde achter",
    "expected %s arguments": "er horen %s waarden achter",
    "can't open '%(filename)s': %(error)s": "‘%(filename)s’ gaat niet open: %(error)s",
}


def dutch(text: str) -> str:
    """What argparse says in English, in Dutch; anything else as it is."""
    return _ARGPARSE.get(text, text)


def dutch_number(one: str, many: str, number: int) -> str:
    """The same for a text with a singular and a plural."""
    return dutch(one if number == 1 else many)


def speak_dutch() -> None:
    """Let argparse speak Dutch whatever the language of the system: these two names are its only way out, and
    a gettext catalogue would follow the system's language and be one more file to ship."""
    import argparse

    vars(argparse).update({"_": dutch, "ngettext": dutch_number})
