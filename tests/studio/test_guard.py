"""Nobody but the person at this machine reads or changes anything, whatever they ask for, and however."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from leaflets.studio.app import VIEWS, WORKS, studio
from leaflets.studio.guard import MOST_BYTES
from support.projects import REST, tiny

PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
TOKEN = "a-token-for-the-tests"  # noqa: S105
SECRET = "nobody may read this"  # noqa: S105


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "secret.yaml").write_text(SECRET, encoding="utf-8")
    return tiny(folder / "project").root


@pytest.fixture(scope="module")
def stranger(root: Path) -> Iterator[TestClient]:
    """Somebody on this machine who does not have the token."""
    with TestClient(studio(root, TOKEN, PORT), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def owner(root: Path) -> TestClient:
    """Who opened the address that was named."""
    client = TestClient(studio(root, TOKEN, PORT), base_url=HERE, headers={"Origin": HERE})
    assert client.get(f"/?token={TOKEN}").status_code == 200
    return client


def everything() -> list[str]:
    return [
        "/",
        "/begin",
        *(f"/{name}" for name in VIEWS),
        "/pages",
        "/picture/x-1.png",
        "/screen",
        "/message",
        "/file",
        "/changes",
        "/static/studio.js",
    ]


@pytest.mark.parametrize("address", everything())
def test_nothing_is_read_without_the_token(stranger: TestClient, address: str) -> None:
    for asked in (address, f"{address}?token=wrong", f"{address}?token="):
        assert stranger.get(asked).status_code == 403
    assert stranger.get(address, headers={"Cookie": f"leaflets-{PORT}=wrong"}).status_code == 403


@pytest.mark.parametrize("name", [*WORKS, "begin", "run"])
def test_nothing_is_sent_without_the_token(stranger: TestClient, name: str) -> None:
    assert stranger.post(f"/{name}", json={}, headers={"Origin": HERE}).status_code == 403


def test_the_token_becomes_a_cookie_that_no_script_and_no_other_site_has(stranger: TestClient) -> None:
    answer = stranger.get(f"/words?variant=general&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/words?variant=general")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    stranger.cookies.clear()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", f"evil.example:{PORT}", ""])
def test_another_name_for_this_machine_is_not_answered(owner: TestClient, host: str) -> None:
    assert owner.get("/words", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1", ""]
)
def test_another_site_sends_nothing(owner: TestClient, origin: str) -> None:
    sent = owner.post("/undo", json={}, headers={"Origin": origin} if origin else {"Origin": ""})
    assert sent.status_code == 403


def test_another_site_reads_nothing_even_with_the_cookie(owner: TestClient) -> None:
    for site in ("cross-site", "same-site"):
        assert owner.get("/words", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert owner.get("/words", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["../../secret", "..%2f..%2fsecret", "%2e%2e/secret.yaml", "/etc/passwd", "front\0", "ache/../ache", "C:\\x"],
)
def test_no_name_that_is_asked_for_is_a_path(owner: TestClient, name: str) -> None:
    asked = [f"/pages?leaflet={name}", f"/words?clinic={name}", f"/screen?format={name}", f"/preview?theme={name}"]
    asked += [f"/picture/{name}", f"/static/{name}", f"/file?language={name}", f"/entry?name={name}"]
    for address in asked:
        answer = owner.get(address.replace("\0", "%00"))
        assert answer.status_code in (200, 404, 409)
        assert SECRET not in answer.text


def test_a_place_that_is_no_leaflets_is_not_written_to(owner: TestClient, root: Path) -> None:
    before = (root.parent / "secret.yaml").read_bytes()
    for name in ("../secret.yaml:1:1#0", f"{root.parent}/secret.yaml:1:1#0", "content/project.yaml:1:1#0", "::#", ""):
        for work in ("reword", "arrange", "condition", "suggest", "try", "lists"):
            sent = {
                "name": name,
                "identity": "",
                "before": SECRET,
                "text": "x",
                "how": "remove",
                "by": "A",
                "shown": {},
                "kind": "clinics",
                "entry": name,
                "new": name,
            }
            assert owner.post(f"/{work}", json=sent).status_code == 409
    assert (root.parent / "secret.yaml").read_bytes() == before


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"{" * 100_000])
def test_what_is_not_understood_is_refused(owner: TestClient, body: bytes) -> None:
    for work in WORKS:
        assert owner.post(f"/{work}", content=body).status_code == 400


@pytest.mark.parametrize("value", [None, 7, [], {}, "x" * 100_000, "\0", "‮"])
def test_values_of_any_kind_are_refused_in_words(owner: TestClient, value: object) -> None:
    keys = (
        "name",
        "identity",
        "before",
        "text",
        "how",
        "shown",
        "by",
        "role",
        "mark",
        "decision",
        "number",
        "kind",
        "entry",
    )
    for work in WORKS:
        answer = owner.post(f"/{work}", json=dict.fromkeys(keys, value))
        assert answer.status_code == 409
        assert answer.json()["problems"]


def test_what_is_too_large_is_not_read(owner: TestClient) -> None:
    assert owner.post("/reword", content=b" " * (MOST_BYTES + 1)).status_code == 413
    parts = (b" " * 1_000_000 for _ in range(10))
    assert owner.post("/reword", content=parts).status_code == 413


def test_answers_may_load_nothing_from_elsewhere_and_run_nothing_of_a_leaflets(owner: TestClient) -> None:
    policy = owner.get("/words").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "sandbox" in owner.get("/screen?format=html").headers["content-security-policy"]
    assert owner.get("/words").headers["x-content-type-options"] == "nosniff"


def test_what_content_says_is_text(root: Path) -> None:
    text = "'<script>alert(1)</script> & \"x\"'"
    section = f"heading: Rest\nblocks:\n  - id: sleep\n    text: {text}\n"
    folder = tiny(root.parent / "marked", {REST: section})
    client = TestClient(studio(folder.root, TOKEN, PORT), base_url=HERE)
    said = client.get(f"/words?token={TOKEN}").text
    assert "&lt;script&gt;alert(1)" in said
    assert "<script>alert" not in said


def test_who_may_only_look_changes_nothing(root: Path) -> None:
    client = TestClient(studio(root, TOKEN, PORT, read_only=True), base_url=HERE, headers={"Origin": HERE})
    assert "contenteditable" not in client.get(f"/words?token={TOKEN}").text
    for name in (*WORKS, "begin", "run"):
        assert client.post(f"/{name}", json={}).status_code == 403
