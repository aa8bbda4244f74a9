import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {SavDevicePanel} from "@sav_base/technician/device_panel/device_panel";
import {makeJob, makePanelProps, mountPanel} from "./technician_helpers";

defineMailModels();

const MARKUP = "<script>alert(66)</script><img src=x onerror=alert(66)>";

test("markup in what was typed is a text", async () => {
    const job = makeJob();
    Object.assign(job.device, {
        brand: `Brand ${MARKUP}`,
        visual_state: `Scratched ${MARKUP}`,
        faults: [`Noise ${MARKUP}`],
        accessories: [
            {name: `Cable ${MARKUP}`, quantity: 1, condition: "Good", serial: MARKUP},
        ],
    });
    await mountPanel(SavDevicePanel, makePanelProps(job));
    expect(".o_sav_device img").toHaveCount(0);
    expect(".o_sav_device script").toHaveCount(0);
    expect(queryAllTexts(".o_sav_device li")[0]).toBe(`Noise ${MARKUP}`);
});

test("the password is offered to its technician", async () => {
    const job = makeJob();
    await mountPanel(SavDevicePanel, makePanelProps(job));
    expect(".o_sav_device_password").toHaveCount(0);
    Object.assign(job.device, {has_password: true, is_password_reader: true});
    await mountPanel(SavDevicePanel, makePanelProps(job));
    expect(".o_sav_show_password").toHaveCount(1);
});
