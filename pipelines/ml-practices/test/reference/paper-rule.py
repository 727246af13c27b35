"""What the paper's own matching selects of the two public samples: makes paper-rule.json.

    python3 paper-rule.py ../../../../../shared/corpora > paper-rule.json

Follows gberman-aus/tmc, src/Python/dataset_knitting.py and src/R/verifying_extract_details.R, without pandas: the
lists as published, parted as there; folded titles and bodies searched with the pattern as it is; hits in titles and hits in bodies one after the
other; first rows of a repetition kept. Tags stand in for the queries, which are not published. Shares no code with Praxis.
Made with Python 3.11.
"""

import csv
import hashlib
import json
import re
import sys

LP = "jupyter notebook, jupyter, ipython, google colaboratory, pyspark, ipywidgets, jupyter lab, jupyterhub, ipython notebook, colab"
ML = (
    "artificial intelligence, machine learning, deep learning, neural network, nlp, computer vision, tensorflow, keras, "
    "scikit learn, opencv, image processing, pytorch, conv neural network, classification, nltk, svm, spacy, stanford nlp, "
    "lstm, caffe, regression, random forest, propagation, neural networks, predictive models, feature selection, "
    "optimization, predictive modeling, cnn, machine learning model, convolutional neural network, natural language process, tensorflow2.0"
)
SAMPLES = ["stackoverflow-notebooks/dataset.csv", "stackoverflow-data-science-2022/QueryResults.csv"]


def tagged(rows, terms):
    tags = {term.replace(" ", "-") for term in terms.split(", ")}
    return [row for row in rows if tags & set(row["Tags"][1:-1].split("><"))]


def mentioning(rows, pattern):
    held = re.compile(pattern)
    return [row for field in ("Title", "Body") for row in rows if held.search(row[field].casefold())]


def by_year(rows):
    counts = {}
    for row in rows:
        counts[row["CreationDate"][:4]] = counts.get(row["CreationDate"][:4], 0) + 1
    return dict(sorted(counts.items()))


def selected(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        posts = list({row["Id"]: row for row in csv.DictReader(file)}.values())
    lp, ml = tagged(posts, LP), tagged(posts, ML)
    lp_hits = mentioning(lp, ML.replace(",", "|"))
    ml_hits = mentioning(ml, LP.replace(", ", "|"))
    of_lp = {row["Id"]: row for row in lp_hits}
    of_ml = {row["Id"]: row for row in ml_hits if row["Id"] not in of_lp}
    ids = sorted([*of_lp, *of_ml], key=int)
    return {
        "steps": {
            "posts": by_year(posts),
            "tagged-a": by_year(lp),
            "tagged-b": by_year(ml),
            "a-mentions-b": by_year(lp_hits),
            "b-mentions-a": by_year(ml_hits),
            "selected-a": by_year(of_lp.values()),
            "selected-b": by_year(of_ml.values()),
            "selected": by_year([*of_lp.values(), *of_ml.values()]),
        },
        "selectedIds": hashlib.sha256("\n".join(ids).encode()).hexdigest(),
    }


csv.field_size_limit(1 << 30)
json.dump({sample: selected(f"{sys.argv[1]}/{sample}") for sample in SAMPLES}, sys.stdout, indent=2)
print()
