"""Word files with random numbering, for comparing the numbers with those of another reader.

What Word and LibreOffice are known to count differently is left out here; `test_docx_numbers` tests it by Word's rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from wordfiles import abstract, cell, level, num, num_pr, paragraph, row, style, table, val, word_file

_COUNTED = ("decimal", "decimal", "decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "decimalZero",
            "ordinal", "chineseCounting", "hebrew1")  # fmt: skip
_FRAMES = (("", "."), ("", ")"), ("(", ")"), ("", ""), ("§ ", ""), ("Article ", ":"), ("[", "]"), ("", ". "))
_WORDS = ("", " measure", " décision de la session", " párrafo 7", " (a) of the list", "\u00a0: suite")


@dataclass
class _Case:
    """What one document defines, while it is made up."""

    random: Random
    definitions: dict[int, int] = field(default_factory=dict)  # list -> what it counts with
    depths: dict[int, int] = field(default_factory=dict)  # list -> its levels
    starts: dict[int, int] = field(default_factory=dict)  # list -> the level it starts anew
    styles: list[str] = field(default_factory=list)
    linked: set[int] = field(default_factory=set)  # lists whose levels belong to styles
    owned: set[int] = field(default_factory=set)  # lists of a definition whose levels belong to styles
    fresh: set[int] = field(default_factory=set)  # lists that start anew and were not used yet


def numbered_file(seed: int, paragraphs: int = 100) -> bytes:
    """A document with that many paragraphs, most of them numbered in one way or another."""
    case = _Case(Random(seed))
    numbering, styles = _definitions(case)
    parts: list[str] = []
    made = 0
    while made < paragraphs:
        if case.random.random() < 0.05:
            cells = [[_numbered(case, f"c{made}-{r}-{c}") for c in range(3)] for r in range(2)]
            parts.append(table(*(row(*(cell(words) for words in line)) for line in cells)))
            made += 6
        elif case.random.random() < 0.05:
            parts.append(f"<w:sdt><w:sdtPr/><w:sdtContent>{_numbered(case, f's{made}')}</w:sdtContent></w:sdt>")
            made += 1
        else:
            parts.append(_numbered(case, f"p{made}"))
            made += 1
    return word_file("".join(parts), numbering=numbering, styles=styles)


def _definitions(case: _Case) -> tuple[str, str]:
    random = case.random
    language = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    abstracts, nums, styles = [], [], [language, style("Normal", default=True)]
    key = 1
    for number in range(random.randint(1, 4)):
        depth = random.choice([1, 2, 3, 4, 9])
        owners = random.random() < 0.4
        levels = [_level(random, at, f"L{number}x{at}" if owners else "") for at in range(depth)]
        abstracts.append(abstract(number, *levels))
        for instance in range(random.randint(1, 3)):
            starts = {random.randrange(depth): random.randint(1, 30)} if instance and random.random() < 0.6 else {}
            nums.append(num(key, number, starts))
            case.definitions[key], case.depths[key] = number, depth
            case.owned |= {key} if owners else set()
            for at in starts:
                case.starts[key] = at
                case.fresh.add(key)
            if owners and not instance:
                case.linked.add(key)
                styles += [
                    style(f"L{number}x{at}", based_on="Normal", properties=num_pr(key, at)) for at in range(depth)
                ]
                case.styles += [f"L{number}x{at}" for at in range(depth)]
            key += 1
    styles += _derived(case)
    return "".join(abstracts) + "".join(nums), "".join(styles)


def _level(random: Random, at: int, owner: str) -> str:
    if at and random.random() < 0.1:
        return level(at, "•", fmt="bullet", style=owner)
    if random.random() < 0.05:
        return level(at, random.choice(["", "Annex"]), fmt="decimal", style=owner)
    before, after = random.choice(_FRAMES)
    shown = f"%{at + 1}"
    if at and random.random() < 0.5:
        uppers = range(at) if random.random() < 0.7 else sorted(random.sample(range(at), random.randint(1, at)))
        shown = random.choice([".", "-", " "]).join([*(f"%{upper + 1}" for upper in uppers), shown])
    fmt = random.choice(_COUNTED)
    start = random.choice([1, 1, 1, 1, 2, 5, 26]) if fmt != "decimal" else random.choice([0, 1, 1, 1, 3])
    suff = random.choice(["", "", "tab", "space", "nothing"])
    return level(at, before + shown + after, fmt=fmt, start=start, style=owner, suff=suff)


def _derived(case: _Case) -> list[str]:
    """Styles that number by themselves, that take a number over, that take one away."""
    random, found = case.random, []
    free = [key for key in case.depths if key not in case.linked and key not in case.starts]
    owners = {
        case.definitions[key]: key for key in free
    }  # LibreOffice numbers one style for each level of a definition
    levels = [(key, at) for key in owners.values() for at in range(case.depths[key])]
    for position, (key, at) in enumerate(random.sample(levels, min(len(levels), random.randint(0, 3)))):
        stated = at or (0 if key in case.owned else random.choice([None, 0]))
        found.append(style(f"N{position}", based_on="Normal", properties=num_pr(key, stated)))
        case.styles.append(f"N{position}")
    for position in range(random.randint(0, 3) if case.styles else 0):
        base = random.choice(case.styles)
        found.append(style(f"D{position}", based_on=base, properties=random.choice(["", "", val("outlineLvl", 2)])))
        case.styles.append(f"D{position}")
    if case.styles:
        found.append(style("Off", based_on=random.choice(case.styles), properties=num_pr(0)))
        case.styles.append("Off")
    return found


def _numbered(case: _Case, name: str) -> str:
    random = case.random
    words = "" if random.random() < 0.05 else name + random.choice(_WORDS)
    chosen = random.random()
    if chosen < 0.15:
        return paragraph(words)
    if chosen < 0.2:
        return paragraph(words, style=random.choice(case.styles or [""]), num=0, level=0)
    if chosen < 0.5 and case.styles:
        return paragraph(words, style=random.choice(case.styles))
    key = random.choice(list(case.depths))
    at = case.starts[key] if key in case.fresh else random.randrange(case.depths[key])
    case.fresh.discard(key)
    return paragraph(words, num=key, level=at)
