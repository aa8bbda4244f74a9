import {beforeEach, expect, test} from "@odoo/hoot";
import {waitFor} from "@odoo/hoot-dom";
import {advanceTime, Deferred} from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Import extends models.Model {
    _name = "sav.equipment.import";
    state = fields.Char();
    data_file = fields.Binary();
    position = fields.Integer();
    line_count = fields.Integer();
    created_count = fields.Integer();
    updated_count = fields.Integer();
    stop_reason = fields.Char();
    _records = [
        {id: 1, state: "draft", data_file: "x"},
        {id: 2, state: "checked", data_file: "x", line_count: 4, created_count: 4},
        {id: 3, state: "checked", data_file: "x", line_count: 4},
        {id: 4, state: "importing", data_file: "x", line_count: 4, position: 2},
        {
            id: 5,
            state: "importing",
            data_file: "x",
            line_count: 4,
            position: 2,
            stop_reason: "Stopped by Amira.",
        },
    ];
}

defineMailModels();
defineModels([Import]);

let chunks = [];

/** Has the server begin, then bring one chunk of two lines after the other. */
beforeEach(() => {
    chunks = [2, 4];
    for (const verb of [
        "action_check",
        "action_import",
        "action_go_on",
        "action_stop",
    ]) {
        onRpc("sav.equipment.import", verb, () => {
            expect.step(verb);
            return true;
        });
    }
    onRpc("sav.equipment.import", "process_chunk", () => {
        const position = chunks.shift();
        expect.step(`chunk to ${position}`);
        const isFinished = !chunks.length;
        return {position, total: 4, state: "checking", is_finished: isFinished};
    });
});

function mountForm(resId) {
    return mountView({
        type: "form",
        resModel: "sav.equipment.import",
        resId,
        arch: `<form><field name="state"/><widget name="sav_import_progress"/></form>`,
    });
}

test("a file is checked chunk by chunk", async () => {
    await mountForm(1);
    expect(".o_sav_import_start").toHaveCount(0);
    await contains(".o_sav_import_check").click();
    await expect.waitForSteps(["action_check", "chunk to 2", "chunk to 4"]);
});

test("what was checked is imported, when there is something", async () => {
    await mountForm(3);
    expect(".o_sav_import_start").toHaveCount(0);
    await mountForm(2);
    await contains(".o_sav_import_start").click();
    await expect.waitForSteps(["action_import", "chunk to 2", "chunk to 4"]);
});

test("what was interrupted goes on, without beginning again", async () => {
    chunks = [4];
    await mountForm(5);
    expect(".o_sav_import_progress").toHaveText(/after 2 of\s+4 lines/);
    expect(".o_sav_import_progress").toHaveText(/Stopped by Amira/);
    expect(".o_sav_import_check").toHaveCount(0);
    await contains(".o_sav_import_resume").click();
    await expect.waitForSteps(["action_go_on", "chunk to 4"]);
});

test("it waits while somebody else is at the next lines", async () => {
    chunks = [2, 2, 4];
    await mountForm(4);
    expect(".o_sav_import_progress").toHaveText(/2 of 4 lines are done/);
    await contains(".o_sav_import_resume").click();
    await expect.waitForSteps(["action_go_on", "chunk to 2"]);
    await advanceTime(1000);
    expect.verifySteps([]);
    await advanceTime(1500);
    await expect.waitForSteps(["chunk to 2"]);
    await advanceTime(2500);
    await expect.waitForSteps(["chunk to 4"]);
});

test("it says how far it is and stops when asked", async () => {
    const answer = new Deferred();
    onRpc("sav.equipment.import", "process_chunk", async () => {
        expect.step("chunk");
        await answer;
        return {position: 2, total: 4, state: "importing", is_finished: false};
    });
    await mountForm(4);
    await contains(".o_sav_import_resume").click();
    expect(".progress-bar").toHaveText("50 %");
    await contains(".o_sav_import_stop").click();
    answer.resolve();
    // No further chunk is asked for, and the server does not go on either.
    await expect.waitForSteps(["action_go_on", "chunk", "action_stop"]);
    await waitFor(".o_sav_import_resume");
});

test("a refusal is said in words", async () => {
    onRpc("sav.equipment.import", "action_check", () => {
        throw makeServerError({
            type: "odoo.exceptions.UserError",
            message: "No column says the customer",
        });
    });
    await mountForm(1);
    await contains(".o_sav_import_check").click();
    expect(".o_sav_import_progress").toHaveText(/No column says the customer/);
});
