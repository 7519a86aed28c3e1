"""Facts survive a line of JSON; a line of another version or shape is refused with a cure."""

import pytest
from factory import make_article, make_claim, make_facts

from kg import jsonl
from kg.errors import KgError
from kg.model import Reason, Span


def test_a_line_gives_the_facts_back():
    text = 'He said:\r\n"Нет — \u2028 no", \x00\ud800 and left. \U0001f600'
    facts = make_facts(make_article(text, title=None, boilerplate=(Span(0, 2),)))
    assert jsonl.loads(jsonl.dumps(facts)) == facts
    assert jsonl.loads(jsonl.dumps(make_facts())) == make_facts()


def test_reasons_survive_and_may_be_absent():
    article = make_article()
    reasons = (Reason("kind", "rule x", 0.5, Span(0, 3)), Reason("figure", "head figure"))
    facts = make_facts(article, claims=(make_claim(article, reasons=reasons),))
    assert jsonl.loads(jsonl.dumps(facts)) == facts
    before = jsonl.dumps(make_facts()).replace(',"reasons":[]', "")
    assert "reasons" not in before
    assert jsonl.loads(before) == make_facts()


def test_a_record_is_one_line():
    facts = make_facts(make_article("one\ntwo\r\nthree\u2028four"))
    assert jsonl.dumps(facts).splitlines() == [jsonl.dumps(facts)]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('{"version": 2, "facts": {"later": true}}', "version 2"),
        ('{"version": 1, "facts": {"article": 3}}', "Expected"),
        (jsonl.dumps(make_facts()).replace('"accusation"', '"gossip"'), "gossip"),
        ("", "cannot be read"),
        ("[]", "cannot be read"),
    ],
)
def test_what_is_not_of_the_model_is_refused(line, cause):
    with pytest.raises(KgError, match=cause):
        jsonl.loads(line)
