"""Matrices as the benches write them: header.json (kind, nRows, nCols) beside little-endian values, offsets, indices."""
import json
import os

import numpy as np
import scipy.sparse


def read_matrix(folder):
    """The matrix of a folder: a dense array, or compressed rows."""
    with open(os.path.join(folder, "header.json")) as file:
        header = json.load(file)
    shape = (header["nRows"], header["nCols"])
    values = np.fromfile(os.path.join(folder, "values.f64"), dtype="<f8")
    if header["kind"] == "dense":
        return values.reshape(shape)
    indices = np.fromfile(os.path.join(folder, "indices.i32"), dtype="<i4")
    offsets = np.fromfile(os.path.join(folder, "offsets.i32"), dtype="<i4")
    return scipy.sparse.csr_matrix((values, indices, offsets), shape=shape)
