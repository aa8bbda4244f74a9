import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {
    contains,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {SavTimeline} from "@sav_base/equipment/timeline/timeline";

defineMailModels();

const KINDS = [
    {key: "sale", label: "Sale", icon: "fa-shopping-cart"},
    {key: "case", label: "Cases", icon: "fa-folder-open"},
];

function makeEntry(id, vals = {}) {
    return {
        key: `case-${id}`,
        kind: "case",
        date: "2026-03-01 09:00:00",
        is_day: false,
        title: `Received: SAV/${id}`,
        text: "Does not drain",
        state: "Ready",
        amount: false,
        author: "Amira",
        record_id: id,
        res_model: "sav.case",
        ...vals,
    };
}

/** Has the server answer with the pages, in turn, and write down what it was asked. */
function mockPages(...pages) {
    onRpc("sav.equipment", "get_timeline", ({args, kwargs}) => {
        expect.step([args[0], kwargs.kinds, kwargs.offset]);
        const entries = pages.length > 1 ? pages.shift() : pages[0];
        return {kinds: KINDS, entries, has_more: pages.length > 1};
    });
}

function mount(equipmentId = 7) {
    return mountWithCleanup(SavTimeline, {props: {equipmentId}});
}

test("events in the order of the server, a day without a time", async () => {
    mockPages([
        makeEntry(2, {amount: "12.500 DT"}),
        makeEntry(1, {
            key: "sale-1",
            kind: "sale",
            title: "Sold",
            date: "2025-01-10 00:00:00",
            is_day: true,
            res_model: false,
            text: false,
            author: false,
        }),
    ]);
    await mount();
    expect.verifySteps([[7, null, 0]]);
    expect(".o_sav_timeline_entry").toHaveCount(2);
    expect(".o_sav_timeline_entry:first").toHaveText(/Received: SAV\/2/);
    expect(".o_sav_timeline_entry:first").toHaveText(/12\.500 DT/);
    expect(".o_sav_timeline_entry:last").toHaveText(/Jan 10, 2025/);
    expect(".o_sav_timeline_entry:last").not.toHaveText(/00/);
    expect(".o_sav_timeline_entry:last button").toHaveCount(0);
    expect(".o_sav_timeline_more").toHaveCount(0);
});

test("an event opens what it is about", async () => {
    mockPages([makeEntry(9)]);
    mockService("action", {
        doAction: (action) => expect.step([action.res_model, action.res_id]),
    });
    await mount();
    await contains(".o_sav_timeline_entry button").click();
    expect.verifySteps([
        [7, null, 0],
        ["sav.case", 9],
    ]);
});

test("kinds are wanted and left again", async () => {
    mockPages([makeEntry(1)]);
    await mount();
    expect("[data-kind=case].btn").toHaveAttribute("aria-pressed", "false");
    await contains("button[data-kind=case]").click();
    expect("button[data-kind=case]").toHaveAttribute("aria-pressed", "true");
    await contains("button[data-kind=sale]").click();
    await contains("button[data-kind=case]").click();
    await contains(".o_sav_timeline_all").click();
    expect.verifySteps([
        [7, null, 0],
        [7, ["case"], 0],
        [7, ["case", "sale"], 0],
        [7, ["sale"], 0],
        [7, null, 0],
    ]);
});

test("the next page is added below", async () => {
    onRpc("sav.equipment", "get_timeline", ({kwargs}) => {
        expect.step(kwargs.offset);
        return kwargs.offset
            ? {kinds: KINDS, entries: [makeEntry(3)], has_more: false}
            : {kinds: KINDS, entries: [makeEntry(1), makeEntry(2)], has_more: true};
    });
    await mount();
    await contains(".o_sav_timeline_more").click();
    expect.verifySteps([0, 2]);
    expect(queryAllTexts(".o_sav_timeline_entry button")).toEqual([
        "Received: SAV/1",
        "Received: SAV/2",
        "Received: SAV/3",
    ]);
    expect(".o_sav_timeline_more").toHaveCount(0);
});

test("nothing, and a refusal, are said in words", async () => {
    mockPages([]);
    await mount();
    expect(".o_sav_nothing").toHaveText(/Nothing here yet/);
    onRpc("sav.equipment", "get_timeline", () => {
        throw makeServerError({
            type: "odoo.exceptions.AccessError",
            message: "Not yours",
        });
    });
    await contains("button[data-kind=case]").click();
    expect(".o_sav_timeline").toHaveText(/Not yours/);
    expect.verifySteps([[7, null, 0]]);
});
