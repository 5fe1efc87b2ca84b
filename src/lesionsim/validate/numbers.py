"""What came out, as plain dictionaries for programs."""

from __future__ import annotations

import math
from typing import Any

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.validate.reading import Value
from lesionsim.validate.reasons import reason
from lesionsim.validate.validation import Held, Validation
from lesionsim.validate.verdict import RULES
from lesionsim.versions import versions


def as_json(validation: Validation) -> dict[str, Any]:
    """Give everything as dictionaries, lists, numbers and text; numbers that are not finite become None.

    Parameters
    ----------
    validation : from `lesionsim.validate()`

    Returns
    -------
    dict with `statements`, `totals`, `rules`, `runs`, `failed`, `seconds`, `version`, `versions` and `disclaimer`
    """
    counted = validation.counted
    return {
        "statements": [statement_as_json(each) for each in validation.held],
        "totals": {
            "statements": len(validation.held),
            "counted": len(counted),
            "numbers": sum(each.statement.is_number for each in counted),
            "hits": len(validation.hits),
            "misses": len(validation.misses),
        },
        "rules": list(RULES),
        "runs": validation.runs,
        "failed": validation.failed,
        "seconds": round(validation.seconds, 2),
        **versions(),
        "disclaimer": DISCLAIMER,
    }


def statement_as_json(held: Held) -> dict[str, Any]:
    """Give one statement: the paper's side, the model's side, the verdict."""
    statement, answer = held.statement, held.answer
    return {
        "name": statement.name,
        "says": statement.says,
        "kind": statement.kind,
        "unit": statement.unit,
        "counted": statement.counted,
        "why_not_counted": statement.uncounted,
        "verdict": "hit" if held.verdict.hit else "miss",
        "reason": reason(held),
        "paper": {
            "short": statement.paper.short,
            "reference": statement.paper.reference,
            "address": statement.paper.address,
            "rows": list(statement.rows),
            "confidence": statement.sure,
            "low": finite(statement.low),
            "high": finite(statement.high),
            "told": statement.told,
        },
        "model": {
            **value_as_json(answer.central),
            "configurations": [finite(answer.low), finite(answer.high)],
            "with_parameters": [finite(end) for end in answer.interval],
            "over_criteria": {name: value_as_json(value) for name, value in answer.criteria.items()},
            "criterion": statement.edge,
            "parameters": [
                {
                    "name": each.parameter.name,
                    "ends": [end.words for end in each.parameter.ends],
                    "values": [finite(value) for value in each.values],
                    "source": each.parameter.source,
                }
                for each in answer.influences
            ],
            "isotherms_c": list(held.isotherms) if held.isotherms else None,
        },
        "conditions": {name: condition._asdict() for name, condition in statement.conditions._asdict().items()},
    }


def value_as_json(value: Value) -> dict[str, float | None]:
    """Give a number with its numerical error bar."""
    return {"value": finite(value.value), "numerical_error": finite(value.error)}


def finite(number: float) -> float | None:
    """Return a number that JSON can hold, None for NaN and infinity."""
    return float(number) if math.isfinite(number) else None
