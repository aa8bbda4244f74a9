import {download} from "@web/core/network/download";
import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {downloadReport} from "@web/webclient/actions/reports/utils";

/**
 * Prints several documents after one click, then goes back to the screen.
 *
 * A document that fails does not keep the next ones from being printed; its error is
 * shown when all were tried.
 */
export async function printDocuments(env, {params}) {
    await printAll(env, params.actions, printDocument);
    return {type: "ir.actions.act_window_close"};
}

/** The same for a screen that goes on meanwhile: core would block it for a report. */
export function printInBackground(env, {params}) {
    return printAll(env, params.actions, printDocumentInBackground);
}

async function printAll(env, documents, print) {
    const errors = [];
    for (const document of documents) {
        try {
            await print(env, document);
        } catch (error) {
            errors.push(error);
        }
    }
    for (const error of errors) {
        Promise.reject(error);
    }
}

function printDocument(env, document) {
    if (document.type === "ir.actions.act_url") {
        // A new window would be blocked: it does not follow from the click itself.
        return download({url: document.url, data: {download: 1}});
    }
    return env.services.action.doAction(document);
}

async function printDocumentInBackground(env, document) {
    // Printers that modules drive, and servers that make no PDF, are core's business.
    const handlers = registry.category("ir.actions.report handlers").getAll();
    if (document.report_type === "qweb-pdf" && !handlers.length) {
        const context = {...user.context, ...document.context};
        const {success} = await downloadReport(rpc, document, "pdf", context);
        if (success) {
            return;
        }
    }
    await printDocument(env, document);
}

registry.category("actions").add("sav_print_documents", printDocuments);
