"""Reference values of agreement and silhouettes by scikit-learn: python3 agreement-sklearn.py > agreement-sklearn.json"""
import json

import numpy as np
import scipy
import sklearn
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    normalized_mutual_info_score,
    silhouette_samples,
)
from sklearn.metrics.cluster import contingency_matrix, expected_mutual_information

random = np.random.default_rng(20)


def accuracy(labels, classes):
    table = contingency_matrix(classes, labels)
    rows, cols = linear_sum_assignment(-table)
    return table[rows, cols].sum() / len(labels)


def case(name, a, b):
    table = contingency_matrix(a, b)
    return {
        "name": name,
        "a": [int(x) for x in a],
        "b": [int(x) for x in b],
        "expected": float(expected_mutual_information(table, len(a))),
        "ami": float(adjusted_mutual_info_score(a, b)),
        "nmi": float(normalized_mutual_info_score(a, b)),
        "ari": float(adjusted_rand_score(a, b)),
        "accuracy": float(accuracy(a, b)),
    }


truth = random.choice(6, 300, p=[0.4, 0.25, 0.15, 0.1, 0.06, 0.04])
noisy = np.where(random.random(300) < 0.35, random.integers(0, 8, 300), truth)
cases = [
    case("noisy labels, unequal sizes", noisy, truth),
    case("independent labels", random.integers(0, 5, 200), random.integers(0, 7, 200)),
    case("many small clusters", random.integers(0, 60, 120), random.integers(0, 4, 120)),
    case("one cluster against three", np.zeros(30, int), random.integers(0, 3, 30)),
    case("a split cluster", np.repeat([0, 1, 2, 2], 10), np.repeat([0, 0, 1, 2], 10)),
    case("all apart against pairs", np.arange(12), np.repeat(np.arange(6), 2)),
]

centres = random.normal(size=(4, 3)) * 2
labels = random.choice(4, 60, p=[0.45, 0.3, 0.2, 0.05])
points = np.round(centres[labels] + random.normal(size=(60, 3)), 3)
labels[0] = 4  # alone in its cluster
means = np.array([points[labels == k].mean(0) for k in range(5)])
to_means = np.linalg.norm(points[:, None, :] - means[None], axis=2)
own = to_means[np.arange(60), labels]
to_means[np.arange(60), labels] = np.inf
other = to_means.min(1)

print(
    json.dumps(
        {
            "tool": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
            "seed": 20,
            "cases": cases,
            "silhouette": {
                "width": 3,
                "points": points.ravel().tolist(),
                "labels": labels.tolist(),
                "exact": silhouette_samples(points, labels).tolist(),
                "simplified": ((other - own) / np.maximum(own, other)).tolist(),
            },
        }
    )
)
