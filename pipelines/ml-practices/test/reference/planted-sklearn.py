#!/usr/bin/python3
"""Makes planted-sklearn.json: scikit-learn's k-means on the study's own LSA matrix, against the planted topics.

From the project's root, after `pnpm pipeline run` (Debian: python3-sklearn):
    pnpm --silent pipeline export lsa --corpus simulated --format json > /tmp/lsa.jsonl
    pnpm --silent pipeline export truth --corpus simulated --format json > /tmp/truth.jsonl
    pnpm --silent pipeline run --json | tail -n 1 > /tmp/summary.json
    /usr/bin/python3 pipelines/ml-practices/test/reference/planted-sklearn.py /tmp/lsa.jsonl /tmp/truth.jsonl /tmp/summary.json \
        > pipelines/ml-practices/test/reference/planted-sklearn.json
"""
import json, sys
import numpy as np, sklearn
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

lsa, truth, summary = sys.argv[1:]
matrix = np.array([json.loads(line)["vector"] for line in open(lsa)])
topics = np.array([json.loads(line)["topic"] for line in open(truth)])
digest = next(s["digest"] for s in json.load(open(summary))["stages"] if s["name"] == "lsa")
k = len(set(topics))
fits = [KMeans(n_clusters=k, n_init=10, random_state=seed).fit(matrix) for seed in range(5)]
scores = [adjusted_rand_score(topics, fit.labels_) for fit in fits]
json.dump({
    "tool": "scikit-learn KMeans, n_init=10, seeds 0-4, mean", "version": sklearn.__version__, "numpy": np.__version__,
    "lsaDigest": digest, "k": k, "ari": round(float(np.mean(scores)), 6),
    "perSeed": [round(float(s), 6) for s in scores], "inertia": [round(float(f.inertia_), 6) for f in fits],
}, sys.stdout, indent=2)
print()
