#!/usr/bin/python3
"""Makes nmf-sklearn.json: scikit-learn's NMF (solver cd, Frobenius, no penalty) of a small fixed matrix from a fixed start.

Made with scikit-learn 1.2.1, numpy 1.24.2: python3 nmf-sklearn.py > nmf-sklearn.json
"""
import json
import numpy as np
from sklearn.decomposition import NMF
from sklearn.decomposition._nmf import _initialize_nmf

random = np.random.RandomState(7)
planted = random.gamma(0.4, 1.0, (24, 3)) @ random.gamma(0.3, 1.0, (3, 16))
matrix = np.round(np.where(random.uniform(size=planted.shape) < 0.55, planted, 0), 3)
matrix[5] = 0
k = 5
W, H = _initialize_nmf(matrix, k, init="nndsvd", random_state=0)


def fit(iterations, tolerance):
    model = NMF(k, init="custom", solver="cd", tol=tolerance, max_iter=iterations)
    w = model.fit_transform(matrix, W=W.copy(), H=H.copy())
    return {
        "maxIterations": iterations, "tolerance": tolerance, "iterations": int(model.n_iter_),
        "error": float(model.reconstruction_err_), "w": w.tolist(), "h": model.components_.tolist(),
    }


print(json.dumps({
    "matrix": matrix.tolist(), "k": k, "startW": W.tolist(), "startH": H.tolist(),
    "fits": [fit(1, 0.0), fit(20, 0.0), fit(2000, 1e-4)],
}))
