"""What is sent compressed, and what must not be."""

import gzip

import pytest
from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.test import RequestFactory

from passerelles.common.middleware import Compressed

TEXT = "Saint-Étienne et Xuzhou sont jumelées. " * 30


def sent(response, method="get", takes="gzip, br", **headers):
    request = getattr(RequestFactory(), method)("/", headers={"Accept-Encoding": takes, **headers})
    return Compressed(lambda _request: response)(request)


@pytest.mark.parametrize(
    "media",
    [
        *("text/html; charset=utf-8", "text/css", "image/svg+xml", "application/json", "application/ld+json", "application/problem+json"),
        *("application/atom+xml; charset=utf-8", "application/xml", "application/jsonl", "application/geo+json", "text/calendar"),
    ],
)
def test_text_is_sent_compressed_to_whoever_takes_it_so(media):
    answer = sent(HttpResponse(TEXT, content_type=media, headers={"ETag": '"one"'}))
    assert answer["Content-Encoding"] == "gzip" and gzip.decompress(answer.content).decode() == TEXT
    assert answer["Content-Length"] == str(len(answer.content)) and answer["ETag"] == 'W/"one"' and answer["Vary"] == "Accept-Encoding"
    plain = sent(HttpResponse(TEXT, content_type=media), takes="")
    assert plain.content.decode() == TEXT and "Content-Encoding" not in plain and plain["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("media", ["application/pdf", "image/png", "image/jpeg", "application/octet-stream", "application/jsonlike"])
def test_what_is_compressed_already_or_was_brought_is_left_as_it_is(media):
    assert "Content-Encoding" not in sent(HttpResponse(TEXT, content_type=media))


def test_streamed_text_stays_streamed():
    asked = []

    def lines():
        for number in range(20_000):
            asked.append(number)
            yield f"{number};{number * number % 9973}\n".encode()

    answer = sent(StreamingHttpResponse(lines(), content_type="text/csv"))
    first = next(iter(answer.streaming_content)), next(iter(answer.streaming_content))
    assert answer.streaming and answer["Content-Encoding"] == "gzip" and len(asked) < 20_000
    whole = gzip.decompress(b"".join([*first, *answer.streaming_content]))
    assert whole.count(b"\n") == 20_000


def test_a_part_of_a_file_and_a_file_with_parts_are_sent_as_they_are():
    told = {"Accept-Ranges": "bytes", "ETag": '"one"', "Content-Range": "bytes 0-999/2000"}
    answer = sent(StreamingHttpResponse(iter([TEXT.encode()]), content_type="text/csv", status=206, headers=told))
    assert "Content-Encoding" not in answer and answer["ETag"] == '"one"' and b"".join(answer.streaming_content).decode() == TEXT


@pytest.mark.parametrize(("held", "told"), [('W/"one"', 'W/"one"'), ('"one"', '"one"')])
def test_word_that_nothing_has_changed_names_what_is_held(held, told):
    answer = sent(HttpResponseNotModified(headers={"ETag": '"one"'}), **{"If-None-Match": held})
    assert (answer["ETag"], answer.content) == (told, b"")


def test_a_head_promises_no_length_that_a_get_would_not_have():
    emptied = {"content_type": "application/json", "headers": {"Content-Length": str(len(TEXT))}}
    assert "Content-Length" not in sent(HttpResponse(b"", **emptied), "head")
    assert sent(HttpResponse(b"", **emptied), "head", takes="")["Content-Length"] == str(len(TEXT))
