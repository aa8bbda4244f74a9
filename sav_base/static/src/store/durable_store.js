import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {session} from "@web/session";

const NAME = "sav_outbox";
const TABLES = ["drafts", "photos"];

function asPromise(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/**
 * What the server does not have yet, kept in the browser until it has it: a page that is
 * closed, or a tablet that dies, loses none of it. Core's own wrapper of IndexedDB is a
 * cache that deletes itself; this store is written through to the disk and has a fixed
 * name.
 *
 * A row has a `key` of its own and the `scope` of whoever wrote it: a database and a
 * user. Where a browser allows no such store, rows live as long as the page.
 */
export class DurableStore {
    /**
     * @param {string} scope
     * @param {IDBFactory} [factory]
     */
    constructor(scope, factory) {
        this.scope = scope;
        this.factory = factory;
        this.memory = Object.fromEntries(TABLES.map((table) => [table, new Map()]));
        this.opening = null;
    }

    open() {
        this.opening ||= this.openDatabase().catch(() => null);
        return this.opening;
    }

    async openDatabase() {
        const request = this.factory.open(NAME, 1);
        request.onupgradeneeded = () => {
            for (const table of TABLES) {
                request.result.createObjectStore(table, {keyPath: "key"});
            }
        };
        return asPromise(request);
    }

    /**
     * @param {"drafts"|"photos"} table
     * @returns {Promise<Object[]>} the rows of this scope
     */
    async getAll(table) {
        const database = await this.open();
        if (!database) {
            return [...this.memory[table].values()];
        }
        const request = database.transaction(table).objectStore(table).getAll();
        const rows = await asPromise(request);
        return rows.filter((row) => row.scope === this.scope);
    }

    /** @returns {Promise<Object|undefined>} the row with this key */
    async get(table, key) {
        const rows = await this.getAll(table);
        return rows.find((row) => row.key === this.getKey(key));
    }

    /** Resolved once the row is on the disk. */
    put(table, key, values) {
        const row = {...values, key: this.getKey(key), scope: this.scope};
        return this.change(
            table,
            (rows) => rows.put(row),
            (memory) => memory.set(row.key, row)
        );
    }

    delete(table, key) {
        return this.change(
            table,
            (rows) => rows.delete(this.getKey(key)),
            (memory) => memory.delete(this.getKey(key))
        );
    }

    getKey(key) {
        return `${this.scope}/${key}`;
    }

    async change(table, onDatabase, onMemory) {
        const database = await this.open();
        if (!database) {
            onMemory(this.memory[table]);
            return;
        }
        const transaction = database.transaction(table, "readwrite", {
            durability: "strict",
        });
        onDatabase(transaction.objectStore(table));
        await new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onerror = () => reject(transaction.error);
            transaction.onabort = () => reject(transaction.error);
        });
    }
}

export const durableStoreService = {
    start() {
        return new DurableStore(`${session.db}/${user.userId}`, window.indexedDB);
    },
};

registry.category("services").add("sav_store", durableStoreService);
