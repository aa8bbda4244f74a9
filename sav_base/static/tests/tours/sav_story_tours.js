import {registry} from "@web/core/registry";

/*
 * The story at the counter and in the office. The technician's part needs a scenario
 * and is in `sav_diagnosis`; the data are those of `tests/story_common.py`.
 */

/** Types at no pace at all: keys as quick as a tour's are those of a scanner. */
function write(words) {
    return ({anchor}) => {
        anchor.value = words;
        anchor.dispatchEvent(new Event("input", {bubbles: true}));
    };
}

/** Choose or write something of the device that is open, in the field of `kind`. */
function tell(kind, words) {
    const field = `.o_sav_counter_body input[name^="${kind}."]`;
    return [
        {content: `Type ${words}`, trigger: field, run: write(words)},
        {content: "Take it", trigger: field, run: "press Enter"},
    ];
}

registry.category("web_tour.tours").add("sav_story_counter", {
    steps: () => [
        {
            content: "Scan the machine that was sold here",
            trigger: ".o_sav_counter input[name=sav_counter_search]",
            run: "edit STORY-WM-0001 && press Enter",
        },
        {
            content: "It is found, with its warranty",
            trigger: ".o_sav_counter_device:contains(Story Washing Machine) .badge",
        },
        {
            content: "Under warranty, and why",
            trigger: ".o_sav_counter_verdict:contains(Under warranty for)",
        },
        {
            content: "The customer was found too",
            trigger: ".o_sav_counter_customer_name:contains(story_portal)",
        },
        ...tell("faults", "Dead since Monday"),
        {
            content: "The fault is declared",
            trigger: ".o_sav_counter_faults input:value(Dead since Monday)",
        },
        {
            content: "Look for a device that was never sold here",
            trigger: "input[name=sav_counter_search]",
            run: write("EW-77"),
        },
        {
            content: "Nobody knows its serial number: create it in place",
            trigger: ".o_sav_counter_results [data-kind=new_machine]",
            run: "click",
        },
        {
            content: "What was typed is its serial number",
            trigger: "input[name=new_machine_serial]:value(EW-77)",
        },
        {
            content: "Say what kind of machine it is",
            trigger: "select[name=new_machine_category]",
            run: "selectByLabel Story Washer",
        },
        {trigger: "input[name=new_machine_brand]", run: write("Elsewhere")},
        {trigger: "input[name=new_machine_model]", run: write("W 900")},
        {
            content: "Keep the machine",
            trigger: ".o_sav_counter_new_machine .o_sav_counter_create",
            run: "click",
        },
        {
            content: "Nobody knows when it was sold",
            trigger:
                ".o_sav_counter_device:contains(Elsewhere W 900) .o_sav_counter_verdict:contains(Sale date unknown)",
        },
        ...tell("faults", "Nothing lights up"),
        {
            content: "Type what comes with it",
            trigger: ".o_sav_counter_body input[name^='accessories.']",
            run: write("Hose"),
        },
        {
            content: "Not one of those that are proposed: these very words",
            trigger: ".o_sav_counter_accessories .o_sav_counter_own_words",
            run: "click",
        },
        {
            content: "It comes with a hose",
            trigger: ".o_sav_counter_accessories b:contains(Hose)",
        },
        {
            content: "Confirm: two cases, the slip and the labels",
            trigger: ".o_sav_counter_confirm:enabled",
            run: "click",
        },
        {
            content: "Both devices are in",
            trigger:
                ".o_sav_counter_done:contains(Received) .list-group:has(button + button)",
        },
        {
            content: "Slip and labels came out",
            trigger: ".o_sav_counter_printing:contains(printed)",
        },
        {
            content: "The next customer",
            trigger: ".o_sav_counter_next",
            run: "click",
        },
        {
            content: "Nothing is left to finish",
            trigger: ".o_sav_counter_start:not(:has(.o_sav_counter_resume))",
        },
    ],
});

registry.category("web_tour.tours").add("sav_story_customer", {
    steps: () => [
        {
            content: "Open the repair that waits",
            trigger: ".list-group-item:contains(Elsewhere W 900)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open its quote",
            trigger: ".alert .btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What is to pay, without the stamp of the invoice",
            trigger: "#quote_content:contains(255.204)",
        },
        {
            content: "Accept",
            trigger: "#sale_order_sidebar_button [data-bs-target='#modalaccept']",
            run: "click",
        },
        {
            content: "Sign with one's own name",
            trigger: ".modal .o_web_sign_name_and_signature input",
            run: "edit Amira Ben Salah",
        },
        {
            trigger: ".modal canvas.o_web_sign_signature",
            run: "canvasNotEmpty",
        },
        {
            content: "Send the signature",
            trigger: ".modal .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The repair starts",
            trigger: "#quote_content .alert-success:contains(start the repair)",
        },
    ],
});

registry.category("web_tour.tours").add("sav_story_closing", {
    steps: () => [
        {
            content: "Both works are finished",
            trigger: ".o_data_row:contains(Elsewhere W 900)",
        },
        {
            content: "Choose them all",
            trigger: ".o_data_row:contains(STORY-WM-0001)",
        },
        {
            trigger: "thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Close them",
            trigger: "button[name=action_close]",
            run: "click",
        },
        {
            content: "Nothing is left to close",
            trigger: ".o_view_nocontent:contains(No finished work waits)",
        },
    ],
});

registry.category("web_tour.tours").add("sav_story_billing", {
    steps: () => [
        {
            content: "Only the device that somebody pays is to bill",
            trigger: ".o_list_view:has(.o_data_row:only-child)",
        },
        {
            content: "Open it",
            trigger: ".o_data_row td[name=partner_id]",
            run: "click",
        },
        {
            content: "One kit less was used than planned",
            trigger: "[name=sav_billing_reason]:contains(STORY-KIT)",
        },
        {
            content: "Invoice",
            trigger: "button[name=action_sav_invoice]",
            run: "click",
        },
        {
            content: "Post it",
            trigger: "button[name=action_post]",
            run: "click",
        },
        {
            content: "It is posted",
            trigger: ".o_statusbar_status [aria-checked=true]:contains(Posted)",
        },
        {
            content: "With the stamp duty, once",
            trigger: ".oe_subtotal_footer:contains(256.204)",
        },
    ],
});
