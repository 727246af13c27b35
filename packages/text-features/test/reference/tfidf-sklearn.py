"""Writes tfidf-sklearn.json: what scikit-learn makes of twelve small documents. Run: python3 tfidf-sklearn.py"""
import json
import pathlib

import numpy
import sklearn
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

documents = [
    "train a model in jupyter and train it again",
    "jupyter kernel dies when the model trains",
    "plot in jupyter does not show",
    "",
    "plot with matplotlib in colab",
    "colab gpu memory error",
    "gpu memory error in tensorflow model",
    "tensorflow model on colab gpu gpu gpu",
    "unrelated unicorn",
    "kernel error in jupyter kernel",
    "matplotlib plot size plot size",
    "a a a a",
]
vectorizer = CountVectorizer(token_pattern=r"\S+")
counts = vectorizer.fit_transform(documents)
cases = []
for sublinear_tf in (False, True):
    for norm in ("l2", None):
        weights = TfidfTransformer(norm=norm, sublinear_tf=sublinear_tf).fit_transform(counts)
        cases.append(
            {"sublinearTf": sublinear_tf, "norm": norm or "none", "weights": weights.toarray().tolist()}
        )
svd = TruncatedSVD(n_components=4, algorithm="arpack", random_state=0)
weights = TfidfTransformer().fit_transform(counts)
vectors = normalize(svd.fit_transform(weights))
result = {
    "tool": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}",
    "seed": "none needed; TruncatedSVD(arpack) random_state=0",
    "documents": documents,
    "vocabulary": vectorizer.get_feature_names_out().tolist(),
    "counts": counts.toarray().tolist(),
    "cases": cases,
    "lsa": {
        "dims": 4,
        "singularValues": svd.singular_values_.tolist(),
        "cosines": (vectors @ vectors.T).tolist(),
    },
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, indent=1) + "\n")
