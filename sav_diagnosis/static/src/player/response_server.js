import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {uuid} from "@web/core/utils/strings";

/**
 * All that a form asks of the server, in one place: a store that works without a network
 * can stand in for it. Each call carries an identifier of the device, so that sending it
 * again adds nothing.
 */
export const responseServer = {
    dependencies: ["orm"],
    start(env, {orm}) {
        const call = (method, responseId, ...args) =>
            orm.silent.call("sav.response", method, [[responseId], ...args]);
        /**
         * Open a new form, with one identifier until the server answers: trying again
         * after a time-out opens no second one.
         */
        async function openNew(caseId, scenarioId, interventionId = null) {
            const key = `sav_diagnosis.open.${caseId}.${scenarioId}`;
            const identifier = browser.sessionStorage.getItem(key) || uuid();
            browser.sessionStorage.setItem(key, identifier);
            const form = await orm.call("sav.response", "open", [
                caseId,
                scenarioId,
                identifier,
                interventionId,
            ]);
            browser.sessionStorage.removeItem(key);
            return form;
        }

        return {
            openNew,
            getScenarios: (caseId) => orm.call("sav.case", "get_scenarios", [[caseId]]),
            getForm: (responseId) =>
                orm.call("sav.response", "get_form", [[responseId]]),
            saveAnswers: (responseId, changes) =>
                call("save_answers", responseId, changes),
            sign: (responseId, question, name, signature, uuid) =>
                call("sign", responseId, question, name, signature, uuid),
            submit: (responseId) => call("submit", responseId),
            reopen: (responseId) => call("reopen", responseId),
            retryEffects: (responseId) => call("action_retry_effects", responseId),
            addPhoto: ({case_id, intervention_id}, vals) =>
                orm.silent.call("sav.case", "add_photo", [
                    [case_id],
                    {...vals, intervention_id},
                ]),
        };
    },
};

registry.category("services").add("sav_diagnosis.server", responseServer);
