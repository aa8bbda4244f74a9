import {_t} from "@web/core/l10n/translation";

const ICONS = {
    machine: "fa-desktop",
    customer: "fa-user",
    open: "fa-folder-open",
    resume: "fa-play",
    new_machine: "fa-plus",
    new_customer: "fa-user-plus",
};

/**
 * @param {Object|null} found what `find_counter` brought, with its `words`
 * @param {{isAsking: boolean, hasCustomer: boolean}} screen `isAsking`: a machine waits
 * for its customer
 * @returns {Object[]} what was found, then what can be created with the same words
 */
export function listResults(found, {isAsking, hasCustomer}) {
    if (!found) {
        return [];
    }
    const {words, results, is_exact} = found;
    const created = [];
    if (words && !isAsking && !results.some(({kind}) => kind === "open")) {
        const name = _t("Create this machine: serial number “%(words)s”", {words});
        created.push({kind: "new_machine", name});
    }
    if (words && !is_exact) {
        const name = _t("Create the customer “%(words)s”", {words});
        created.push({kind: "new_customer", name});
    }
    // A name has no digit: the first choice of Enter is the likelier one.
    if (!results.length && !/\d/.test(words)) {
        created.reverse();
    }
    return [...results, ...created].map((result) => ({
        ...result,
        icon: ICONS[result.kind],
        detail: getDetail(result, isAsking || !hasCustomer),
    }));
}

/** Another customer for devices that are on the screen already is no small thing. */
function getDetail({kind, detail}, isFirst) {
    if (kind !== "customer" || isFirst) {
        return detail;
    }
    return detail
        ? _t("%(detail)s: becomes the customer of this reception", {detail})
        : _t("Becomes the customer of this reception");
}
