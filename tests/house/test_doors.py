"""The contract itself: it finds an import that goes round a door, and a file whose name means nothing."""

from grimp import ImportGraph
from tools.doors import DoorsContract

OPTIONS = {
    "name": "doors",
    "public": "services, selectors",
    "private": "models, rules",
    "shared": "config, foundation",
}


def checked(*imports: tuple[str, str]):
    """Return the contract's answer on a little package with these imports."""
    graph = ImportGraph()
    for importer, imported in imports:
        for module in (importer, imported):
            graph.add_module(module)
        graph.add_import(importer=importer, imported=imported, line_number=7, line_contents="import")
    contract = DoorsContract("doors", {"root_packages": ["hansa"]}, OPTIONS)
    return contract.check(graph, verbose=False)


def test_an_import_by_a_door_is_kept():
    assert checked(("hansa.learning.services", "hansa.media.services.tracks")).kept
    assert checked(("hansa.learning.services", "hansa.foundation.clock")).kept
    assert checked(("hansa.learning.services", "hansa.learning.models")).kept


def test_an_import_round_a_door_is_found():
    answer = checked(("hansa.learning.services", "hansa.media.models"))
    assert not answer.kept
    assert answer.metadata["trespasses"] == [("hansa.learning.services", "7", "hansa.media.models")]


def test_an_import_of_a_whole_app_is_found():
    assert not checked(("hansa.learning.services", "hansa.media")).kept


def test_a_file_without_a_meaning_is_found():
    answer = checked(("hansa.learning.helpers", "hansa.learning.models"))
    assert answer.metadata["unknown"] == ["hansa.learning.helpers"]
