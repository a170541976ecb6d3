/** The repository `mara-lindqvist/notes-to-tokens`: a small script that makes training pairs of a folder of notes. */
import type { ArchivedFile } from '../../github-archive.ts';

const readme = `notes-to-tokens
===============

Turns a folder of Markdown notes into pairs for fine-tuning: a heading becomes the question, what stands under it the
answer. Notes shorter than forty words are left alone; they taught my model to be curt.
`;

const script = `#!/usr/bin/env python3
"""python pairs.py notes/ > pairs.jsonl"""

import json
import re
import sys
from pathlib import Path

HEADING = re.compile(r"^#{1,3} (.+)$", re.MULTILINE)


def pairs(note: str):
    parts = HEADING.split(note)
    for heading, body in zip(parts[1::2], parts[2::2]):
        if len(body.split()) >= 40:
            yield {"prompt": f"What did I write about {heading.strip()}?", "completion": body.strip()}


if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).rglob("*.md")):
        for pair in pairs(path.read_text(encoding="utf-8")):
            print(json.dumps(pair, ensure_ascii=False))
`;

export const notesToTokensFiles: readonly ArchivedFile[] = [
  { path: 'README', content: readme },
  { path: 'pairs.py', content: script },
];
