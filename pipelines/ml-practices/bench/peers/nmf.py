#!/usr/bin/python3
"""scikit-learn's NMF of a sparse matrix: nmf.py FOLDER K SEED. Writes topicTerms.f64 (k × terms); prints seconds and squared error."""
import json
import os
import sys
import time

from exchange import read_matrix
from sklearn.decomposition import NMF

folder, k, seed = sys.argv[1], *map(int, sys.argv[2:4])
weights = read_matrix(folder)
begin = time.perf_counter()
fit = NMF(k, init="nndsvd", random_state=seed).fit(weights)
seconds = time.perf_counter() - begin
fit.components_.astype("<f8").tofile(os.path.join(folder, "topicTerms.f64"))
print(json.dumps({"seconds": seconds, "squaredError": float(fit.reconstruction_err_**2)}))
