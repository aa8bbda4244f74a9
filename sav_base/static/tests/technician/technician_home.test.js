import {expect, mockDate, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {contains, mockService, onRpc} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {makeJob, openAction} from "./technician_helpers";

defineMailModels();

function mockDay(sections, technician = "Tarek") {
    onRpc("sav.intervention", "get_technician_day", () => ({technician, sections}));
}

test("the day in sections, most urgent first", async () => {
    mockDate("2026-03-02 08:00:00", 0);
    const late = makeJob({id: 1, date_planned: "2026-03-01 09:00:00"});
    late.case.date_promised = "2026-03-01";
    late.case.is_late = true;
    mockDay([
        {key: "late", title: "Late", jobs: [late]},
        {key: "unassigned", title: "Nobody's Yet", jobs: [makeJob({id: 2})]},
    ]);
    await openAction("sav_technician_home");
    expect(queryAllTexts("section h3")).toEqual(["LATE1", "NOBODY'S YET1"]);
    expect("[data-section=late] .o_sav_card").toHaveText(/Yesterday/);
    expect("[data-section=late] .o_sav_card .text-danger").toHaveCount(1);
});

test("a card opens the job", async () => {
    mockDay([{key: "today", title: "Today", jobs: [makeJob({id: 9})]}]);
    await openAction("sav_technician_home");
    mockService("action", {
        doAction(action, options) {
            expect.step([action, options.props.resId]);
        },
    });
    await contains(".o_sav_card").click();
    expect.verifySteps([["sav_base.sav_technician_job_action", 9]]);
});

test("a day without work says so", async () => {
    mockDay([]);
    await openAction("sav_technician_home");
    expect(".o_sav_nothing").toHaveText(/Nothing waits for you/);
    expect(".alert-warning").toHaveCount(0);
});

test("who is no technician is told", async () => {
    mockDay([], false);
    await openAction("sav_technician_home");
    expect(".alert-warning").toHaveText(/not a technician/);
});
