/**
 * Reading of a scenario: its structure, its expressions, what depends on what.
 *
 * Twin: `tools/scenario_form.py`.
 */

import {check, ExpressionError, getOwn, isObject} from "./expression.js";
import {isText} from "./operators.js";

/** Type of question → type of its value (`operators.js`). */
export const VALUE_TYPES = new Map([
    ["boolean", "boolean"],
    ["choice", "text"],
    ["choices", "set"],
    ["number", "number"],
    ["text", "text"],
    ["date", "date"],
    ["photo", "set"],
    ["signature", "text"],
    ["barcode", "text"],
    ["meter", "number"],
]);

/**
 * @typedef {object} Expression an expression of a scenario: bad, or checked
 * @property {string} where code of the section, question or effect that holds it
 * @property {any} node
 * @property {string[]} references
 * @property {ExpressionError | null} error
 *
 * @typedef {object} Section
 * @property {string} code
 * @property {Expression | null} visibleIf
 *
 * @typedef {object} Question
 * @property {string} code
 * @property {string} type
 * @property {Section} section
 * @property {object} attributes as they are in the scenario
 * @property {Map<string, object>} choices code → attributes of the first of this code
 * @property {Expression | null} visibleIf
 * @property {Expression | null} requiredIf
 * @property {Expression | null} calculate
 * @property {Expression | null} constraint
 * @property {Expression | null} warning
 *
 * @typedef {object} Effect
 * @property {string} code
 * @property {Expression | null} when
 *
 * @typedef {object} Form a scenario as it is read; arrays are in form order
 * @property {any} code
 * @property {Question[]} questions
 * @property {Effect[]} effects
 * @property {Expression[]} expressions
 */

/**
 * @param {object} scenario
 * @returns {Form} its expressions may be bad
 * @throws {ExpressionError} `malformed`, path `[]`: the structure is wrong
 */
export function readForm(scenario) {
    if (!isObject(scenario)) {
        throw new ExpressionError("malformed", []);
    }
    const expressions = [];
    const readExpression = (holder, attribute) => {
        const node = getOwn(holder, attribute);
        if (node === null) {
            return null;
        }
        const expression = {where: holder.code, node, references: [], error: null};
        try {
            expression.references = check(node);
        } catch (error) {
            if (!(error instanceof ExpressionError)) {
                throw error;
            }
            expression.error = error;
        }
        expressions.push(expression);
        return expression;
    };
    const questions = [];
    for (const sectionAttributes of readObjects(scenario, "sections")) {
        const section = {
            code: sectionAttributes.code,
            visibleIf: readExpression(sectionAttributes, "visible_if"),
        };
        for (const attributes of readObjects(sectionAttributes, "questions")) {
            const type = getOwn(attributes, "type");
            if (!VALUE_TYPES.has(type)) {
                throw new ExpressionError("malformed", []);
            }
            const choices = new Map();
            for (const choice of readObjects(attributes, "choices")) {
                if (!choices.has(choice.code)) {
                    choices.set(choice.code, choice);
                }
            }
            questions.push({
                code: attributes.code,
                type,
                section,
                attributes,
                choices,
                visibleIf: readExpression(attributes, "visible_if"),
                requiredIf: readExpression(attributes, "required_if"),
                calculate: readExpression(attributes, "calculate"),
                constraint: readExpression(attributes, "constraint"),
                warning: readExpression(attributes, "warning"),
            });
        }
    }
    const effects = readObjects(scenario, "effects").map((attributes) => ({
        code: attributes.code,
        when: readExpression(attributes, "when"),
    }));
    return {code: getOwn(scenario, "code"), questions, effects, expressions};
}

/**
 * @param {object} holder
 * @param {string} attribute
 * @returns {object[]} objects with a text code; absent or null is an empty array
 */
function readObjects(holder, attribute) {
    const objects = getOwn(holder, attribute) ?? [];
    const isGood = (item) => isObject(item) && isText(getOwn(item, "code"));
    if (!Array.isArray(objects) || !objects.every(isGood)) {
        throw new ExpressionError("malformed", []);
    }
    return objects;
}

/**
 * References to no question and those of bad expressions are left out; questions of one
 * code are taken together.
 *
 * @param {Form} form
 * @returns {Map<string, string[]>} code of question → codes of the questions that it
 *     depends on; form order, then document order, without repeats
 */
export function dependencies(form) {
    const needs = new Map(form.questions.map(({code}) => [code, new Set()]));
    for (const question of form.questions) {
        const {code, section, visibleIf, calculate, constraint} = question;
        for (const expression of [
            section.visibleIf,
            visibleIf,
            calculate,
            constraint,
        ]) {
            for (const needed of expression?.references ?? []) {
                const isItself = needed === code && expression === constraint;
                if (needs.has(needed) && !isItself) {
                    needs.get(code).add(needed);
                }
            }
        }
    }
    return new Map([...needs].map(([code, needed]) => [code, [...needed]]));
}

/**
 * @param {Map<string, string[]>} needs as `dependencies` gives them
 * @returns {string[] | null} its codes, so that each comes after those that it depends
 *     on; apart from that they keep their order. Null when there is a cycle
 */
export function settlingOrder(needs) {
    const order = [];
    // Code → false while the codes that it depends on are on their way, then true.
    const settled = new Map();
    for (const root of needs.keys()) {
        // Without recursion, a long chain cannot exhaust the stack.
        const waiting = [root];
        while (waiting.length) {
            const code = waiting.at(-1);
            if (!settled.has(code)) {
                settled.set(code, false);
                for (const needed of [...needs.get(code)].reverse()) {
                    if (settled.get(needed) === false) {
                        return null;
                    }
                    if (!settled.has(needed)) {
                        waiting.push(needed);
                    }
                }
                continue;
            }
            waiting.pop();
            if (!settled.get(code)) {
                settled.set(code, true);
                order.push(code);
            }
        }
    }
    return order;
}
