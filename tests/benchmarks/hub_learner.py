"""A learner on a JupyterHub, as seen on the wire: what JupyterLab sends when somebody opens a notebook, runs it and answers its quiz."""

import json
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
import nbformat
import websocket
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

from tests.benchmarks.hub_server import COPY, Hub

PROTOCOL = "v1.kernel.websocket.jupyter.org"
PATIENCE = 180  # seconds; what takes longer counts as a failure


class Failed(Exception):
    """Something a learner would have noticed."""


@dataclass
class Visit:
    """What one learner met. Times in seconds from the beginning of the login; `given` are the events of the answers given."""

    learner: str
    server: float = 0
    kernel: float = 0
    cells: float = 0
    answers: list[float] = field(default_factory=list)  # from the check of an answer to its explanation
    given: list[str] = field(default_factory=list)
    fault: str = ""


def visit(hub: Hub, learner: str, notebook: str = "06-rituximab") -> Visit:
    """Log in, open a notebook, run all its cells, answer its whole quiz. Never raises: what went wrong is the visit's `fault`."""
    seen, begin = Visit(learner), time.perf_counter()
    doing = "logging in"
    try:
        with httpx.Client(base_url=hub.url, follow_redirects=True, timeout=PATIENCE) as client:
            server = Server(client, learner)
            seen.server = time.perf_counter() - begin
            doing = f"opening {notebook}"
            kernel = server.open(hub.source, f"{COPY}/notebooks/{notebook}.ipynb")
            seen.kernel = time.perf_counter() - begin
            for number, source in enumerate(kernel.cells, 1):
                doing = f"running code cell {number} of {notebook}"
                kernel.execute(source)
            seen.cells = time.perf_counter() - begin
            doing = "answering the quiz"
            for item in kernel.questions():
                started = time.perf_counter()
                seen.given.append(kernel.answer(item))
                seen.answers.append(time.perf_counter() - started)
            kernel.socket.close()
    except Exception as problem:
        said = str(problem) if isinstance(problem, Failed) else f"{type(problem).__name__}: {problem}"
        seen.fault = f"{doing}: {said.splitlines()[0]}"
    return seen


class Server:
    """A learner's own server, started by logging in."""

    def __init__(self, client: httpx.Client, learner: str):
        self.client, self.base = client, f"/user/{learner}/"
        client.get("/hub/login")
        form = {"username": learner, "password": "trial", "_xsrf": self.cookie("_xsrf", "/hub/")}
        landed = client.post("/hub/login", data=form)
        if landed.status_code >= 400:
            raise Failed(f"the login answered {landed.status_code}")
        for event in self.events(f"/hub/api/users/{learner}/server/progress"):
            if event.get("failed"):
                raise Failed(event.get("message", "the server did not start"))
            if event.get("ready"):
                break
        self.get("lab")  # the first page also brings the cookies for the server

    def open(self, repository: str, path: str) -> "Kernel":
        """Pull the notebooks, open one, start its kernel."""
        puller = f"{self.base}git-pull/api"
        for event in self.events(puller, repo=repository, targetpath=COPY, _xsrf=self.cookie("_xsrf", self.base)):
            if event["phase"] == "error":
                raise Failed(event["message"])
        book = nbformat.from_dict(self.get(f"api/contents/{path}", content=1).json()["content"])
        wanted = {"path": path, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
        headers = {"X-XSRFToken": self.cookie("_xsrf", self.base)}
        session = checked(self.client.post(f"{self.base}api/sessions", json=wanted, headers=headers)).json()
        address = f"{self.base}api/kernels/{session['kernel']['id']}/channels?session_id={uuid.uuid4()}"
        cookies = "; ".join(f"{kept.name}={kept.value}" for kept in self.client.cookies.jar if kept.path == self.base)
        host = urlsplit(str(self.client.base_url)).netloc
        socket = websocket.create_connection(
            f"ws://{host}{address}", cookie=cookies, subprotocols=[PROTOCOL], timeout=PATIENCE
        )
        return Kernel(socket, [cell.source for cell in book.cells if cell.cell_type == "code"])

    def get(self, path: str, **query: object) -> httpx.Response:
        """Fetch something from the learner's server."""
        return checked(self.client.get(f"{self.base}{path}", params=query))

    def events(self, path: str, **query: str):
        """Yield what an event stream says until it ends."""
        with self.client.stream("GET", path, params=query) as stream:
            checked(stream)
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    yield json.loads(line.removeprefix("data:"))

    def cookie(self, name: str, path: str) -> str:
        """Return a cookie set for one part of the hub."""
        found = [kept.value for kept in self.client.cookies.jar if (kept.name, kept.path) == (name, path)]
        if not found:
            raise Failed(f"no cookie {name} for {path}")
        return found[-1]


class Kernel:
    """The kernel behind an open notebook, spoken to as JupyterLab speaks. `comms` holds the state of its widgets."""

    def __init__(self, socket: websocket.WebSocket, cells: list[str]):
        self.socket, self.cells = socket, cells
        self.session = uuid.uuid4().hex
        self.comms: dict[str, dict] = {}
        self.wait(self.send("kernel_info_request", {}))

    def questions(self) -> list[dict]:
        """Return what the quiz at the end of the notebook asks."""
        return self.comms[self._quiz()]["items"]

    def execute(self, source: str) -> None:
        """Run a cell and take in all it sends, until the kernel rests."""
        options = {
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": True,
            "stop_on_error": True,
        }
        self.wait(self.send("execute_request", {"code": source, **options}))

    def answer(self, item: dict) -> str:
        """Answer a question as assets/quiz.js does, wait until the explanation is there, return the event's id."""
        response = "5" if item["kind"] == "numeric" else [0]
        content = {"item": item["id"], "response": response, "confidence": 2}
        quiz = self._quiz()
        self.wait(
            self.send("comm_msg", {"comm_id": quiz, "data": {"method": "custom", "content": content}}),
            until=lambda: item["id"] in self.comms[quiz]["answers"],
        )
        explained = self.comms[quiz]["answers"][item["id"]]
        if not explained["html"]:
            raise Failed(f"no explanation for {item['id']}")
        return explained["event"]

    def send(self, kind: str, content: dict) -> str:
        """Send a message on the shell channel and return its id."""
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": kind, "session": self.session, "username": "", "version": "5.4"}
        message = {"header": {**header, "date": ""}, "parent_header": {}, "metadata": {}, "content": content}
        self.socket.send_binary(serialize_msg_to_ws_v1(message, "shell", lambda part: json.dumps(part).encode()))
        return number

    def wait(self, number: str, until=lambda: False) -> None:
        """Take in messages until the kernel has dealt with message `number` or `until` holds. Raises Failed on an error or dead kernel."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            _, parts = deserialize_msg_from_ws_v1(self.socket.recv())
            header, parent, _, content = (json.loads(part) for part in parts[:4])
            kind, state = header["msg_type"], content.get("execution_state")
            if kind == "error":
                raise Failed(f"{content['ename']}: {content['evalue']}")
            if state in {"restarting", "dead"}:
                raise Failed("the kernel died")
            if kind in {"comm_open", "comm_msg"}:
                self._take_in(content)
            if until() or (state == "idle" and parent.get("msg_id") == number):
                return
        raise Failed(f"no answer within {PATIENCE} s")

    def _take_in(self, content: dict) -> None:
        data = content["data"]
        if data.get("method") == "custom" and "problem" in data["content"]:
            raise Failed(data["content"]["problem"])
        self.comms.setdefault(content["comm_id"], {}).update(data.get("state", {}))

    def _quiz(self) -> str:
        found = [name for name, state in self.comms.items() if len(state.get("items", [])) > 1]
        if not found:
            raise Failed("the notebook has no quiz")
        return found[-1]


def checked(answer: httpx.Response) -> httpx.Response:
    """Return the answer, or raise Failed when it is an error."""
    if answer.status_code >= 400:
        raise Failed(f"{answer.request.url.path} answered {answer.status_code}")
    return answer
