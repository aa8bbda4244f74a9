import {expect, mockDate, test} from "@odoo/hoot";
import {contains, makeServerError, onRpc} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {SavTimePanel} from "@sav_base/technician/time_panel/time_panel";
import {makeJob, makePanelProps, mountPanel} from "./technician_helpers";

defineMailModels();

for (const [typed, hours] of [
    ["1:30", 1.5],
    ["1,5", 1.5],
    ["0.25", 0.25],
    ["0", 0],
]) {
    test(`typed hours: ${typed}`, async () => {
        onRpc("sav.case", "book_time", ({args}) => {
            expect(args).toEqual([[3], 5, hours]);
            expect.step("booked");
            return 1;
        });
        await mountPanel(SavTimePanel, makePanelProps(makeJob()));
        await contains(".o_sav_time input").edit(typed, {confirm: false});
        await contains(".o_sav_book").click();
        await expect.waitForSteps(["booked"]);
        expect(".o_sav_time [role=status]").toHaveText("Time kept");
        expect(".o_sav_time input").toHaveValue("");
    });
}

test("hours that are none are refused where they were typed", async () => {
    await mountPanel(SavTimePanel, makePanelProps(makeJob()));
    for (const typed of ["", "soon", "-1"]) {
        await contains(".o_sav_time input").edit(typed, {confirm: false});
        await contains(".o_sav_book").click();
        expect("[data-line='5'] .alert-danger").toHaveText(/Type hours/);
        expect(".o_sav_time input").toHaveValue(typed);
    }
});

test("a refusal keeps what was typed", async () => {
    onRpc("sav.case", "book_time", () => {
        throw makeServerError({message: "The customer did not accept the quote."});
    });
    await mountPanel(SavTimePanel, makePanelProps(makeJob()));
    await contains(".o_sav_time input").edit("2", {confirm: false});
    await contains(".o_sav_book").click();
    expect("[data-line='5'] .alert-danger").toHaveText(/did not accept/);
    expect(".o_sav_time input").toHaveValue("2");
});

test("time is measured", async () => {
    mockDate("2026-03-02 10:30:00", 0);
    onRpc("sav.intervention", "start_timer", ({args}) => {
        expect(args).toEqual([[7], 5]);
        expect.step("started");
        return true;
    });
    await mountPanel(SavTimePanel, makePanelProps(makeJob()));
    await contains(".o_sav_start").click();
    await expect.waitForSteps(["started"]);
});

test("running time is shown and stopped", async () => {
    mockDate("2026-03-02 10:30:00", 0);
    onRpc("sav.intervention", "stop_timer", () => {
        expect.step("stopped");
        return true;
    });
    const time = makeJob().time;
    time.running = {
        line_id: 5,
        case: "SAV/2026/00003",
        is_here: true,
        since: "2026-03-02 09:15:00",
    };
    await mountPanel(SavTimePanel, makePanelProps(makeJob({time})));
    expect("[role=timer]").toHaveText(/01:15/);
    expect(".o_sav_start").toHaveCount(0);
    await contains(".o_sav_stop").click();
    await expect.waitForSteps(["stopped"]);
});
