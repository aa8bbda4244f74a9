/**
 * Expressions of the diagnostic scenarios: conditions and calculations as JSON.
 *
 * A node is `{"const": x}`, `{"ref": "question"}`, `{"var": "name"}` or
 * `{"op": "name", "args": [node, …]}`; the values are those of `operators.js`.
 *
 * Pure functions: no DOM, no clock. Twin of `tools/expression.py`; both are specified by
 * the same cases, `static/tests/cases/expression.json` and `expression_more.json`.
 */

import {isDate, isText, isValue, OPERATORS, readValue} from "./operators.js";

// The root has depth 1.
const DEEPEST = 64;

const MEANINGS = {
    malformed: "this is not a well-formed expression",
    unknown_op: "the operator is unknown",
    arity: "the operator has too few or too many operands",
    type: "a value is not of the type that is expected here",
};

/** A bad expression, or a value that an operator cannot take. */
export class ExpressionError extends Error {
    /**
     * @param {"malformed" | "unknown_op" | "arity" | "type"} code
     * @param {(string | number)[]} path keys and indexes from the root of the expression
     *     to the node at fault, such as `["args", 1]`
     */
    constructor(code, path) {
        super(`${MEANINGS[code]} (${[code, ...path].join("/")})`);
        this.name = "ExpressionError";
        this.code = code;
        this.path = path;
    }
}

/**
 * @param {object} expression the root node
 * @param {object | null} values code of a question → its active answer
 * @param {object | null} context name of a variable → its value
 * @returns {null | boolean | number | string | string[]} a set has no repeats
 * @throws {ExpressionError} the expression is bad, whatever its values; an argument is no
 *     object (`malformed`, path `[]`); a value has a wrong type (`type`)
 */
export function evaluate(expression, values, context) {
    check(expression);
    return run(expression, readObject(values), readObject(context), null);
}

/**
 * @param {object} expression the root node
 * @returns {string[]} the codes of the questions that it refers to, without repeats
 * @throws {ExpressionError} the expression is bad
 */
export function references(expression) {
    return check(expression);
}

// What follows is shared with the scenario's files of this folder.

/**
 * @param {any} argument
 * @returns {boolean} whether it is an object as JSON knows them
 */
export function isObject(argument) {
    return (
        typeof argument === "object" && argument !== null && !Array.isArray(argument)
    );
}

/**
 * @param {any} argument
 * @returns {object} itself, or an empty one for null
 * @throws {ExpressionError} `malformed` for anything that is neither
 */
export function readObject(argument) {
    if (argument === null || argument === undefined) {
        return {};
    }
    if (!isObject(argument)) {
        throw new ExpressionError("malformed", []);
    }
    return argument;
}

/**
 * @param {object} object
 * @param {string} key
 * @returns {any} its own value of the key, never an inherited one; null when absent
 */
export function getOwn(object, key) {
    // Read first, so that a reactive object knows that an absent key was looked for.
    const value = object[key];
    return Object.hasOwn(object, key) ? (value ?? null) : null;
}

/**
 * @param {object} expression the root node
 * @returns {string[]} its references, in document order, without repeats
 * @throws {ExpressionError} the first defect in document order
 */
export function check(expression) {
    const codes = new Set();
    // The nodes to visit, the next one last. Without recursion, a deep input cannot
    // exhaust the stack.
    const visits = [{node: expression, trail: null, depth: 1, isOrdered: false}];
    while (visits.length) {
        const {node, trail, depth, isOrdered} = visits.pop();
        const kind = depth <= DEEPEST ? kindOf(node) : null;
        if (kind === "ref") {
            codes.add(node.ref);
        } else if (kind === "op") {
            const operator = OPERATORS.get(node.op);
            if (!operator) {
                throw new ExpressionError("unknown_op", pathOf(trail));
            }
            const count = node.args.length;
            if (count < operator.least || count > operator.most) {
                throw new ExpressionError("arity", pathOf(trail));
            }
            for (let index = count - 1; index >= 0; index--) {
                visits.push({
                    node: node.args[index],
                    trail: {trail, index},
                    depth: depth + 1,
                    isOrdered: operator.isOrdered,
                });
            }
        } else if (
            kind === null ||
            (isOrdered && kind === "const" && isText(node.const) && !isDate(node.const))
        ) {
            throw new ExpressionError("malformed", pathOf(trail));
        }
    }
    return [...codes];
}

/**
 * @param {object} node one that has passed `check`
 * @param {object} values as in `evaluate`
 * @param {object} context as in `evaluate`
 * @param {object | null} trail the way from the root, see `pathOf`
 * @returns {null | boolean | number | string | string[]}
 * @throws {ExpressionError} `type`
 */
export function run(node, values, context, trail) {
    if (Object.hasOwn(node, "op")) {
        const operator = OPERATORS.get(node.op);
        const operands = node.args.map((operand, index) =>
            run(operand, values, context, {trail, index})
        );
        if (!operator.accepts(operands)) {
            throw new ExpressionError("type", pathOf(trail));
        }
        return operator.apply(operands);
    }
    if (Object.hasOwn(node, "const")) {
        return readValue(node.const);
    }
    const value = Object.hasOwn(node, "ref")
        ? getOwn(values, node.ref)
        : getOwn(context, node.var);
    if (!isValue(value)) {
        throw new ExpressionError("type", pathOf(trail));
    }
    return readValue(value);
}

/**
 * @param {any} node
 * @returns {"const" | "ref" | "var" | "op" | null} null when it is no node
 */
function kindOf(node) {
    if (!isObject(node)) {
        return null;
    }
    const keys = Object.keys(node);
    if (keys.length === 2) {
        const isOperation = isText(getOwn(node, "op")) && Array.isArray(node.args);
        return isOperation ? "op" : null;
    }
    if (keys.length !== 1) {
        return null;
    }
    const [kind] = keys;
    if (kind === "const") {
        return isValue(node.const) ? kind : null;
    }
    return ["ref", "var"].includes(kind) && isText(node[kind]) ? kind : null;
}

/**
 * @param {{trail: object | null, index: number} | null} trail that of the operator, and
 *     the rank of the operand
 * @returns {(string | number)[]}
 */
function pathOf(trail) {
    const path = [];
    for (let step = trail; step; step = step.trail) {
        path.unshift("args", step.index);
    }
    return path;
}
