"""scikit-learn's TruncatedSVD of a sparse matrix: truncatedSvd.py FOLDER nRows nCols rank.

FOLDER holds offsets (int32), indices (uint32) and values (float64) as raw numbers. Prints its processor seconds, wall
seconds and singular values as JSON. Debian: python3-sklearn, libopenblas0-pthread.
"""
import json
import sys
import time

import numpy as np
import scipy.sparse as sparse
from sklearn.decomposition import TruncatedSVD

folder, n_rows, n_cols, rank = sys.argv[1], *map(int, sys.argv[2:])
offsets = np.fromfile(f"{folder}/offsets", dtype=np.int32)
indices = np.fromfile(f"{folder}/indices", dtype=np.uint32).astype(np.int32)
values = np.fromfile(f"{folder}/values")
matrix = sparse.csr_matrix((values, indices, offsets), shape=(n_rows, n_cols))
wall, cpu = time.perf_counter(), time.process_time()
svd = TruncatedSVD(rank, random_state=1).fit(matrix)
print(json.dumps({
    "cpu": time.process_time() - cpu,
    "wall": time.perf_counter() - wall,
    "singularValues": svd.singular_values_.tolist(),
}))
