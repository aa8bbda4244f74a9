import {registry} from "@web/core/registry";

/*
 * The technician's part of the story, on the screens of a phone; the data are those of
 * `tests/story_common.py`.
 */

/** Choose a photo as the gallery of the phone gives it. */
async function choosePhoto({anchor}) {
    const canvas = document.createElement("canvas");
    canvas.width = 64;
    canvas.height = 48;
    canvas.getContext("2d").fillRect(8, 8, 24, 24);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg"));
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], "board.jpg", {type: "image/jpeg"}));
    anchor.files = transfer.files;
    anchor.dispatchEvent(new Event("change", {bubbles: true}));
}

/** Diagnose one device, from the list to the proposals of the scenario. */
function diagnose(device) {
    return [
        {
            content: `Open the work on ${device}`,
            trigger: `.o_sav_card:contains(${device})`,
            run: "click",
        },
        {
            content: "Start",
            trigger: ".o_sav_next_button:contains(Start)",
            run: "click",
        },
        {
            content: "Its diagnosis can be finished from here on",
            trigger: ".o_sav_next_button:contains(Finish Diagnosis)",
        },
        {
            content: "Open the scenarios",
            trigger: ".o_sav_panel[data-panel=diagnosis] .o_sav_panel_title",
            run: "click",
        },
        {
            content: "Answer the one of this machine",
            trigger: ".o_sav_scenario:contains(Story Washer) .o_sav_answer",
            run: "click",
        },
        {
            content: "Nothing is asked about what may not be",
            trigger:
                ".o_sav_player:not(:has([data-question=board])):not(:has([data-question=error_code]))",
        },
        {
            content: "It does not light up",
            trigger: "[data-question=lights_up] label:contains(No)",
            run: "click",
        },
        {
            content: "A photo of the board is asked for at once",
            trigger: "[data-question=board] .o_sav_gallery:not(:visible)",
            run: choosePhoto,
        },
        {
            content: "The photo is there",
            trigger: "[data-question=board] .o_sav_photo img",
        },
        {
            content: "The form says what follows from the answers",
            trigger: ".o_sav_proposals [data-effect=new_board]",
        },
        {
            content: "Finish the form",
            trigger: ".o_sav_finish.btn-primary",
            run: "click",
        },
        {
            content: "Its effects are done",
            trigger: ".o_sav_result [data-effect=fit]",
        },
        {
            content: "Back to the work",
            trigger: ".o_sav_player_foot button:contains(Back)",
            run: "click",
        },
    ];
}

function openPanel(key) {
    return {
        content: `Open the panel: ${key}`,
        trigger: `.o_sav_panel[data-panel=${key}] .o_sav_panel_title`,
        run: "click",
    };
}

/** Do the work of one device: less of the kit than planned, the time, the report. */
function repair(status) {
    return [
        openPanel("estimate"),
        {
            content: "One kit was enough",
            trigger: ".o_sav_estimate_part:contains(STORY-KIT) .o_sav_used .o_sav_less",
            run: "click",
        },
        {
            trigger:
                ".o_sav_estimate_part:contains(STORY-KIT) .o_sav_used [aria-label=Entered]",
        },
        {
            content: "The cycle was run",
            trigger: ".o_sav_check:contains(Run a full cycle) input:not(:checked)",
            run: "click",
        },
        {
            trigger: ".o_sav_check:contains(Run a full cycle) input:checked",
        },
        openPanel("time"),
        {
            content: "The hours of the first role",
            trigger: ".o_sav_time [data-line]:contains(SN2) input",
            run: "edit 1:30",
        },
        {
            trigger: ".o_sav_time [data-line]:contains(SN2) .o_sav_book",
            run: "click",
        },
        {
            trigger: ".o_sav_time [data-line]:contains(SN2) [role=status]",
        },
        ...(status === "to_bill" ? bookOtherRole() : []),
        {
            content: "On to the report",
            trigger: ".o_sav_next_button:contains(Finish)",
            run: "click",
        },
        {
            content: "Why it failed",
            trigger: ".o_sav_finish select[name=cause_id]",
            run: "selectByLabel Worn",
        },
        {
            trigger: ".o_sav_finish input[name=is_resolved]",
            run: "check",
        },
        {
            content: "What billing has to know",
            trigger: `.o_sav_finish [data-choice=${status}]`,
            run: "click",
        },
        {
            content: "Finish",
            trigger: ".o_sav_finish_button",
            run: "click",
        },
        {
            content: "It is done",
            trigger: ".o_sav_job_state:contains(Done)",
        },
    ];
}

function bookOtherRole() {
    return [
        {
            content: "The hours of the other role, with a comma",
            trigger: ".o_sav_time [data-line]:contains(SN1) input",
            run: "edit 0,5",
        },
        {
            trigger: ".o_sav_time [data-line]:contains(SN1) .o_sav_book",
            run: "click",
        },
        {
            trigger: ".o_sav_time [data-line]:contains(SN1) [role=status]",
        },
    ];
}

registry.category("web_tour.tours").add("sav_story_diagnosis", {
    steps: () => [
        ...diagnose("Elsewhere W 900"),
        openPanel("estimate"),
        {
            content: "The scenario proposed the board",
            trigger: ".o_sav_estimate_part:contains(STORY-BOARD)",
        },
        {
            content: "The seal is worn too",
            trigger: ".o_sav_add_part input[name=sav_scan]",
            run: "edit STORY-SEAL && press Enter",
        },
        {
            trigger: ".o_sav_estimate_part:contains(STORY-SEAL)",
        },
        {
            content: "A colleague helps",
            trigger: ".o_sav_add_labour .o_sav_role",
            run: "selectByLabel Technician SN1",
        },
        {
            content: "For half an hour, typed with a comma",
            trigger: ".o_sav_add_labour .o_sav_hours",
            run: "edit 0,5",
        },
        {
            trigger: ".o_sav_add_labour_button",
            run: "click",
        },
        {
            content: "What the customer will have to pay",
            trigger: ".o_sav_total:contains(255.204)",
        },
        {
            content: "Send the quote",
            trigger: ".o_sav_next_button:contains(Finish Diagnosis)",
            run: "click",
        },
        {
            content: "Nothing more to do before the answer",
            trigger: ".o_sav_next:contains(Waiting for the customer)",
        },
    ],
});

registry.category("web_tour.tours").add("sav_story_covered", {
    steps: () => [
        ...diagnose("STORY-WM-0001"),
        {
            content: "Nobody has to be asked",
            trigger: ".o_sav_next_button:contains(Finish Diagnosis)",
            run: "click",
        },
        {
            trigger: ".o_sav_next_button:contains(Finish):not(:contains(Diagnosis))",
        },
        ...repair("nothing_to_bill"),
    ],
});

registry.category("web_tour.tours").add("sav_story_repair", {
    steps: () => [
        {
            content: "The accepted work waits in the list",
            trigger: ".o_sav_card:contains(Elsewhere W 900)",
            run: "click",
        },
        {
            trigger: ".o_sav_next_button:contains(Finish)",
        },
        ...repair("to_bill"),
    ],
});
