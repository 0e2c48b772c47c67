"""The sets of grants and the wishes that a seat tries on this laptop: kept from one start to the next, beside the settings.

They are not kept in the case file: whoever is handed a copy of the case would get what one seat has only been thinking of, and nothing
of it has happened. One JSON file a case and seat, written whole and put in place at once; a broken one is as none.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any

from reviewer.domain.plan import Plan
from reviewer.domain.portfolio.wished import Wished, WishKind
from reviewer.domain.slotted import dataclass
from reviewer.home import settings_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSets:
    """The named sets in the order they were kept, and the wishes."""

    plans: Mapping[str, Plan] = field(default_factory=dict)
    wishes: tuple[Wished, ...] = ()


def sets_path(case_id: str, seat: str) -> Path:
    """Return where this case's sets are kept for this seat."""
    name = sha256(f"{case_id}\n{seat}".encode()).hexdigest()[:32]
    return settings_folder() / "sets" / f"{name}.json"


def load_sets(path: Path) -> KeptSets:
    """Return the sets; whatever cannot be read is left out."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return KeptSets()
    if not isinstance(found, dict):
        return KeptSets()
    plans = (_plan(one) for one in _list(found.get("sets")))
    return KeptSets(
        plans={plan.name: plan for plan in plans if plan is not None},
        wishes=tuple(wished for one in _list(found.get("wishes")) if (wished := _wished(one)) is not None),
    )


def save_sets(path: Path, sets: KeptSets) -> None:
    """Write the sets; a folder that cannot be written in is no reason to stop."""
    stored = {
        "sets": [{"name": plan.name, "budget": plan.budget, "held": dict(plan.held)} for plan in sets.plans.values()],
        "wishes": [[one.kind.value, one.written] for one in sets.wishes],
    }
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(stored, ensure_ascii=False, indent=2), encoding="utf-8")
        part.replace(path)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _plan(found: Any) -> Plan | None:
    if not isinstance(found, dict):
        return None
    name, budget, held = found.get("name"), found.get("budget"), found.get("held")
    if not (isinstance(name, str) and name and isinstance(budget, int) and _kroner(budget) and isinstance(held, dict)):
        return None
    return Plan(budget=budget, held={key: amount for key, amount in held.items() if _kroner(amount)}, name=name)


def _kroner(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _wished(found: Any) -> Wished | None:
    match found:
        case [str(kind), str(written)] if kind in {one.value for one in WishKind}:
            return Wished(WishKind(kind), written)
    return None
