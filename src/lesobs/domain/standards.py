"""This file is the list of standards of the inspection framework for secondary education, used as labels.

Source: Onderzoekskader 2021 VO, updated yearly. Codes and names are official; OP5 is left out because it does
not hold for every kind of school.
"""

STANDARDS: dict[str, str] = {
    "OP0": "Basisvaardigheden",
    "OP1": "Aanbod",
    "OP2": "Zicht op ontwikkeling en begeleiding",
    "OP3": "Pedagogisch-didactisch handelen",
    "OP4": "Onderwijstijd",
    "OP6": "Afsluiting",
    "VS1": "Veiligheid",
    "VS2": "Schoolklimaat",
    "OR1": "Resultaten",
    "OR2": "Sociale en maatschappelijke competenties",
    "SKA1": "Visie, ambities en doelen",
    "SKA2": "Uitvoering en kwaliteitscultuur",
    "SKA3": "Evaluatie, verantwoording en dialoog",
}
