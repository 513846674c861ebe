"""The tables of the robustness report."""

from __future__ import annotations

from decimal import Decimal

from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Cell, Column, Kind, Table
from fivegoods.uncertainty.results import Robustness, Standing
from fivegoods.uncertainty.sampling.sobol import Indices

#: Columns of the rank-interval plot. ASCII, since other marks are one or two columns wide by the terminal.
_PLOT = 40


def number(value: float, places: int = 6) -> Decimal:
    """Return a float as a Decimal with at most ``places`` decimals."""
    return Decimal(f"{value:.{places}f}").normalize() + 0


def intervals(found: Robustness, voice: Voice) -> Table:
    """Return rank, mean, median, 5–95 % and plot of every park."""
    count = len(found.standings)
    columns = (
        Column("rank", voice.say("col.rank"), Kind.RANK),
        Column("park", voice.say("col.park")),
        Column("mean", voice.say("col.mean_rank"), Kind.NUMBER, 1),
        Column("median", voice.say("col.median_rank"), Kind.NUMBER),
        Column("interval", voice.say("col.interval")),
        Column("plot", voice.say("col.plot", count=count), Kind.PLOT),
        Column("ahead", voice.say("col.ahead_of_next"), Kind.PERCENT),
    )
    return Table(columns, tuple(_standing(standing, count, voice) for standing in found.standings))


def _standing(standing: Standing, count: int, voice: Voice) -> tuple[Cell, ...]:
    return (
        voice.rank(standing.score.placing),
        voice.park(standing.score.park),
        number(standing.mean, 3),
        standing.median,
        f"{standing.low}-{standing.high}",
        plot(standing, count),
        None if standing.ahead_of_next is None else number(standing.ahead_of_next),
    )


def plot(standing: Standing, count: int) -> str:
    """Return one line: ``..==o=|..``, first rank to last."""
    width = min(_PLOT, count)
    line = ["."] * width

    def place(rank: int) -> int:
        return round((rank - 1) * (width - 1) / max(count - 1, 1))

    for column in range(place(standing.low), place(standing.high) + 1):
        line[column] = "="
    line[place(standing.nominal)] = "|"
    line[place(standing.median)] = "o"
    return "".join(line)


def awards(found: Robustness, voice: Voice) -> Table | None:
    """Return the share of draws by grade and board, None where the criteria have neither."""
    criteria = voice.criteria
    grades = criteria.grades.levels if criteria.grades is not None else []
    boards = {key: board for key, board in criteria.boards.items() if any(s.boards.get(key) for s in found.standings)}
    if not grades and not boards:
        return None
    columns = (
        Column("park", voice.say("col.park")),
        *(Column(f"grade_{g.id}", voice.text(g.name) or g.id, Kind.PERCENT) for g in grades),
        *(Column(f"board_{key}", voice.text(board.name), Kind.PERCENT) for key, board in boards.items()),
    )
    rows = tuple(
        (
            voice.park(standing.score.park),
            *(_share(standing.grades[g.id]) for g in grades),
            *(_share(standing.boards[key]) for key in boards),
        )
        for standing in found.standings
    )
    return Table(columns, rows)


def _share(share: float) -> Decimal | None:
    return number(share) if share else None


def open_pairs(found: Robustness, voice: Voice, most: int) -> Table:
    """Return the pairs whose order is most open."""
    names = {standing.score.park.id: voice.park(standing.score.park) for standing in found.standings}
    columns = (
        Column("first", voice.say("col.first_park")),
        Column("second", voice.say("col.second_park")),
        Column("ahead", voice.say("col.ahead"), Kind.PERCENT),
        Column("behind", voice.say("col.behind"), Kind.PERCENT),
    )
    rows = tuple((names[p.first], names[p.second], number(p.ahead), number(p.behind)) for p in found.pairs[:most])
    return Table(columns, rows)


def left_out(found: Robustness, voice: Voice) -> Table:
    """Return what leaving out each indicator and dimension does, the largest shift first."""
    names = {standing.score.park.id: voice.park(standing.score.park) for standing in found.standings}
    columns = (
        Column("id", voice.say("col.left_out")),
        Column("shift", voice.say("col.mean_shift"), Kind.NUMBER, 2),
        Column("park", voice.say("col.moved_most")),
        Column("move", voice.say("col.move")),
        Column("correlation", voice.say("col.correlation"), Kind.NUMBER, 3),
    )
    ordered = sorted(found.left_out, key=lambda left: -left.mean_shift)
    rows = tuple(
        (
            voice.named(left.id),
            number(left.mean_shift),
            names[left.park] if left.before != left.after else None,
            f"{left.before}→{left.after}" if left.before != left.after else None,
            number(left.correlation),
        )
        for left in ordered
    )
    return Table(columns, rows)


def drivers(indices: Indices, voice: Voice) -> Table:
    """Return the Sobol indices, the largest total first."""
    columns = (
        Column("choice", voice.say("col.choice")),
        Column("first", voice.say("col.first_order"), Kind.PERCENT),
        Column("total", voice.say("col.total_order"), Kind.PERCENT),
    )
    ordered = sorted(indices.choices, key=lambda index: -index.total)
    # An estimate just below zero is zero.
    rows = tuple((choice(i.name, voice), number(max(i.first, 0.0)), number(max(i.total, 0.0))) for i in ordered)
    return Table(columns, rows)


def choice(name: str, voice: Voice) -> str:
    """Return the name of an uncertain choice, such as ``weights:economy``."""
    head, _, rest = name.partition(":")
    return voice.say("choice.weights_of", name=voice.named(rest)) if rest else voice.say(f"choice.{head}")
