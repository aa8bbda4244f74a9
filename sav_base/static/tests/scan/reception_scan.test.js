import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels, mailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {mockCurrentApp, scanKeys} from "./scan_helpers";

class Reception extends models.Model {
    _name = "sav.reception";

    name = fields.Char();
    partner_id = fields.Many2one({relation: "res.partner", required: true});
    case_ids = fields.One2many({relation: "sav.case", relation_field: "reception_id"});
}

class Case extends models.Model {
    _name = "sav.case";

    name = fields.Char();
    faults = fields.Char();
    reception_id = fields.Many2one({relation: "sav.reception"});

    _views = {
        form: `<form><field name="name" /><field name="faults" /></form>`,
    };
}

defineMailModels();
defineModels([Reception, Case]);

const HOLDER = {id: 701, display_name: "Amira"};
const WASHER = {
    equipment_id: 5,
    lot_id: false,
    name: "Washer at Amira",
    holder: HOLDER,
};
const DRYER = {equipment_id: false, lot_id: 9, name: "Dryer", holder: false};

beforeEach(() => {
    mockCurrentApp();
    mailModels.ResPartner._records.push({id: 701, name: "Amira"});
    onRpc("sav.reception", "find_devices", ({args}) => {
        const [code] = args;
        expect.step(`find ${code}`);
        const choices = {
            "sn-1": [WASHER],
            "sn-2": [DRYER],
            twins: [WASHER, DRYER],
        }[code];
        return choices
            ? {message: choices.length > 1 ? "Which machine?" : null, choices}
            : {message: `${code} is unknown here`, choices: []};
    });
    onRpc("sav.reception", "web_save", () => expect.step("save"));
    onRpc("sav.reception", "add_device", function ({args, kwargs}) {
        const [[id]] = args;
        expect.step([kwargs.equipment_id, kwargs.lot_id]);
        const line = [[0, 0, {name: "Washer"}]];
        this.env["sav.reception"].write([id], {case_ids: line});
        const [caseId] = this.env["sav.case"].search([]);
        return {kind: "added", case_id: caseId, is_warning: false, message: "Added"};
    });
});

function mountReception(resId) {
    return mountView({
        type: "form",
        resModel: "sav.reception",
        resId,
        arch: `
            <form disable_autofocus="1">
                <widget name="sav_reception_scan" />
                <field name="partner_id" />
                <field name="case_ids"><list><field name="name" /></list></field>
            </form>`,
    });
}

test("a scan brings the customer, saves, and opens the device", async () => {
    await mountReception();
    await scanKeys("sn-1");
    await animationFrame();
    expect.verifySteps(["find sn-1", "save", [5, false]]);
    expect(".o_field_widget[name=partner_id] input").toHaveValue("Amira");
    expect(".o_dialog .o_field_widget[name=faults]").toHaveCount(1);
    expect(".o_notification").toHaveText("Added");
    await contains(".o_dialog .o_form_button_save").click();
    expect(".o_dialog").toHaveCount(0);
    expect(".o_field_x2many .o_data_row").toHaveCount(1);
});

test("several machines are asked for", async () => {
    await mountReception();
    await contains(".o_sav_scan_input input").edit("twins", {confirm: "Enter"});
    await animationFrame();
    expect(".o_dialog .list-group-item").toHaveCount(2);
    await contains(".o_dialog .list-group-item:contains(Washer)").click();
    await animationFrame();
    expect.verifySteps(["find twins", "save", [5, false]]);
});

test("without a known holder the customer is chosen first", async () => {
    await mountReception();
    await scanKeys("sn-2");
    await animationFrame();
    expect.verifySteps(["find sn-2"]);
    expect(".o_notification").toHaveText(/Choose the customer, then scan “sn-2” again/);
    expect(".o_field_widget[name=partner_id]").toHaveClass("o_field_invalid");
});

test("an unknown code is said and saves nothing", async () => {
    await mountReception();
    await scanKeys("what");
    await animationFrame();
    expect.verifySteps(["find what"]);
    expect(".o_notification").toHaveText("what is unknown here");
});

test("a scan over an open window loses nothing", async () => {
    Reception._records = [{id: 1, partner_id: 701, case_ids: [1]}];
    Case._records = [{id: 1, name: "Washer", reception_id: 1}];
    await mountReception(1);
    await contains(".o_data_row td[name=name]").click();
    await contains(".o_dialog .o_field_widget[name=faults] input").edit("Leaks");
    document.activeElement.blur();
    await scanKeys("sn-1");
    await animationFrame();
    expect.verifySteps([]);
    expect(".o_notification").toHaveText(/Finish this window, then scan/);
    expect(".o_dialog .o_field_widget[name=faults] input").toHaveValue("Leaks");
});
