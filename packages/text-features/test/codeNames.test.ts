import { assert, describe, it } from "@effect/vitest"
import { codeNames, inlineNames } from "../src/codeNames.ts"
import { errorNames } from "../src/errorNames.ts"

const check = (read: (text: string) => string, cases: ReadonlyArray<readonly [text: string, names: string]>) => {
  for (const [text, names] of cases)
    it(`reads ${JSON.stringify(text)} as ${JSON.stringify(names)}`, () => assert.strictEqual(read(text), names))
}

describe("codeNames", () => {
  check(codeNames, [
    ["import numpy as np\nx = np.array([1])", "numpy numpy.array"],
    ["import os, sys as s\ns.exit(os.getcwd())", "os sys sys.exit os.getcwd"],
    [
      "import tensorflow.keras.layers\ntensorflow.keras.layers.Dense(1)",
      "tensorflow.keras.layers tensorflow.keras.layers.Dense"
    ],
    [
      "from sklearn.svm import SVC, LinearSVC as L\nSVC().fit(x)\nL()",
      "sklearn.svm sklearn.svm.SVC fit sklearn.svm.LinearSVC"
    ],
    ["from x import *\nf()", "x f"],
    ["df.groupby('a').agg(sum)", "groupby agg"],
    ["self.model.fit(x)", "fit"],
    ["for (i in 1:3) if (x) print(i)", "print"],
    ["def f(x):\n    return g(x)", "g"],
    ["class A(B):\n  pass", ""],
    ["library(dplyr)\ndplyr::filter(df) %>% summarise(n = n())", "dplyr dplyr.filter summarise n"],
    ["const fs = require('fs')\nfs.readFile(x)", "fs readFile"],
    ["import React from 'react'\nimport './x.css'", "react ./x.css"],
    ['#include <math.h>\n# include "my.h"', "math.h my.h"],
    ["%matplotlib inline\n!pip install x\n%%time", "%matplotlib !pip %%time"],
    ['x = \'f(1)\' # g(2)\n""" h(3) """', ""],
    [">>> import re\n>>> re.sub(a, b)", "re re.sub"],
    ["x %% (y)", ""],
    ["", ""]
  ])

  it("counts a name as often as it is called", () => {
    assert.strictEqual(codeNames("f()\nf(f())"), "f f f")
  })

  for (const piece of ["f(", "a.", "import a\n", "'", '"""', "f()", " ", "from a import b\n", "#"]) {
    it(`reads 200 kB of ${JSON.stringify(piece)} to its end`, () => {
      const text = `${piece.repeat(200_000 / piece.length)}\nlast()`
      assert.isString(codeNames(text))
    })
  }
})

describe("inlineNames", () => {
  check(inlineNames, [
    ["pandas", "pandas"],
    ["tf.data.Dataset\nmodel.fit()", "tf.data.Dataset model.fit"],
    ["pd.read_csv('a.csv')", "pd.read_csv"],
    ["x = f(y)", "f"],
    ["import numpy as np", "numpy"],
    ["a < b\n1.5", ""]
  ])
})

describe("errorNames", () => {
  check(errorNames, [
    ["ModuleNotFoundError: No module named 'cv2'", "ModuleNotFoundError cv2"],
    ["ImportError: cannot import name 'f' from 'a.b' (/x/b.py)", "ImportError a.b"],
    ["AttributeError: module 'numpy' has no attribute 'int'", "AttributeError numpy"],
    ["ImportError: No module named sklearn.svm", "ImportError sklearn.svm"],
    ["java.lang.NullPointerException\n\tat a.B.c(B.java:1)", "NullPointerException"],
    ["RuntimeError: CUDA out of memory. Tried", "RuntimeError CUDA"],
    ["CUBLAS_STATUS_ALLOC_FAILED", "CUBLAS_STATUS_ALLOC_FAILED"],
    ["Error: Cannot find module 'express'", "express"],
    ["Error in library(x) : there is no package called ‘dplyr’", "dplyr"],
    ['Error in f() : could not find function "ggplot"', "ggplot"],
    ["a.c:1:1: fatal error: Python.h: No such file or directory", "Python.h"],
    ["x.cpp(1): error C2065: 'a': undeclared", "C2065"],
    ["error[E0382]: borrow", "E0382"],
    ["bash: conda: command not found", "conda"],
    ['  raise ValueError("x")\nValueError: x', "ValueError"],
    ["no error here", ""]
  ])
})
