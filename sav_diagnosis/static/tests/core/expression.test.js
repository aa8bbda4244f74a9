import {evaluate, ExpressionError, references} from "@sav_diagnosis/core/expression";
import {describe, expect, globals, test} from "@odoo/hoot";

// The test runner mocks `fetch`; the files are served by the real one.
async function readCases(name) {
    const url = `/sav_diagnosis/static/tests/cases/${name}.json`;
    return (await globals.fetch(url)).json();
}

/** Sets compare as sets: sorted, without repeats. */
function comparable(value) {
    return Array.isArray(value) ? [...new Set(value)].sort() : value;
}

/** What a function gives, or why it refuses; other errors fail the test. */
function outcome(callback) {
    try {
        return callback();
    } catch (error) {
        if (!(error instanceof ExpressionError)) {
            throw error;
        }
        return {error: error.code, path: error.path};
    }
}

/** A change of what is passed in would throw. */
function freeze(value) {
    if (typeof value === "object" && value !== null) {
        Object.values(value).forEach(freeze);
        Object.freeze(value);
    }
    return value;
}

describe.current.tags("headless");

for (const file of ["expression", "expression_more"]) {
    test(`cases shared with the server: ${file}`, async () => {
        for (const {name, expression, values, context, ...expected} of freeze(
            await readCases(file)
        )) {
            if (expected.references) {
                const actual = outcome(() => comparable(references(expression)));
                expect(actual).toEqual(comparable(expected.references), {
                    message: name,
                });
                continue;
            }
            const actual = outcome(() => ({
                value: comparable(evaluate(expression, values, context)),
            }));
            const wanted = {...expected.expect};
            if ("value" in wanted) {
                wanted.value = comparable(wanted.value);
            }
            if (!("path" in wanted)) {
                delete actual.path;
            }
            expect(actual).toEqual(wanted, {message: name});
        }
    });
}

test("values that JSON does not know", () => {
    expect(evaluate({ref: "a"}, {a: undefined}, undefined)).toBe(null);
    expect(evaluate({const: NaN}, {}, {})).toBe(null);
    for (const value of [new Date(), new Set(["a"]), 1n, Symbol("a"), () => {}]) {
        expect(outcome(() => evaluate({ref: "a"}, {a: value}, {})).error).toBe("type");
        expect(outcome(() => references({const: value})).error).toBe("malformed");
    }
});

test("there is one zero", () => {
    for (const a of [0, -0]) {
        for (const node of [{ref: "a"}, {op: "neg", args: [{ref: "a"}]}]) {
            expect(Object.is(evaluate(node, {a}, {}), 0)).toBe(true);
        }
    }
});

test("neither depth nor width exhausts the stack", () => {
    let deep = {const: true};
    for (let depth = 0; depth < 100000; depth++) {
        deep = {op: "not", args: [deep]};
    }
    expect(outcome(() => references(deep)).error).toBe("malformed");
    for (const [op, value] of [
        ["add", 300000],
        ["sum", 300000],
        ["mul", 1],
        ["max", 1],
        ["coalesce", 1],
    ]) {
        const args = new Array(300000).fill({const: 1});
        expect(evaluate({op, args}, {}, {})).toBe(value);
    }
});
