"""Reference values of Ward's method by scipy: python3 ward-scipy.py > ward-scipy.json

Groups with sizes are points that are repeated: scipy merges equal points first, at height 0, and then the groups.
"""
import json

import numpy as np
import scipy
from scipy.cluster.hierarchy import linkage

random = np.random.default_rng(7)


def case(name, centroids, sizes):
    points = np.repeat(centroids, sizes, axis=0)
    heights = linkage(points, method="ward")[:, 2]
    return {
        "name": name,
        "centroids": centroids.tolist(),
        "sizes": [int(size) for size in sizes],
        "heights": heights[len(heights) - (len(sizes) - 1):].tolist(),
    }


cases = [
    case("single points", random.normal(size=(9, 3)), np.ones(9, dtype=int)),
    case("groups of unequal size", random.normal(size=(12, 4)), random.integers(1, 30, size=12)),
    case("groups far apart", random.normal(size=(8, 2)) * 100, random.integers(1, 5, size=8)),
]
print(json.dumps({"scipy": scipy.__version__, "numpy": np.__version__, "seed": 7, "cases": cases}, indent=1))
