/**
 * The two term lists of the study's rule, as Berman (2023) published them in the code (gberman-aus/tmc,
 * `src/Python/dataset_knitting.py`), in its order. The queries by tag are not published: the terms stand in as tags, with hyphens for blanks.
 */
import type { TermList } from "@praxis/ingest/Rule"

const notebookTerms = [
  "jupyter notebook",
  "jupyter",
  "ipython",
  "google colaboratory",
  "pyspark",
  "ipywidgets",
  "jupyter lab",
  "jupyterhub",
  "ipython notebook",
  "colab"
]

const mlTerms = [
  "artificial intelligence",
  "machine learning",
  "deep learning",
  "neural network",
  "nlp",
  "computer vision",
  "tensorflow",
  "keras",
  "scikit learn",
  "opencv",
  "image processing",
  "pytorch",
  "conv neural network",
  "classification",
  "nltk",
  "svm",
  "spacy",
  "stanford nlp",
  "lstm",
  "caffe",
  "regression",
  "random forest",
  "propagation",
  "neural networks",
  "predictive models",
  "feature selection",
  "optimization",
  "predictive modeling",
  "cnn",
  "machine learning model",
  "convolutional neural network",
  "natural language process",
  "tensorflow2.0"
]

/** Notebook platforms ("literate programming"). The paper's code parted them at a comma with its blank, and so has them as they are. */
export const notebooks: TermList = { title: "notebook platforms", terms: notebookTerms, paperTerms: notebookTerms }

/**
 * Machine learning. The paper's code parted them at the comma alone: all but the first keep the blank behind it, so that a
 * title that starts with one of them is missed. `natural language process` is the stem of what people write.
 */
export const machineLearning: TermList = {
  title: "machine learning",
  terms: mlTerms,
  spellings: { "natural language process": ["natural language processing"] },
  paperTerms: mlTerms.map((term, i) => (i === 0 ? term : ` ${term}`))
}
