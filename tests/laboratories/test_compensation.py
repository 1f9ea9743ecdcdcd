"""Desmoglein compensation: the rule against what the claims say of profiles, tissues and newborns."""

from itertools import chain, combinations

import pytest

from pemphigus import content
from pemphigus.laboratories import compensation as lab

SUBSETS = [set(some) for some in chain.from_iterable(combinations(lab.DESMOGLEINS, n) for n in range(3))]


def splits(tissue, *attacked):
    site = lab.split(lab.tissues()[tissue], set(attacked))
    return site and site.id


def test_the_profiles_split_what_the_claim_says():
    """dsg-distribution-skin-vs-mucosa: Dsg1 only, superficial skin; Dsg3 only, suprabasal mucosa; both, suprabasal skin and mucosa."""
    stated = content.claim("dsg-distribution-skin-vs-mucosa").figures
    words = {"upper": "superficial", "deep": "suprabasal"}
    for key, attacked in (("anti_dsg1_only", ["dsg1"]), ("anti_dsg3_only", ["dsg3"]), ("both", ["dsg1", "dsg3"])):
        found = {name: splits(name, *attacked) for name in ("skin", "mucosa")}
        assert {name for name, site in found.items() if site} == {name for name in found if name in stated[key]}
        assert {words[site] for site in found.values() if site} == {
            word for word in words.values() if word in stated[key]
        }


def test_the_tissues_hold_what_the_claims_say():
    stated = content.claim("dsg-distribution-skin-vs-mucosa").figures
    skin, mucosa, newborn = (lab.tissues()[name] for name in ("skin", "mucosa", "newborn"))
    assert stated["mucosa"] == {"dsg3": "all layers", "dsg1": "upper layers only"}
    assert mucosa.dsg3 == (1, lab.rows()) and mucosa.dsg1[0] == 1 and mucosa.dsg1[1] < lab.rows() / 2
    assert content.claim("adult-skin-dsg3-basal").figures["dsg1"] == "all epidermal layers" and skin.dsg1 == (
        1,
        lab.rows(),
    )
    assert skin.dsg3 == (lab.rows() - 1, lab.rows()), "basal and immediately suprabasal"
    assert (newborn.dsg1, newborn.dsg3) == (mucosa.dsg1, mucosa.dsg3), "newborn skin much as adult mucosa"


@pytest.mark.parametrize("attacked", SUBSETS, ids=lambda names: "+".join(sorted(names)) or "none")
def test_more_antibody_never_mends_and_a_backed_up_place_holds(attacked):
    for tissue in lab.tissues().values():
        site = lab.split(tissue, attacked)
        assert (site is None) == all(tissue.has(place.below_row) - attacked for place in lab.sites())
        for more in SUBSETS:
            if site and attacked <= more:
                assert lab.split(tissue, more)
    assert lab.clinical_type(attacked), "every profile has its type"


def test_clinical_types_are_those_of_the_first_study():
    figures = content.claim("dsg-profile-defines-phenotype-1999").figures
    for key, word in (
        ("mucosal_dominant", "of the mucosa"),
        ("mucocutaneous", "skin and mucosa"),
        ("foliaceus", "foliaceus"),
    ):
        attacked = {name for name in lab.DESMOGLEINS if figures[key][f"{name}_positive"] == figures[key]["n"]}
        assert word in lab.clinical_type(attacked)
    assert lab.clinical_type(set()) == "no blisters"


def test_newborns_differ_by_the_mothers_disease():
    assert splits("skin", "dsg3") is None and splits("newborn", "dsg3") == "deep", (
        "a mother of the mouth only, a baby with skin lesions"
    )
    assert splits("skin", "dsg1") == "upper" and splits("newborn", "dsg1") is None, (
        "a mother with foliaceus, a baby whose skin holds"
    )


def test_the_published_newborn_is_as_published_and_one_patient_is_missed():
    figures = content.claim("neonatal-skin-like-adult-mucosa").figures["neonate"]
    baby = next(patient for patient in lab.patients() if patient.kind == "A published case")
    assert figures == {"anti_dsg3": "high", "anti_dsg1": "not detectable"} and lab.profiles()[baby.profile].attacks == [
        "dsg3"
    ]
    missed = [patient.id for patient in lab.patients() if lab.theory(patient) != patient.found]
    assert missed == ["lea"] and len(lab.patients()) == 6
    assert content.claim("dsg-profile-overlap-2014").figures["mucosal"]["dsg1_percent"] > 0, (
        "such patients are published"
    )
    expected = {choice["id"] for choice in lab.data()["expected"]}
    assert all(set(patient.why) == expected and patient.found in expected for patient in lab.patients())
