/*
 * Pure functions over what the reception screen holds: devices by id, lines with a key
 * that survives the answer of the server, changes that wait to be sent.
 */

let lastKey = 0;

/** A key for a line that the server does not know yet. */
export function makeKey() {
    lastKey += 1;
    return `row_${lastKey}`;
}

/** @returns {Object} a declared fault that is new on the screen */
export function makeFault(vals) {
    return {key: makeKey(), symptom_id: false, name: "", description: "", ...vals};
}

/** @returns {Object} an accessory that is new on the screen */
export function makeAccessory(vals) {
    return {
        key: makeKey(),
        type_id: false,
        name: "",
        quantity: 1,
        condition: "good",
        serial: "",
        ...vals,
    };
}

/** @returns {Object} changes to nothing, in the shape that `save_counter` takes */
export function makeChanges() {
    return {reception: {}, customer: {}, devices: {}};
}

/** @returns {boolean} whether there is anything to send */
export function hasChanges({reception, customer, devices}) {
    return [reception, customer, ...Object.values(devices)].some(
        (vals) => Object.keys(vals).length
    );
}

/**
 * @param {Object} older changes
 * @param {Object} newer changes: their values win
 * @returns {Object} both together
 */
export function mergeChanges(older, newer) {
    const devices = {...older.devices};
    for (const [id, vals] of Object.entries(newer.devices)) {
        devices[id] = mergeDevice(devices[id] || {}, vals);
    }
    return {
        reception: {...older.reception, ...newer.reception},
        customer: {...older.customer, ...newer.customer},
        devices,
    };
}

function mergeDevice(older, newer) {
    const merged = {...older, ...newer};
    if (older.machine && newer.machine) {
        merged.machine = {...older.machine, ...newer.machine};
    }
    return merged;
}

/**
 * @param {Object[]} rows of the server
 * @param {Object[]} [shown] the same lines as they are on screen
 * @returns {Object[]} with the keys that they have on screen
 */
export function keepKeys(rows, shown = []) {
    return rows.map((row, position) => ({
        ...row,
        key: shown[position]?.key || makeKey(),
    }));
}

/** @returns {Object} a device of the server as the screen holds it */
export function showDevice(device, shown) {
    return {
        ...device,
        faults: keepKeys(device.faults, shown?.faults),
        accessories: keepKeys(device.accessories, shown?.accessories),
    };
}

/** @returns {Object} the device with what was typed since */
export function applyToDevice(device, vals = {}) {
    const {machine, ...others} = vals;
    const changed = {...device, ...others};
    if (machine && device.machine) {
        changed.machine = {...device.machine, ...machine};
    }
    return changed;
}

/** @returns {Object} what is sent of a line: not what only the screen knows */
export function sendRow({key: _key, ...row}) {
    return row;
}

/** @returns {Object} a copy of the changes that can be sent and stored */
export function sendChanges(changes) {
    const copy = JSON.parse(JSON.stringify(changes));
    for (const vals of Object.values(copy.devices)) {
        for (const field of ["faults", "accessories"]) {
            if (vals[field]) {
                vals[field] = vals[field].map(sendRow);
            }
        }
    }
    return copy;
}
