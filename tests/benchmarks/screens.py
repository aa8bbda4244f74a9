# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the web client asks the server for when it opens a view."""

from lxml import etree

_TAGS = ("many2many_tags", "many2many_tags_avatar", "many2many_avatar_user")


class Screen:
    """A view as a user opens it.

    :param records: the model, in the environment of the user
    :param kind: ``list``, ``kanban`` or ``form``
    :param view: the identifier of the view; None: the first one of its kind
    :param ignored: beginning of the names of fields left out: those that an addon
        added, where the view is measured without it
    """

    def __init__(self, records, kind, view=None, ignored=None):
        self.records = records.with_context(bin_size=True)
        self.kind = kind
        self.ignored = ignored
        views = records.get_views([(view, kind)])
        self.arch = etree.fromstring(views["views"][kind]["arch"])
        self.specification = self._specify(records, self.arch)

    def search(self, domain=(), limit=80, offset=0):
        """Ask for a page, as a list or an ungrouped kanban does."""
        self._forget()
        return self.records.web_search_read(
            list(domain), self.specification, offset, limit, count_limit=10001
        )

    def group(self, domain=(), groupby=None):
        """Ask for the columns of a kanban, unfolded."""
        self._forget()
        groupby = groupby or self.arch.get("default_group_by")
        return self.records.web_read_group(
            list(domain),
            [groupby],
            ["__count"],
            auto_unfold=True,
            unfold_read_specification=self.specification,
            unfold_read_default_limit=80,
        )

    def read(self, record_id):
        """Ask for a record, as a form does."""
        self._forget()
        return self.records.browse(record_id).web_read(self.specification)

    def _forget(self):
        # Each request of a browser begins with nothing in memory.
        self.records.env.invalidate_all()

    def _specify(self, records, arch):
        specification = {}
        for node in arch.iter("field"):
            if any(parent.tag == "field" for parent in self._above(node, arch)):
                continue
            name = node.get("name")
            if self.ignored and name.startswith(self.ignored):
                continue
            field = records._fields[name]
            if field.type in ("many2one", "reference"):
                specification[name] = {"fields": {"display_name": {}}}
            elif field.relational:
                specification[name] = self._specify_lines(
                    records.env[field.comodel_name], node
                )
            else:
                specification[name] = {}
        return specification

    def _specify_lines(self, lines, node):
        """Return what is read of the lines that a field shows."""
        if node.get("widget") in _TAGS:
            fields = {"display_name": {}, "color": {}} if "color" in lines else {}
            return {"fields": fields or {"display_name": {}}}
        kinds = (node.get("mode") or "list").split(",")
        inside = [child for child in node if child.tag in ("list", "kanban")]
        if self.kind != "form":
            return {}
        if not inside:
            views = lines.get_views([(None, kinds[0])])
            inside = [etree.fromstring(views["views"][kinds[0]]["arch"])]
        return {"fields": self._specify(lines, inside[0]), "limit": 40}

    @staticmethod
    def _above(node, top):
        parent = node.getparent()
        while parent is not None and node is not top and parent is not top:
            yield parent
            parent = parent.getparent()
