"""Writes svd-numpy.json: a sparse 40 x 25 matrix with its exact singular values and right vectors. Run: python3 svd-numpy.py"""
import json
import pathlib

import numpy

generator = numpy.random.default_rng(11)
planted = generator.normal(size=(40, 4)) * [8, 5, 3, 2] @ generator.normal(size=(4, 25))
matrix = numpy.round(numpy.where(generator.random((40, 25)) < 0.4, planted, 0), 3)
matrix[7] = 0
matrix[39] = 0
_, values, right = numpy.linalg.svd(matrix)
result = {
    "tool": f"numpy {numpy.__version__} numpy.linalg.svd (LAPACK gesdd)",
    "seed": 11,
    "matrix": matrix.tolist(),
    "singularValues": values.tolist(),
    "rightVectors": right[:6].tolist(),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result) + "\n")
