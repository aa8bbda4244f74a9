import {reactive} from "@odoo/owl";
import {uuid} from "@web/core/utils/strings";
import {getErrorMessage} from "../technician/use_feedback";
import {applyToDevice, makeChanges, mergeChanges, showDevice} from "./counter_rows";
import {CounterSaver, NEW_DRAFT} from "./counter_saver";

const MODEL = "sav.reception";

function emptyTyped() {
    // Forms and words that are no value of the draft yet; `choice`: a machine that waits
    // for its customer.
    return {token: uuid(), words: {}, machine: null, customer: null, choice: null};
}

/**
 * One reception on screen: what the server has of it, what was typed since, and the
 * requests that bring the one to the other. Components read `state` and call methods.
 */
export class CounterModel {
    constructor({orm, store}) {
        this.orm = orm;
        this.store = store;
        this.state = reactive({
            isReady: false,
            isBusy: false,
            saving: "", // "", waiting, sending, saved, offline, refused
            reception: null,
            devices: {},
            unfinished: [],
            catalogue: null,
            settings: null,
            opened: null,
            found: null, // {words, message, results}: what the search lists
            scans: 0, // how many codes were scanned
            focus: "search", // name of the field that is to get the focus next
            message: null, // {text, isWarning}
            errors: {}, // words by `target.field`
            problems: [], // words about no field that is shown
            print: null,
            isPrinted: false,
            typed: emptyTyped(),
        });
        this.saver = new CounterSaver({
            store,
            getDraft: () => this.getDraft(),
            send: (changes) => this.callDraft("save_counter", [changes]),
            onAnswer: (answer) => this.show(answer),
            onState: (saving) => (this.state.saving = saving),
        });
    }

    get reception() {
        return this.state.reception;
    }

    get isDraft() {
        return this.reception?.state === "draft";
    }

    /** @returns {Object[]} the devices in the order in which they were taken */
    get devices() {
        const ids = this.reception?.device_ids || [];
        return ids.map((id) => this.state.devices[id]).filter(Boolean);
    }

    // bringing

    /** @param {number} [receptionId] none: the screen that begins a reception */
    async load(receptionId) {
        const answer = await this.orm.call(MODEL, "get_counter", [receptionId || null]);
        const {catalogue, settings, unfinished} = answer;
        Object.assign(this.state, {catalogue, settings, unfinished});
        const draft = await this.store.get("drafts", receptionId || NEW_DRAFT);
        this.clear({...emptyTyped(), ...draft?.rest});
        const isDraft = answer.reception?.state === "draft";
        if (draft && (isDraft || !receptionId)) {
            this.saver.reset(mergeChanges(makeChanges(), draft.changes));
        }
        if (answer.reception) {
            this.show(answer);
            this.open(answer.reception.device_ids.at(-1));
        }
        if (isDraft) {
            this.flush();
        }
        this.state.isReady = true;
    }

    clear(typed = emptyTyped()) {
        this.saver.reset();
        Object.assign(this.state, {
            saving: "",
            reception: null,
            devices: {},
            opened: null,
            found: null,
            message: null,
            errors: {},
            problems: [],
            print: null,
            isPrinted: false,
            typed,
        });
    }

    /** Takes what the server answers, under what was typed and is not there yet. */
    show({reception, devices, errors = [], problems = []}) {
        const unsent = this.saver.unsent;
        const {state} = this;
        state.reception = {
            ...reception,
            ...unsent.reception,
            customer: {...reception.customer, ...unsent.customer},
        };
        this.showDevices(devices);
        for (const {target, field, message} of errors) {
            state.errors[`${target}.${field}`] = message;
        }
        state.problems = [];
        for (const {field, case_id, message} of problems) {
            if (field && field !== "case_ids") {
                state.errors[`${case_id || "reception"}.${field}`] = message;
            } else {
                state.problems.push(message);
            }
        }
    }

    showDevices(devices) {
        const unsent = this.saver.unsent.devices;
        const shown = this.state.devices;
        for (const device of devices) {
            const {id} = device;
            shown[id] = applyToDevice(showDevice(device, shown[id]), unsent[id]);
        }
    }

    // what a request needs

    callDraft(method, args) {
        return this.orm.silent.call(MODEL, method, [[this.reception.id], ...args]);
    }

    /** Runs a request; what the server refuses is said on the screen. */
    async run(call) {
        try {
            return await call();
        } catch (error) {
            const text = getErrorMessage(error);
            if (!text) {
                throw error;
            }
            this.state.message = {text, isWarning: true};
        }
    }

    /** As `run`, and one at a time: a second press of the key is none. */
    async runOnce(call) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            return await this.run(call);
        } finally {
            this.state.isBusy = false;
        }
    }

    open(id) {
        this.state.opened = id || null;
    }

    focus(name) {
        this.state.focus = name;
    }
}
