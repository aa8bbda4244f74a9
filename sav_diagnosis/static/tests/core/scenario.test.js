import {describe, expect, globals, test} from "@odoo/hoot";
import {problems, resolve} from "@sav_diagnosis/core/scenario";
import {ExpressionError} from "@sav_diagnosis/core/expression";

// The test runner mocks `fetch`; the files are served by the real one.
async function readCases(name) {
    const url = `/sav_diagnosis/static/tests/cases/${name}.json`;
    return (await globals.fetch(url)).json();
}

/** Sets among values compare as sets: sorted, without repeats. */
function comparable(values) {
    return Object.fromEntries(
        Object.entries(values).map(([code, value]) => [
            code,
            Array.isArray(value) ? [...new Set(value)].sort() : value,
        ])
    );
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

/** The keys that a case expects. */
function expectedPart(actual, expected) {
    return Object.fromEntries(Object.keys(expected).map((key) => [key, actual[key]]));
}

/** Problems come in any order. */
function sorted(listed) {
    const key = ({code, where, detail}) => JSON.stringify([code, where, detail]);
    return listed.map(key).sort();
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

for (const file of ["scenario", "scenario_more"]) {
    test(`cases shared with the server: ${file}`, async () => {
        for (const {name, scenario, ...case_} of freeze(await readCases(file))) {
            if (case_.problems) {
                const actual = outcome(() => problems(scenario));
                if (Array.isArray(case_.problems)) {
                    expect(sorted(actual)).toEqual(sorted(case_.problems), {
                        message: name,
                    });
                } else {
                    expect(actual.error).toBe(case_.problems.error, {message: name});
                }
                continue;
            }
            const actual = outcome(() =>
                resolve(scenario, case_.answers, case_.context)
            );
            const wanted = {...case_.expect};
            if (wanted.values) {
                actual.values = comparable(actual.values);
                wanted.values = comparable(wanted.values);
            }
            expect(expectedPart(actual, wanted)).toEqual(wanted, {message: name});
        }
    });
}

test("a long chain does not exhaust the stack", () => {
    const questions = [{code: "n5000", type: "number"}];
    for (let rank = 4999; rank >= 0; rank--) {
        const args = [{ref: `n${rank + 1}`}, {const: 1}];
        questions.unshift({
            code: `n${rank}`,
            type: "number",
            calculate: {op: "add", args},
        });
    }
    const scenario = {code: "chain", sections: [{code: "s", questions}]};
    expect(resolve(scenario, {n5000: 1}, {}).values.n0).toBe(5001);
    expect(problems(scenario)).toEqual([]);
    questions.at(-1).calculate = {ref: "n0"};
    expect(problems(scenario).map(({detail}) => detail.length)).toEqual([5001]);
});

test("an answer that is undefined is none", () => {
    const questions = [{code: "a", type: "text", required: true}];
    const scenario = {code: "form", sections: [{code: "s", questions}]};
    expect(resolve(scenario, {a: undefined}, undefined).missing).toEqual(["a"]);
});
