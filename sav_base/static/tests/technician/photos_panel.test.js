import {beforeEach, expect, test} from "@odoo/hoot";
import {setInputFiles} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {contains, makeServerError, onRpc} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {SavPhotosPanel} from "@sav_base/technician/photos_panel/photos_panel";
import {
    makeJob,
    makePanelProps,
    makePicture,
    mountPanel,
    useRealCrypto,
} from "./technician_helpers";

defineMailModels();
beforeEach(useRealCrypto);

async function takePhoto(file) {
    await contains(".o_sav_camera", {visible: false}).click();
    await setInputFiles([file]);
    await animationFrame();
}

test("a photo is sent with its hash and shown by the job", async () => {
    onRpc("sav.intervention", "add_photo", ({args: [ids, vals]}) => {
        expect(ids).toEqual([7]);
        expect(vals.sha256).toHaveLength(64);
        expect(vals.source).toBe("camera");
        expect(vals.purpose).toBe("repair");
        expect.step("sent");
        return 1;
    });
    const reload = () => expect.step("reload");
    await mountPanel(SavPhotosPanel, makePanelProps(makeJob(), {reload}));
    await takePhoto(await makePicture(64, 48));
    await expect.waitForSteps(["sent", "reload"]);
    await animationFrame();
    expect(".o_sav_pending").toHaveCount(0);
});

test("a photo that could not be sent is kept and sent again, once", async () => {
    const identifiers = [];
    let isOnline = false;
    onRpc("sav.intervention", "add_photo", ({args: [, vals]}) => {
        identifiers.push(vals.uuid);
        expect.step(isOnline ? "sent" : "lost");
        if (!isOnline) {
            throw makeServerError({message: "The workshop is offline"});
        }
        return 1;
    });
    await mountPanel(SavPhotosPanel, makePanelProps(makeJob()));
    await takePhoto(await makePicture(64, 48));
    await expect.waitForSteps(["lost"]);
    await contains(".o_sav_pending .text-danger").click();
    expect(".o_sav_pending").toHaveText(/The workshop is offline/);
    isOnline = true;
    await contains(".o_sav_pending button:contains(Send Again)").click();
    await expect.waitForSteps(["sent"]);
    expect(identifiers[0]).toBe(identifiers[1]);
    await animationFrame();
    expect(".o_sav_pending").toHaveCount(0);
});

test("a file that is no photo never leaves the phone", async () => {
    onRpc("sav.intervention", "add_photo", () => expect.step("sent"));
    await mountPanel(SavPhotosPanel, makePanelProps(makeJob()));
    await takePhoto(new File(["<svg/>"], "drawing.jpg", {type: "image/jpeg"}));
    await contains(".o_sav_pending:contains(not a photo)").click();
    expect(".o_sav_pending button:contains(Send Again)").toHaveCount(0);
    await contains(".o_sav_pending button:contains(Remove)").click();
    expect(".o_sav_pending").toHaveCount(0);
    expect.verifySteps([]);
});

test("a caption is written on a kept photo", async () => {
    onRpc("sav.evidence", "set_caption", ({args}) => {
        expect(args).toEqual([[4], "Burnt connector"]);
        expect.step("captioned");
        return true;
    });
    const photos = [{id: 4, caption: "", purpose: "Repair", date: false, user: "T"}];
    await mountPanel(SavPhotosPanel, makePanelProps(makeJob({photos})));
    await contains("figure input").edit("Burnt connector", {confirm: "blur"});
    await expect.waitForSteps(["captioned"]);
});
