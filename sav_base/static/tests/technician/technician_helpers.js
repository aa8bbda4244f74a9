import {globals} from "@odoo/hoot";
import {
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {WebClient} from "@web/webclient/webclient";

/** A job as `sav.intervention.get_job()` brings it, in repair, completed with `vals`. */
export function makeJob(vals = {}) {
    return {
        id: 7,
        name: "INT/2026/00007",
        kind: "Repair",
        place: "workshop",
        state: "in_progress",
        state_label: "In Progress",
        priority: false,
        date_planned: false,
        technician: "Tarek",
        customer: "Amira Ben Salah",
        equipment: "Fagor F-4812",
        serial: "SN-1",
        faults: "Does not drain",
        case: {
            id: 3,
            name: "SAV/2026/00003",
            state: "repair",
            state_label: "In Repair",
            date_promised: false,
            is_late: false,
        },
        address: {name: "Amira Ben Salah", address: "Sfax", phone: "+216 74 000 000"},
        device: {
            brand: "Fagor",
            model: "F-4812",
            category: "Washer",
            visual_state: "Scratched",
            has_password: false,
            is_password_reader: false,
            faults: ["Does not drain"],
            accessories: [
                {name: "Hose", quantity: 2, condition: "Good", serial: false},
            ],
            earlier_cases: [],
        },
        warranty: {state: "out", label: "Out of Warranty", explanation: "Over since…"},
        next: {label: "Finish", panel: "finish", hint: false},
        can_edit: true,
        report: {
            report: "",
            diagnosis: "",
            is_resolved: false,
            billing_status: "to_bill",
            fault_id: false,
            cause_id: false,
            remedy_id: false,
            signatures: [],
        },
        codes: {
            fault: [
                {id: 1, name: "Pump blocked", parents: []},
                {id: 2, name: "Belt broken", parents: []},
            ],
            cause: [
                {id: 11, name: "Foreign body", parents: [1]},
                {id: 12, name: "Wear", parents: []},
            ],
            remedy: [{id: 21, name: "Cleaned", parents: [11]}],
        },
        photos: [],
        parts: [],
        time: {
            lines: [
                {
                    id: 5,
                    name: "Technician N2",
                    kind: "repair",
                    planned: 1.5,
                    worked: 0.5,
                },
            ],
            running: false,
        },
        settings: {photo_max_mb: 10, photo_max_px: 2560},
        ...vals,
    };
}

/** Props of a panel for a job. */
export function makePanelProps(job, props = {}) {
    return {job, reload: () => {}, openPanel: () => {}, ...props};
}

/** Opens a client action in a whole web client. */
export async function openAction(tag, params = {}) {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({type: "ir.actions.client", tag, params});
}

/** Mounts a panel with what dialogs need. */
export async function mountPanel(Panel, props) {
    await mountWithCleanup(MainComponentsContainer);
    return mountWithCleanup(Panel, {props});
}

/** Answers `get_job` with what `getJob()` returns at that moment. */
export function mockJob(getJob) {
    onRpc("sav.intervention", "get_job", () => getJob());
}

/** Gives back the browser's own hashing, which hoot replaces by nothing. */
export function useRealCrypto() {
    // The copy that hoot keeps of the window has its getters, without their owner.
    const {get} = Object.getOwnPropertyDescriptor(globals, "crypto");
    const {subtle} = get.call(window);
    patchWithCleanup(window.crypto.subtle, {
        digest: (...args) => subtle.digest(...args),
    });
}

/** A picture file of the given size. */
export async function makePicture(width, height, type = "image/jpeg") {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, {width, height});
    const context = canvas.getContext("2d");
    context.fillStyle = "teal";
    context.fillRect(0, 0, width, height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, type));
    return new File([blob], "picture", {type});
}
