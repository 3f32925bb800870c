"""Broken forms: a question that depends on an answer nobody can give, a section nobody stands in."""

import pytest

from hansa.programmes.adapters.folders import read_pack

NIA = "nia-workshop-2017"
FORM = "questionnaires/training-application.yaml"
SECTION = "title: {en: x, fr: x, de: x, it: x, ar: x, ko: x, zh-hans: x}"


@pytest.mark.parametrize(
    ("there", "instead", "words"),
    [
        ("{question: fields, is: other}", "{question: feilds, is: other}", ["“feilds”", "mean “fields”?"]),
        (
            "{question: fields, is: other}",
            "{question: gender, is: other}",
            ["“gender” is not asked before “fields_other”", "further up"],
        ),
        (
            "{question: fields, is: other}",
            "{question: fields_other, answered: true}",
            ["“fields_other” is not asked before “fields_other”"],
        ),
        (
            "{question: fields, is: other}",
            "{question: fields, is: others}",
            ["Nobody can answer “fields” with “others”", "mean “other”?"],
        ),
        (
            "{question: fields, is: other}",
            "{question: department, is: other}",
            ["kind text, which has no answers to choose from", "answered: true"],
        ),
        (
            "{question: fields, is: other}",
            "{question: role_level, is_not: [officer, managerial, executive]}",
            ["never asked", "Name only the answers"],
        ),
        ("{question: fields, is: other}", "{question: fields}", ["says one thing", "Write is: or is_not:"]),
        ("{question: fields, is: other}", "{question: fields, equals: other}", ["“equals” is no field"]),
        ("purpose: application", "purpose: nomination", ["depends on an answer", "application form"]),
        ("    only_if: {question: fields, is: other}", "    section: visa", ["no section “visa”"]),
        (
            "questions:\n",
            "sections:\n  - {key: visa, " + SECTION + "}\nquestions:\n",
            ["No question stands in the section “visa”"],
        ),
    ],
)
def test_condition_that_cannot_hold_is_named_with_its_line(wego, there, instead, words):
    path = wego / FORM
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, instead, 1), encoding="utf-8")
    faults = [fault for fault in read_pack(wego / NIA).faults if "training-application" in fault.file]
    fitting = [fault for fault in faults if all(word in str(fault) for word in words)]
    assert fitting, [str(fault) for fault in faults]
    lines = [
        number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if instead.splitlines()[-1].strip() in line or "key: visa" in line or "only_if" in line
    ]
    assert fitting[0].line in lines
