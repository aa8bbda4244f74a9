# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Databases that are kept: installed templates, and what is installed from them.

Each carries, as PostgreSQL's comment on it, what it was made from: a database whose
making was interrupted has none, and one made from other sources is made again.
"""

import ast
import hashlib
import json
import shutil

from .console import SetupError, step
from .process import run

# A suffix for a database that is being made: it is renamed when it is whole.
BUILDING = "_building"


def read_manifest(addon):
    """Return the manifest of an addon's folder as a dictionary."""
    try:
        return ast.literal_eval((addon / "__manifest__.py").read_text())
    except (OSError, SyntaxError, ValueError) as error:
        raise SetupError(
            f"the manifest of {addon.name} cannot be read: {error}.",
            f"repair {addon}/__manifest__.py.",
        ) from error


def core_needs(layout, addons):
    """Return the modules of core that addons of ours ask for, sorted.

    Needs of the addons of ours that they depend on are followed.
    """
    ours, needs, todo = set(layout.addons()), set(), list(addons)
    seen = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        for need in read_manifest(layout.repository / name).get("depends", []):
            (todo.append if need in ours else needs.add)(need)
    return sorted(needs)


def addon_digest(folder):
    """Return a digest of an addon's files that a database is made from.

    Tests and documentation are left out: changing them asks for no update.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or inside.parts[0] in ("tests", "README.rst"):
            continue
        if "__pycache__" in inside.parts:
            continue
        digest.update(f"{inside}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def addon_digests(layout):
    """Return the digests of the suite's addons: {name: digest}."""
    return {name: addon_digest(layout.repository / name) for name in layout.addons()}


class Databases:
    """The databases of one Odoo, with what they were made from."""

    def __init__(self, odoo):
        self.odoo = odoo
        self.layout = odoo.layout
        self.cluster = odoo.cluster

    def origin(self, name):
        """Return what a database was made from; None: missing or half made."""
        rows = self.cluster.query(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            f"WHERE datname = '{name}'"
        )
        try:
            return json.loads(rows[0]) if rows else None
        except ValueError:
            return None

    def record(self, name, origin):
        """Write down what a database was made from."""
        text = json.dumps(origin, sort_keys=True).replace("'", "''")
        self.cluster.query(f"COMMENT ON DATABASE \"{name}\" IS '{text}'")

    def build(self, name, origin, make):
        """Make a database whole or not at all.

        :param make: function that fills the database whose name it is given
        """
        draft = name + BUILDING
        self.odoo.drop_database(draft)
        make(draft)
        self.odoo.drop_database(name)
        self.odoo.rename_database(draft, name)
        self.record(name, origin)

    def changed_addons(self, name):
        """Return the addons to install and those to update in a database."""
        known = (self.origin(name) or {}).get("addons", {})
        digests = addon_digests(self.layout)
        new = [addon for addon in digests if addon not in known]
        changed = [
            addon
            for addon in digests
            if known.get(addon, "") not in ("", digests[addon])
        ]
        return new, changed

    def record_addons(self, name, addons):
        """Write down the state of the addons just installed or updated."""
        origin = self.origin(name) or {}
        digests = addon_digests(self.layout)
        known = origin.get("addons", {}) | {addon: digests[addon] for addon in addons}
        self.record(name, origin | {"addons": known})


class Template:
    """A database that is never used itself but copied.

    A dump of it is kept in the user's cache, for the next clone.

    :param make: function that fills the database whose name it is given
    :param sources: whatever the result depends on, besides Odoo and PostgreSQL
    :param base: the template that ``make`` starts from, if any
    :param content: what it holds, in words
    """

    def __init__(
        self, databases, name, make, *sources, base=None, content="Odoo's own modules"
    ):
        self.databases = databases
        self.content = content
        self.base = base
        self.odoo = databases.odoo
        self.cluster = databases.cluster
        self.name = name
        self.make = make
        layout = self.odoo.layout
        stamps = [
            (layout.setup / part).read_text()
            for part in ("odoo-packages.txt", "requirements/odoo.txt")
        ]
        text = "\0".join([*map(str, sources), *stamps, self.cluster.version])
        self.digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        self.cached = layout.cache / "templates" / f"{name}-{self.digest}"
        self.log = layout.logs / f"template-{name}.log"

    def ensure(self):
        """Have the template ready to be copied; return its name."""
        origin = {"template": self.digest}
        if self.databases.origin(self.name) == origin:
            return self.name
        self.log.unlink(missing_ok=True)
        if self.cached.is_dir():
            with step(f"template “{self.name}” from the cache"):
                self.databases.build(self.name, origin, self._restore)
        else:
            if self.base:
                self.base.ensure()
            with step(f"template “{self.name}”: {self.content}", self.log):
                self.databases.build(self.name, origin, self.make)
                self._dump()
        return self.name

    def _dump(self):
        draft = self.cached.with_suffix(".part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        self._pipe_out(
            self.cluster.command("pg_dump", "-Fc", "-Z1", self.name),
            draft / "database.dump",
        )
        store = self.odoo.filestore(self.name)
        words = ["tar", "-C", store, "-cf", "-", "."]
        self._pipe_out([*self.odoo.account.prefix(), *words], draft / "filestore.tar")
        # An older template of the same name serves nobody any more.
        for old in self.cached.parent.glob(f"{self.name}-*"):
            if old != draft:
                shutil.rmtree(old, ignore_errors=True)
        draft.rename(self.cached)

    def _restore(self, name):
        self.cluster.query(f'CREATE DATABASE "{name}" TEMPLATE template0')
        # The account may not be allowed into the user's cache: it reads a pipe.
        self._pipe_in(
            self.cluster.command("pg_restore", "-d", name, "--no-owner"),
            self.cached / "database.dump",
        )
        prefix = self.odoo.account.prefix()
        store = self.odoo.filestore(name)
        run([*prefix, "rm", "-rf", store], cwd="/")
        run([*prefix, "mkdir", "-p", store], cwd="/")
        self._pipe_in(
            [*prefix, "tar", "-C", store, "-xf", "-"], self.cached / "filestore.tar"
        )
        self.cluster.query("ANALYZE", database=name)

    def _pipe_out(self, command, path):
        with path.open("wb") as stream:
            run(command, stdout=stream, env=self.cluster.environment(), cwd="/")

    def _pipe_in(self, command, path):
        with path.open("rb") as stream:
            run(command, stdin=stream, env=self.cluster.environment(), cwd="/")


def module_template(databases, name, modules):
    """Return the template in which modules of core are installed.

    It starts from the largest template of an addon's needs that it contains.
    """
    layout = databases.layout
    needs = [core_needs(layout, [addon]) for addon in layout.addons()]
    inside = [part for part in needs if set(part) < set(modules)]
    base = None
    if inside:
        largest = max(inside, key=len)
        base = module_template(databases, needs_name(largest), largest)

    def make(draft):
        if base:
            databases.odoo.copy_database(base.name, draft)
        rest = sorted(set(modules) - set(largest if base else ()))
        databases.odoo.install(draft, rest, log=template.log)

    template = Template(databases, name, make, modules, base=base)
    return template


def needs_name(needs):
    """Return the name of the template of these modules, short enough for a database."""
    return f"needs_{hashlib.sha256(','.join(needs).encode()).hexdigest()[:8]}"


def needs_template(databases, addon):
    """Return the template that has what an addon asks for, and no addon of ours.

    Addons with the same needs share it.
    """
    needs = core_needs(databases.layout, [addon])
    return module_template(databases, needs_name(needs), needs)
