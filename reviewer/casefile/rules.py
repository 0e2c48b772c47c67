"""A committee's rules as JSON that tells their kinds: `{"kind": "project_cost", "at_most": 50000000}`."""

from __future__ import annotations

from typing import Any

from reviewer.casefile.shapes import reader, writer
from reviewer.domain.committee import TEST_KINDS, AllOf, AnyOf, Committee, Not, Rule, Test

_KIND_OF = {kind: name for name, kind in TEST_KINDS.items()}


def tag_rules(plain: dict[str, Any], committee: Committee) -> None:
    """Put each rule's kind into the committee's JSON form, in place."""
    for raw, rule in zip(plain["rules"], committee.rules, strict=True):
        raw["test"] = _tagged(rule.test)
        if rule.when is not None:
            raw["when"] = _tagged(rule.when)
    for raw, cap in zip(plain["fund"]["caps"], committee.fund.caps, strict=True):
        if cap.when is not None:
            raw["when"] = _tagged(cap.when)


def untag_rules(plain: dict[str, Any]) -> None:
    """Turn the rules of a committee's JSON form back into values, in place."""
    plain["rules"] = [_rule(raw) for raw in plain["rules"]]
    for raw in plain["fund"].get("caps", ()):
        if raw.get("when") is not None:
            raw["when"] = _untagged(raw["when"])


def _rule(raw: dict[str, Any]) -> Rule:
    tests = {name: _untagged(raw[name]) for name in ("test", "when") if raw.get(name) is not None}
    rule: Rule = reader(Rule).validate_python({**raw, **tests})
    return rule


def _tagged(test: Test) -> dict[str, Any]:
    type_of_test: Any = type(test)
    kind = _KIND_OF[type_of_test]
    match test:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return {"kind": kind, "parts": [_tagged(part) for part in parts]}
        case Not(part=part):
            return {"kind": kind, "part": _tagged(part)}
        case _:
            return {"kind": kind, **writer(type_of_test).to_python(test, mode="json")}


def _untagged(raw: dict[str, Any]) -> Test:
    kind: Any = TEST_KINDS[raw["kind"]]
    content = {name: value for name, value in raw.items() if name != "kind"}
    if "parts" in content:
        test: Test = kind(parts=tuple(_untagged(part) for part in content["parts"]))
    elif "part" in content:
        test = kind(part=_untagged(content["part"]))
    else:
        test = reader(kind).validate_python(content)
    return test
