"""The doors contract for import-linter: one app enters another by its public files only."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def _names(raw: object) -> set[str]:
    return {name.strip() for name in str(raw).split(",") if name.strip()}


class DoorsContract(Contract):
    """Fails on an import into another app's private file, and on a file whose name has no meaning.

    ``public`` and ``private`` list the file names that an app may have. ``shared`` lists the packages
    without doors: ``foundation``, which everybody enters, and ``config``, which enters everybody.
    """

    type_name = "doors"

    public = fields.StringField()
    private = fields.StringField()
    shared = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Return the imports that go round a door, and the files whose name is in neither list."""
        root = str(self.session_options["root_packages"][0])
        public, private, shared = _names(self.public), _names(self.private), _names(self.shared)

        def place(module: str) -> tuple[str, str] | None:
            """Return the app and the file a module belongs to; nothing for a package without doors."""
            parts = module.split(".")
            if parts[0] != root or len(parts) < 2 or parts[1] in shared:
                return None
            return parts[1], parts[2] if len(parts) > 2 else ""

        unknown, trespasses = [], []
        for importer in sorted(graph.modules):
            here = place(importer)
            if here and here[1] and here[1] not in public | private:
                unknown.append(importer)
            if not here:
                continue
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                there = place(imported)
                if there and there[0] != here[0] and there[1] not in public:
                    details = graph.get_import_details(importer=importer, imported=imported)
                    lines = ", ".join(str(detail["line_number"]) for detail in details)
                    trespasses.append((importer, lines, imported))
        return ContractCheck(
            kept=not unknown and not trespasses, metadata={"unknown": unknown, "trespasses": trespasses}
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each fault with what would be right."""
        for module in check.metadata["unknown"]:
            output.print_error(f"- {module}: no file of that name is foreseen; see docs/architecture.md.")
        for importer, lines, imported in check.metadata["trespasses"]:
            doors = str(self.public)
            output.print_error(f"- {importer} line {lines} imports {imported}: enter by {doors} instead.")
