import {mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {EstimatePanel} from "@sav_base/estimate/estimate_panel";
import {MainComponentsContainer} from "@web/core/main_components_container";

const LINE = {
    payers: [{payer: "customer", percentage: 100, reason: ""}],
    share: 100,
    is_accepted: false,
    order: false,
    can_edit: true,
    waiting: false,
    source: false,
};

export function makePart(vals = {}) {
    return {
        ...LINE,
        id: 11,
        name: "Pump",
        product_id: 5,
        line_type: "add",
        tracking: "none",
        quantity: 2,
        unit: "Units",
        reserved: 0,
        is_used_known: false,
        lots: [],
        is_cancelled: false,
        price: 98.457,
        subtotal: 196.914,
        ...vals,
    };
}

export function makeLabour(vals = {}) {
    return {
        ...LINE,
        id: 21,
        name: "Technician N2",
        kind: "repair",
        role_id: 2,
        technician: "Tarek",
        quantity: 1.5,
        unit: "Hours",
        worked: 0,
        times: [],
        price: 50,
        subtotal: 75,
        ...vals,
    };
}

/** An estimate as `sav.case.get_estimate()` brings it, being written by a manager. */
export function makeEstimate(vals = {}) {
    return {
        case: {id: 3, name: "SAV/2026/00003", state: "diagnosis"},
        currency_id: 1,
        can_edit: true,
        can_set_payers: true,
        can_use: false,
        can_send: false,
        sees_prices: true,
        frozen: false,
        parts: [makePart()],
        labour: [makeLabour()],
        actions: [
            {
                id: 31,
                name: "Leak test",
                is_mandatory: true,
                is_done: false,
                done_by: false,
            },
        ],
        orders: [],
        totals: {untaxed: 271.914, tax: 51.664, total: 323.578},
        limit: false,
        roles: [
            {id: 1, name: "Technician N1"},
            {id: 2, name: "Technician N2"},
        ],
        payer_labels: {
            customer: "Customer",
            warranty: "Warranty",
            goodwill: "Goodwill",
        },
        override: false,
        ...vals,
    };
}

/** What a technician sees once the customer accepted. */
export function makeRepairEstimate(vals = {}) {
    const accepted = {is_accepted: true, order: "DI/1", can_edit: false};
    return makeEstimate({
        case: {id: 3, name: "SAV/2026/00003", state: "repair"},
        can_set_payers: false,
        can_use: true,
        parts: [makePart({...accepted, reserved: 2})],
        labour: [makeLabour(accepted)],
        ...vals,
    });
}

/** Mounts the panel on what `getEstimate()` returns at that moment. */
export async function mountPanel(getEstimate, props = {}) {
    onRpc("sav.case", "get_estimate", () => getEstimate());
    await mountWithCleanup(MainComponentsContainer);
    return mountWithCleanup(EstimatePanel, {props: {caseId: 3, ...props}});
}
