import {beforeEach, expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Equipment extends models.Model {
    _name = "sav.equipment";
    name = fields.Char();
    _records = [{id: 2, name: "Burner"}];
}

defineMailModels();
defineModels([Equipment]);

const NODES = [
    {id: 1, name: "Boiler", serial: "BO-1", category: "Boiler", depth: 0},
    {id: 2, name: "Burner", serial: false, category: false, depth: 1},
    {id: 3, name: "Nozzle", serial: false, category: false, depth: 2},
].map((node) => ({...node, is_current: node.id === 2}));

let canChange = true;

beforeEach(() => {
    canChange = true;
    onRpc("sav.equipment", "get_component_tree", ({args}) => {
        expect.step(["tree", args[0]]);
        return {nodes: NODES, can_change: canChange};
    });
});

function mountForm() {
    return mountView({
        type: "form",
        resModel: "sav.equipment",
        resId: 2,
        arch: `<form><field name="name"/><widget name="sav_component_tree"/></form>`,
    });
}

test("the whole machine, the one that is open in bold", async () => {
    await mountForm();
    expect.verifySteps([["tree", 2]]);
    expect(".o_sav_component").toHaveCount(3);
    expect(queryAllTexts(".o_sav_component b")).toEqual(["Burner"]);
    expect(".o_sav_component[data-id='3']").toHaveStyle({paddingLeft: "48px"});
    // The machine itself is replaced, not taken out of anything.
    expect(".o_sav_component[data-id='1'] [data-mode=remove]").toHaveCount(0);
    expect(".o_sav_component[data-id='2'] [data-mode=remove]").toHaveCount(1);
});

test("who may not change it gets no button", async () => {
    canChange = false;
    await mountForm();
    expect("[data-mode]").toHaveCount(0);
    expect.verifySteps([["tree", 2]]);
});

test("a button opens the window, and the tree follows", async () => {
    onRpc("sav.equipment", "action_open_component_change", ({args, kwargs}) => {
        const {sav_component_mode, sav_component_id} = kwargs.context;
        expect.step([args[0], sav_component_mode, sav_component_id]);
        return {type: "ir.actions.act_window", res_model: "sav.component.change"};
    });
    mockService("action", {
        doAction: (action, options) => options?.onClose?.(),
    });
    await mountForm();
    await contains("[data-id='3'] [data-mode=remove]").click();
    await contains("[data-id='1'] [data-mode=swap]").click();
    await contains("[data-id='2'] [data-mode=add]").click();
    expect.verifySteps([
        ["tree", 2],
        [2, "remove", 3],
        ["tree", 2],
        [1, "swap", false],
        ["tree", 2],
        [2, "add", false],
        ["tree", 2],
    ]);
});
