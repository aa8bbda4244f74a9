import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {runAllTimers} from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {NameAndSignature} from "@web/core/signature/name_and_signature";
import {SavFinishPanel} from "@sav_base/technician/finish_panel/finish_panel";
import {makeJob, makePanelProps, mountPanel} from "./technician_helpers";

defineMailModels();

test("codes follow the one before", async () => {
    onRpc("sav.intervention", "save_job", () => true);
    await mountPanel(SavFinishPanel, makePanelProps(makeJob()));
    const read = (field) => queryAllTexts(`select[name=${field}] option`).slice(1);
    expect(read("cause_id")).toEqual(["Foreign body", "Wear"]);
    await contains("select[name=fault_id]").select("2");
    expect(read("cause_id")).toEqual(["Wear"]);
    await contains("select[name=fault_id]").select("1");
    expect(read("cause_id")).toEqual(["Foreign body", "Wear"]);
    await contains("select[name=cause_id]").select("11");
    expect(read("remedy_id")).toEqual(["Cleaned"]);
    await runAllTimers();
});

test("what is typed is saved by itself", async () => {
    onRpc("sav.intervention", "save_job", ({args}) => {
        expect(args).toEqual([[7], {report: "Pump cleaned"}]);
        expect.step("saved");
        return true;
    });
    await mountPanel(SavFinishPanel, makePanelProps(makeJob()));
    await contains("textarea[name=report]").edit("Pump cleaned", {confirm: false});
    await runAllTimers();
    await expect.waitForSteps(["saved"]);
    expect(".o_sav_finish .alert-success").toHaveText("Saved");
});

test("what could not be saved goes with the next", async () => {
    let isOnline = false;
    onRpc("sav.intervention", "save_job", ({args: [, vals]}) => {
        expect.step(Object.keys(vals).sort().join());
        if (!isOnline) {
            throw makeServerError({message: "Closed"});
        }
        return true;
    });
    await mountPanel(SavFinishPanel, makePanelProps(makeJob()));
    await contains("textarea[name=report]").edit("Pump cleaned", {confirm: false});
    await runAllTimers();
    await expect.waitForSteps(["report"]);
    expect("textarea[name=report]").toHaveValue("Pump cleaned");
    isOnline = true;
    await contains("[name=is_resolved]").click();
    await runAllTimers();
    await expect.waitForSteps(["report", "is_resolved"]);
});

test("finish sends it all in one call", async () => {
    patchWithCleanup(NameAndSignature.prototype, {
        setup() {
            super.setup();
            const {signature} = this.props;
            signature.isSignatureEmpty = false;
        },
    });
    onRpc("/web/sign/get_fonts/*", () => []);
    onRpc("sav.intervention", "finish_job", ({args: [ids, vals]}) => {
        expect(ids).toEqual([7]);
        expect(vals.billing_status).toBe("nothing_to_bill");
        expect(vals.cause_id).toBe(12);
        expect(vals.report).toBe("Belt changed");
        expect(vals.signature.signature).toMatch(/^iVBORw0KGgo/);
        expect(vals.signature.signer_name).toBe("Amira Ben Salah");
        expect.step("finished");
        return {};
    });
    onRpc("sav.intervention", "save_job", () => true);
    const reload = () => expect.step("reload");
    await mountPanel(SavFinishPanel, makePanelProps(makeJob(), {reload}));
    await contains("select[name=cause_id]").select("12");
    await contains("textarea[name=report]").edit("Belt changed", {confirm: false});
    await contains("[data-choice=nothing_to_bill]").click();
    await contains(".o_sav_sign").click();
    await contains(".modal-footer .btn-primary").click();
    expect(".o_sav_signed").toHaveText(/Amira Ben Salah/);
    await contains(".o_sav_finish_button").click();
    await expect.waitForSteps(["finished", "reload"]);
});

test("what forbids finishing is said under the button, nothing is lost", async () => {
    onRpc("sav.intervention", "finish_job", () => {
        throw makeServerError({message: "Tick what has to be done: Leak test"});
    });
    onRpc("sav.intervention", "save_job", () => true);
    await mountPanel(SavFinishPanel, makePanelProps(makeJob()));
    await contains("textarea[name=report]").edit("Belt changed", {confirm: false});
    await contains(".o_sav_finish_button").click();
    expect(".o_sav_finish .alert-danger").toHaveText(/Leak test/);
    expect("textarea[name=report]").toHaveValue("Belt changed");
});

test("a job that is over is only read", async () => {
    const next = {label: false, hint: "Done"};
    const job = makeJob({state: "done", can_edit: false, next});
    job.report.signatures = [{name: "Amira", is_valid: false}];
    await mountPanel(SavFinishPanel, makePanelProps(job));
    expect(".o_sav_finish_button").toHaveCount(0);
    expect("fieldset").toHaveAttribute("disabled");
    expect(".o_sav_finish").toHaveText(/void/);
});

test("a diagnosis is not finished here", async () => {
    const next = {label: "Finish Diagnosis", hint: false, model: "sav.case"};
    await mountPanel(SavFinishPanel, makePanelProps(makeJob({next})));
    expect(".o_sav_finish_button").toHaveCount(0);
    expect("textarea[name=report]").toBeEnabled();
});
