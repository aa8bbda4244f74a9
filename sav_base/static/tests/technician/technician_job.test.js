import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {Component, xml} from "@odoo/owl";
import {
    contains,
    getService,
    makeServerError,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {browser} from "@web/core/browser/browser";
import {
    technicianPanelProps,
    technicianPanels,
} from "@sav_base/technician/technician_panels";
import {makeJob, mockJob, openAction} from "./technician_helpers";

defineMailModels();

test("everything is brought by one call and the job is in the address", async () => {
    mockJob(() => {
        expect.step("get_job");
        return makeJob();
    });
    await openAction("sav_technician_job", {intervention_id: 7});
    expect.verifySteps(["get_job"]);
    expect(".o_sav_job_header h2").toHaveText("Fagor F-4812");
    expect(".o_sav_job_header").toHaveText(/Out of Warranty/);
    await animationFrame();
    expect(browser.location.pathname).toMatch(/\/7$/);
});

test("the next step is one button", async () => {
    let state = "planned";
    mockJob(() =>
        state === "planned"
            ? makeJob({
                  state,
                  next: {
                      label: "Start",
                      hint: false,
                      model: "sav.intervention",
                      method: "action_start",
                      id: 7,
                  },
              })
            : makeJob()
    );
    onRpc("sav.intervention", "action_start", ({args}) => {
        expect(args).toEqual([[7]]);
        expect.step("start");
        state = "in_progress";
        return true;
    });
    await openAction("sav_technician_job", {intervention_id: 7});
    expect(".o_sav_next_button").toHaveText("Start");
    expect("[data-panel=finish]").toHaveCount(0);
    await contains(".o_sav_next_button").click();
    await expect.waitForSteps(["start"]);
    await animationFrame();
    expect(".o_sav_next_button").toHaveText("Finish");
    await contains(".o_sav_next_button").click();
    expect("[data-panel=finish] textarea[name=report]").toBeVisible();
});

test("a refused step is said above the button", async () => {
    mockJob(() =>
        makeJob({
            next: {
                label: "Finish Diagnosis",
                hint: false,
                model: "sav.case",
                method: "action_finish_diagnosis",
                id: 3,
            },
        })
    );
    onRpc("sav.case", "action_finish_diagnosis", () => {
        throw makeServerError({message: "Write what the customer says first."});
    });
    await openAction("sav_technician_job", {intervention_id: 7});
    await contains(".o_sav_next_button").click();
    expect(".o_sav_next .alert-danger").toHaveText(/customer says/);
    expect(".o_sav_next_button").toBeEnabled();
});

test("what waits for somebody else says so", async () => {
    mockJob(() => makeJob({next: {label: false, hint: "Waiting for the customer"}}));
    await openAction("sav_technician_job", {intervention_id: 7});
    expect(".o_sav_next_button").toHaveCount(0);
    expect(".o_sav_next [role=status]:last").toHaveText("Waiting for the customer");
});

test("a module adds its panel, between the photos and the estimate", async () => {
    class Diagnosis extends Component {
        static template = xml`<input class="o_test_answer"/>`;
        static props = {...technicianPanelProps};
    }
    technicianPanels.add(
        "test_diagnosis",
        {
            Component: Diagnosis,
            title: "Test Diagnosis",
            isVisible: (job) => job.case.state === "repair",
            badge: (job) => job.codes.fault.length,
        },
        {sequence: 30}
    );
    try {
        mockJob(() => makeJob());
        await openAction("sav_technician_job", {intervention_id: 7});
        const titles = queryAllTexts(".o_sav_panel_title .fw-bold");
        expect(titles.slice(0, 3)).toEqual(["Device", "Photos", "Test Diagnosis"]);
        expect("[data-panel=test_diagnosis] .badge").toHaveText("2");
        // closed and opened again, the typed text is there
        await contains("[data-panel=test_diagnosis] .o_sav_panel_title").click();
        await contains(".o_test_answer").edit("typed", {confirm: false});
        await contains("[data-panel=test_diagnosis] .o_sav_panel_title").click();
        expect(".o_test_answer").not.toBeVisible();
        await contains("[data-panel=test_diagnosis] .o_sav_panel_title").click();
        expect(".o_test_answer").toHaveValue("typed");
    } finally {
        technicianPanels.remove("test_diagnosis");
    }
});

test("a scanned part is used, another label is left to the scanner", async () => {
    mockJob(() => makeJob());
    onRpc("sav.intervention", "scan_part", ({args: [ids, code]}) => {
        expect(ids).toEqual([7]);
        expect.step(code);
        return code === "PART"
            ? {kind: "used", message: "Pump: one used"}
            : {kind: "unknown", message: null};
    });
    onRpc("sav.case", "resolve_scan", ({args: [code]}) => {
        expect.step(`resolve ${code}`);
        return {kind: "unknown", action: null, message: "Unknown here"};
    });
    await openAction("sav_technician_job", {intervention_id: 7});
    const scanner = getService("sav_scan");
    await scanner.scan("PART");
    expect.verifySteps(["PART"]);
    await animationFrame();
    expect(".o_notification").toHaveText(/Pump: one used/);
    await scanner.scan("LABEL");
    expect.verifySteps(["LABEL", "resolve LABEL"]);
});

test("work that cannot be opened says why", async () => {
    mockJob(() => {
        throw makeServerError({
            type: "AccessError",
            message: "This is the work of a colleague.",
        });
    });
    await openAction("sav_technician_job", {intervention_id: 7});
    expect(".o_sav_technician .alert-danger").toHaveText(/colleague/);
});

test("a scanned part shows in the open estimate", async () => {
    let planned = 0;
    mockJob(() => makeJob({parts: planned ? [{id: 1, planned, used: 0}] : []}));
    onRpc("sav.intervention", "scan_part", () => {
        planned++;
        return {kind: "planned", message: "Pump: one planned"};
    });
    onRpc("sav.case", "get_estimate", () => {
        expect.step("get_estimate");
        return {
            case: {id: 3, name: "SAV/2026/00003", state: "repair"},
            currency_id: 1,
            parts: [],
            labour: [],
            actions: [],
            orders: [],
            roles: [],
            payer_labels: {},
            totals: false,
            limit: false,
        };
    });
    await openAction("sav_technician_job", {intervention_id: 7});
    await contains("[data-panel=estimate] .o_sav_panel_title").click();
    await expect.waitForSteps(["get_estimate"]);
    await getService("sav_scan").scan("PART");
    await expect.waitForSteps(["get_estimate"]);
    await animationFrame();
    expect("[data-panel=estimate] .badge:first").toHaveText("1");
});
