#!/usr/bin/python3
"""Counts to topics with scikit-learn: chain.py FOLDER DIMS K STARTS SEED SUBLINEAR (0 or 1).

Prints seconds of each step, inertia, peak memory.
"""
import json
import resource
import sys
import time

from exchange import read_matrix
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.preprocessing import normalize

folder, dims, k, starts, seed, sublinear = sys.argv[1], *map(int, sys.argv[2:7])
counts = read_matrix(folder)
KMeans(2, n_init=1, random_state=0).fit(counts[:100].toarray())
out = {}
begin = time.perf_counter()
weights = TfidfTransformer(sublinear_tf=sublinear == 1).fit_transform(counts)
out["tfIdf"] = time.perf_counter() - begin
begin = time.perf_counter()
vectors = normalize(TruncatedSVD(dims, random_state=seed).fit_transform(weights), copy=False)
out["lsa"] = time.perf_counter() - begin
begin = time.perf_counter()
fit = KMeans(k, n_init=starts, random_state=seed).fit(vectors)
out["kMeans"] = time.perf_counter() - begin
out["inertia"] = float(fit.inertia_)
out["peakMb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(out))
