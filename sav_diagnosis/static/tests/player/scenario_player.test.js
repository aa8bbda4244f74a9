import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {ConnectionLostError} from "@web/core/network/rpc";
import {ScenarioPlayer} from "@sav_diagnosis/player/scenario_player";
import {browser} from "@web/core/browser/browser";
import {setInputFiles} from "@odoo/hoot-dom";
import {
    makePicture,
    useRealCrypto,
} from "@sav_base/../tests/technician/technician_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();

const UNTOUCHED = {refused: {}, voided: [], state: "draft", is_complete: false};

function makeForm(changes = {}) {
    const isNot = (code) => ({op: "eq", args: [{ref: code}, {const: false}]});
    return {
        response: {
            id: 7,
            uuid: "form-hoot-1",
            state: "draft",
            is_editable: true,
            can_answer: true,
            scenario: "Washer",
            version: "Washer, version 1",
            case: "SAV/1",
            case_id: 3,
            intervention_id: 5,
        },
        definition: {
            code: "washer",
            sections: [
                {
                    code: "start",
                    label: "Start",
                    questions: [
                        {
                            code: "drains",
                            type: "boolean",
                            label: "Does it drain?",
                            required: true,
                            choices: [],
                        },
                        {
                            code: "level",
                            type: "number",
                            label: "Water left",
                            unit: "cm",
                            max: 40,
                            warning: {op: "lt", args: [{ref: "level"}, {const: 4}]},
                            warning_message: "That is a lot",
                            choices: [],
                        },
                        {
                            code: "noise",
                            type: "choices",
                            label: "Noise",
                            choices: [
                                {code: "knock", label: "Knocking"},
                                {code: "none", label: "None", exclusive: true},
                            ],
                        },
                    ],
                },
                {
                    code: "proof",
                    label: "Proof",
                    visible_if: isNot("drains"),
                    questions: [
                        {
                            code: "filter",
                            type: "photo",
                            label: "Photo of the filter",
                            required: true,
                            photos_max: 1,
                            choices: [],
                        },
                        {code: "note", type: "text", label: "Note", choices: []},
                    ],
                },
            ],
            effects: [
                {code: "pump", kind: "part", when: isNot("drains")},
                {
                    code: "stop",
                    kind: "safety_stop",
                    when: {op: "gt", args: [{ref: "level"}, {const: 30}]},
                },
            ],
        },
        context: {},
        answers: {},
        photos: {},
        meters: {},
        effects: {
            pump: {kind: "part", summary: "Pump", quantity: {ref: "level"}},
            stop: {kind: "safety_stop", summary: "Cut the mains"},
        },
        photo_limits: {max_mb: 10, max_px: 2560},
        conclusion: null,
        ...changes,
    };
}

/** Mount a form and keep what it saves. */
async function mountPlayer(form = makeForm(), props = {}) {
    const saved = [];
    onRpc("sav.response", "save_answers", ({args}) => {
        saved.push(...args[1].map(({question, value}) => [question, value]));
        return {...UNTOUCHED, saved: args[1].map(({question}) => question)};
    });
    await mountWithCleanup(ScenarioPlayer, {props: {form, ...props}});
    return saved;
}

const inQuestion = (code, selector) => `[data-question="${code}"] ${selector}`;

async function pick(code, label) {
    await contains(inQuestion(code, `label.btn:contains("${label}")`)).click();
}

test("the form follows the answers, and an answer comes back with its branch", async () => {
    const saved = await mountPlayer();
    expect(".o_sav_question").toHaveCount(3);
    await pick("drains", "No");
    expect(".o_sav_question").toHaveCount(5);
    await contains(inQuestion("note", "textarea")).edit("blocked", {confirm: false});
    await pick("drains", "Yes");
    expect(".o_sav_question").toHaveCount(3);
    await pick("drains", "No");
    expect(inQuestion("note", "textarea")).toHaveValue("blocked");
    await advanceTime(1000);
    // in their order: the server judges the branch as it was then
    expect(saved).toEqual([
        ["drains", false],
        ["note", "blocked"],
        ["drains", false],
    ]);
});

test("a comma is a decimal comma", async () => {
    const saved = await mountPlayer();
    await contains(inQuestion("level", "input")).edit("3,9", {confirm: false});
    await advanceTime(1000);
    expect(saved).toEqual([["level", 3.9]]);
    expect(inQuestion("level", "input")).toHaveValue("3,9");
    expect(inQuestion("level", ".o_sav_warning")).toHaveCount(0);
});

test("thresholds: warning at 4, not at 3.9; error above the bound", async () => {
    await mountPlayer();
    for (const [text, warnings, problems] of [
        ["3.9", 0, 0],
        ["4", 1, 0],
        ["4,1", 1, 0],
        ["0", 0, 0],
        ["41", 0, 1],
    ]) {
        await contains(inQuestion("level", "input")).edit(text, {confirm: false});
        expect(inQuestion("level", ".o_sav_warning")).toHaveCount(warnings);
        expect(inQuestion("level", ".o_sav_problem")).toHaveCount(problems);
    }
    expect(inQuestion("level", ".o_sav_problem")).toHaveText("At most 40.");
});

test("half a number is neither lost, saved nor taken for an answer", async () => {
    const saved = await mountPlayer();
    await contains(inQuestion("level", "input")).edit("3,9,1", {confirm: false});
    expect(inQuestion("level", ".o_sav_problem")).toHaveText(
        "Type a number, such as 12 or 3,9."
    );
    await pick("drains", "Yes");
    await contains(".o_sav_finish").click();
    expect(inQuestion("level", "input")).toHaveValue("3,9,1");
    await advanceTime(1000);
    expect(saved).toEqual([
        ["level", null],
        ["drains", true],
    ]);
});

test("an exclusive choice drops the others", async () => {
    const saved = await mountPlayer();
    await pick("noise", "Knocking");
    await pick("noise", "None");
    expect(inQuestion("noise", "input:checked")).toHaveCount(1);
    expect(inQuestion("noise", "input:checked")).toHaveValue("none");
    await advanceTime(1000);
    expect(saved).toEqual([["noise", ["none"]]]);
});

async function takePhoto(code) {
    useRealCrypto();
    await contains(inQuestion(code, ".o_sav_camera"), {visible: false}).click();
    await setInputFiles([await makePicture(8, 8)]);
    await animationFrame();
}

test("a required photo is asked for, taken, and sent under its answer", async () => {
    let photo = null;
    onRpc("sav.case", "add_photo", ({args: [ids, vals]}) => {
        expect(ids).toEqual([3]);
        photo = vals;
        expect.step("sent");
        return 12;
    });
    const saved = await mountPlayer();
    await pick("drains", "No");
    await contains(".o_sav_finish").click();
    expect(inQuestion("filter", ".o_sav_problem")).toHaveText("Answer this question.");
    expect(`[data-question="filter"]`).toBeFocused();
    await takePhoto("filter");
    await expect.waitForSteps(["sent"]);
    await advanceTime(1000);
    expect(photo.intervention_id).toBe(5);
    expect(photo.source).toBe("camera");
    expect(photo.purpose).toBe("diagnosis");
    expect(photo.sha256).toHaveLength(64);
    expect(saved.at(-1)).toEqual(["filter", [photo.uuid]]);
    expect(inQuestion("filter", ".o_sav_problem")).toHaveCount(0);
    // one is the most that this question takes
    expect(inQuestion("filter", ".o_sav_camera")).toHaveCount(0);
});

test("a photo that cannot be sent yet is an answer, and is sent later", async () => {
    let isOnline = false;
    const saved = [];
    mockService("sav_diagnosis.server", {
        async addPhoto() {
            expect.step(isOnline ? "sent" : "lost");
            if (!isOnline) {
                throw new ConnectionLostError();
            }
            return 12;
        },
        async saveAnswers(id, changes) {
            saved.push(...changes.map(({question, value}) => [question, value]));
            return {...UNTOUCHED, saved: []};
        },
    });
    await mountWithCleanup(ScenarioPlayer, {props: {form: makeForm()}});
    await pick("drains", "No");
    await takePhoto("filter");
    await expect.waitForSteps(["lost"]);
    await advanceTime(1000);
    expect(saved.at(-1)[0]).toBe("filter");
    isOnline = true;
    await advanceTime(15000);
    await expect.waitForSteps(["sent"]);
});

test("a lost connection loses no answer", async () => {
    let isOnline = false;
    const calls = [];
    mockService("sav_diagnosis.server", {
        async saveAnswers(id, changes) {
            calls.push(changes);
            if (!isOnline) {
                throw new ConnectionLostError();
            }
            return {...UNTOUCHED, saved: ["drains"]};
        },
    });
    await mountWithCleanup(ScenarioPlayer, {props: {form: makeForm()}});
    await pick("drains", "No");
    await advanceTime(1000);
    expect(".o_sav_status").toHaveText(/No connection/);
    const kept = browser.localStorage.getItem("sav_diagnosis.answers.form-hoot-1");
    expect(JSON.parse(kept)[0].question).toBe("drains");
    isOnline = true;
    await advanceTime(3000);
    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(calls[0]);
    expect(".o_sav_status").toHaveText(/^Saved/);
    expect(browser.localStorage.getItem("sav_diagnosis.answers.form-hoot-1")).toBe(
        null
    );
});

test("what a closed browser could not send is taken up again", async () => {
    browser.localStorage.setItem(
        "sav_diagnosis.answers.form-hoot-1",
        JSON.stringify([{question: "drains", value: false, source: "user"}])
    );
    const saved = await mountPlayer();
    await animationFrame();
    expect(".o_sav_question").toHaveCount(5);
    expect(saved).toEqual([["drains", false]]);
});

test("what the server refuses is told beside its question", async () => {
    onRpc("sav.response", "save_answers", () => ({
        ...UNTOUCHED,
        saved: [],
        refused: {drains: "It is not asked"},
    }));
    await mountWithCleanup(ScenarioPlayer, {props: {form: makeForm()}});
    await pick("drains", "Yes");
    await advanceTime(1000);
    expect(inQuestion("drains", ".o_sav_problem")).toHaveText("It is not asked");
    await pick("drains", "No");
    expect(inQuestion("drains", ".o_sav_problem")).toHaveCount(0);
});

test("the proposals follow the answers, with their quantities", async () => {
    await mountPlayer();
    expect(".o_sav_conclusion").toHaveCount(0);
    await pick("drains", "No");
    expect(`[data-effect="pump"]`).toHaveText(/Pump × \?/);
    await contains(inQuestion("level", "input")).edit("2,5", {confirm: false});
    expect(`[data-effect="pump"]`).toHaveText(/Pump × 2.5/);
    expect(".o_sav_safety_stop").toHaveCount(0);
    await contains(inQuestion("level", "input")).edit("31", {confirm: false});
    expect(".o_sav_safety_stop").toHaveText(/Cut the mains/);
});

test("finishing saves, submits once and shows what came of it", async () => {
    onRpc("sav.response", "submit", () => {
        expect.step("submit");
        return {
            state: "complete",
            score: 0,
            date: "2026-11-24 10:00:00",
            photos_awaited: 0,
            safety_stop: [],
            warnings: ["Symptom was A and is B"],
            effects: [
                {
                    code: "pump",
                    kind: "part",
                    state: "failed",
                    summary: "Pump",
                    message: "It does not exist any more",
                },
            ],
        };
    });
    const onFinished = () => expect.step("finished");
    const saved = await mountPlayer(makeForm(), {onFinished});
    await pick("drains", "Yes");
    await contains(".o_sav_finish").click();
    await expect.waitForSteps(["submit", "finished"]);
    await animationFrame();
    expect(saved).toEqual([["drains", true]]);
    expect(".o_sav_result").toHaveText(/Pump/);
    expect(".o_sav_result").toHaveText(/It does not exist any more/);
    expect(".o_sav_result").toHaveText(/Symptom was A and is B/);
    expect(".o_sav_finish").toHaveCount(0);
    expect(inQuestion("drains", "input:disabled")).toHaveCount(2);
    expect(".o_sav_player_foot button:contains(Try Again)").toHaveCount(1);
});

test("a refused form says why and stays open", async () => {
    onRpc("sav.response", "submit", () => {
        throw makeServerError({
            type: "UserError",
            message: "The form is not finished: “Note”",
        });
    });
    await mountPlayer();
    await pick("drains", "Yes");
    await contains(".o_sav_finish").click();
    await contains(".o_sav_message").click();
    expect(".o_sav_message").toHaveText("The form is not finished: “Note”");
    expect(".o_sav_finish").toBeEnabled();
});

test("a form that is only read has no control to press", async () => {
    const form = makeForm({answers: {drains: true, level: 3.9}});
    Object.assign(form.response, {is_editable: false, can_answer: false});
    await mountPlayer(form);
    expect(inQuestion("drains", "input:enabled")).toHaveCount(0);
    expect(inQuestion("level", "input")).toHaveProperty("readOnly", true);
    expect(inQuestion("level", "input")).toHaveValue("3.9");
    expect(".o_sav_player_foot button").toHaveCount(0);
});

test("each control has a name that is read aloud", async () => {
    await mountPlayer();
    await pick("drains", "No");
    const group = document.querySelector(`[data-question="drains"]`);
    expect(group.getAttribute("role")).toBe("group");
    const label = document.getElementById(group.getAttribute("aria-labelledby"));
    expect(label.textContent).toMatch(/Does it drain/);
    const input = document.querySelector(inQuestion("level", "input"));
    expect(input.labels[0].textContent).toMatch(/Water left/);
});
