import {queryFirst} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {mockService, onRpc} from "@web/../tests/web_test_helpers";
import {DurableStore} from "@sav_base/store/durable_store";
import {openAction} from "../technician/technician_helpers";

export const SEARCH = "input[name=sav_counter_search]";

/** A device as `sav.case._get_counter_devices()` brings it. */
export function makeDevice(vals = {}) {
    return {
        id: 5,
        name: false,
        state: "draft",
        machine: {
            id: 50,
            name: "Zephyr 8 kg",
            serial: "ZEP-1",
            brand: "",
            model: "",
            category_id: 1,
            category: "Washer",
            trade_id: 1,
            holder: "Amira",
            is_held: true,
            date_sale: "2026-06-01",
            sale_source: "delivery",
            sale_document: "OUT/1",
            is_sold_here: true,
            is_named_here: false,
        },
        warranty: {state: "covered", explanation: "Under warranty for 212 more days"},
        warning: false,
        open_cases: [],
        earlier_cases: 0,
        priority: "0",
        severity: "0",
        is_safety_risk: false,
        has_password: false,
        visual_state: "",
        faults: [],
        accessories: [],
        photos: [],
        ...vals,
    };
}

/** A draft as `sav.reception._get_counter_head()` brings it. */
export function makeHead(devices = [], vals = {}) {
    return {
        id: 9,
        name: false,
        state: "draft",
        origin: "counter",
        user_id: 2,
        received_by: "Clerk",
        company: "Company",
        customer: {
            id: 3,
            display_name: "Amira",
            name: "Amira",
            phone: "",
            email: "amira@example.com",
            country_id: 1,
        },
        machines: [],
        request: false,
        brought_by: "",
        note: "",
        date_promised: false,
        cost_limit: 0,
        diagnosis_fee: 0,
        technician_id: false,
        workshop_id: false,
        terms: "",
        signature: false,
        device_ids: devices.map(({id}) => id),
        ...vals,
    };
}

/** What `take_counter` and `save_counter` answer. */
export function makeAnswer(devices = [], vals = {}) {
    return {reception: makeHead(devices), devices, errors: [], ...vals};
}

export function makeMachine(vals = {}) {
    return {
        kind: "machine",
        equipment_id: 50,
        lot_id: false,
        name: "Zephyr 8 kg (ZEP-1)",
        detail: "Amira",
        warning: false,
        ...vals,
    };
}

/** What the server knows besides receptions. */
export function makeScreen(vals = {}) {
    return {
        reception: false,
        devices: [],
        unfinished: [],
        catalogue: {
            categories: [
                {id: 1, name: "Washer"},
                {id: 2, name: "Television"},
            ],
            symptoms: [
                {id: 11, name: "Does not drain", trade_id: 1},
                {id: 12, name: "No picture", trade_id: 2},
                {id: 13, name: "Makes a noise", trade_id: false},
            ],
            accessories: [{id: 21, name: "Hose", category_ids: [1]}],
            severities: [
                {id: "0", name: "Ordinary"},
                {id: "2", name: "Critical"},
            ],
            technicians: [],
            receivers: [
                {id: 2, name: "Clerk"},
                {id: 3, name: "Manager"},
            ],
            workshops: [],
            countries: [{id: 1, name: "Tunisia"}],
        },
        settings: {
            photo_max_mb: 10,
            photo_max_px: 2560,
            currency_id: 1,
            country_id: 1,
            today: "2026-11-25",
            warning: false,
        },
        ...vals,
    };
}

/** A store that lives as long as the test. */
export function makeStore() {
    return new DurableStore("test", null);
}

/**
 * Opens the reception screen.
 *
 * @param {Object} [options]
 * @param {Object} [options.screen] what `get_counter` brings
 * @param {DurableStore} [options.store]
 * @param {number} [options.receptionId]
 */
export async function openCounter({screen, store, receptionId} = {}) {
    onRpc("sav.reception", "get_counter", () => screen || makeScreen());
    onRpc("sav.reception", "get_counter_unfinished", () => []);
    const kept = store || makeStore();
    mockService("sav_store", () => kept);
    await openAction("sav_counter", receptionId ? {reception_id: receptionId} : {});
    await animationFrame();
    return kept;
}

/** Writes into a field at no pace: keys as quick as a test's are those of a scanner. */
export async function write(selector, words) {
    const field = queryFirst(selector);
    field.focus();
    field.value = words;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    await animationFrame();
}
