import {
    contains,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {DiagnosisPanel} from "@sav_diagnosis/panel/diagnosis_panel";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {technicianPanels} from "@sav_base/technician/technician_panels";
import {
    makeJob,
    mockJob,
    openAction,
} from "@sav_base/../tests/technician/technician_helpers";

defineMailModels();

function makeScenario(changes = {}) {
    return {
        id: 4,
        code: "washer",
        name: "Washer",
        description: "Breakdowns",
        is_offered: true,
        responses: [],
        ...changes,
    };
}

async function mountPanel(scenarios) {
    mockService("action", {
        async doAction(name, {props}) {
            expect.step(`form ${props.resId}`);
        },
    });
    const job = {id: 5, case: {id: 3}, diagnosis: {scenarios, safety_stop: ""}};
    await mountWithCleanup(DiagnosisPanel, {
        props: {job, reload: () => {}, openPanel: () => {}},
    });
}

test("a new form opens once, whatever the impatience", async () => {
    onRpc("sav.response", "open", ({args: [caseId, scenarioId, uuid, jobId]}) => {
        expect([caseId, scenarioId, jobId]).toEqual([3, 4, 5]);
        expect(uuid).toMatch(/^[0-9a-f]{16}$/);
        expect.step("open");
        return {response: {id: 9}};
    });
    await mountPanel([makeScenario()]);
    expect(".o_sav_scenario").toHaveText(/Breakdowns/);
    const button = document.querySelector(".o_sav_answer");
    button.click();
    button.click();
    await expect.waitForSteps(["open", "form 9"]);
});

test("opening again after a failure opens the same form", async () => {
    const identifiers = [];
    onRpc("sav.response", "open", ({args}) => {
        identifiers.push(args[2]);
        if (identifiers.length === 1) {
            throw new Error("time-out");
        }
        return {response: {id: 9}};
    });
    await mountPanel([makeScenario()]);
    expect.errors(1);
    await contains(".o_sav_answer").click();
    await animationFrame();
    await contains(".o_sav_answer").click();
    await expect.waitForSteps(["form 9"]);
    expect(identifiers[1]).toBe(identifiers[0]);
    expect.verifyErrors([/time-out/]);
});

test("a form begun goes on, a complete one is read or answered again", async () => {
    await mountPanel([
        makeScenario({responses: [{id: 8, state: "reopened"}]}),
        makeScenario({
            id: 6,
            is_offered: false,
            responses: [{id: 7, state: "complete"}],
        }),
    ]);
    expect(".o_sav_answer").toHaveCount(0);
    await contains(".o_sav_go_on").click();
    await expect.waitForSteps(["form 8"]);
    await contains(".o_sav_read").click();
    await expect.waitForSteps(["form 7"]);
});

test("a safety stop is told on the title of the panel", async () => {
    await mountPanel([]);
    expect("p").toHaveText(/No scenario fits this device/);
    const badge = (safety_stop) =>
        technicianPanels
            .get("diagnosis")
            .badge({diagnosis: {scenarios: [], safety_stop}});
    expect(String(badge("Cut the mains"))).toBe("Safety stop");
    expect(badge("")).toBe(false);
});

test("a safety stop is a red banner on the job", async () => {
    const diagnosis = {scenarios: [], safety_stop: "Cut the mains"};
    mockJob(() => makeJob({diagnosis}));
    await openAction("sav_technician_job", {intervention_id: 7});
    expect(".o_sav_job_header .alert-danger[role=alert]").toHaveText(/Cut the mains/);
});
