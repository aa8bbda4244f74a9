/**
 * Diagnostic scenarios: what a form shows, asks and concludes for given answers.
 *
 * Pure functions: no DOM, no clock. Twin of `tools/scenario.py`; both are specified by
 * the same cases, `static/tests/cases/scenario.json` and `scenario_more.json`.
 */

import {ExpressionError, getOwn, readObject, run} from "./expression.js";
import {dependencies, readForm, settlingOrder, VALUE_TYPES} from "./scenario_form.js";
import {isBoolean, isDate, isNumber, isSet, isText, readValue} from "./operators.js";

export {problems} from "./scenario_check.js";

const IS_TYPE = {
    boolean: isBoolean,
    number: isNumber,
    text: isText,
    date: isDate,
    set: isSet,
};

/**
 * @typedef {object} Resolution codes of questions are in form order
 * @property {string[]} visible
 * @property {string[]} required
 * @property {object} values code → valid value of a visible question, calculated ones
 *     included
 * @property {string[]} inactive questions answered but not visible
 * @property {string[]} missing required questions without a valid value
 * @property {{question: string, code: string}[]} errors why an answer is not valid:
 *     `type`, `min`, `max`, `choice`, `exclusive`, `photos_min`, `photos_max` or
 *     `constraint`
 * @property {string[]} warnings questions whose valid value deserves a second look
 * @property {number | null} score sum of the scores of the choices made, null if beyond
 *     all numbers
 * @property {string[]} effects codes of the effects to run
 * @property {boolean} complete nothing is missing or in error
 */

/**
 * @param {object} scenario a version of a scenario
 * @param {object | null} answers code of question → answer as given
 * @param {object | null} context name of variable → value
 * @returns {Resolution}
 * @throws {ExpressionError} the scenario or an argument is `malformed`, one of its
 *     expressions is bad, or one meets a value of a wrong type (`type`)
 */
export function resolve(scenario, answers, context) {
    const form = readForm(scenario);
    for (const {error} of form.expressions) {
        if (error) {
            throw error;
        }
    }
    const needs = dependencies(form);
    const order = settlingOrder(needs);
    if (needs.size < form.questions.length || order === null) {
        throw new ExpressionError("malformed", []);
    }
    const pass = new Pass(form, readObject(answers), readObject(context));
    const questions = new Map(
        form.questions.map((question) => [question.code, question])
    );
    for (const code of order) {
        pass.settle(questions.get(code));
    }
    return pass.conclude();
}

/**
 * @param {any} value as given to a question
 * @returns {boolean} whether it is an answer
 */
export function isAnswer(value) {
    if (isNumber(value)) {
        return Number.isFinite(value);
    }
    return value !== null && value !== "" && !(Array.isArray(value) && !value.length);
}

/** One pass over the questions of a form. */
class Pass {
    constructor(form, answers, context) {
        this.form = form;
        this.answers = answers;
        this.context = context;
        // Without a prototype: a code may be the name of one of its properties.
        this.values = Object.create(null);
        this.errors = new Map();
        this.visible = new Set();
        this.isSectionVisible = new Map();
    }

    /**
     * Work out one question, once those that it depends on are settled.
     *
     * @param {import("./scenario_form").Question} question
     */
    settle(question) {
        const {code, calculate, constraint} = question;
        if (!this.isVisible(question)) {
            return;
        }
        this.visible.add(code);
        const value = calculate ? this.compute(calculate) : getOwn(this.answers, code);
        if (!isAnswer(value)) {
            return;
        }
        let error = findError(question, value);
        if (!error) {
            this.values[code] = readValue(value);
            if (constraint && this.compute(constraint) === false) {
                delete this.values[code];
                error = "constraint";
            }
        }
        if (error) {
            this.errors.set(code, error);
        }
    }

    /**
     * @returns {Resolution} once all questions are settled
     */
    conclude() {
        const visible = this.form.questions.filter(({code}) => this.visible.has(code));
        const valid = visible.filter(({code}) => code in this.values);
        const required = visible.filter((question) => this.isRequired(question));
        const missing = required.filter(({code}) => !(code in this.values));
        const inactive = this.form.questions.filter(
            ({code, calculate}) =>
                !this.visible.has(code) &&
                !calculate &&
                isAnswer(getOwn(this.answers, code))
        );
        const warned = valid.filter(
            ({warning}) => warning && this.compute(warning) === false
        );
        const effects = this.form.effects.filter(
            ({when}) => when && this.compute(when) === true
        );
        const codes = (items) => items.map(({code}) => code);
        return {
            visible: codes(visible),
            required: codes(required),
            values: Object.fromEntries(
                codes(valid).map((code) => [code, this.values[code]])
            ),
            inactive: codes(inactive),
            missing: codes(missing),
            errors: codes(visible)
                .filter((code) => this.errors.has(code))
                .map((code) => ({question: code, code: this.errors.get(code)})),
            warnings: codes(warned),
            score: this.score(valid),
            effects: codes(effects),
            complete: !missing.length && !this.errors.size,
        };
    }

    compute(expression) {
        return run(expression.node, this.values, this.context, null);
    }

    isTrue(condition) {
        return condition === null || this.compute(condition) === true;
    }

    isVisible({section, visibleIf}) {
        if (!this.isSectionVisible.has(section)) {
            this.isSectionVisible.set(section, this.isTrue(section.visibleIf));
        }
        return this.isSectionVisible.get(section) && this.isTrue(visibleIf);
    }

    isRequired({attributes, calculate, requiredIf}) {
        if (calculate) {
            return false;
        }
        return (
            getOwn(attributes, "required") === true ||
            (requiredIf !== null && this.compute(requiredIf) === true)
        );
    }

    score(valid) {
        let score = 0;
        for (const {code, type, choices} of valid) {
            if (!["choice", "choices"].includes(type)) {
                continue;
            }
            const chosen = new Set([this.values[code]].flat());
            for (const [choiceCode, choice] of choices) {
                if (chosen.has(choiceCode)) {
                    score += readNumber(choice, "score") ?? 0;
                }
            }
        }
        return Number.isFinite(score) ? score : null;
    }
}

/**
 * @param {import("./scenario_form").Question} question
 * @param {any} answer
 * @returns {string | null} why it is not valid, its constraint apart; null when it is
 */
function findError({type, attributes, choices}, answer) {
    if (!IS_TYPE[VALUE_TYPES.get(type)](answer)) {
        return "type";
    }
    const value = readValue(answer);
    if (["number", "meter"].includes(type)) {
        return findBoundError(attributes, value, "min", "max");
    }
    if (type === "photo") {
        return findBoundError(attributes, value.length, "photos_min", "photos_max");
    }
    if (type === "choice" && !choices.has(value)) {
        return "choice";
    }
    if (type === "choices") {
        if (!value.every((code) => choices.has(code))) {
            return "choice";
        }
        const isExclusive = value.some(
            (code) => getOwn(choices.get(code), "exclusive") === true
        );
        if (value.length > 1 && isExclusive) {
            return "exclusive";
        }
    }
    return null;
}

/**
 * @param {object} attributes of a question
 * @param {number} number
 * @param {string} lowest name of its lower bound
 * @param {string} highest name of its upper bound
 * @returns {string | null} the name of the bound that the number exceeds
 */
function findBoundError(attributes, number, lowest, highest) {
    const low = readNumber(attributes, lowest);
    const high = readNumber(attributes, highest);
    if (low !== null && number < low) {
        return lowest;
    }
    if (high !== null && number > high) {
        return highest;
    }
    return null;
}

/**
 * @param {object} attributes
 * @param {string} name
 * @returns {number | null} null when the attribute is no number
 */
function readNumber(attributes, name) {
    const number = getOwn(attributes, name);
    return isNumber(number) ? readValue(number) : null;
}
