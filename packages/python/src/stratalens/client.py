"""Reading results over GraphQL, with the standard library alone."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
import webbrowser
from typing import Any, Dict, Iterator, List, Mapping, Optional
from urllib.parse import quote, urlsplit

from .errors import ApiError

#: Where ``strata serve`` listens by itself.
API, PAGES = "http://127.0.0.1:4781", "http://127.0.0.1:4780"
_PAGE_SIZE = 100
_ENDED = ("COMPLETED", "FAILED", "CANCELLED", "INTERRUPTED")

_EXPLANATIONS = """query Explanations($first: Int!, $after: String, $where: ExplanationWhere, $orderBy: ExplanationOrder) {
  explanations(first: $first, after: $after, where: $where, orderBy: $orderBy) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id clusterIndex iou grade heldOutIou shuffledIou timesShuffled heldOutQ specialization chance lift length
      cluster { lower upper }
      formula { text }
      unit { unitIndex layer { name modelVersion { label sequence model { name } } } }
    }
  }
}"""
_VERSIONS = """query Versions($first: Int!, $after: String, $where: ModelVersionWhere) {
  modelVersions(first: $first, after: $after, where: $where) {
    pageInfo { hasNextPage endCursor }
    nodes { id label sequence accuracy isBaseline source trainingRun createdAt model { name } }
  }
}"""
_RUNS = """query Runs($first: Int!, $after: String, $where: RunWhere) {
  runs(first: $first, after: $after, where: $where) {
    pageInfo { hasNextPage endCursor }
    nodes { id status unitsDone unitsTotal startedAt finishedAt error layer { name modelVersion { label model { name } } } }
  }
}"""
_STATUS = """query Status($id: ID!) {
  node(id: $id) { __typename ... on Run { runStatus: status error } ... on RunRequest { requestStatus: status error } }
}"""


class Client:
    """Asks a Strata server. Lists come as pandas DataFrames where pandas is installed, else as lists of dictionaries.

    :param url: of the API, with or without ``/graphql``
    :param key: of the API; default ``STRATA_KEY``
    :param pages: address of the pages, for :meth:`open`
    :param timeout: seconds that one answer may take
    """

    def __init__(self, url: str = API, *, key: Optional[str] = None, pages: str = PAGES, timeout: float = 60) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise ApiError(f'Expected an address that begins with http:// or https://, found "{url}".')
        self.endpoint = url.rstrip("/") if url.rstrip("/").endswith("/graphql") else url.rstrip("/") + "/graphql"
        self.pages, self.timeout = pages.rstrip("/"), timeout
        self._key = key if key is not None else os.environ.get("STRATA_KEY")

    def query(self, document: str, variables: Optional[Mapping[str, Any]] = None) -> Dict[str, Any]:
        """Asks one question in GraphQL.

        :returns: its ``data``
        :raises ApiError: when the server doesn't answer, or refuses, in its words
        """
        headers = {"content-type": "application/json", "accept": "application/json"}
        if self._key:
            headers["authorization"] = f"Bearer {self._key}"
        body = json.dumps({"query": document, "variables": dict(variables or {})}).encode()
        request = urllib.request.Request(self.endpoint, body, headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                text = response.read()
        except urllib.error.HTTPError as error:
            text = error.read()
        except OSError as error:
            raise ApiError(f'{self.endpoint} does not answer ({error}). Check the address and that "strata serve" runs there.') from error
        try:
            answer = json.loads(text)
        except ValueError as error:
            raise ApiError(f"{self.endpoint} answers, but not as Strata's API does. Check the address.") from error
        if not isinstance(answer, dict) or answer.get("errors") or answer.get("data") is None:
            errors = answer.get("errors") if isinstance(answer, dict) else None
            raise ApiError(str(errors[0].get("message")) if errors else f"{self.endpoint} answers without data. Check the address.")
        return answer["data"]

    def explanations(
        self,
        formula: Optional[str] = None,
        *,
        match: str = "matches",
        model: Optional[str] = None,
        version: Optional[str] = None,
        layer: Optional[str] = None,
        range: Optional[int] = None,
        grade: Optional[str] = None,
        where: Optional[Mapping[str, Any]] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Explanations of neurons' ranges, best overlap first; all that are asked for, over all pages.

        :param formula: such as ``"water AND NOT *"``
        :param match: how it is meant: ``matches``, ``contains`` or ``equivalent``
        :param range: number of the activation range; 1 is the weakest
        :param grade: CLEAR, PARTLY, UNCLEAR or NONE
        :param where: more conditions, as the API's ``ExplanationWhere``
        """
        if match not in ("matches", "contains", "equivalent"):
            raise ApiError(f'Expected match of matches, contains or equivalent, found "{match}".')
        conditions: List[Mapping[str, Any]] = [where] if where else []
        if formula is not None:
            conditions.append({"formula": {match: formula}})
        if range is not None:
            conditions.append({"clusterIndex": {"eq": range}})
        if grade is not None:
            conditions.append({"grade": {"eq": grade}})
        if layer is not None:
            conditions.append({"layer": {"name": {"eq": layer}}})
        of_version = _version_where(model, version)
        if of_version:
            conditions.append({"modelVersion": of_version})
        order = {"field": "IOU", "direction": "DESC"}
        nodes = self._all("explanations", _EXPLANATIONS, {"where": {"and": conditions} if conditions else None, "orderBy": order}, limit)
        return _table([_explanation_row(node) for node in nodes])

    def versions(self, model: Optional[str] = None, *, limit: Optional[int] = None) -> Any:
        """Model versions, of one model or all."""
        nodes = self._all("modelVersions", _VERSIONS, {"where": _version_where(model, None) or None}, limit)
        return _table([{"model": node.pop("model")["name"], **node} for node in nodes])

    def runs(self, model: Optional[str] = None, version: Optional[str] = None, *, limit: Optional[int] = None) -> Any:
        """Runs, of one version or all."""
        of_version = _version_where(model, version)
        where = {"layer": {"modelVersion": of_version}} if of_version else None
        nodes = self._all("runs", _RUNS, {"where": where}, limit)
        rows = []
        for node in nodes:
            layer = node.pop("layer")
            of = layer["modelVersion"]
            rows.append({"model": of["model"]["name"], "version": of["label"], "layer": layer["name"], **node})
        return _table(rows)

    def wait(self, id: str, *, timeout: float = 3_600, every: float = 1.0) -> str:
        """Waits until a run, or a request for one, has ended.

        :param id: as the API gives it
        :param timeout: seconds
        :returns: COMPLETED
        :raises ApiError: when it failed or was cancelled, is not there, or the time is over
        """
        end = time.monotonic() + timeout
        while True:
            node = self.query(_STATUS, {"id": id})["node"]
            status = node and (node.get("runStatus") or node.get("requestStatus"))
            if not status:
                raise ApiError(f'Expected the id of a run or a request for one, found "{id}".')
            if status == "COMPLETED":
                return "COMPLETED"
            if status in _ENDED:
                raise ApiError(f'Run {id} ended as {status}: {node.get("error") or "no reason is stored"}.')
            if time.monotonic() >= end:
                raise ApiError(f'Run {id} is still {status} after {timeout:g} s. It goes on; wait again.')
            time.sleep(min(every, max(0.0, end - time.monotonic())))

    def page(
        self,
        model: Optional[str] = None,
        version: Optional[str] = None,
        layer: Optional[str] = None,
        unit: Optional[int] = None,
    ) -> str:
        """The address of the page of a model's version, layer or neuron."""
        parts: List[Any] = []
        for kind, one in (("models", model), ("versions", version), ("layers", layer), ("neurons", unit)):
            if one is None:
                break
            parts += [kind, quote(str(one), safe="")]
        return "/".join([self.pages, *parts])

    def open(self, *place: Any, **names: Any) -> str:
        """Opens that page in the browser, and gives its address."""
        address = self.page(*place, **names)
        webbrowser.open(address)
        return address

    def _all(self, name: str, document: str, variables: Dict[str, Any], limit: Optional[int]) -> List[Dict[str, Any]]:
        return [node for _, node in zip(iter(int, 1) if limit is None else [None] * limit, self._pages(name, document, variables))]

    def _pages(self, name: str, document: str, variables: Dict[str, Any]) -> Iterator[Dict[str, Any]]:
        after = None
        while True:
            page = self.query(document, {**variables, "first": _PAGE_SIZE, "after": after})[name]
            yield from page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]


def _version_where(model: Optional[str], version: Optional[str]) -> Dict[str, Any]:
    where: Dict[str, Any] = {}
    if model is not None:
        where["model"] = {"name": {"eq": model}}
    if version is not None:
        where["label"] = {"eq": version}
    return where


def _explanation_row(node: Dict[str, Any]) -> Dict[str, Any]:
    layer = node["unit"]["layer"]
    version = layer["modelVersion"]
    return {
        "model": version["model"]["name"],
        "version": version["label"],
        "layer": layer["name"],
        "unit": node["unit"]["unitIndex"],
        "range": node["clusterIndex"],
        "lower": node["cluster"]["lower"],
        "upper": node["cluster"]["upper"],
        "formula": node["formula"]["text"],
        **{name: value for name, value in node.items() if name not in ("unit", "clusterIndex", "cluster", "formula")},
    }


def _table(rows: List[Dict[str, Any]]) -> Any:
    try:
        import pandas
    except ImportError:
        return rows
    return pandas.DataFrame(rows)
