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
            content: "Its fields are shown",
            trigger: ".o_sav_other_machine:not(.d-none) #sav_model",
            run: "edit WAN28",
        },
        {
            content: "Nothing is said of what is wrong",
            trigger: "#sav_faults",
            run: "edit  ",
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
            content: "It is refused, and what was typed is still there",
            trigger: "[data-error=faults]:contains('Write what is wrong')",
        },
        {
            content: "The model was kept",
            trigger: "#sav_model:value(WAN28)",
        },
        {
            content: "The brand",
            trigger: "#sav_brand",
            run: "edit Bosch",
        },
        {
            content: "What is wrong",
            trigger: "#sav_faults",
            run: "edit It stops after ten minutes",
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
