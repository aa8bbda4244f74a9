import {expect, test} from "@odoo/hoot";
import {
    contains,
    getService,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {WebClient} from "@web/webclient/webclient";

defineMailModels();

const ROW = {text: false, date: false, state: false, amount: false, can_open: true};

function mockPage(vals = {}) {
    onRpc("res.partner", "get_sav_overview", ({args}) => {
        expect.step(args[0]);
        return {
            partner: {
                id: 5,
                name: "Hôtel du Port",
                contact: ["Sfax", "+216 74 000 000"],
            },
            can_receive: true,
            can_add: true,
            sections: [
                {
                    key: "case",
                    label: "Cases",
                    icon: "fa-folder-open",
                    count: 12,
                    res_model: "sav.case",
                    action: {type: "ir.actions.act_window", name: "all"},
                    rows: [{...ROW, id: 3, name: "SAV/3", state: "Ready"}],
                },
                {
                    key: "message",
                    label: "Messages",
                    icon: "fa-comment-o",
                    count: 0,
                    res_model: "mail.message",
                    action: false,
                    rows: [],
                },
            ],
            ...vals,
        };
    });
}

async function open() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "sav_customer_overview",
        context: {active_id: 5},
    });
    mockService("action", {
        doAction: (action) =>
            expect.step([action.res_model || action.name, action.res_id]),
    });
}

test("sections with their numbers and rows", async () => {
    mockPage();
    await open();
    expect.verifySteps([5]);
    expect(".o_sav_customer_overview h3").toHaveCount(2);
    expect("[data-section=case] .badge:first").toHaveText("12");
    expect("[data-section=case] li").toHaveText(/SAV\/3\s*Ready/);
    expect("[data-section=message]").toHaveText(/None/);
    expect("[data-section=message] .o_sav_see_all").toHaveCount(0);
    expect(".o_sav_customer_overview").toHaveText(/\+216 74 000 000/);
});

test("rows and sections open", async () => {
    mockPage();
    await open();
    await contains("[data-section=case] li button").click();
    await contains(".o_sav_see_all").click();
    expect.verifySteps([5, ["sav.case", 3], ["all", undefined]]);
});

test("a reception begins from here, or says why not", async () => {
    mockPage();
    await open();
    onRpc("res.partner", "action_sav_new_reception", ({args}) => {
        expect.step(args[0]);
        return {type: "ir.actions.act_window", res_model: "sav.reception", res_id: 8};
    });
    await contains(".o_sav_new_reception").click();
    expect.verifySteps([5, 5, ["sav.reception", 8]]);
    onRpc("res.partner", "action_sav_new_reception", () => {
        throw makeServerError({
            type: "odoo.exceptions.UserError",
            message: "No workshop",
        });
    });
    await contains(".o_sav_new_reception").click();
    expect(".o_sav_customer_overview").toHaveText(/No workshop/);
});

test("who receives nothing has no button for it", async () => {
    mockPage({can_receive: false, can_add: false});
    await open();
    expect(".o_sav_new_reception, .o_sav_new_equipment").toHaveCount(0);
    expect.verifySteps([5]);
});
