"""Benchmarks files → values in the unit of the field or indicator they are of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.park import Benchmark, BenchmarksFile
from fivegoods.messages.findings import Finding, Severity, define, has_errors, in_order
from fivegoods.panel import findings as panel_kinds
from fivegoods.panel.entities import UNSAID, BenchmarkValue, Gap, Provenance
from fivegoods.panel.raw import Path, Raw, Scalar
from fivegoods.panel.values import Misfit, both, find_named, label, listed, named, read_number
from fivegoods.panel.vocabulary import Vocabulary, full_name, vocabulary_of
from fivegoods.reading.documents import DocumentInput, Positioned
from fivegoods.reading.inputs import collect
from fivegoods.reading.readers import READERS
from fivegoods.reading.shape.shape import check_shape

UNKNOWN_SUBJECT: Final = define(
    "FG321",
    zh="评价标准 {criteria} 没有字段或指标 {key}",
    en="criteria {criteria} have no field or indicator {key}",
    help_zh="查看全部字段和指标：fivegoods criteria show {criteria}",
    help_en="to see all fields and indicators: fivegoods criteria show {criteria}",
    cause_zh="基准值要说明是哪个字段或指标的统计量。",
    cause_en="A benchmark says of which field or indicator it is a statistic.",
    bad="values: [{of: taxx, year: 2021, value: 5 亿元}]",
    good="values: [{of: tax, year: 2021, value: 5 亿元}]",
)
NO_BENCHMARK_VALUE: Final = define(
    "FG322",
    Severity.WARNING,
    zh="{key} 的基准值是空的，不会使用",
    en="the benchmark of {key} is empty and will not be used",
    cause_zh="没有数值的基准不能用来比较。",
    cause_en="A benchmark without a value cannot be compared with.",
    bad="values: [{of: tax, year: 2021, value: null}]",
    good="values: [{of: tax, year: 2021, value: 5 亿元}]",
)
OTHER_CRITERIA: Final = define(
    "FG323",
    zh="基准文件写明用于 {own}，与 {criteria} 不符（{problems} 处对不上）",
    en="these benchmarks are for {own} and do not fit {criteria} (problems: {problems})",
    help_zh="给出 {criteria} 的基准文件",
    help_en="give benchmarks for {criteria}",
    cause_zh="基准值按评价标准的字段和指标给出，换一套标准就对不上。",
    cause_en="Benchmarks are of the fields and indicators of criteria; they do not fit others.",
    bad="fivegoods rank samples/meizhou-2016 --benchmarks samples/benchmarks/demo-2024.yaml",
    good="fivegoods rank samples/demo --benchmarks samples/benchmarks/demo-2024.yaml",
)


def read_benchmarks(
    paths: Sequence[str], criteria: CriteriaFile
) -> tuple[tuple[BenchmarkValue, ...], tuple[Finding, ...]]:
    """Return the benchmarks in ``paths`` in the criteria's units, and all that does not fit."""
    files, findings = collect(paths, suffixes=READERS)
    values: list[BenchmarkValue] = []
    for file in files:
        documents, problems = READERS[file.suffix](file.name, file.data, file.sha256)
        findings += problems
        for document in documents:
            if not file.named and not (isinstance(document.data, dict) and "values" in document.data):
                continue
            written, problems, _ = check_shape(BenchmarksFile, document)
            findings += problems
            if written is not None:
                found, problems = bind_benchmarks(written, document, criteria)
                values += found
                findings += _unfit(written, document, criteria, problems)
    return (() if has_errors(findings) else tuple(values)), tuple(in_order(findings))


def _unfit(
    written: BenchmarksFile, document: Positioned, criteria: CriteriaFile, problems: list[Finding]
) -> list[Finding]:
    """Return the problems, or one for them all where the file is for other criteria."""
    errors = sum(one.severity is Severity.ERROR for one in problems)
    if not errors or not written.criteria or written.criteria.startswith(criteria.id):
        return problems
    params = {"own": written.criteria, "criteria": full_name(criteria), "problems": str(errors)}
    return [Finding(OTHER_CRITERIA, document.place(("criteria",)), params)]


def bind_benchmarks(
    written: BenchmarksFile, document: Positioned, criteria: CriteriaFile
) -> tuple[list[BenchmarkValue], list[Finding]]:
    """Return the benchmarks of one file in the criteria's units, and all that does not fit."""
    words = vocabulary_of(criteria)
    cells: dict[Path, list[Scalar]] = {
        ("values", index, part): [text]
        for index, benchmark in enumerate(written.values)
        for part, text in (("source", benchmark.source), ("attested", benchmark.attested))
        if text
    }
    provenance = Provenance(
        Raw(DocumentInput(document.file, document.sha256, document), [0], {**cells}),
        {**criteria.criteria.sources, **written.sources},
    )
    values: list[BenchmarkValue] = []
    findings: list[Finding] = []
    for index, benchmark in enumerate(written.values):
        path: Path = ("values", index)
        number = _number(benchmark, words)
        groups, problems = _groups(benchmark, words, document, path)
        said = provenance.common(path).get(0, UNSAID)
        findings += problems
        if isinstance(number, Misfit):
            at = "of" if number.kind is UNKNOWN_SUBJECT else "value"
            findings.append(Finding(number.kind, document.place((*path, at)), number.params, number.near))
            continue
        values.append(
            BenchmarkValue(
                of=benchmark.of,
                stat=benchmark.stat,
                year=benchmark.year,
                groups=groups,
                value=number,
                quantile=benchmark.quantile if isinstance(benchmark.quantile, Decimal) else None,
                parks=benchmark.parks,
                source=said.source,
                attested=said.attested,
                period=benchmark.period,
                remark=benchmark.remark,
                place=document.place((*path, "value")),
            )
        )
    return values, findings + provenance.findings


def _number(benchmark: Benchmark, words: Vocabulary) -> Decimal | Misfit:
    subject = words.fields.get(benchmark.of) or words.indicators.get(benchmark.of)
    if subject is None:
        names = {**words.indicator_names(), **words.field_names()}
        found, near = find_named(benchmark.of, names)
        near = both(found, names[found], found) if found else near
        return Misfit(UNKNOWN_SUBJECT, {"key": benchmark.of, "criteria": words.name}, near)
    unit = None if benchmark.stat == "count" else subject.unit
    number = read_number(label(benchmark.of, subject.name), unit, benchmark.value)
    return Misfit(NO_BENCHMARK_VALUE, {"key": benchmark.of}) if isinstance(number, Gap) else number


def _groups(
    benchmark: Benchmark, words: Vocabulary, document: Positioned, path: Path
) -> tuple[dict[str, str], list[Finding]]:
    groups: dict[str, str] = {}
    findings: list[Finding] = []
    for name, value in benchmark.groups.items():
        here = (*path, "groups", name)
        group = words.groups.get(name)
        if group is None:
            names = {key: one.name for key, one in words.groups.items()}
            params = {"key": name, "criteria": words.name, **listed(names)}
            found, near = find_named(name, names)
            near = both(found, names[found], found) if found else near
            findings.append(Finding(panel_kinds.UNKNOWN_GROUP, document.place(here, key=True), params, near))
            continue
        known = named(value, group.values)
        if isinstance(known, Misfit):
            params = {**label(name, group.name, "group"), **known.params}
            findings.append(Finding(panel_kinds.UNKNOWN_GROUP_VALUE, document.place(here), params, known.near))
        else:
            groups[name] = known
    return groups, findings
