import {registry} from "@web/core/registry";

/*
 * The story at the counter and in the office. The technician's part needs a scenario
 * and is in `sav_diagnosis`; the data are those of `tests/story_common.py`.
 */

/** Write, in the dialog of a device, what the customer says of it. */
function declareFault(words) {
    return [
        {
            content: "Add a declared fault",
            trigger: ".modal [name=fault_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "In the customer's words",
            trigger: ".modal [name=fault_ids] .o_selected_row [name=description] input",
            run: `edit ${words}`,
        },
    ];
}

registry.category("web_tour.tours").add("sav_story_counter", {
    steps: () => [
        {
            content: "Scan the machine that was sold here",
            trigger: ".o_sav_reception input[name=sav_scan]",
            run: "edit STORY-WM-0001 && press Enter",
        },
        {
            content: "Its line opens, found by its serial number",
            trigger: ".modal [name=equipment_id] input:value(STORY-WM-0001)",
        },
        ...declareFault("Dead since Monday"),
        {
            content: "Keep the line",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "The customer was found too",
            trigger:
                "body:not(:has(.modal)) .o_sav_reception [name=partner_id] input:value(story_portal)",
        },
        {
            content: "Add a device that was never sold here",
            trigger: ".o_sav_reception [name=case_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "Nobody knows its serial number",
            trigger: ".modal [name=equipment_id] input",
            run: "edit EW-77",
        },
        {
            content: "Create it in place",
            trigger: ".o-autocomplete--dropdown-item.o_m2o_dropdown_option_create_edit",
            run: "click",
        },
        {
            content: "What was typed is its serial number",
            trigger: ".modal:last [name=serial] input:value(EW-77)",
        },
        {
            trigger: ".modal:last [name=brand] input",
            run: "edit Elsewhere",
        },
        {
            trigger: ".modal:last [name=model] input",
            run: "edit W 900",
        },
        {
            content: "Say what kind of machine it is",
            trigger: ".modal:last [name=category_id] input",
            run: "edit Story",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Story Washer)",
            run: "click",
        },
        {
            content: "Keep the machine",
            trigger: ".modal:last .o_form_button_save",
            run: "click",
        },
        {
            content: "Back on its line",
            trigger: ".modal [name=equipment_id] input:value(Elsewhere)",
        },
        ...declareFault("Nothing lights up"),
        {
            content: "It comes with a hose",
            trigger: ".modal [name=accessory_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal [name=accessory_ids] .o_selected_row [name=name] input",
            run: "edit Hose",
        },
        {
            content: "Keep the line",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "Confirm: two cases, the slip and the labels",
            trigger: "body:not(:has(.modal)) button[name=action_confirm]",
            run: "click",
        },
        {
            content: "It has a number and cannot be confirmed again",
            trigger: ".o_statusbar_status [aria-checked=true]:contains(Confirmed)",
        },
        {
            content: "The machine sold here is under warranty",
            trigger: "[name=case_ids] [name=warranty_state]:contains(Under Warranty)",
        },
        {
            content: "Nobody knows when the other one was sold",
            trigger:
                "[name=case_ids] [name=warranty_state]:contains(Unknown Sale Date)",
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
