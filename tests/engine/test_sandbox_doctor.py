"""What the doctor finds, where all is well and where something is missing."""

from autograder.sandbox import doctor


def test_every_missing_thing_has_a_remedy(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = {check.name: check for check in doctor.examine()}
    assert not found["bubblewrap"].ok
    assert not found["namespaces"].ok
    assert all(check.remedy for check in found.values() if check.required and not check.ok)


def test_where_bubblewrap_works_it_says_so():
    found = {check.name: check for check in doctor.examine()}
    assert found["bubblewrap"].ok
    assert found["namespaces"].ok, found["namespaces"]
    assert "bubblewrap" in found["bubblewrap"].detail
