"""The codebook as REFI-QDA (``.qdc``), which programs for qualitative analysis read (NVivo, ATLAS.ti, MAXQDA).

A variable is a code that is not given itself; its values are the codes below it, with definition, rules and example.
"""

from __future__ import annotations

import uuid
from xml.etree import ElementTree

from companion.dossier.codebook import Codebook, CodeValue, Variable

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "companion"


def refi(codebook: Codebook) -> str:
    """Return the codebook as XML; the same codebook gives the same identifiers."""
    root = ElementTree.Element("CodeBook", {"xmlns": NAMESPACE, "origin": f"{ORIGIN}, codebook {codebook.version}"})
    codes = ElementTree.SubElement(root, "Codes")
    for variable in (*codebook.variables, *codebook.attributes):
        parent = _code(codes, variable, variable.key, codable=False)
        _describe(parent, f"{variable.question}\n{variable.definition}")
        for value in variable.values:
            code = _code(parent, value, f"{variable.key}/{value.key}", codable=True)
            _describe(code, _rules(value))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _code(parent: ElementTree.Element, item: Variable | CodeValue, path: str, codable: bool) -> ElementTree.Element:
    given = {"guid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}#{path}")).upper(), "name": item.label}
    given["isCodable"] = "true" if codable else "false"
    if colour := getattr(item, "colour", None):
        given["color"] = colour
    return ElementTree.SubElement(parent, "Code", given)


def _describe(code: ElementTree.Element, text: str) -> None:
    ElementTree.SubElement(code, "Description").text = text


def _rules(value: CodeValue) -> str:
    parts = (("", value.definition), ("Use when: ", value.use_when), ("Not when: ", value.not_when))
    return "\n".join([*(f"{head}{text}" for head, text in parts), f"Example: {value.example}"])
