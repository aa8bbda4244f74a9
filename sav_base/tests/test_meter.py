# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from decimal import Context, Decimal, localcontext

from ..tools import consumption, meter
from .calculation_cases import CalculationCase


def readings(*steps):
    """Return readings from ``"event value"`` texts."""
    return [
        {"value": Decimal(value), "event": event}
        for event, value in (step.split() for step in steps)
    ]


class TestMeter(CalculationCase):
    def check_used(self, used, *steps, capacity=None):
        self.assertEqual(consumption(readings(*steps), capacity), Decimal(used))

    def test_examples(self):
        self.assertEqual(doctest.testmod(meter), (0, 1))  # failed, attempted

    def test_golden_cases(self):
        self.check_cases(consumption)

    def test_first_reading_is_the_index_whatever_its_event(self):
        for event in meter.EVENTS:
            self.check_used(0, f"{event} 100")
        for event in ("read", "estimate", "rollover", "installed"):
            self.check_used(5, f"{event} 100", "read 105")
        self.check_used(5, "removed 100", "installed 3", "read 8")

    def test_equal_readings(self):
        self.check_used(0, "read 100", "read 100", "estimate 100", "removed 100")

    def test_estimates(self):
        self.check_used(30, "read 100", "estimate 150", "estimate 140", "read 130")
        self.check_used(-70, "estimate 100", "estimate 50", "read 30")
        self.check_used(20, "read 100", "estimate 150", "removed 120", "installed 5")

    def test_rollover(self):
        big = Decimal(100000)
        self.check_used(20, "read 99990", "rollover 10", capacity=big)
        self.check_used(20, "estimate 99990", "rollover 10", capacity=big)
        self.check_used(
            100040,
            "installed 99990",
            "rollover 10",
            "read 20",
            "rollover 20",
            "read 30",
            capacity=big,
        )

    def test_each_meter_has_its_own_last_reading(self):
        self.check_used(
            160,
            "read 5000",
            "removed 5100",
            "installed 10",
            "estimate 90",
            "read 40",
            "removed 70",
            "installed 0",
        )

    def test_decimals_are_exact(self):
        with localcontext(Context(prec=2)):
            self.check_used("0.3", "read 1000000.1", "read 1000000.4")

    def test_other_keys_are_ignored(self):
        reading = {"value": Decimal(1), "event": "read", "date": "2026-03-01"}
        self.assertEqual(consumption((reading, reading)), 0)

    def test_impossible_sequences(self):
        big = Decimal(100000)
        for message, *steps in (
            ("Reading 2 .*go back", "read 100", "read 99"),
            ("Reading 3 .*go back", "read 100", "read 120", "estimate 119"),
            ("Reading 2 .*go back", "read 100", "removed 99"),
            ("Reading 3 .*go back", "read 100", "estimate 150", "removed 99"),
            ("Reading 4 .*go back", "read 9", "removed 9", "installed 5", "read 4"),
            ("Reading 3 .*go back", "read 99990", "rollover 20", "read 19"),
            ("Reading 2 .*go back", "installed 10", "estimate 9"),
            ("Reading 2 .*former meter", "read 100", "installed 5"),
            ("Reading 2 .*former meter", "installed 100", "installed 5"),
            ("Reading 2 .*former meter", "estimate 100", "installed 5"),
            ("Reading 2 .*has been removed", "removed 100", "read 100"),
            ("Reading 2 .*has been removed", "removed 100", "removed 100"),
            ("Reading 2 .*has been removed", "removed 100", "rollover 5"),
            ("Reading 3 .*has been removed", "read 9", "removed 9", "estimate 9"),
        ):
            with self.subTest(steps):
                self.check_refused(message, consumption, readings(*steps), big)

    def test_capacity(self):
        self.check_refused(
            "capacity", consumption, readings("read 99990", "rollover 10")
        )
        self.check_used(5, "rollover 10", "read 15")
        for value in ("1000", "1000.1"):
            self.check_refused(
                "Reading 1: the meter cannot display",
                consumption,
                readings(f"read {value}"),
                Decimal(1000),
            )
        self.check_used(1, "read 998", "read 999", capacity=Decimal(1000))
        for capacity in (1000, 1000.0, True, "1000"):
            self.check_refused(
                "Capacity.*decimal", consumption, readings("read 1"), capacity
            )
        for capacity in ("0", "-5", "NaN", "Infinity"):
            self.check_refused(
                "Capacity", consumption, readings("read 1"), Decimal(capacity)
            )

    def test_bad_input(self):
        for rows in (None, "read", {"value": Decimal(1), "event": "read"}, 5):
            self.check_refused("Readings: give a list", consumption, rows)
        for rows in ([], ()):
            self.check_refused("at least the starting reading", consumption, rows)
        for row in (None, "read", (Decimal(1), "read")):
            self.check_refused("Readings, row 1", consumption, [row])
        self.check_refused("event is missing", consumption, [{"value": Decimal(1)}])
        self.check_refused("value is missing", consumption, [{"event": "read"}])
        for event in ("reading", "READ", "", None, ["read"], 1):
            self.check_refused(
                "Reading 1: give one of the events",
                consumption,
                [{"value": Decimal(1), "event": event}],
            )
        for value in (1, 1.5, True, "1", None):
            self.check_refused(
                "Reading 1: give a decimal",
                consumption,
                [{"value": value, "event": "read"}],
            )
        for value in ("-1", "-0.001", "NaN", "sNaN", "Infinity"):
            self.check_refused("Reading 1", consumption, readings(f"read {value}"))
