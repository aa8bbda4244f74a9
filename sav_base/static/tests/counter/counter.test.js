import {expect, test} from "@odoo/hoot";
import {press, queryFirst} from "@odoo/hoot-dom";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {download} from "@web/core/network/download";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {scanKeys} from "../scan/scan_helpers";
import {
    makeAnswer,
    makeDevice,
    makeHead,
    makeMachine,
    makeScreen,
    makeStore,
    openCounter,
    SEARCH,
    write,
} from "./counter_helpers";

defineMailModels();

const FAULTS = "input[name='faults.5']";
const DRAFT = {
    screen: makeScreen({reception: makeHead([makeDevice()]), devices: [makeDevice()]}),
    receptionId: 9,
};

function mockFind(results, vals = {}) {
    onRpc("sav.reception", "find_counter", ({args: [words, isCode]}) => {
        expect.step(`find ${words}${isCode ? " (scanned)" : ""}`);
        return {message: null, is_exact: true, results, ...vals};
    });
}

function mockTake(answer) {
    onRpc("sav.reception", "take_counter", ({args: [choice]}) => {
        expect.step(`take ${JSON.stringify(choice)}`);
        return typeof answer === "function" ? answer(choice) : answer;
    });
}

function mockSave(
    answer = (changes) => makeAnswer(changes.devices ? [makeDevice()] : [])
) {
    onRpc("sav.reception", "save_counter", ({args: [ids, changes]}) => {
        expect.step(`save ${ids} ${JSON.stringify(changes)}`);
        return answer(changes);
    });
}

test("a scanned machine is taken, judged, and asks for its fault", async () => {
    mockFind([makeMachine()]);
    mockTake({...makeAnswer([makeDevice()]), case_id: 5, kind: "added", message: ""});
    await openCounter();
    expect(SEARCH).toBeFocused();
    await scanKeys("ZEP-1");
    await animationFrame();
    expect.verifySteps([
        "find ZEP-1 (scanned)",
        'take {"equipment_id":50,"lot_id":false}',
    ]);
    await animationFrame();
    expect(".o_sav_counter_verdict").toHaveText(/Under warranty for 212 more days/);
    expect(".o_sav_counter_customer_name").toHaveText("Amira");
    expect(FAULTS).toBeFocused();
    expect(SEARCH).toHaveValue("");
});

test("a fault is chosen with the keyboard and saved on the draft", async () => {
    mockSave(() => {
        const faults = [
            {id: 1, symptom_id: 11, name: "Does not drain", description: ""},
        ];
        return makeAnswer([makeDevice({faults})]);
    });
    await openCounter(DRAFT);
    await write(FAULTS, "dráin");
    expect(".o_sav_counter_faults .o_sav_counter_active").toHaveText("Does not drain");
    await press("Enter");
    await animationFrame();
    expect(".o_sav_counter_faults .o_sav_counter_row b").toHaveText("Does not drain");
    expect(FAULTS).toHaveValue("");
    await advanceTime(500);
    expect.verifySteps([
        'save 9 {"reception":{},"customer":{},"devices":{"5":{"faults":[{"symptom_id":11,"name":"Does not drain","description":""}]}}}',
    ]);
    await animationFrame();
    expect(".o_sav_counter_saved").toHaveText("Saved");
});

test("the severity and the risk are behind one line, and saved at once", async () => {
    mockSave(({devices}) => makeAnswer([makeDevice(devices[5])]));
    await openCounter(DRAFT);
    expect(".o_sav_counter_priority").not.toHaveAttribute("open");
    expect(".o_sav_counter_priority summary").toHaveText("Priority: Ordinary");
    await contains(".o_sav_counter_priority summary").click();
    expect("select[name=severity]").toHaveValue("0");
    await contains("select[name=severity]").select("2");
    await contains("input[name=is_safety_risk]").click();
    await advanceTime(500);
    expect.verifySteps([
        'save 9 {"reception":{},"customer":{},"devices":{"5":{"severity":"2","is_safety_risk":true}}}',
    ]);
    await animationFrame();
    expect(".o_sav_counter_priority summary").toHaveText(
        "Priority: Critical, safety risk"
    );
    expect(".o_sav_counter_priority").toHaveAttribute("open");
});

test("only the faults of the trade of the machine are proposed", async () => {
    await openCounter(DRAFT);
    expect(
        ".o_sav_counter_faults .o_sav_counter_chip:contains(No picture)"
    ).toHaveCount(0);
    expect(".o_sav_counter_faults .o_sav_counter_chip:contains(noise)").toHaveCount(1);
});

test("what is no chip is taken in the customer's words, also when the field is left", async () => {
    mockSave();
    await openCounter(DRAFT);
    await write(FAULTS, "Smells of <b>fish</b>");
    await contains("textarea[name=visual_state]").click();
    expect(".o_sav_counter_faults .o_sav_counter_row input").toHaveValue(
        "Smells of <b>fish</b>"
    );
});

test("a code of several machines lists them with their holders", async () => {
    mockFind(
        [
            makeMachine(),
            makeMachine({equipment_id: 51, name: "Dryer (ZEP-1)", detail: "Hotel"}),
        ],
        {message: "Which machine has “ZEP-1”?"}
    );
    mockTake({...makeAnswer([makeDevice()]), case_id: 5, kind: "added", message: ""});
    await openCounter();
    await scanKeys("ZEP-1");
    await animationFrame();
    expect(".o_sav_counter_results").toHaveText(
        /Which machine[^]*Amira[^]*Dryer[^]*Hotel/
    );
    await press("ArrowDown");
    await press("Enter");
    await animationFrame();
    expect.verifySteps([
        "find ZEP-1 (scanned)",
        'take {"equipment_id":51,"lot_id":false}',
    ]);
});

test("an unknown code says so and keeps it as the serial number of a new machine", async () => {
    mockFind([], {message: "“NEW-7” is unknown here"});
    mockTake((choice) =>
        choice.partner_id
            ? {...makeAnswer([makeDevice()]), case_id: 5, kind: "added", message: ""}
            : {needs_customer: true}
    );
    const store = await openCounter();
    await scanKeys("NEW-7");
    await animationFrame();
    expect(".o_sav_counter_results").toHaveText(/unknown here/);
    await press("Enter");
    await animationFrame();
    expect("input[name=new_machine_serial]").toHaveValue("NEW-7");
    await contains(".o_sav_counter_new_machine .o_sav_counter_create").click();
    expect(".o_sav_counter_error").toHaveText("Say what kind of machine it is.");
    await contains("select[name=new_machine_category]").select("2");
    await contains(".o_sav_counter_new_machine .o_sav_counter_create").click();
    await animationFrame();
    expect(".o_sav_counter_choice").toHaveText(/NEW-7/);
    await advanceTime(200);
    const {rest} = await store.get("drafts", "new");
    expect(rest.choice.machine.serial).toBe("NEW-7");
    mockFind([{kind: "customer", partner_id: 3, name: "Amira", detail: ""}], {
        is_exact: false,
    });
    await write(SEARCH, "amira");
    await advanceTime(300);
    await animationFrame();
    await press("Enter");
    await animationFrame();
    const machine =
        '"machine":{"serial":"NEW-7","category_id":2,"brand":"","model":""}';
    expect.verifySteps([
        "find NEW-7 (scanned)",
        `take {${machine}}`,
        "find amira",
        `take {${machine},"name":"NEW-7","partner_id":3}`,
    ]);
});

test("what was scanned stays listed, whatever was typed just before", async () => {
    mockFind([], {message: "“NEW-7” is unknown here"});
    await openCounter();
    await write(SEARCH, "amira");
    await advanceTime(300);
    for (const words of ["", "am"]) {
        await write(SEARCH, words);
        await scanKeys("NEW-7");
        await animationFrame();
        await advanceTime(1000);
        await animationFrame();
        expect(".o_sav_counter_results").toHaveText(/unknown here/);
        expect(SEARCH).toHaveValue(words);
    }
    expect.verifySteps(["find amira", "find NEW-7 (scanned)", "find NEW-7 (scanned)"]);
});

test("a scan into a field leaves the field as it was", async () => {
    const scratched = makeDevice({visual_state: "Scratched"});
    mockFind([makeMachine()]);
    mockTake({
        ...makeAnswer([scratched]),
        case_id: 5,
        kind: "present",
        message: "Already here",
        is_warning: true,
    });
    mockSave(() => makeAnswer([scratched]));
    await openCounter(DRAFT);
    await write("textarea[name=visual_state]", "Scratched");
    await scanKeys("ZEP-1");
    await animationFrame();
    expect("textarea[name=visual_state]").toHaveValue("Scratched");
    expect(".o_sav_counter_message").toHaveText("Already here");
    await advanceTime(1000);
    expect.verifySteps([
        "find ZEP-1 (scanned)",
        'save 9 {"reception":{},"customer":{},"devices":{"5":{"visual_state":"Scratched"}}}',
        'take {"equipment_id":50,"lot_id":false}',
    ]);
});

test("what is missing is said beside its field, nothing typed is lost", async () => {
    onRpc("sav.reception", "confirm_counter", ({args: [, changes]}) => {
        expect(changes.reception.cost_limit).toBe(80);
        const reception = {...makeHead([makeDevice()]), cost_limit: 80};
        return {
            reception,
            devices: [makeDevice()],
            errors: [],
            print: false,
            problems: [
                {field: "fault_ids", case_id: 5, message: "Write what is wrong"},
                {field: "cost_limit", case_id: null, message: "Have it signed"},
                {field: null, case_id: null, message: "No warehouse"},
            ],
        };
    });
    await openCounter(DRAFT);
    await write("input[name=cost_limit]", "80");
    await press(["alt", "Enter"]);
    await advanceTime(10);
    await animationFrame();
    expect(".o_sav_counter_faults .o_sav_counter_error").toHaveText(
        "Write what is wrong"
    );
    expect("[data-name=cost_limit] .o_sav_counter_error").toHaveText("Have it signed");
    expect(".o_sav_counter_problems").toHaveText("No warehouse");
    expect("input[name=cost_limit]").toHaveValue("80.00");
    expect(FAULTS).toBeFocused();
});

test("a value that is refused stays as it was typed, with the reason", async () => {
    mockSave(() =>
        makeAnswer([], {
            reception: makeHead([makeDevice()]),
            errors: [{target: "reception", field: "brought_by", message: "Too long"}],
        })
    );
    await openCounter(DRAFT);
    await write("input[name=brought_by]", "Somebody");
    await advanceTime(500);
    await animationFrame();
    expect.verifySteps([
        'save 9 {"reception":{"brought_by":"Somebody"},"customer":{},"devices":{}}',
    ]);
    expect("input[name=brought_by]").toHaveValue("Somebody");
    expect(".o_sav_counter_agreement .o_sav_counter_error").toHaveText("Too long");
});

test("who receives is shown, chosen with the keyboard and saved at once", async () => {
    mockSave(() =>
        makeAnswer([], {
            reception: makeHead([makeDevice()], {user_id: 3, received_by: "Manager"}),
        })
    );
    await openCounter(DRAFT);
    const select = "select[name=user_id]";
    expect(select).toHaveValue("2");
    expect(`${select} option`).toHaveCount(2);
    await contains("input[name=brought_by]").focus();
    await press("Tab");
    expect(select).toBeFocused();
    await contains(select).select("3");
    await advanceTime(500);
    expect.verifySteps([
        'save 9 {"reception":{"user_id":3},"customer":{},"devices":{}}',
    ]);
    await animationFrame();
    expect(`${select} option:checked`).toHaveText("Manager");
});

test("a receiver who is not of the counter is shown all the same", async () => {
    const head = makeHead([makeDevice()], {user_id: 7, received_by: "Technician"});
    await openCounter({
        screen: makeScreen({reception: head, devices: [makeDevice()]}),
        receptionId: 9,
    });
    expect("select[name=user_id] option:checked").toHaveText("Technician");
    expect("select[name=user_id] option").toHaveCount(3);
});

test("a company that could not confirm is warned of when the screen opens", async () => {
    const screen = makeScreen();
    screen.settings.warning = "Company has no warehouse";
    await openCounter({screen});
    expect(".o_sav_counter_warning").toHaveText("Company has no warehouse");
    expect(SEARCH).toBeFocused();
});

test("without anything to warn of there is no warning", async () => {
    await openCounter(DRAFT);
    expect(".o_sav_counter_warning").toHaveCount(0);
});

test("confirmed: it prints, and Enter begins the next customer", async () => {
    const device = makeDevice({name: "SAV/7"});
    onRpc("sav.reception", "confirm_counter", () => ({
        ...makeAnswer([device]),
        reception: makeHead([device], {state: "confirmed", name: "BR/7"}),
        problems: [],
        print: {
            tag: "sav_print_documents",
            params: {actions: [{type: "ir.actions.act_url", url: "/labels"}]},
        },
    }));
    patchWithCleanup(download, {_download: ({url}) => expect.step(`print ${url}`)});
    await openCounter(DRAFT);
    await contains(".o_sav_counter_confirm").click();
    await animationFrame();
    expect(".o_sav_counter_done").toHaveText(/Received[^]*BR\/7[^]*SAV\/7/);
    expect.verifySteps(["print /labels"]);
    expect(".o_sav_counter_printing").toHaveText("Slip and labels printed.");
    expect(".o_sav_counter_next").toBeFocused();
    await press("Enter");
    await animationFrame();
    expect(SEARCH).toBeFocused();
    expect(".o_sav_counter_start").toHaveCount(1);
});

test("without a connection what is typed is kept, found again, and sent", async () => {
    let isOnline = false;
    onRpc(
        "/web/dataset/call_kw/sav.reception/save_counter",
        async (request) => {
            const {params} = await request.json();
            expect.step(JSON.stringify(params.args[1].devices));
            if (!isOnline) {
                throw new Error("no network");
            }
            const result = makeAnswer([makeDevice({visual_state: "Cracked"})]);
            return new Response(JSON.stringify({result}));
        },
        {pure: true}
    );
    const store = makeStore();
    await openCounter({...DRAFT, store});
    await write("textarea[name=visual_state]", "Cracked");
    await write(FAULTS, "half a wor");
    await advanceTime(500);
    await animationFrame();
    const cracked = '{"5":{"visual_state":"Cracked"}}';
    await expect.waitForSteps([cracked]);
    await animationFrame();
    expect(".o_sav_counter_saved").toHaveText(/kept in this browser/);
    await advanceTime(200);
    const kept = await store.get("drafts", 9);
    expect(kept.changes.devices[5]).toEqual({visual_state: "Cracked"});
    expect(kept.rest.words["faults.5"]).toBe("half a wor");
    isOnline = true;
    await advanceTime(5000);
    await expect.waitForSteps([cracked]);
    await animationFrame();
    expect(".o_sav_counter_saved").toHaveText("Saved");
    const left = await store.get("drafts", 9);
    expect(left.changes.devices).toEqual({});
});

test("a reception that the browser knows more of than the server is completed", async () => {
    mockSave(() => makeAnswer([makeDevice({visual_state: "Cracked"})]));
    const store = makeStore();
    await store.put("drafts", 9, {
        changes: {reception: {}, customer: {}, devices: {5: {visual_state: "Cracked"}}},
        rest: {words: {"faults.5": "half a wor"}},
    });
    await openCounter({...DRAFT, store});
    expect("textarea[name=visual_state]").toHaveValue("Cracked");
    expect(FAULTS).toHaveValue("half a wor");
    await animationFrame();
    expect.verifySteps([
        'save 9 {"reception":{},"customer":{},"devices":{"5":{"visual_state":"Cracked"}}}',
    ]);
});

test("what the server refuses is said on the screen, in its words", async () => {
    mockFind([makeMachine()]);
    onRpc("sav.reception", "take_counter", () => {
        throw makeServerError({
            type: "odoo.exceptions.UserError",
            message: "50 devices are on this reception",
        });
    });
    await openCounter(DRAFT);
    await scanKeys("ZEP-1");
    await animationFrame();
    expect(".o_sav_counter_message").toHaveText("50 devices are on this reception");
    expect(queryFirst(".o_sav_counter_device")).not.toBe(null);
    expect.verifySteps(["find ZEP-1 (scanned)"]);
});

test("an unfinished reception is resumed where it was left", async () => {
    const row = {
        id: 9,
        customer: "Amira",
        devices: ["Zephyr"],
        date: "2026-11-25 08:00:00",
        origin: "counter",
        origin_label: "Counter",
        is_mine: true,
        user: "Clerk",
        workshop: "",
    };
    await openCounter({screen: makeScreen({unfinished: [row]})});
    expect(".o_sav_counter_resume").toHaveText(/Amira[^]*Zephyr/);
    onRpc("sav.reception", "get_counter", ({args: [id]}) => {
        expect.step(`get ${id}`);
        return DRAFT.screen;
    });
    await contains(".o_sav_counter_resume").click();
    await animationFrame();
    expect.verifySteps(["get 9"]);
    expect(".o_sav_counter_device").toHaveCount(1);
});

test("the password of the device goes to the server and stays nowhere else", async () => {
    onRpc("sav.case", "set_device_password", ({args}) => {
        expect.step(JSON.stringify(args));
        return true;
    });
    const store = await openCounter(DRAFT);
    await contains("input[name=device_password]").edit("1234", {confirm: "blur"});
    await animationFrame();
    expect.verifySteps(['[[5],"1234"]']);
    expect("input[name=device_password]").toHaveValue("");
    expect(".o_sav_counter_has_password").toHaveCount(1);
    expect(await store.getAll("drafts")).toEqual([]);
});

test("what was asked for from afar is read, and its device says which machine it is", async () => {
    const waiting = makeDevice({machine: false, warranty: false});
    const request = {
        summary: "It leaks",
        text: "Since Monday",
        serial: "",
        email_from: "somebody@example.com",
        warning: "",
        is_on_site: false,
        photos: [],
    };
    const nobody = {
        id: false,
        display_name: "",
        name: "",
        phone: "",
        email: "",
        country_id: false,
    };
    const reception = makeHead([waiting], {customer: nobody, request});
    mockFind([makeMachine()]);
    mockTake({...makeAnswer([makeDevice()]), case_id: 5, kind: "added", message: ""});
    await openCounter({
        screen: makeScreen({reception, devices: [waiting]}),
        receptionId: 9,
    });
    expect(".o_sav_counter_request").toHaveText(/It leaks[^]*Since Monday/);
    expect(".o_sav_counter_customer").toHaveText(/somebody@example.com/);
    expect(".o_sav_counter_which").toHaveCount(1);
    await scanKeys("ZEP-1");
    await animationFrame();
    expect.verifySteps([
        "find ZEP-1 (scanned)",
        'take {"equipment_id":50,"lot_id":false,"case_id":5}',
    ]);
    expect(".o_sav_counter_which").toHaveCount(0);
    expect(".o_sav_counter_customer_name").toHaveText("Amira");
});

test("a customer who may be on file is created only when asked again", async () => {
    const similar = [
        {kind: "customer", partner_id: 3, name: "Amira", detail: "74 123"},
    ];
    mockFind([], {is_exact: false});
    mockTake(({customer}) =>
        customer.is_checked ? {...makeAnswer([]), case_id: null} : {similar}
    );
    await openCounter();
    await write(SEARCH, "Amira B");
    await advanceTime(300);
    await animationFrame();
    await press("Enter");
    await animationFrame();
    expect("input[name=new_customer_name]").toHaveValue("Amira B");
    await write("input[name=new_customer_phone]", "74123");
    await press("Enter");
    await animationFrame();
    expect(".o_sav_counter_results").toHaveText(/Already on file[^]*Amira[^]*74 123/);
    await contains(".o_sav_counter_new_customer .o_sav_counter_create").click();
    await animationFrame();
    const typed = '"name":"Amira B","phone":"74123","email":"","country_id":1';
    expect.verifySteps([
        "find Amira B",
        `take {"customer":{${typed}}}`,
        `take {"customer":{${typed},"is_checked":true}}`,
    ]);
    expect(".o_sav_counter_customer_name").toHaveCount(1);
});
