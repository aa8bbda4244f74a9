import {expect, test} from "@odoo/hoot";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {SavDevicePassword} from "@sav_base/device_password/device_password";
import {SavDevicePasswordDialog} from "@sav_base/device_password/device_password_dialog";

defineMailModels();

test("it is on the screen for half a minute", async () => {
    onRpc("sav.case", "get_device_password", ({args}) => {
        expect.step(`read ${args[0]}`);
        return "Zyx 9731";
    });
    await mountWithCleanup(SavDevicePassword, {props: {caseId: 3, isReader: true}});
    expect(".o_sav_password").toHaveCount(0);
    expect.verifySteps([]);
    await contains(".o_sav_show_password").click();
    expect.verifySteps(["read 3"]);
    expect(".o_sav_password").toHaveText("Zyx 9731");
    await advanceTime(29_000);
    expect(".o_sav_password").toHaveCount(1);
    await advanceTime(1000);
    await animationFrame();
    expect(".o_sav_password").toHaveCount(0);
    await contains(".o_sav_show_password").click();
    expect.verifySteps(["read 3"]);
    await contains(".o_sav_hide_password").click();
    expect(".o_sav_password").toHaveCount(0);
});

test("a refusal is said beside the button", async () => {
    onRpc("sav.case", "get_device_password", () => {
        throw makeServerError({message: "Shown to the technician"});
    });
    await mountWithCleanup(SavDevicePassword, {props: {caseId: 3, isReader: true}});
    await contains(".o_sav_show_password").click();
    expect(".alert-danger").toHaveText("Shown to the technician");
});

test("others are told that it is kept", async () => {
    await mountWithCleanup(SavDevicePassword, {props: {caseId: 3, isReader: false}});
    expect("button").toHaveCount(0);
    expect(".o_sav_device_password").toHaveText(/Kept/);
});

test("the counter gives it, and a refusal loses nothing", async () => {
    let isRefused = true;
    onRpc("sav.case", "set_device_password", ({args}) => {
        expect.step(args[1]);
        if (isRefused) {
            throw makeServerError({message: "Too long"});
        }
        return true;
    });
    await mountWithCleanup(MainComponentsContainer);
    getService("dialog").add(
        SavDevicePasswordDialog,
        {caseId: 3, hasPassword: false, onSaved: () => expect.step("saved")},
        {onClose: () => expect.step("closed")}
    );
    await animationFrame();
    expect(".o_sav_save_password").not.toBeEnabled();
    await contains("input[name=password]").edit(" 12 34 ", {confirm: false});
    await contains(".o_sav_save_password").click();
    expect(".alert-danger").toHaveText("Too long");
    expect("input[name=password]").toHaveValue(" 12 34 ");
    isRefused = false;
    await contains(".o_sav_save_password").click();
    expect.verifySteps([" 12 34 ", " 12 34 ", "saved", "closed"]);
});
