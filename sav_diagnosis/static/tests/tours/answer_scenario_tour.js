import {inputFiles} from "@web/../tests/utils";
import {registry} from "@web/core/registry";

const inQuestion = (code, selector) => `[data-question="${code}"] ${selector}`;

async function makePicture() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 32;
    canvas.getContext("2d").fillRect(4, 4, 24, 24);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg"));
    return new File([blob], "filter.jpg", {type: "image/jpeg"});
}

// A technician answers a scenario from their job: a branch opens, closes and opens again
// with its answers, a comma is typed, a required photo is asked for and taken.
registry.category("web_tour.tours").add("sav_diagnosis_answer_scenario", {
    steps: () => [
        {
            content: "open the panel of the job",
            trigger: "[data-panel=diagnosis] .o_sav_panel_title",
            run: "click",
        },
        {
            content: "answer the scenario of this device",
            trigger: "[data-scenario=test_washer] .o_sav_answer",
            run: "click",
        },
        {
            content: "it does not drain",
            trigger: inQuestion("drains", "label.btn:contains(No)"),
            run: "click",
        },
        {
            content: "its branch is asked",
            trigger: inQuestion("pumps", "input"),
            run: "edit 2",
        },
        {
            content: "wrong: it drains",
            trigger: inQuestion("drains", "label.btn:contains(Yes)"),
            run: "click",
        },
        {
            content: "the branch is gone",
            trigger: ".o_sav_player:not(:has([data-question=pumps]))",
        },
        {
            content: "no, it does not",
            trigger: inQuestion("drains", "label.btn:contains(No)"),
            run: "click",
        },
        {
            content: "the answer came back with the branch; a comma is decimal",
            trigger: `.o_sav_player:has(${inQuestion("pumps", "input:value(2)")}) ${inQuestion("level", "input")}`,
            run: "edit 3,9",
        },
        {
            content: "finish: the photo is missing",
            trigger: ".o_sav_finish",
            run: "click",
        },
        {
            content: "take it",
            trigger: inQuestion("filter_photo", ".o_sav_problem"),
            async run() {
                await inputFiles(inQuestion("filter_photo", ".o_sav_gallery"), [
                    await makePicture(),
                ]);
            },
        },
        {
            content: "the photo is there and what follows is announced",
            trigger: `.o_sav_player:has(${inQuestion("filter_photo", "img")}) [data-effect=work]`,
        },
        {
            content: "everything is saved",
            trigger: ".o_sav_status:contains(Nothing is missing)",
        },
        {
            content: "finish",
            trigger: ".o_sav_finish",
            run: "click",
        },
        {
            content: "the conclusion",
            trigger: ".o_sav_result [data-effect=rinse]",
        },
    ],
});
