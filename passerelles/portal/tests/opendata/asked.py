"""The read API as tests ask it: with a key or without."""

import json

API = "/api/v1"


def get(client, path, token="", **headers):
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    return client.get(f"{API}{path}", headers=headers)


def problem_of(answer):
    assert answer["Content-Type"] == "application/problem+json" and answer["Access-Control-Allow-Origin"] == "*"
    told = json.loads(answer.content)
    assert {"type", "title", "status", "detail", "instance"} <= set(told) and told["status"] == answer.status_code
    return told
