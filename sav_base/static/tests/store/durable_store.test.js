import {expect, test} from "@odoo/hoot";
import {DurableStore} from "@sav_base/store/durable_store";

async function tryStore(makeStore) {
    const first = makeStore("first");
    const second = makeStore("second");
    const photo = new Blob(["photo"]);
    await first.put("drafts", 7, {changes: {note: "mine"}});
    await first.put("photos", "a", {file: photo});
    await second.put("drafts", 7, {changes: {note: "of somebody else"}});
    expect((await first.get("drafts", 7)).changes).toEqual({note: "mine"});
    expect(await first.getAll("drafts")).toHaveLength(1);
    expect(await (await first.get("photos", "a")).file.text()).toBe("photo");
    await first.put("drafts", 7, {changes: {note: "later"}});
    expect((await first.get("drafts", 7)).changes).toEqual({note: "later"});
    await first.delete("drafts", 7);
    await first.delete("photos", "a");
    expect(await first.get("drafts", 7)).toBe(undefined);
    expect(await second.getAll("drafts")).toHaveLength(1);
    await second.delete("drafts", 7);
}

test("rows of one user are on the disk, and nobody else's", async () => {
    await tryStore((scope) => new DurableStore(`hoot/${scope}`, window.indexedDB));
    const again = new DurableStore("hoot/first", window.indexedDB);
    await again.put("drafts", 8, {changes: {}});
    const later = new DurableStore("hoot/first", window.indexedDB);
    expect(await later.getAll("drafts")).toHaveLength(1);
    await later.delete("drafts", 8);
});

test("a browser without a store keeps them as long as the page", async () => {
    await tryStore((scope) => new DurableStore(`hoot/${scope}`, null));
});
