# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from .common import SavCommon


class CounterCase(SavCommon):
    """The reception screen as the clerk uses it: a machine is taken, then declared."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sold = cls._create_sold_equipment("T-CT-1", "2026-06-01")
        cls.foreign = cls._create_equipment(
            serial="T-CX-1", partner_id=cls.customer2.id, category_id=cls.category.id
        )
        cls.counter = cls.env["sav.reception"].with_user(cls.sav_clerk)

    def _take(self, reception_id=None, token=None, **choice):
        return self.counter.take_counter(choice, reception_id, token)

    def _begin(self, **choice):
        answer = self._take(**(choice or {"equipment_id": self.sold.id}))
        reception = self.counter.browse(answer["reception"]["id"])
        return reception, reception.case_ids

    def _declare(self, reception, case, **vals):
        vals.setdefault("faults", [{"symptom_id": self.symptom.id}])
        return reception.save_counter({"devices": {str(case.id): vals}})
