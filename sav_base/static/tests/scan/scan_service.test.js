import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {Component, xml} from "@odoo/owl";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {Dialog} from "@web/core/dialog/dialog";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {useSavScan} from "@sav_base/scan/scan_service";
import {SavScanSystray} from "@sav_base/scan/scan_systray";
import {mockCurrentApp, scanKeys} from "./scan_helpers";

defineMailModels();

beforeEach(() => {
    mockService("action", {
        doAction: (action) => expect.step(`open ${action.res_id}`),
    });
    onRpc("sav.case", "resolve_scan", ({args}) => {
        const [code] = args;
        expect.step(`resolve ${code}`);
        if (code === "NOTHING") {
            return {kind: "unknown", action: null, message: "NOTHING is unknown"};
        }
        const message = code.startsWith("A") ? "Hose, left with SAV/1" : null;
        return {kind: "case", action: {res_id: 7}, message};
    });
});

/** A screen that takes the scans, or leaves those that begin with N to the others. */
class Screen extends Component {
    static template = xml`<div class="screen" />`;
    static props = {name: String};

    setup() {
        useSavScan((code) => {
            if (code.startsWith("N")) {
                return false;
            }
            expect.step(`${this.props.name} took ${code}`);
            return true;
        });
    }
}

test("a scan opens what it is the label of", async () => {
    mockCurrentApp();
    await mountWithCleanup(MainComponentsContainer);
    await scanKeys("C00000422");
    await animationFrame();
    expect.verifySteps(["resolve C00000422", "open 7"]);
});

test("a message goes with what is opened, or instead of it", async () => {
    mockCurrentApp();
    await mountWithCleanup(MainComponentsContainer);
    await getService("sav_scan").scan("A00000422");
    await animationFrame();
    expect(".o_notification").toHaveText("Hose, left with SAV/1");
    await getService("sav_scan").scan(" NOTHING ");
    await animationFrame();
    expect(".o_notification:last").toHaveText("NOTHING is unknown");
    expect.verifySteps(["resolve A00000422", "open 7", "resolve NOTHING"]);
});

test("the scans of another app are left alone", async () => {
    mockCurrentApp("stock.menu_stock_root");
    await makeMockEnv();
    await scanKeys("C00000422");
    await animationFrame();
    expect.verifySteps([]);
});

test("the screen that asked for the scans takes them", async () => {
    mockCurrentApp();
    await mountWithCleanup(Screen, {props: {name: "reception"}});
    await scanKeys("C00000422");
    await animationFrame();
    expect.verifySteps(["reception took C00000422"]);
});

test("the last screen comes first, and may leave a scan to the others", async () => {
    mockCurrentApp();
    await mountWithCleanup(Screen, {props: {name: "below"}});
    await mountWithCleanup(Screen, {props: {name: "above"}});
    await getService("sav_scan").scan("SN-1");
    await getService("sav_scan").scan("N-1");
    expect.verifySteps(["above took SN-1", "resolve N-1", "open 7"]);
});

test("a screen that is gone takes nothing", async () => {
    mockCurrentApp();
    const env = await makeMockEnv();
    const unregister = env.services.sav_scan.register(() => expect.step("took it"));
    unregister();
    await env.services.sav_scan.scan("C00000422");
    expect.verifySteps(["resolve C00000422", "open 7"]);
});

test("two scans are taken one after the other", async () => {
    mockCurrentApp();
    const env = await makeMockEnv();
    await Promise.all([
        env.services.sav_scan.scan("C00000001"),
        env.services.sav_scan.scan("C00000002"),
    ]);
    expect.verifySteps(["resolve C00000001", "open 7", "resolve C00000002", "open 7"]);
});

test("an open dialog is not left behind the user's back", async () => {
    class Form extends Component {
        static template = xml`<Dialog><input class="typed" /></Dialog>`;
        static components = {Dialog};
        static props = ["*"];
    }
    mockCurrentApp();
    await mountWithCleanup(MainComponentsContainer);
    getService("dialog").add(Form);
    await animationFrame();
    await getService("sav_scan").scan("C00000422");
    await animationFrame();
    expect.verifySteps(["resolve C00000422"]);
    expect(".typed").toHaveCount(1);
    expect(".o_notification").toHaveText(/Opening it closes this window/);
    await contains(".o_notification button:contains(Open)").click();
    expect.verifySteps(["open 7"]);
});

test("a code is typed from any screen of the app", async () => {
    mockCurrentApp();
    await mountWithCleanup(MainComponentsContainer);
    await mountWithCleanup(SavScanSystray);
    await contains(".o_sav_scan_systray button").click();
    await contains(".o_sav_scan_input input").edit("SAV/2026/00001", {
        confirm: "Enter",
    });
    await animationFrame();
    await new Promise((resolve) => setTimeout(resolve));
    await animationFrame();
    expect(".o_dialog").toHaveCount(0);
    expect.verifySteps(["resolve SAV/2026/00001", "open 7"]);
});

/** The field that searches a list, as core draws it. */
class SearchField extends Component {
    static template = xml`<input class="o_searchview_input" t-on-keydown="onKeydown" />`;
    static props = {};

    onKeydown({key, target}) {
        if (key === "Enter") {
            expect.step(`search ${target.value}`);
        }
    }
}

test("a label read into the search of a list is a scan", async () => {
    mockCurrentApp();
    await mountWithCleanup(SearchField);
    await contains("input").edit("C00000422", {confirm: "enter"});
    await animationFrame();
    expect.verifySteps(["resolve C00000422", "open 7"]);
    expect("input").toHaveValue("");
});

test("words, and labels in other apps, search the list", async () => {
    mockCurrentApp();
    await mountWithCleanup(SearchField);
    await contains("input").edit("CARTE-LL", {confirm: "enter"});
    await contains("input").edit("C12", {confirm: "enter"});
    expect.verifySteps(["search CARTE-LL", "search C12"]);
    mockCurrentApp("stock.menu_stock_root");
    await contains("input").edit("C00000422", {confirm: "enter"});
    expect.verifySteps(["search C00000422"]);
});
