/**
 * The two term lists of the study's selection rule, as published (Berman 2023, author's code), without the blanks and
 * repetitions that its code carried along. A term is matched as whole words; as a tag with hyphens for blanks.
 */

/** Notebook platforms ("literate programming"). */
export const notebookTerms: ReadonlyArray<string> = [
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

/** Machine learning. */
export const mlTerms: ReadonlyArray<string> = [
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
