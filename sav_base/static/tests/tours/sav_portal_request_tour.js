import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("sav_portal_request", {
    steps: () => [
        {
            content: "The customer's home leads to the requests",
            trigger: "a[href='/my/requests']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Ask for a repair",
            trigger: "a[href='/my/requests/new']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Another machine",
            trigger: "#sav_machine",
            run: "select other",
        },
        {
            content: "Its fields are shown; neither brand nor model is known",
            trigger: ".o_sav_other_machine:not(.d-none) #sav_serial",
            run: "edit WAN-77",
        },
        {
            content: "What is wrong",
            trigger: "#sav_faults",
            run: "edit It stops after ten minutes",
        },
        {
            content: "At my place",
            trigger: "#sav_place_site",
            run: "click",
        },
        {
            content: "Send",
            trigger: ".o_sav_request_form button[type=submit]",
            run: "click",
        },
        {
            content: "It is refused",
            trigger: "[data-error=brand]:contains('Write the brand or the model')",
        },
        {
            content: "What was typed is still there",
            trigger: "#sav_serial:value(WAN-77)",
        },
        {
            content: "The brand",
            trigger: "#sav_brand",
            run: "edit Bosch",
        },
        {
            content: "Send again",
            trigger: ".o_sav_request_form button[type=submit]:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It was received",
            trigger: ".alert-success:contains('we got your request')",
        },
        {
            content: "It waits for the answer",
            trigger: ".badge:contains('Waiting for our answer')",
        },
    ],
});
