"""Templates are data: what is no tag, loop or condition is a finding that names it, before anything is made."""

from __future__ import annotations

import pytest

from fivegoods.reading.template import Sandbox, TemplateProblems
from fivegoods.reports.tags import TAGS, listed

SIZES = {"parks": 150, "ranking": 150, "indicators": 80}


def problems(text):
    with pytest.raises(TemplateProblems) as caught:
        Sandbox("t.docx", SIZES).from_string(text)
    return [(finding.kind.code, finding.params["tag"]) for finding in caught.value.findings]


def every(tags=TAGS, name=""):
    """Yield a template for each tag: lists in a loop over them."""
    for key, tag in tags.items():
        whole = f"{name}.{key}" if name else key
        if tag.is_list:
            inner = "".join(every(tag.items, f"x{len(whole)}"))
            yield f"{{% for x{len(whole)} in {whole} %}}{inner}{{% endfor %}}"
        elif tag.items:
            yield from every(tag.items, whole)
        else:
            yield f"{{{{ {whole} }}}}"


def test_every_tag_of_the_list_is_known():
    Sandbox("t.docx", {}).from_string("".join(every()))


def test_the_same_names_in_both_languages():
    assert all(tag.zh and tag.en for _, tag in listed())
    assert "parks" in TAGS


@pytest.mark.parametrize(
    "text",
    [
        "{{ park.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ title.format(1) }}",
        "{{ range(9) }}",
        "{{ 'a' * 999999999 }}",
        "{{ title ~ title }}",
        "{% set a = title %}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{{ title|attr('x') }}",
        "{{ title|center(999999999) }}",
        "{% for x in parks recursive %}{% endfor %}",
        "{{ self }}",
    ],
)
def test_what_could_run_or_read_is_refused(text):
    assert problems(text)[0][0] in ("FG603", "FG601")


def test_an_unknown_tag_has_a_near_match_and_its_paragraph():
    with pytest.raises(TemplateProblems) as caught:
        Sandbox("t.docx", SIZES).from_string("<w:p>一</w:p>\n<w:p>总分：{{ park.totel }}</w:p>")
    (finding,) = caught.value.findings
    assert (finding.kind.code, finding.near) == ("FG601", "park.total")
    assert finding.params == {"tag": "park.totel", "where": "总分：{{ park.totel }}", "near": "park.total"}


def test_all_unknown_tags_at_once():
    found = problems("{{ titel }}{% for p in parks %}{{ p.nam }}{{ p.indicators.first }}{% endfor %}")
    assert [tag for code, tag in found if code == "FG601"] == ["titel", "p.nam", "p.indicators.first"]


def test_an_unclosed_loop_is_named_where_it_begins():
    found = problems("{{ title }}\n{% for p in parks %}\n{% if p.rank %}x{% endif %}\n{{ p.name }}\n")
    assert found == [("FG602", "{% for p in parks %}")]


@pytest.mark.parametrize("text", ["{{ title", "{% for p in %}", "{% endfor %}", "{{ title }"])
def test_a_malformed_tag_is_named(text):
    assert problems(text)[0][0] == "FG602"


def test_a_loop_within_itself_or_too_much_text_is_refused():
    assert problems("{% for a in parks %}{% for b in parks %}x{% endfor %}{% endfor %}")[0][0] == "FG604"
    body = "x" * 10_000
    nested = f"{{% for a in parks %}}{{% for b in ranking %}}{body}{{% endfor %}}{{% endfor %}}"
    assert problems(nested)[0][0] == "FG604"
