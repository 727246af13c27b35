"""k-means of scikit-learn on a matrix: sklearn_kmeans.py FILE.f64 WIDTH K STARTS [minibatch]; prints seconds, inertia, iterations, peak MB."""
import resource
import sys
import time

import numpy as np
from sklearn.cluster import KMeans, MiniBatchKMeans

file, width, k, starts = sys.argv[1], *map(int, sys.argv[2:5])
rows = np.fromfile(file).reshape(-1, width)
make = MiniBatchKMeans if "minibatch" in sys.argv else KMeans
KMeans(2, n_init=1, random_state=0).fit(rows[:100])
start = time.perf_counter()
fit = make(k, n_init=starts, random_state=1).fit(rows)
seconds = time.perf_counter() - start
# Both k-means are judged by one objective, whatever order of sums the library used.
exact = float(((rows - fit.cluster_centers_[fit.labels_]) ** 2).sum())
print(seconds, exact, fit.n_iter_, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
