# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Past cases, one in each state, made by the people who would have made them."""

from records import find, keep
from steps import (
    accept,
    answer,
    bill,
    claim,
    close,
    day,
    estimate,
    finish_diagnosis,
    hand_over,
    new_machine,
    receive,
    refuse,
    repair,
)

# What the technician found on washing machines whose board must be replaced.
BURNT_BOARD = {
    "reproduced": True,
    "shock": False,
    "turns_on": False,
    "voltage": 231,
    "board_state": "burnt",
    "leaks": False,
    "limescale": "heavy",
}


def load_cases(env):
    """Make the past cases that do not exist yet, the oldest first."""
    for name, play in CASES.items():
        if not find(env, f"reception_{name}"):
            keep(env, f"reception_{name}", play(env))
            # A run that is interrupted goes on from here.
            env.cr.commit()


# -- the cases --


def play_invoiced(env):
    """Bought elsewhere, repaired, invoiced and handed back."""
    with day(24):
        case = receive(
            env,
            "sami",
            new_machine("Boréal", "LV 14", "LV14-5518", "dishwasher"),
            symptom="no_drain",
            words="L'eau reste au fond",
            accessories=["basket"],
            technician="technicien2",
        )
    with day(22):
        estimate(
            env,
            case,
            "technicien2",
            parts={"POMPE-VID": 1},
            labour={"n1": 1.0},
            actions=["Faire un cycle complet"],
            fault="drain_pump",
            words="Pompe de vidange bloquée",
        )
        finish_diagnosis(env, case, "technicien2")
    with day(20):
        accept(env, case)
    with day(18):
        repair(env, case, "technicien2", cause="foreign_object")
    with day(17):
        close(env, case)
        bill(env, case)
        hand_over(env, case)
    return case.reception_id


def play_to_bill(env):
    """Out of warranty, accepted, repaired and closed: billing has it on its list."""
    with day(12):
        case = receive(
            env,
            "olivier",
            {"scan": "SIR12-0031"},
            symptom="no_cold",
            words="Chambre 204 : souffle de l'air chaud",
            accessories=["remote_control"],
            technician="technicien1",
        )
    with day(10):
        estimate(
            env,
            case,
            "technicien1",
            parts={"GAZ-R32": 4, "FILTRE-CLIM": 1},
            labour={"n2": 2.0},
            actions=["Contrôler l'étanchéité"],
            fault="gas_leak",
            words="Fuite à un raccord, manque de gaz",
        )
        finish_diagnosis(env, case, "technicien1")
    with day(9):
        accept(env, case)
    with day(5):
        repair(env, case, "technicien1", cause="wear", remedy="recharged")
        close(env, case)
    return case.reception_id


def play_refused(env):
    """The customer refused the quote; the device waits to be fetched."""
    with day(11):
        case = receive(
            env,
            "mourad",
            new_machine("Vulcano", "F 55", "VF55-0917", "oven"),
            symptom="trips",
            words="Fait sauter le disjoncteur",
            technician="technicien2",
        )
    with day(8):
        estimate(
            env,
            case,
            "technicien2",
            parts={"RESIST-LL": 1},
            labour={"n1": 1.5},
            fault="heater",
            words="Résistance à la masse",
        )
        finish_diagnosis(env, case, "technicien2")
    with day(6):
        refuse(env, case, "Trop cher pour son âge")
    return case.reception_id


def play_claimed(env):
    """Repaired under warranty in two weeks: days added, and a claim to the supplier."""
    with day(17):
        case = receive(
            env,
            "ines",
            {"scan": "SIR12-0058"},
            symptom="no_cold",
            words="Ne refroidit plus",
            technician="technicien1",
        )
    with day(15):
        estimate(
            env,
            case,
            "technicien1",
            parts={"GAZ-R32": 3},
            labour={"n2": 1.5},
            fault="gas_leak",
            words="Raccord fendu d'origine",
        )
        finish_diagnosis(env, case, "technicien1")
    with day(5):
        repair(env, case, "technicien1", cause="defect")
        close(env, case)
    with day(4):
        hand_over(env, case)
        claim(env, case)
    return case.reception_id


def play_in_repair(env):
    """Under warranty: repaired at no charge, the part is on the bench."""
    with day(4):
        case = receive(
            env,
            "clinique",
            {"scan": "VES60-0012"},
            symptom="stops",
            words="S'arrête au bout de dix minutes",
            technician="technicien1",
        )
        # The technician alone reads it, on the screen of the work.
        case.set_device_password("Code du clavier : 4711")
    with day(2):
        estimate(
            env,
            case,
            "technicien1",
            parts={"RESIST-LL": 1},
            labour={"n1": 1.0},
            actions=["Vérifier la montée en température"],
            fault="heater",
            words="Résistance coupée",
        )
        finish_diagnosis(env, case, "technicien1")
    return case.reception_id


def play_awaiting(env):
    """Diagnosed with the scenario and a photo: the customer has the quote."""
    with day(3):
        case = receive(
            env,
            "ines",
            new_machine("Boréal", "LB 720", "LB720-0342", "washing_machine"),
            symptom="no_power",
            words="Plus rien depuis l'orage",
            accessories=["inlet_hose"],
            technician="technicien1",
        )
    with day(1):
        answer(env, case, "technicien1", BURNT_BOARD)
        finish_diagnosis(env, case, "technicien1")
    return case.reception_id


def play_diagnosis(env):
    """On the bench; its parts are under warranty, its labour is not."""
    with day(2):
        case = receive(
            env,
            "medina",
            {"scan": "ATL340-0208"},
            symptom="no_cold",
            words="Le bas ne refroidit plus",
            accessories=["shelf"],
            technician="technicien2",
        )
    with day(0):
        estimate(
            env,
            case,
            "technicien2",
            parts={"FILTRE-EAU": 1},
            labour={"n2": 1.0},
            fault="sensor",
            words="Sonde décalée, filtre bouché",
        )
    return case.reception_id


def play_received(env):
    """Received this morning, out of warranty, waiting for a technician."""
    with day(0):
        case = receive(
            env,
            "mourad",
            {"scan": "ZEP8-25-0046"},
            symptom="no_drain",
            words="Reste plein d'eau en fin de cycle",
            accessories=["inlet_hose", "drain_hose"],
            technician="technicien2",
        )
    return case.reception_id


CASES = {
    "invoiced": play_invoiced,
    "to_bill": play_to_bill,
    "refused": play_refused,
    "claimed": play_claimed,
    "in_repair": play_in_repair,
    "awaiting": play_awaiting,
    "diagnosis": play_diagnosis,
    "received": play_received,
}
