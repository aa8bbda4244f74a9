/** What forbids publishing a scenario. Twin: `tools/scenario_check.py`. */

import {dependencies, readForm, VALUE_TYPES} from "./scenario_form.js";
import {isBoolean, isDate, isNumber, isText, readValue} from "./operators.js";
import {getOwn} from "./expression.js";

const COMPARISONS = new Set(["eq", "ne", "lt", "le", "gt", "ge", "between"]);
/** Operator over sets → the types that it takes, in the places of its operands. */
const MEMBERSHIPS = new Map([
    ["in", ["text", "set"]],
    ["contains_any", ["set", "set"]],
    ["contains_all", ["set", "set"]],
    ["contains_none", ["set", "set"]],
    ["contains_exactly", ["set", "set"]],
]);

/**
 * @typedef {object} Problem
 * @property {string} code `cycle`, `duplicate`, `unknown_ref`, `bad_expression`,
 *     `type_mismatch` or `empty`
 * @property {string} where code of the question, section, effect or scenario at fault
 * @property {string | string[] | null} detail the codes of a cycle, each referring to the
 *     next; the code that no question has; the code of the `ExpressionError`; the code of
 *     the question that does not fit a constant; else null
 */

/**
 * @param {object} scenario
 * @returns {Problem[]} what forbids publishing it, in any order, each once
 * @throws {import("./expression").ExpressionError} `malformed`: the structure is wrong
 */
export function problems(scenario) {
    const form = readForm(scenario);
    const questions = new Map();
    // Each problem once, in the order of their finding.
    const found = new Map();
    const add = (code, where, detail) =>
        found.set(JSON.stringify([code, where, detail]), {code, where, detail});
    for (const question of form.questions) {
        if (questions.has(question.code)) {
            add("duplicate", question.code, null);
        } else {
            questions.set(question.code, question);
        }
    }
    for (const {where, node, references, error} of form.expressions) {
        if (error) {
            add("bad_expression", where, error.code);
            continue;
        }
        for (const code of references) {
            if (!questions.has(code)) {
                add("unknown_ref", where, code);
            }
        }
        for (const code of mismatches(node, questions)) {
            add("type_mismatch", where, code);
        }
    }
    for (const cycle of cyclesOf(dependencies(form))) {
        add("cycle", cycle[0], cycle);
    }
    const listed = [...found.values()];
    if (!questions.size) {
        listed.push({code: "empty", where: form.code, detail: null});
    }
    return listed;
}

/**
 * @param {object} node
 * @param {Map<string, import("./scenario_form").Question>} questions
 * @returns {string[]} codes of the questions compared with a constant that does not fit
 */
function mismatches(node, questions) {
    if (!Object.hasOwn(node, "op")) {
        return [];
    }
    const {op, args} = node;
    const codes = [];
    if (COMPARISONS.has(op) || MEMBERSHIPS.has(op)) {
        const constants = args
            .map((operand, place) => ({
                place,
                constant: readValue(getOwn(operand, "const")),
            }))
            .filter(({constant}) => constant !== null);
        args.forEach((operand, place) => {
            const question = questions.get(getOwn(operand, "ref"));
            const isFit = (other) =>
                fits(op, question, place, other.constant, other.place);
            if (question && !constants.every(isFit)) {
                codes.push(question.code);
            }
        });
    }
    return codes.concat(args.flatMap((operand) => mismatches(operand, questions)));
}

/**
 * @param {string} operator
 * @param {import("./scenario_form").Question} question
 * @param {number} place that of the question among the operands
 * @param {any} constant
 * @param {number} constantPlace
 * @returns {boolean} whether both can be operands of one operator
 */
function fits(operator, question, place, constant, constantPlace) {
    const questionType = VALUE_TYPES.get(question.type);
    const constantType = typeOf(constant);
    if (MEMBERSHIPS.has(operator)) {
        const taken = MEMBERSHIPS.get(operator);
        const asText = questionType === "date" ? "text" : questionType;
        if (taken[place] !== asText || taken[constantPlace] !== constantType) {
            return false;
        }
    } else if (questionType === "date") {
        if (!isDate(constant)) {
            return false;
        }
    } else if (questionType !== constantType) {
        return false;
    }
    return (
        !["choice", "choices"].includes(question.type) ||
        [constant].flat().every((code) => question.choices.has(code))
    );
}

function typeOf(constant) {
    if (isBoolean(constant)) {
        return "boolean";
    }
    if (isNumber(constant)) {
        return "number";
    }
    return isText(constant) ? "text" : "set";
}

/**
 * The shortest cycle of each group of questions that reach one another.
 *
 * It goes through the smallest code of the group and starts there; among the shortest
 * ones it is the smallest, code after code.
 *
 * @param {Map<string, string[]>} allNeeds code → codes that it depends on
 * @returns {string[][]}
 */
function cyclesOf(allNeeds) {
    const needs = withoutLooseEnds(allNeeds);
    const neededBy = reversed(needs);
    const cycles = [];
    const grouped = new Set();
    for (const start of [...needs.keys()].sort(compareCodes)) {
        if (grouped.has(start)) {
            continue;
        }
        // The group: what `start` reaches and what reaches it.
        const stepsToStart = stepsFrom(neededBy, start);
        const reached = stepsFrom(needs, start);
        const group = [...stepsToStart.keys()].filter((code) => reached.has(code));
        group.forEach((code) => grouped.add(code));
        if (group.length === 1 && !needs.get(start).includes(start)) {
            continue;
        }
        const cycle = [];
        let code = start;
        do {
            cycle.push(code);
            const following = needs.get(code).filter((next) => stepsToStart.has(next));
            const nearest = following.reduce(
                (steps, next) => Math.min(steps, stepsToStart.get(next)),
                Infinity
            );
            [code] = following
                .filter((next) => stepsToStart.get(next) === nearest)
                .sort(compareCodes);
        } while (code !== start);
        cycles.push(cycle);
    }
    return cycles;
}

/**
 * @param {Map<string, string[]>} needs
 * @returns {Map<string, string[]>} the same without the codes that lead to no cycle
 */
function withoutLooseEnds(needs) {
    const neededBy = reversed(needs);
    const openNeeds = new Map(
        [...needs].map(([code, needed]) => [code, needed.length])
    );
    const settled = [...needs.keys()].filter((code) => !openNeeds.get(code));
    // The array grows while it is read.
    for (const code of settled) {
        for (const dependent of neededBy.get(code)) {
            openNeeds.set(dependent, openNeeds.get(dependent) - 1);
            if (!openNeeds.get(dependent)) {
                settled.push(dependent);
            }
        }
    }
    const isOpen = (code) => openNeeds.get(code) > 0;
    return new Map(
        [...needs]
            .filter(([code]) => isOpen(code))
            .map(([code, needed]) => [code, needed.filter(isOpen)])
    );
}

/**
 * @param {Map<string, string[]>} needs
 * @returns {Map<string, string[]>} code → codes that depend on it
 */
function reversed(needs) {
    const neededBy = new Map([...needs.keys()].map((code) => [code, []]));
    for (const [code, needed] of needs) {
        needed.forEach((need) => neededBy.get(need).push(code));
    }
    return neededBy;
}

/**
 * @param {Map<string, string[]>} following
 * @param {string} start
 * @returns {Map<string, number>} code → length of the shortest way from `start` to it
 */
function stepsFrom(following, start) {
    const steps = new Map([[start, 0]]);
    // The map grows while it is read.
    for (const [code, count] of steps) {
        for (const next of following.get(code)) {
            if (!steps.has(next)) {
                steps.set(next, count + 1);
            }
        }
    }
    return steps;
}

/**
 * Order of texts by code points, as in Python: `<` compares the halves of the characters
 * beyond U+FFFF.
 *
 * @param {string} first
 * @param {string} second
 * @returns {number}
 */
function compareCodes(first, second) {
    const [points, others] = [[...first], [...second]];
    const rank = points.findIndex((point, index) => point !== others[index]);
    if (rank < 0) {
        return points.length - others.length;
    }
    if (rank >= others.length) {
        return 1;
    }
    return points[rank].codePointAt(0) - others[rank].codePointAt(0);
}
