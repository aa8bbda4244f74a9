import {registry} from "@web/core/registry";

/** From the list of repairs to the page of the quote. */
function openQuote() {
    return [
        {
            content: "Open the repair",
            trigger: ".list-group-item:contains(Fagor F-4812)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The repair waits for the customer",
            trigger: "[name=steps] [data-step=approval][data-state=current]",
        },
        {
            content: "Open the quote",
            trigger: ".alert .btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
    ];
}

registry.category("web_tour.tours").add("sav_portal_accept", {
    url: "/my/repairs",
    steps: () => [
        ...openQuote(),
        {
            content: "Accept",
            trigger: "#sale_order_sidebar_button [data-bs-target='#modalaccept']",
            run: "click",
        },
        {
            content: "The dialog says what is accepted",
            trigger: "#sign-dialog:contains(SN-QUOTE-1)",
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

registry.category("web_tour.tours").add("sav_portal_refuse", {
    url: "/my/repairs",
    steps: () => [
        ...openQuote(),
        {
            content: "Refuse",
            trigger: "[name=sale_order_actions] [data-bs-target='#modaldecline']",
            run: "click",
        },
        {
            content: "Say why",
            trigger: "#modaldecline.show [name=decline_message]",
            run: "edit Too expensive for its age",
        },
        {
            content: "Confirm",
            trigger: "#modaldecline [type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The page keeps the reason",
            trigger: "#quote_content .alert:contains(Too expensive for its age)",
        },
    ],
});
