#!/usr/bin/python3
"""scikit-learn's k-means of a matrix, once for each seed: kmeans.py FOLDER K STARTS SEEDS.

Writes labels.i32 (seeds × rows); prints seconds of each fit, exact inertia of each, iterations of each kept start.
"""
import json
import os
import resource
import sys
import time

import numpy as np
from exchange import read_matrix
from sklearn.cluster import KMeans

folder, k, starts, seeds = sys.argv[1], *map(int, sys.argv[2:5])
rows = read_matrix(folder)
KMeans(2, n_init=1, random_state=0).fit(rows[:100])
out = {"seconds": [], "inertia": [], "iterations": []}
labels = np.empty((seeds, rows.shape[0]), dtype="<i4")
for seed in range(seeds):
    begin = time.perf_counter()
    fit = KMeans(k, n_init=starts, random_state=seed).fit(rows)
    out["seconds"].append(time.perf_counter() - begin)
    out["inertia"].append(float(fit.inertia_))
    out["iterations"].append(int(fit.n_iter_))
    labels[seed] = fit.labels_
labels.tofile(os.path.join(folder, "labels.i32"))
out["peakMb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(out))
