"""TF-IDF and logistic regression (scikit-learn, BSD-3-Clause) as a peer of `sayso bench`: the usual simple baseline for sorting sentences.

A task holds labelled sentences to learn from and sentences to ask; the threshold for yes is the best of ten folds of the first. Reads tasks
as JSON lines on standard input, writes answers as JSON lines.
"""

import json
import sys
import time
from pathlib import Path

sys.path.remove(str(Path(__file__).parent))  # this file may have the name of what it imports

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline


def answered(task):
    """Yes or no for each sentence that is asked."""
    known = np.array(task["labels"])
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced", max_iter=1000, random_state=7),
    )
    shares = cross_val_predict(model, task["learn"], known, cv=10, method="predict_proba")[:, 1]
    steps = np.linspace(0.05, 0.95, 91)
    scores = [f1_score(known, shares >= step, average=task["average"]) for step in steps]
    best = steps[int(np.argmax(scores))]
    model.fit(task["learn"], known)
    return (model.predict_proba(task["ask"])[:, 1] >= best).tolist()


def main():
    """Answer each task in turn."""
    answers, sys.stdout = sys.stdout, sys.stderr
    spent = 0.0
    for line in sys.stdin:
        task, started = json.loads(line), time.process_time()
        found = answered(task)
        spent += time.process_time() - started
        print(json.dumps({"yes": found}), file=answers)
    print(json.dumps({"cpu_seconds": spent}), file=answers)


main()
