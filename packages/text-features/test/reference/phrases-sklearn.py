"""Writes phrases-sklearn.json: word pairs of eight small documents as scikit-learn counts them, and their NPMI by its definition. Run: python3 phrases-sklearn.py"""
import json
import math
import pathlib

import sklearn
from sklearn.feature_extraction.text import CountVectorizer

documents = [
    "random forest in scikit-learn and random forest in r",
    "jupyter notebook kernel dies in jupyter notebook",
    "",
    "random walk",
    "forest of random trees",
    "notebook notebook notebook",
    "jupyter notebook with random forest",
    "kernel",
]
pairs = CountVectorizer(token_pattern=r"\S+", ngram_range=(2, 2))
counts = pairs.fit_transform(documents).toarray()
words = CountVectorizer(token_pattern=r"\S+")
word_counts = words.fit_transform(documents).toarray().sum(axis=0)
tf = dict(zip(words.get_feature_names_out().tolist(), word_counts.tolist()))
tokens = sum(tf.values())


def npmi(pair, count):
    first, second = pair.split(" ")
    together = count / tokens
    return math.log(together / ((tf[first] / tokens) * (tf[second] / tokens))) / -math.log(together)


names = pairs.get_feature_names_out().tolist()
result = {
    "tool": f"scikit-learn {sklearn.__version__}",
    "documents": documents,
    "tokens": int(tokens),
    "pairs": names,
    "counts": counts.tolist(),
    "npmi": [npmi(name, count) for name, count in zip(names, counts.sum(axis=0).tolist())],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, indent=1) + "\n")
