#!/usr/bin/python3
"""scikit-learn on a matrix that a bench wrote: sklearn_sparse.py PREFIX kmeans|nmf K [N_INIT]. Prints one JSON line; k-means writes PREFIX.labels."""
import json
import sys
import time

import numpy as np
import scipy.sparse
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF

prefix, method, k = sys.argv[1], sys.argv[2], int(sys.argv[3])
shape = tuple(map(int, open(prefix + ".shape").read().split()))
values = np.fromfile(prefix + ".values")
indices = np.fromfile(prefix + ".indices", dtype=np.uint32).astype(np.int32)
offsets = np.fromfile(prefix + ".offsets", dtype=np.int32)
matrix = scipy.sparse.csr_matrix((values, indices, offsets), shape=shape)
start, cpu = time.perf_counter(), time.process_time()
if method == "kmeans":
    model = KMeans(k, n_init=int(sys.argv[4]), random_state=180587).fit(matrix)
else:
    model = NMF(k, init="nndsvd", random_state=180587).fit(matrix)
result = {"seconds": time.perf_counter() - start, "cpuSeconds": time.process_time() - cpu, "iterations": int(model.n_iter_)}
if method == "kmeans":
    model.labels_.astype(np.int32).tofile(prefix + ".labels")
else:
    result["squaredError"] = float(model.reconstruction_err_ ** 2)
print(json.dumps(result))
