"""Where fuzzing starts: one small well-formed input, and the oddities, of each target.

usage: python -m fuzz.seeds FOLDER     writes FOLDER/TARGET/… from scripts/
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "tests" / "claims" / "articles" / "frozen"
SAMPLE = ROOT / "audio_samples"
CLAIM = (
    '[{"id": "c1", "quote": "Hold short.", "kind": "quote", "attributed_to": "dispatcher", "unit": null, '
    '"checkable": true, "start": 3, "end": 14, "said_at": "2026-01-17T21:30:00-06:00", '
    '"parts": [{"start": 3, "end": 7}], "note": {"by": ["desk", 1.5, false]}}]'
)
QUOTE = "Do NOT send … 10-4, [the] thirty-ninth St.\nEngine 5, do not send anyone to 39th Street.\nTen four."
WORD = '{"word": "copy", "start": 1.25, "end": 1.5, "probability": 0.9}'
TRANSMISSION = (
    '{"id": 0, "start": 1.25, "end": 1.5, "channel": 0, "role": "unit", "flags": ["clipped"], '
    f'"text": "copy", "words": [{WORD}]}}'
)
LISTENING = (
    '{"schema": "dispatch.listening/1", "report": {"recordings": []}, "listenings": [{"claim_id": "c1", '
    '"name": "A", "time": "2026-01-17T21:30:00Z", "text": "copy"}], "decisions": [{"claim_id": "c1", '
    '"name": "A", "time": "2026-01-17T21:30:00Z", "decision": "run", "reason": "checked"}]}'
)
SPEAKERS = '[{"speaker": "S1", "role": "dispatcher"}, {"start": 1, "end": 2.5, "unit": "51"}]'
SIDECAR = (
    '{"freq": 856987500, "start_time": 1768707005, "stop_time": 1768707077, "call_length": 12, '
    '"talkgroup": 11619, "talkgroup_tag": "FD Disp", "short_name": "county", "freqList": [{"freq": 8569875, '
    '"time": 1768707005, "pos": 0.0, "len": 4.2, "error_count": 0}, {"freq": 856987500, "time": 1768707069, '
    '"pos": 9.0, "len": 3.0}], "srcList": [{"src": 4033021, "time": 1768707005, "pos": 0.0, "tag": "E 96"}, '
    '{"src": 4033500, "time": 1768707009, "pos": 4.2, "tag": "Dispatch"}]}'
)
RDIO = (
    '{"dateTime": "2026-01-17T21:30:05Z", "systemLabel": "County", "talkgroup": 11, '
    '"talkgroupLabel": "FD 1", "units": [{"id": 51, "label": "E 51", "offset": 0.5}], '
    '"frequencies": [{"freq": 856987500, "pos": 0}]}'
)
BROADCASTIFY = (
    '{"meta_starttime": 1768707005, "call_tg": 11, "call_src": 51, "call_freq": 856.9875, '
    '"call_duration": 4, "display": "FD 1", "metadata": "{\\"srcList\\": [{\\"src\\": 51, \\"pos\\": 0}]}", '
    '"ts": 1768707009}'
)
OPENMHZ = (
    '{"talkgroupNum": 11, "shortName": "county", "time": "2026-01-17T21:30:05.000Z", "len": 4, "freq": 1, '
    '"srcList": [{"src": 51, "pos": 0, "tag": "E 51"}], "objectKey": "x/11-1768707005.m4a"}'
)
MARKDOWN = (
    "# Log\n\n> **Copy**, “do *not* go.”\n> — the dispatcher\n\n"
    "1. \"Ten four,\" [Engine 5](http://x.org 'a') said.\n\n```\nE5: on scene\n```\n[a]: http://x.org\n",
    "21:30 DISPATCH: Engine 5, respond.\n21:31 E-5: En route.\n\n"
    '| Time | Unit | Said |\n|---|---|---|\n| 21:30 | E5 | "Hold short." |\n',
)
HTML = (
    "<html><head><meta property='article:published_time' content='2026-01-17'></head><body><article>"
    "<p>A dispatcher said, &ldquo;Do <em>not</em> go.&rdquo;</p></article></body></html>",
    "<blockquote cite=x><p>&#8220;Hold&nbsp;short.&#x201d;</p><cite>Engine 5</cite></blockquote><q>Copy.</q>",
    '<script>x="<p>"</script><!-- <p> --><ul class=menu><li>Home</ul>'
    '<table><tr><td>21:30<td>"Ten four"</table>',
    '<div class=pullquote>\'Go\'<div><![CDATA[ "a" ]]><p title="a>b">"Stop," he said on the radio.',
)
SEEDS: dict[str, tuple[str, ...]] = {
    "claims_json": (CLAIM, '{"claims": ["Hold short."]}', "[]"),
    "claims_csv": ("id,quote,checkable\r\n1,Hold short.,true\r\n", 'sep=;\nQuote;Start\n"a ""b""";3\n'),
    "aligner": (QUOTE, "a … b\na c b\nb\n", "one two three\n1 2 3\n"),
    "wording": (QUOTE, "forty one hundred and five point two oh niner, U.S. 51K $5 3/4"),
    "values_json": (TRANSMISSION,),
    "listening_json": (LISTENING,),
    "sidecar": (
        SIDECAR,
        '{"dateTime": "2026-01-17T21:30:05Z", "sources": "[{\\"pos\\": 0}]", "talkgroup": 1}',
        RDIO,
        BROADCASTIFY,
        OPENMHZ,
    ),
    "article_markdown": MARKDOWN,
    "article_html": HTML,
    "speakers_json": (SPEAKERS,),
    "speakers_csv": ("speaker,start,end,role\nS1,,,dispatcher\n,1,2.5,unit\n",),
}


def main() -> None:
    folder = Path(sys.argv[1])
    for target, seeds in SEEDS.items():
        for number, seed in enumerate(seeds):
            _write(folder / target / f"seed-{number}", seed.encode())
    for path in sorted(ARTICLES.iterdir()):
        for target, suffix in (("text", ".txt"), ("markdown", ".md"), ("html", ".html")):
            if path.suffix == suffix:
                _write(folder / f"article_{target}" / path.name, path.read_bytes())
    for target in ("claims", "transcript", "report", "listening", "speakers", "sidecar"):
        _write(folder / f"{target}_shaped" / "seed", bytes(range(1, 60)))
    golden = ROOT / "tests" / "report" / "golden" / "report.json"
    _write(folder / "report_json" / "golden", golden.read_bytes())
    night = ROOT / "tests" / "formats" / "golden" / "night.json"
    _write(folder / "transcript_json" / "golden", night.read_bytes())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
