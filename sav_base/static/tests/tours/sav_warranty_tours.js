import {registry} from "@web/core/registry";

/*
 * What the warranty would say, asked at the counter without a mouse, and a claim of the
 * workshop manager; the data are those of `tests/test_warranty_tours.py`.
 */

registry.category("web_tour.tours").add("sav_warranty_what_if", {
    steps: () => [
        {
            content: "Out of warranty: ask what if",
            trigger: ".o_form_view [name=verdict]:contains(Out of warranty)",
            run: "press alt+w",
        },
        {
            content: "Type another day of purchase, the cursor is there",
            trigger: ".modal [name=date_basis] input:focus",
            run: "edit 06/15/2025 && press Enter",
        },
        {
            content: "Then it is under warranty",
            trigger: ".modal [name=answer]:contains(counted from 06/15/2025)",
        },
        {
            content: "Beside what stands",
            trigger: ".modal [name=current]:contains(Out of warranty)",
        },
        {
            content: "The difference in words",
            trigger: ".modal [name=differences]:contains(06/15/2025)",
        },
        {
            content: "Leave",
            trigger: ".modal",
            run: "press alt+x",
        },
        {
            content: "The case is as it was",
            trigger:
                "body:not(:has(.modal)) .o_form_view [name=verdict]:contains(Out of warranty)",
        },
    ],
});

registry.category("web_tour.tours").add("sav_claim", {
    steps: () => [
        {
            content: "Claim what the repair cost",
            trigger: "button[name=action_claim_supplier]",
            run: "click",
        },
        {
            content: "From who sold us the device",
            trigger: ".o_sav_claim [name=partner_id] input:value(Fagor Export)",
        },
        {
            content: "Its part is claimed",
            trigger: ".o_sav_claim .o_data_row:contains(Test Pump):contains(49.229)",
        },
        {
            content: "Send it",
            trigger: "button[name=action_send]",
            run: "click",
        },
        {
            content: "They answer: the part, for less",
            trigger:
                ".o_sav_claim .o_data_row:contains(Test Pump) [name=amount_accepted]",
            run: "click",
        },
        {
            trigger: ".o_sav_claim .o_selected_row [name=amount_accepted] input",
            run: "edit 40",
        },
        {
            content: "Why not the rest",
            trigger: ".o_sav_claim [name=answer] textarea",
            run: "edit Labour is not covered",
        },
        {
            content: "Record it",
            trigger: "button[name=action_answer]",
            run: "click",
        },
        {
            content: "Partly accepted, on file",
            trigger:
                ".o_sav_claim .o_statusbar_status .o_arrow_button_current:contains(Partly Accepted)",
        },
    ],
});
