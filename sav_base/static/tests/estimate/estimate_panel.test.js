import {
    contains,
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {describe, expect, test} from "@odoo/hoot";
import {queryAll, queryAllTexts, resize, waitFor} from "@odoo/hoot-dom";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {localization} from "@web/core/l10n/localization";
import {formatQuantity, parseQuantity} from "@sav_base/estimate/estimate_quantity";
import {
    makeEstimate,
    makeLabour,
    makePart,
    makeRepairEstimate,
    mountPanel,
} from "./estimate_helpers";

class Case extends models.Model {
    _name = "sav.case";
    state = fields.Char();
    warranty_state = fields.Char();
    _records = [{id: 3, state: "diagnosis", warranty_state: "out"}];
}

defineMailModels();
defineModels([Case]);

const PART = ".o_sav_estimate_part";
const LABOUR = ".o_sav_estimate_labour";
const SCAN = ".o_sav_add_part .o_sav_scan_input input";

/** Has a verb answer `result` and write down what it was called with. */
function mockVerb(method, result = true) {
    onRpc("sav.case", method, ({args}) => {
        expect.step([method, ...args.slice(1)]);
        return result;
    });
}

function refuseVerb(method, message) {
    onRpc("sav.case", method, () => {
        throw makeServerError({message});
    });
}

test("shows what is needed, who pays and what it comes to", async () => {
    const parts = [
        makePart(),
        makePart({
            id: 12,
            name: "Seal",
            quantity: 3,
            subtotal: 0,
            payers: [{payer: "goodwill", percentage: 100, reason: "Loyal customer"}],
        }),
    ];
    await mountPanel(() => makeEstimate({parts}));
    expect(queryAllTexts(`${PART} b:first`)).toEqual(["Pump"]);
    expect(`${PART}[data-line='12']`).toHaveText(/Goodwill 100 % – Loyal customer/);
    expect(`${PART}[data-line='11']`).not.toHaveText(/Customer 100/);
    expect(`${LABOUR} input`).toHaveValue("1.5");
    expect(".o_sav_total").toHaveText(/323\.58/);
    expect(".o_sav_check:first").toHaveText(/Leak test.*Mandatory/s);
});

test("no amount where prices are hidden", async () => {
    const hidden = {price: undefined, subtotal: undefined};
    await mountPanel(() =>
        makeEstimate({
            sees_prices: false,
            totals: false,
            parts: [makePart(hidden)],
            labour: [makeLabour(hidden)],
        })
    );
    expect(".o_sav_estimate").not.toHaveText(/\$/);
    expect(".o_sav_total").toHaveCount(0);
});

test("pressing + twice keeps the quantity once", async () => {
    mockVerb("set_part_quantity");
    const estimate = makeEstimate();
    await mountPanel(() => estimate);
    await contains(`${PART} .o_sav_more`).click();
    await contains(`${PART} .o_sav_more`).click();
    expect(`${PART} .o_sav_planned input`).toHaveValue("4");
    expect.verifySteps([]);
    await advanceTime(600);
    await expect.waitForSteps([["set_part_quantity", 11, 4]]);
});

for (const typed of ["two", "", "-1"]) {
    test(`a quantity that is none is told where it was typed: “${typed}”`, async () => {
        mockVerb("set_part_quantity");
        await mountPanel(() => makeEstimate());
        await contains(`${PART} input`).edit(typed, {confirm: "blur"});
        expect(`${PART} [role=status]:first`).toHaveText(/Type a number/);
        expect(`${PART} input`).toHaveValue(typed);
        expect.verifySteps([]);
    });
}

for (const [language, decimalPoint, thousandsSep] of [
    ["English", ".", ","],
    ["French", ",", " "],
]) {
    test(`numbers typed in ${language}`, () => {
        patchWithCleanup(localization, {decimalPoint, thousandsSep});
        for (const [typed, number] of [
            ["0,5", 0.5],
            ["0.5", 0.5],
            [" 1.25 ", 1.25],
            ["1500", 1500],
            ["", NaN],
            ["soon", NaN],
            ["1,5,0", NaN],
        ]) {
            expect(parseQuantity(typed)).toBe(number, {message: typed});
        }
        // What is shown can be typed again.
        for (const number of [0.5, 1.25, 2, 1500]) {
            expect(parseQuantity(formatQuantity(number))).toBe(number);
        }
        expect(formatQuantity(0.5)).toBe(`0${decimalPoint}5`);
    });
}

test("hours with a comma", async () => {
    mockVerb("set_labour_hours");
    await mountPanel(() => makeEstimate());
    await contains(`${LABOUR} input`).edit("2,25", {confirm: "blur"});
    await expect.waitForSteps([["set_labour_hours", 21, 2.25]]);
});

test("a refusal is told on its line", async () => {
    refuseVerb("remove_part", "The customer accepted it.");
    await mountPanel(() => makeEstimate({parts: [makePart(), makePart({id: 12})]}));
    await contains(`${PART}[data-line='12'] .o_sav_remove`).click();
    await animationFrame();
    expect(`${PART}[data-line='12'] .alert-danger`).toHaveText(
        "The customer accepted it."
    );
    expect(`${PART}[data-line='11'] .alert-danger`).toHaveCount(0);
    expect(PART).toHaveCount(2);
});

describe("adding a part", () => {
    const FOUND = {id: 6, name: "Belt", available: 4, is_exact: true};

    test("a scanned code adds it at once", async () => {
        mockVerb("search_parts", [FOUND]);
        mockVerb("add_part", 12);
        let estimate = makeEstimate();
        await mountPanel(() => estimate);
        estimate = makeEstimate({
            parts: [makePart(), makePart({id: 12, name: "Belt", product_id: 6})],
        });
        await contains(SCAN).edit("6191234567890", {confirm: "Enter"});
        await expect.waitForSteps([
            ["search_parts", "6191234567890"],
            ["add_part", 6, 1, "add"],
        ]);
        await animationFrame();
        expect(PART).toHaveCount(2);
        expect(".o_sav_add_part .alert-success").toHaveText("Belt added.");
    });

    test("one more of a part that is there already", async () => {
        mockVerb("search_parts", [{...FOUND, id: 5, name: "Pump"}]);
        mockVerb("set_part_quantity");
        await mountPanel(() => makeEstimate());
        await contains(SCAN).edit("PUMP", {confirm: "Enter"});
        await expect.waitForSteps([
            ["search_parts", "PUMP"],
            ["set_part_quantity", 11, 3],
        ]);
    });

    test("a name that means several is chosen from a list", async () => {
        const parts = [
            {...FOUND, is_exact: false},
            {id: 7, name: "Belt 2", available: 0, is_exact: false},
        ];
        mockVerb("search_parts", parts);
        mockVerb("add_part", 12);
        await mountPanel(() => makeEstimate());
        await contains(".o_sav_add_part select").select("remove");
        await contains(SCAN).edit("belt", {confirm: "Enter"});
        await expect.waitForSteps([["search_parts", "belt"]]);
        await animationFrame();
        expect(queryAllTexts(".o_sav_found span:last-child")).toEqual([
            "In stock: 4",
            "In stock: 0",
        ]);
        await contains(".o_sav_found:last").click();
        await expect.waitForSteps([["add_part", 7, 1, "remove"]]);
        await animationFrame();
        expect(".o_sav_found").toHaveCount(0);
    });

    test("an unknown code is told", async () => {
        mockVerb("search_parts", []);
        await mountPanel(() => makeEstimate());
        await contains(SCAN).edit("nothing", {confirm: "Enter"});
        await expect.waitForSteps([["search_parts", "nothing"]]);
        await animationFrame();
        expect(".o_sav_add_part").toHaveText(/No part is called “nothing”/);
    });
});

test("labour is added by role", async () => {
    mockVerb("add_labour", 22);
    await mountPanel(() => makeEstimate());
    await contains(".o_sav_role").select("2");
    await contains(".o_sav_kind").select("travel");
    await contains(".o_sav_hours").edit("0.5", {confirm: false});
    await contains(".o_sav_add_labour_button").click();
    await expect.waitForSteps([["add_labour", 2, 0.5, "travel"]]);
    await animationFrame();
    expect(".o_sav_hours").toHaveValue("1");
});

test("refused labour keeps what was typed", async () => {
    refuseVerb("add_labour", "Type a quantity above 0.");
    await mountPanel(() => makeEstimate());
    await contains(".o_sav_hours").edit("soon", {confirm: false});
    await contains(".o_sav_add_labour_button").click();
    expect(".o_sav_estimate .alert-danger").toHaveText("Type a quantity above 0.");
    expect(".o_sav_hours").toHaveValue("soon");
});

test("actions are added and ticked", async () => {
    mockVerb("add_action", 32);
    mockVerb("set_action_done");
    await mountPanel(() => makeEstimate());
    await contains(".o_sav_add_action input[type=text]").edit("Rinse", {
        confirm: false,
    });
    await contains(".o_sav_add_action input[type=checkbox]").click();
    await contains(".o_sav_add_action_button").click();
    await expect.waitForSteps([["add_action", "Rinse", true]]);
    await contains(".o_sav_check:contains(Leak test) input").click();
    await expect.waitForSteps([["set_action_done", 31, true]]);
});

test("a tick that is refused is taken back", async () => {
    refuseVerb("set_action_done", "No.");
    await mountPanel(() => makeEstimate());
    await contains(".o_sav_check:contains(Leak test) input").click();
    await animationFrame();
    expect(".o_sav_check:contains(Leak test) input").not.toBeChecked();
});

describe("payers", () => {
    test("add up to 100 before they can be saved", async () => {
        mockVerb("set_payers");
        await mountPanel(() => makeEstimate());
        await contains(`${PART} .o_sav_payers`).click();
        const status = ".o_sav_payer_dialog [role=status]:first";
        await contains(".o_sav_payer:first .o_sav_percentage input").edit("40", {
            confirm: false,
        });
        await animationFrame();
        expect(status).toHaveText(/add up to 40 %/);
        expect(".o_sav_save_payers").not.toBeEnabled();
        const {height} = queryAll(".o_sav_save_payers")[0].getBoundingClientRect();
        expect(height).toBeGreaterThan(43);
        await contains(".o_sav_add_payer").click();
        expect(".o_sav_payer:last .o_sav_percentage input").toHaveValue("60");
        expect(status).toHaveText(/Say why/);
        await contains(".o_sav_payer:last select").select("goodwill");
        await contains(".o_sav_payer:last .o_sav_reason").edit("Loyal", {
            confirm: false,
        });
        await animationFrame();
        expect(status).toHaveText("The payers add up to 100 %.");
        await contains(".o_sav_save_payers").click();
        await expect.waitForSteps([
            [
                "set_payers",
                "stock.move",
                11,
                [
                    {payer: "customer", percentage: 40, reason: ""},
                    {payer: "goodwill", percentage: 60, reason: "Loyal"},
                ],
            ],
        ]);
        await animationFrame();
        expect(".o_sav_payer_dialog").toHaveCount(0);
    });

    test("a refusal keeps them in their window", async () => {
        refuseVerb("set_payers", "The quote was sent.");
        await mountPanel(() => makeEstimate());
        await contains(`${LABOUR} .o_sav_payers`).click();
        await contains(".o_sav_save_payers").click();
        await animationFrame();
        expect(".o_sav_payer_dialog .alert-danger").toHaveText("The quote was sent.");
    });

    test("are not offered to a technician", async () => {
        await mountPanel(() => makeEstimate({can_set_payers: false}));
        expect(".o_sav_payers").toHaveCount(0);
    });
});

describe("once the repair goes on", () => {
    test("what was used is entered, 0 as well", async () => {
        mockVerb("set_part_used");
        let estimate = makeRepairEstimate();
        await mountPanel(() => estimate);
        expect(".o_sav_planned input").toHaveCount(0);
        expect(`${PART} .o_sav_used input`).toHaveValue("2");
        estimate = makeRepairEstimate({
            parts: [
                makePart({
                    is_accepted: true,
                    order: "DI/1",
                    can_edit: false,
                    is_used_known: true,
                    reserved: 0,
                }),
            ],
        });
        await contains(`${PART} .o_sav_used input`).edit("0", {confirm: "blur"});
        await expect.waitForSteps([["set_part_used", 11, 0]]);
        await animationFrame();
        expect(`${PART} .o_sav_used input`).toHaveValue("0");
        expect(`${PART} .o_sav_used [aria-label=Entered]`).toHaveCount(1);
    });

    test("a refused quantity comes back with the reason", async () => {
        refuseVerb("set_part_used", "Only 1 is in stock.");
        await mountPanel(() => makeRepairEstimate());
        await contains(`${PART} .o_sav_used input`).edit("9", {confirm: "blur"});
        await animationFrame();
        await animationFrame();
        expect(`${PART} .alert-danger`).toHaveText("Only 1 is in stock.");
        expect(`${PART} .o_sav_used input`).toHaveValue("2");
    });

    test("serial numbers are scanned one by one", async () => {
        mockVerb("set_part_used");
        const part = makePart({tracking: "serial", can_edit: false, is_accepted: true});
        await mountPanel(() => makeRepairEstimate({parts: [part]}));
        await contains(".o_sav_serial").edit("SN-7", {confirm: "Enter"});
        await expect.waitForSteps([["set_part_used", 11, 1, "SN-7"]]);
        expect(".o_sav_serial").toHaveValue("");
    });

    test("a part without agreement says what it waits for", async () => {
        const waiting = "Test Belt is not on a quote that the customer accepted.";
        await mountPanel(() => makeRepairEstimate({parts: [makePart({waiting})]}));
        expect(`${PART} .alert-warning`).toHaveText(waiting);
        expect(`${PART} .o_sav_used`).toHaveCount(0);
    });

    test("a supplement is sent from here", async () => {
        mockVerb("action_send_quote");
        let estimate = makeRepairEstimate({can_send: true});
        await mountPanel(() => estimate);
        estimate = makeRepairEstimate();
        await contains(".o_sav_send").click();
        await expect.waitForSteps([["action_send_quote"]]);
        await animationFrame();
        expect(".o_sav_send").toHaveCount(0);
    });
});

describe("a sent quote", () => {
    const SENT = {
        can_edit: false,
        frozen: "Quote DI/1 was sent. Revise it first.",
        parts: [makePart({can_edit: false})],
        labour: [],
        orders: [
            {
                id: 41,
                name: "DI/1",
                kind: "repair",
                state: "sent",
                state_label: "Quotation Sent",
                revision: 2,
                total: 323.578,
            },
        ],
    };

    test("freezes the estimate until it is revised", async () => {
        mockVerb("action_revise_quote");
        let estimate = makeEstimate(SENT);
        await mountPanel(() => estimate);
        expect(".o_sav_estimate .alert-info").toHaveText(/Quote DI\/1 was sent/);
        expect(".o_sav_order").toHaveText(/DI\/1, revision 2.*Quotation Sent/s);
        expect(".o_sav_add_part, .o_sav_add_labour, .o_sav_remove").toHaveCount(0);
        estimate = makeEstimate();
        await contains(".o_sav_revise").click();
        await expect.waitForSteps([["action_revise_quote"]]);
        await animationFrame();
        expect(".o_sav_add_part").toHaveCount(1);
    });

    test("is signed on the screen", async () => {
        onRpc("/web/sign/get_fonts/", () => []);
        await mountPanel(() => makeEstimate(SENT));
        await contains(".o_sav_sign").click();
        await waitFor(".o_dialog .o_web_sign_name_and_signature");
    });
});

test("read only: nothing to press", async () => {
    await mountPanel(() => makeRepairEstimate(), {readonly: true});
    expect(".o_sav_estimate input:enabled, .o_sav_estimate button").toHaveCount(0);
    expect(PART).toHaveText(/Planned: 2/);
});

test("a thumb hits everything on a phone", async () => {
    await resize({width: 390, height: 844});
    await mountPanel(() => makeEstimate());
    for (const button of queryAll(".o_sav_estimate button, .o_sav_estimate select")) {
        const {height, width} = button.getBoundingClientRect();
        expect(height).toBeGreaterThan(43, {message: button.outerHTML});
        expect(width).toBeGreaterThan(43, {message: button.outerHTML});
    }
    const panel = queryAll(".o_sav_estimate")[0];
    expect(panel.scrollWidth).toBe(panel.clientWidth);
});

test("on the form of a case it follows the state", async () => {
    onRpc("sav.case", "get_estimate", ({args}) => {
        expect.step(args[0]);
        return makeEstimate();
    });
    onRpc("sav.case", "action_finish_diagnosis", function () {
        this.env["sav.case"].write([3], {state: "approval"});
        return false;
    });
    await mountView({
        type: "form",
        resModel: "sav.case",
        resId: 3,
        arch: `<form>
            <header><button name="action_finish_diagnosis" type="object" string="Finish"/></header>
            <field name="state"/><widget name="sav_estimate"/>
        </form>`,
    });
    await expect.waitForSteps([[3]]);
    expect(PART).toHaveCount(1);
    await contains("button[name=action_finish_diagnosis]").click();
    await expect.waitForSteps([[3]]);
});
