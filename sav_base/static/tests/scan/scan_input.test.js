import {expect, test} from "@odoo/hoot";
import {advanceTime} from "@odoo/hoot-mock";
import {press, queryFirst} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    mockService,
    mountWithCleanup,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {SavScanInput} from "@sav_base/scan/scan_input";
import {mockCurrentApp, scanKeys} from "./scan_helpers";

defineMailModels();

const INPUT = ".o_sav_scan_input input";

async function mountInput() {
    mockCurrentApp();
    await mountWithCleanup(SavScanInput, {
        props: {
            placeholder: "Serial number",
            autofocus: true,
            onScan: (code) => expect.step(code),
        },
    });
}

test("typed and confirmed with Enter", async () => {
    await mountInput();
    await contains(INPUT).edit(" SN-1 ", {confirm: "Enter"});
    expect.verifySteps(["SN-1"]);
    expect(INPUT).toHaveValue("");
});

test("typed and confirmed with the button", async () => {
    await mountInput();
    await contains(INPUT).edit("SN-1", {confirm: false});
    await contains(".o_sav_scan_find").click();
    expect.verifySteps(["SN-1"]);
});

test("nothing typed asks for nothing", async () => {
    await mountInput();
    await contains(".o_sav_scan_find").click();
    await contains(INPUT).press("Enter");
    expect.verifySteps([]);
    expect(INPUT).toBeFocused();
});

test("scanned into the focused field, once", async () => {
    await mountInput();
    expect(INPUT).toBeFocused();
    await scanKeys("c00000422");
    await advanceTime(500);
    expect.verifySteps(["c00000422"]);
});

test("scanned without a final Enter", async () => {
    await mountInput();
    for (const key of "c00000422") {
        await press(key);
    }
    expect.verifySteps([]);
    await advanceTime(500);
    expect.verifySteps(["c00000422"]);
    expect(INPUT).toHaveValue("");
});

test("keys at the pace of a hand are not taken for a scan", async () => {
    await mountInput();
    patchWithCleanup(SavScanInput.prototype, {
        isScannerPace() {
            expect.step("asked");
            return false;
        },
    });
    for (const key of "sn-1") {
        await press(key);
    }
    await advanceTime(500);
    expect.verifySteps(["asked"]);
    expect(INPUT).toHaveValue("sn-1");
});

test("the pace of a hand-held scanner", async () => {
    const pace = (...keyTimes) => SavScanInput.prototype.isScannerPace.call({keyTimes});
    expect(pace(0, 10, 20, 30)).toBe(true);
    expect(pace(0, 90, 200, 310)).toBe(false);
    expect(pace(0, 10)).toBe(false);
    expect(pace()).toBe(false);
});

test("a camera that cannot be used is said", async () => {
    navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException("", "NotAllowedError"));
    mockService("dialog", {
        add: (_dialog, props) => props.onError(new Error("No permission")),
    });
    mockService("notification", {add: (message) => expect.step(message)});
    await mountInput();
    if (queryFirst(".o_sav_scan_camera")) {
        await contains(".o_sav_scan_camera").click();
        expect.verifySteps(["The camera cannot be used: No permission"]);
    }
});
