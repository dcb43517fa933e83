"""The server: it speaks to its own page and to nobody else."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from reviewed import Review, desk_of, running

from proceedings.revise.storage import read_sidecar


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Review]:
    with running(desk_of(tmp_path_factory.mktemp("server"))) as found:
        yield found


def ask(
    review: Review, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str | None
) -> tuple[int, bytes, dict[str, str]]:
    """Send a request as the page would; headers given here stand in place of the page's own, None leaves one out."""
    own: dict[str, str | None] = {"Host": f"127.0.0.1:{review.port}", "X-Proceedings-Token": review.token}
    own |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", review.port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in own.items():
        if value is not None:
            connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    try:
        if body is not None:
            connection.send(body)
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content, {k.lower(): v for k, v in answer.getheaders()}


def test_the_page_gets_the_state(review: Review) -> None:
    status, content, _ = ask(review, "/state")
    assert status == 200
    assert json.loads(content)["title"] == "Third Forum on Living with Floods"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"X_Proceedings_Token": None}, 403),
        ({"X_Proceedings_Token": ""}, 403),
        ({"X_Proceedings_Token": "guessed"}, 403),
        ({"X_Proceedings_Token": "gues\u00e9d"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": None}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "127.0.0.1:1"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/state", "/act", "/page/brief/0", "/paper/brief"])
def test_a_stranger_is_refused(review: Review, path: str, headers: dict[str, str | None], expected: int) -> None:
    method, body = ("POST", b'{"revision": "", "act": {"kind": "undo"}}') if path == "/act" else ("GET", None)
    hostless = headers.get("Host", "") is None
    if hostless:
        body = None  # no request at all to the server beneath, which hangs up without hearing out a body still on its way
    status, content, _ = ask(review, path, method=method, body=body, **headers)
    assert status in (expected, 400) if hostless else status == expected
    assert b"Floods" not in content and b"%PDF" not in content
    assert not read_sidecar(review.desk.path).text


def test_a_second_host_header_is_refused(review: Review) -> None:
    with socket.create_connection(("127.0.0.1", review.port), 10) as raw:
        raw.sendall(
            f"GET /state HTTP/1.1\r\nHost: 127.0.0.1:{review.port}\r\nHost: evil.example\r\n"
            f"X-Proceedings-Token: {review.token}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.split(b" ")[1] in (b"400", b"421")
    assert b"Floods" not in answer


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/page.css/../desk.py",
        "/desk.py",
        "/page/brief/99",
        "/page/brief/-1",
        "/page/..%2f..%2fetc/0",
        "/paper/letter",
        "//evil.example/",
        "/%00",
    ],
)
def test_tricks_with_paths_find_nothing(review: Review, path: str) -> None:
    status, content, _ = ask(review, path)
    assert status in (400, 403, 404)
    assert b"root:" not in content and b"class Desk" not in content


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST"])
def test_other_methods_change_nothing(review: Review, method: str) -> None:
    status, _, headers = ask(review, "/state", method=method, body=b"")
    assert status in (400, 405)
    assert "access-control-allow-origin" not in headers


def test_a_body_of_ten_megabytes_is_refused(review: Review) -> None:
    body = b'{"revision": "", "act": {"kind": "text", "text": "' + b"x" * 10_000_000 + b'"}}'
    try:
        status, _, _ = ask(review, "/act", method="POST", body=body)
    except (ConnectionResetError, http.client.RemoteDisconnected):
        status = 413  # the server has hung up while the rest was still being sent
    assert status == 413
    assert ask(review, "/state")[0] == 200


def test_who_is_refused_while_still_sending_gets_the_answer(review: Review) -> None:
    for _ in range(5):
        assert ask(review, "/act", method="POST", body=b"x" * 1_000_000, X_Proceedings_Token=None)[0] == 403
        assert ask(review, "/act", method="POST", body=b"x" * 1_000_000)[0] == 413


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"revision": 1}', b'{"act": []}', b"\xff\xfe", b"[" * 60_000])
def test_what_is_no_change_is_refused(review: Review, body: bytes) -> None:
    assert ask(review, "/act", method="POST", body=body)[0] == 400


def test_every_answer_forbids_scripts_frames_and_caches_of_others(review: Review) -> None:
    for path in ("/", "/page.js", "/state", "/nothing", "/paper/brief"):
        headers = ask(review, path)[2]
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_the_page_itself_holds_nothing_of_the_article_and_asks_nobody_else(review: Review) -> None:
    for path in ("/", "/page.js", "/page.css"):
        status, content, _ = ask(review, path, X_Proceedings_Token=None)
        assert status == 200
        assert b"Floods" not in content
        assert b"https:" not in content and b"//cdn" not in content and b"innerHTML" not in content


def test_it_listens_on_loopback_only(review: Review) -> None:
    from proceedings.review.server import listen

    with listen() as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_the_article_is_text_to_the_page(tmp_path: Path) -> None:
    article = tmp_path / "hostile.txt"
    article.write_text(
        "Seminar <script>alert(1)</script> held\n\nThe Seminar on “<img src=x onerror=alert(1)>” was held in Oslo on 3 May. "
        "Dr Ana Ruiz said that <b>ports</b> & “rails” matter.\n",
        encoding="utf-8",
    )
    folder = tmp_path / "desk"
    folder.mkdir()
    with running(desk_of(folder, article)) as found:
        status, content, headers = ask(found, "/state")
    assert status == 200 and headers["content-type"] == "application/json"
    assert "<script>alert(1)</script>" in str(json.loads(content)["sentences"])
