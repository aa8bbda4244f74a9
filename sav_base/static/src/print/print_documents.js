import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";

/**
 * Prints several documents after one click, then goes back to the screen.
 *
 * A document that fails does not keep the next ones from being printed; its error is
 * shown when all were tried.
 */
export async function printDocuments(env, {params}) {
    const errors = [];
    for (const document of params.actions) {
        try {
            await printDocument(env, document);
        } catch (error) {
            errors.push(error);
        }
    }
    for (const error of errors) {
        Promise.reject(error);
    }
    return {type: "ir.actions.act_window_close"};
}

function printDocument(env, document) {
    if (document.type === "ir.actions.act_url") {
        // A new window would be blocked: it does not follow from the click itself.
        return download({url: document.url, data: {download: 1}});
    }
    return env.services.action.doAction(document);
}

registry.category("actions").add("sav_print_documents", printDocuments);
