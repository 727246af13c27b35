import { assert, describe, it } from "@effect/vitest"
import { findTerms } from "../src/findTerms.ts"

/** The terms of a list that a text holds, in the order of the list. */
const termsIn = (
  terms: ReadonlyArray<string>,
  text: string,
  spellings: Readonly<Record<string, ReadonlyArray<string>>> = {}
): ReadonlyArray<string> => {
  const found = new Uint8Array(terms.length)
  findTerms(terms.map((term) => [term, ...(spellings[term] ?? [])]))(text, found)
  return terms.filter((_, i) => found[i] === 1)
}

const cases: Readonly<Record<string, ReadonlyArray<readonly [term: string, text: string, isFound: boolean]>>> = {
  "whole words": [
    ["cnn", "a cnn, trained", true],
    ["cnn", "cnn", true],
    ["cnn", "rcnn", false],
    ["cnn", "faster r-cnn", true],
    ["cnn", "www.cnnic.cn", false],
    ["cnn", "my_cnn.fit()", true],
    ["cnn", "CNNs beat RCNN", true],
    ["cnn", "an rcnn, then a cnn", true],
    ["nlp", "😀nlp", true],
    ["nlp", "𝐱nlp", false],
    ["regression", "autoregression", false],
    ["regression", "auto-regression", true],
    ["regression", "RegressionTest", false],
    ["propagation", "backpropagation", false],
    ["propagation", "back propagation", true],
    ["caffe", "caffeine", false],
    ["caffe", "caffe.io.load_image", true],
    ["nlp", "ünlp", false],
    ["nlp", "nlpü", false],
    ["nlp", "«NLP»", true],
    ["svm", "libsvm", false],
    ["svm", "from sklearn.svm import SVC", true],
    ["ipython", "IPython.display", true],
    ["jupyter", "jupyter_notebook", true],
    ["jupyter", "/home/jovyan/.jupyter/config", true],
    ["colab", "collaborate", false],
    ["colab", "colaboratory", false],
    ["optimization", "hyperoptimization", false]
  ],
  "the start and the end of a title": [
    ["keras", "Keras model does not learn", true],
    ["keras", "How do I install Keras", true],
    ["tensorflow", "tensorflow", true],
    ["neural network", "Neural network in Colab?", true]
  ],
  case: [
    ["keras", "KERAS", true],
    ["spacy", "spaCy", true],
    ["pytorch", "PyTorch", true],
    ["KERAS", "keras", true]
  ],
  "blanks, hyphens, underscores, nothing": [
    ["jupyter lab", "Jupyter Lab", true],
    ["jupyter lab", "JupyterLab 3.0", true],
    ["jupyter lab", "jupyterlab", true],
    ["jupyter lab", "jupyter-lab", true],
    ["jupyter lab", "jupyter_lab", true],
    ["jupyter lab", "jupyter\n  lab", true],
    ["jupyter lab", "jupyter\u00a0lab", true],
    ["jupyter lab", "jupyter\u2011lab", true],
    ["jupyter lab", "jupyter, lab", false],
    ["jupyter lab", "jupyter - lab", false],
    ["jupyter lab", "jupyter--lab", false],
    ["jupyter lab", "jupyterlabs", true],
    ["jupyter lab", "jupyterlabextension", false],
    ["scikit learn", "scikit-learn", true],
    ["scikit learn", "scikit learn", true],
    ["scikit learn", "scikitlearn", true],
    ["scikit learn", "scikit. Learn", false],
    ["scikit-learn", "scikit learn", true],
    ["random forest", "RandomForestClassifier", false],
    ["random forest", "random_forest", true],
    ["machine learning model", "machine-learning model", true]
  ],
  plural: [
    ["neural network", "neural networks", true],
    ["neural network", "neural networking", false],
    ["neural networks", "a neural network", false],
    ["classification", "classifications", true],
    ["classification", "classificationsx", false],
    ["svm", "SVMs", true],
    ["natural language process", "natural language processes", true],
    ["natural language process", "natural language processing", false],
    ["predictive models", "a predictive model", false]
  ],
  possessive: [
    ["keras", "Keras's layers", true],
    ["keras", "Keras’ layers", true],
    ["pytorch", "PyTorch’s", true]
  ],
  versions: [
    ["tensorflow", "tensorflow2.0", true],
    ["tensorflow", "tensorflow2", true],
    ["tensorflow", "tensorflow 2.0", true],
    ["tensorflow", "tensorflow-gpu==2.1", true],
    ["tensorflow", "tensorflow2x", false],
    ["tensorflow2.0", "on tensorflow2.0.", true],
    ["tensorflow2.0", "tensorflow2.0.1", true],
    ["tensorflow2.0", "tensorflow2.01", false],
    ["tensorflow2.0", "tensorflow2x0", false],
    ["tensorflow2.0", "tensorflow2", false],
    ["tensorflow2.0", "tensorflow 2.0", false],
    ["python", "python3", true],
    ["python", "python3.8", true],
    ["jupyter lab", "jupyterlab3", true],
    ["svm", "svm1s", false]
  ],
  signs: [
    ["c++", "I write C++.", true],
    ["c++", "C++", true],
    ["c++", "c++17", true],
    ["c++", "objective-c++", true],
    ["c++", "vitamin c", false],
    ["c", "c++", false],
    ["c", "c#", false],
    ["c", "(c)", true],
    ["c#", "C# and F#", true],
    ["keras", "keras+tensorflow", true],
    ["keras", "keras#12", true],
    [".net", "in .NET", true]
  ]
}

describe("findTerms", () => {
  for (const [variant, rows] of Object.entries(cases)) {
    describe(variant, () => {
      it.each(rows)("%s in %j: %s", (term, text, isFound) =>
        assert.deepStrictEqual(termsIn([term], text), isFound ? [term] : [])
      )
    })
  }

  it("finds every term, also one inside another and one that overlaps", () =>
    assert.deepStrictEqual(
      termsIn(
        ["jupyter", "jupyter notebook", "notebook server", "network", "neural networks", "neural network"],
        "A Jupyter Notebook server for neural networks"
      ),
      ["jupyter", "jupyter notebook", "notebook server", "network", "neural networks", "neural network"]
    ))

  it("takes another spelling for its term", () =>
    assert.deepStrictEqual(
      termsIn(["natural language process"], "Natural-language processing", {
        "natural language process": ["natural language processing"]
      }),
      ["natural language process"]
    ))

  it("leaves what was found before", () => {
    const found = Uint8Array.of(1, 0)
    const find = findTerms([["keras"], ["caffe"]])
    find("only caffe", found)
    assert.deepStrictEqual(Array.from(found), [1, 1])
  })

  it("finds nothing without terms", () => assert.deepStrictEqual(termsIn([], "anything"), []))

  it("gets through a megabyte of one letter, blanks, digits, hyphens or terms", () => {
    const terms = ["a a a b", "aaa", "scikit learn", "a1.1"]
    const pieces = [
      "scikit learn1x",
      "a",
      " ",
      "-",
      "a ",
      "a-",
      "a1",
      "a1.",
      "1.",
      "scikit ",
      "scikit",
      "a".padEnd(1000)
    ]
    for (const piece of pieces) {
      const found = termsIn(terms, piece.repeat(Math.floor(1_000_000 / piece.length)))
      assert.notInclude(found, "scikit learn")
    }
  })
})
