import {useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {ConnectionLostError, RPCError} from "@web/core/network/rpc";

/**
 * @param {Error} error
 * @returns {string|false} the error in the user's words, false when it is a defect that
 * the error dialog has to show
 */
export function getErrorMessage(error) {
    if (error instanceof ConnectionLostError) {
        return _t(
            "No connection. Nothing is lost: try again when you are back online."
        );
    }
    if (
        error instanceof RPCError &&
        error.exceptionName?.startsWith("odoo.exceptions.")
    ) {
        return error.data.message;
    }
    return false;
}

/**
 * Runs what a button asks for and says in words, beside the button, how it went.
 *
 * `run(call, done)` ignores a second press while the first is on its way; `done` is the
 * text shown when it worked.
 *
 * @returns {{isBusy: boolean, error: string, message: string, run: Function}}
 */
export function useFeedback() {
    const feedback = useState({isBusy: false, error: "", message: ""});
    feedback.run = async (call, done = "") => {
        if (feedback.isBusy) {
            return;
        }
        Object.assign(feedback, {isBusy: true, error: "", message: ""});
        try {
            const result = await call();
            feedback.message = done;
            return result;
        } catch (error) {
            const message = getErrorMessage(error);
            if (!message) {
                throw error;
            }
            feedback.error = message;
        } finally {
            feedback.isBusy = false;
        }
    };
    return feedback;
}
