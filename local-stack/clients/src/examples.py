"""Reads every example of the API's description with the client that was made of it, and writes it again.

Takes the description's file from the environment. Says how many there were.
"""

import json
import os
from datetime import datetime

import openapi_client as griot

with open(os.environ["DESCRIPTION"], encoding="utf-8") as file:
    DESCRIPTION = json.load(file)


def resolved(part):
    while "$ref" in part:
        target = DESCRIPTION
        for name in part["$ref"][2:].split("/"):
            target = target[name.replace("~1", "/")]
        part = target
    return part


def bodies(item):
    for operation in item.values():
        if isinstance(operation, dict):
            yield resolved(operation.get("requestBody", {}))
            for answer in operation.get("responses", {}).values():
                yield resolved(answer)


def is_in(part, whole):
    """Whether nothing is lost. Python's client leaves out null, and fills in what requests have by default."""
    if isinstance(part, dict):
        return all(member is None or is_in(member, whole.get(name)) for name, member in part.items())
    if isinstance(part, list):
        return len(part) == len(whole) and all(map(is_in, part, whole))
    return part == whole or is_same_time(part, whole)


def is_same_time(one, other):
    """Python's client writes the zone as +00:00, not as Z."""
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except (TypeError, ValueError):
        return False


client = griot.ApiClient()
read = 0
for item in [*DESCRIPTION["paths"].values(), *DESCRIPTION["webhooks"].values()]:
    for body in bodies(resolved(item)):
        content = body.get("content", {}).get("application/json", {})
        shape = getattr(griot, content.get("schema", {}).get("$ref", "").rpartition("/")[2], None)
        examples = [named["value"] for named in content.get("examples", {}).values()]
        if "example" in content:
            examples.append(content["example"])
        for example in examples if shape else []:
            # As the client writes what it sends: its to_json knows no times.
            written = client.sanitize_for_serialization(shape.from_json(json.dumps(example)))
            assert is_in(example, written), f"{example}\nbecomes\n{written}"
            read += 1
print(read)
