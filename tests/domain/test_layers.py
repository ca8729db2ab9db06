"""The layer of a person: what the usual functions tell, what the school says itself, and no guesses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.layers import HOW_TO_TELL, Layer, placed
from lesobs.domain.visit import ObserverRole

LEADING = (
    *("rector", "Conrector onderbouw", "rectrix", "directeur", "directrice", "adjunct-directeur", "directie"),
    *("locatiedirecteur", "vestigingsdirecteur", "bestuurder", "MT", "lid managementteam", "schoolleider"),
    *("schoolleiding", "teamleider havo", "teamleidster", "Teamleiders", "Afdelingsleider vwo"),
    *("locatieleider", "onderwijsleider", "teamleider en docent Duits"),
    *("kwaliteitscoördinator", "Kwaliteitscoordinator", "kwaliteitsmedewerker", "kwaliteitszorgmedewerker"),
    *("coördinator kwaliteitszorg", "beleidsmedewerker kwaliteit"),
)
OF_A_SECTION = (
    *("sectievoorzitter wiskunde", "sectieleider", "sectiehoofd", "Sectievoorzitters", "10 secties"),
    *("vakgroep exact", "vakgroepvoorzitter", "leergebied mens en maatschappij", "vaksectie Frans"),
)
TEACHING = (
    *("docent Nederlands", "vakdocent", "docentcoach", "docenten", "leraar", "lerares", "leerkracht"),
    *("vakleerkracht", "mentor 3H2", "leerlingmentor", "beeldcoach", "schoolopleider"),
)
NOT_KNOWN = (
    *("roostermaker", "decaan", "examensecretaris", "zorgcoördinator", "directiesecretaresse"),
    *("leerjaarcoördinator", "projectleider", "MR-lid", "conciërge"),
)


@pytest.mark.parametrize(
    ("functions", "layer"),
    [
        (LEADING, Layer.LEADERS),
        (OF_A_SECTION, Layer.SECTION),
        (TEACHING, Layer.TEACHERS),
        (NOT_KNOWN, None),
    ],
)
def test_the_usual_functions_are_known_and_no_other_is_guessed_at(
    functions: tuple[str, ...], layer: Layer | None
) -> None:
    assert {one: placed(None, one).layer for one in functions} == dict.fromkeys(functions, layer)


@pytest.mark.parametrize("role", [None, *ObserverRole])
@pytest.mark.parametrize("layer", list(Layer))
def test_what_the_school_says_in_brackets_holds(role: ObserverRole | None, layer: Layer) -> None:
    for function in (f"decaan ({layer.word})", f"rector ( {layer.word.capitalize()} )"):
        told = placed(role, function)
        assert told.layer is layer and "staat in de functie" in told.why


@pytest.mark.parametrize(
    ("role", "function", "layer", "why"),
    [
        (ObserverRole.TEAM_LEADER, "", Layer.LEADERS, "Bezoekt lessen als teamleider."),
        (ObserverRole.SCHOOL_LEADER, "docent", Layer.LEADERS, "Bezoekt lessen als schoolleider."),
        (
            ObserverRole.COLLEAGUE,
            "docent en sectieleider",
            Layer.SECTION,
            "In de functie staat: sectieleider.",
        ),
        (None, "Kwaliteitscoördinator", Layer.LEADERS, "In de functie staat: Kwaliteitscoördinator."),
        (ObserverRole.COACH, "", Layer.TEACHERS, "Geen functie ingevuld; bezoekt lessen als coach."),
        (ObserverRole.COLLEAGUE, "decaan", None, HOW_TO_TELL),
        (None, "  ", None, "Er is geen functie ingevuld."),
    ],
)
def test_it_says_what_the_layer_follows_from(
    role: ObserverRole | None, function: str, layer: Layer | None, why: str
) -> None:
    told = placed(role, function)
    assert (told.layer, told.why) == (layer, why)
    assert told.word == (layer.word if layer else "functie niet bekend")


@given(st.none() | st.sampled_from(ObserverRole), st.text(max_size=60))
def test_any_text_is_placed_or_not_and_always_says_why(role: ObserverRole | None, function: str) -> None:
    assert placed(role, function).why.endswith(".")
