"""Recognizers-Text (MIT) as a peer of `sayso bench`: reads tasks as JSON lines on standard input, writes answers as JSON lines.

NewsQuant's tasks go to its models for units, then to that for numbers, whose values count where no other has them (the
protocol of NewsQuant's authors); the specs' tasks go to the model that they name; the figures of translations are those of
the models for money and percentages, and all numbers.
"""

import json
import sys
import time
from contextlib import suppress
from functools import cache

from recognizers_number import NumberRecognizer
from recognizers_number_with_unit import NumberWithUnitRecognizer

CULTURES = {"en": "en-us", "de": "de-de", "es": "es-es", "fr": "fr-fr", "it": "it-it", "pt": "pt-br"}
#: Its names of units where NewsQuant has others for the same thing; beside these, British spelling.
NAMES = {"c": "celsius", "f": "fahrenheit", "british pound": "pound sterling", "united states dollar": "dollar"}
NAMES |= {"franc": "swiss franc", "pound": "pound-mass"}


@cache
def model(name, language):
    """One of its models; raises ValueError where a language has none."""
    culture = CULTURES[language]
    numbers, units = NumberRecognizer(culture), NumberWithUnitRecognizer(culture)
    makers = {
        "number": numbers.get_number_model, "percent": numbers.get_percentage_model,
        "currency": units.get_currency_model, "dimension": units.get_dimension_model,
        "temperature": units.get_temperature_model, "age": units.get_age_model,
    }  # fmt: skip
    return makers[name](culture, fallback_to_default_culture=False)


def parsed(name, language, text):
    """What a model finds: start, end, value and resolution; nothing where a value is missing."""
    for one in model(name, language).parse(text):
        value = (one.resolution or {}).get("value")
        if value:
            yield one.start, one.end + 1, number(value), one.resolution


def number(value):
    """A value as it writes it: with the decimal mark of its language, perhaps with a percent sign."""
    plain = value.rstrip("%")
    return float(plain.replace(",", "") if "." in plain and "," in plain else plain.replace(",", "."))


def newsquant(task):
    """Quantities in the terms of NewsQuant."""
    quantities = []
    for name in ("currency", "dimension", "temperature", "percent", "age"):
        for _, _, value, resolution in parsed(name, "en", task["text"]):
            unit = "percentage" if name == "percent" else british(resolution["unit"].strip().lower())
            quantities.append({"value": value, "unit": unit})
    known = {one["value"] for one in quantities}
    quantities += [
        {"value": value, "unit": "-"} for _, _, value, _ in parsed("number", "en", task["text"]) if value not in known
    ]
    return {"quantities": quantities}


def warm(task):
    """Build what a task needs before the clock runs; what cannot be built fails when it is asked for."""
    for name in [task["model"]] if "model" in task else []:
        with suppress(ValueError):
            model(name, task["language"])


def british(unit):
    """A unit's name as NewsQuant spells it."""
    return NAMES.get(unit, unit.replace("meter", "metre").replace("liter", "litre"))


def specs(task):
    """Places and values by the model that the task names."""
    found = parsed(task["model"], task["language"], task["text"])
    return {"numbers": [[start, end, value, res.get("isoCurrency")] for start, end, value, res in found]}


def figures(task):
    """Values with the family that they belong to."""
    found = []
    for name in ("currency", "percent", "number"):
        for start, end, value, _ in parsed(name, task["language"], task["text"]):
            if not any(start < other_end and other_start < end for other_start, other_end, *_ in found):
                found.append((start, end, value, name))
    return {"values": [value for _, _, value, _ in found]}


def main():
    """Answer each task in turn; the CPU time is that of parsing alone."""
    answers, sys.stdout = sys.stdout, sys.stderr
    tasks = {"newsquant": newsquant, "recognizers": specs, "same_figures": figures}
    newsquant({"text": "A first sentence costs 5 dollars."})
    spent = 0.0
    for line in sys.stdin:
        task = json.loads(line)
        warm(task)
        started = time.process_time()
        try:
            answer = tasks[task["task"]](task)
        except Exception as error:
            answer = {"failed": repr(error)}
        spent += time.process_time() - started
        print(json.dumps(answer), file=answers)
    print(json.dumps({"cpu_seconds": spent}), file=answers)


main()
