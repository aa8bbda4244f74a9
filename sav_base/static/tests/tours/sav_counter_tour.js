import {registry} from "@web/core/registry";

/*
 * A reception that was left unfinished, ended on a tablet; the data are those of
 * `tests/test_counter_tour.py`.
 */

/** Types at no pace at all: keys as quick as a tour's are those of a scanner. */
function write(words) {
    return ({anchor}) => {
        anchor.value = words;
        anchor.dispatchEvent(new Event("input", {bubbles: true}));
    };
}

/** The keys of a hand-held scanner, all at once, wherever the focus is. */
function scan(code) {
    return ({anchor}) => {
        for (const key of [...code, "Enter"]) {
            anchor.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
        }
    };
}

registry.category("web_tour.tours").add("sav_counter", {
    steps: () => [
        {
            content: "Go on with the reception that was left",
            trigger: "[data-group=mine] .o_sav_counter_resume:contains(Hôtel du Port)",
            run: "click",
        },
        {
            content: "A device that was never sold here: nobody knows its warranty",
            trigger: ".o_sav_counter_verdict:contains(Sale date unknown)",
        },
        {
            content: "Agree to a limit",
            trigger: "input[name=cost_limit]",
            run: write("80"),
        },
        {
            content: "Confirm too early",
            trigger: ".o_sav_counter_confirm:enabled",
            run: "click",
        },
        {
            content: "What is missing is said where it is missing",
            trigger:
                ".o_sav_counter_faults .o_sav_counter_error:contains(wrong with it)",
        },
        {
            content: "Also that a limit wants a signature",
            trigger: "[data-name=cost_limit] .o_sav_counter_error:contains(signed)",
        },
        {
            content: "Choose the fault with a finger",
            trigger:
                ".o_sav_counter_faults .o_sav_counter_chip:contains(Does not start)",
            run: "click",
        },
        {
            content: "It is declared",
            trigger: ".o_sav_counter_faults .o_sav_counter_row b",
        },
        {
            content: "Scan a second device, the finger still in a field",
            trigger: "textarea[name=visual_state]",
            run: scan("T-TR-1"),
        },
        {
            content: "It is on the reception",
            trigger: ".o_sav_counter_device:contains(T-TR-1)",
        },
        {
            content: "Held by somebody else, as the clerk is told",
            trigger: ".o_sav_counter_warning:contains(held by Amira)",
        },
        {
            content: "Take it off again",
            trigger: ".o_sav_counter_device:contains(T-TR-1) .o_sav_counter_remove",
            run: "click",
        },
        {
            content:
                "Only the first one is left, open, with nothing in its visual state",
            trigger:
                ".o_sav_counter_devices:not(:contains(T-TR-1)) textarea[name=visual_state]:value()",
        },
        {
            content: "Let the customer sign",
            trigger: ".o_sav_counter_sign",
            run: "click",
        },
        {
            content: "In the frame on the page; a tour has no hand to draw with",
            trigger: ".o_sav_counter_frame .o_web_sign_auto_button",
            run: "click",
        },
        {
            trigger: ".o_sav_counter_frame canvas.o_web_sign_signature",
            run: "canvasNotEmpty",
        },
        {
            content: "Keep the signature",
            trigger: ".o_sav_counter_keep_signature:enabled",
            run: "click",
        },
        {
            content: "It holds",
            trigger: ".o_sav_counter_signature .alert-success:contains(Hôtel du Port)",
        },
        {
            content: "Everything is saved",
            trigger: ".o_sav_counter_saved[data-saving=saved]",
        },
        {
            content: "Confirm",
            trigger: ".o_sav_counter_confirm:enabled",
            run: "click",
        },
        {
            content: "Slip and labels come out",
            trigger: ".o_sav_counter_printing:contains(printed)",
        },
        {
            content: "One key for the next customer",
            trigger: ".o_sav_counter_next",
            run: "press Enter",
        },
        {
            content: "Nothing is left to finish",
            trigger: ".o_sav_counter_start:not(:has(.o_sav_counter_resume))",
        },
    ],
});
