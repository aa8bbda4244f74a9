import {expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    makeMockEnv,
    mockService,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {download} from "@web/core/network/download";
import {printDocuments, printInBackground} from "@sav_base/print/print_documents";

defineMailModels();

const SLIP = {type: "ir.actions.report", report_name: "slip"};
const LABELS = {type: "ir.actions.act_url", url: "/sav/labels/sav.case/1"};

test("the documents are printed in order, then the screen comes back", async () => {
    mockService("action", {
        doAction: (action) => expect.step(action.report_name),
    });
    patchWithCleanup(download, {
        _download: ({url, data}) => expect.step(`${url} ${data.download}`),
    });
    const env = await makeMockEnv();
    const next = await printDocuments(env, {params: {actions: [SLIP, LABELS]}});
    expect(next).toEqual({type: "ir.actions.act_window_close"});
    expect.verifySteps(["slip", "/sav/labels/sav.case/1 1"]);
});

test("a slip that fails does not keep the labels from being printed", async () => {
    expect.errors(1);
    mockService("action", {doAction: () => Promise.reject(new Error("no printer"))});
    patchWithCleanup(download, {_download: () => expect.step("labels")});
    const env = await makeMockEnv();
    await printDocuments(env, {params: {actions: [SLIP, LABELS]}});
    expect.verifySteps(["labels"]);
    await animationFrame();
    await animationFrame();
    expect.verifyErrors(["no printer"]);
});

test("in the background the screen is not blocked by a report", async () => {
    onRpc("/report/check_wkhtmltopdf", () => "ok");
    mockService("action", {doAction: () => expect.step("blocked")});
    patchWithCleanup(download, {_download: ({url}) => expect.step(url)});
    const env = await makeMockEnv();
    const slip = {...SLIP, report_type: "qweb-pdf"};
    await printInBackground(env, {params: {actions: [LABELS, slip]}});
    expect.verifySteps([LABELS.url, "/report/download"]);
});
