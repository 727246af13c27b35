/** Tags of each topic, the usual ones first. They are metadata: no method of the study reads them as text. */
export const tags = {
  environments: ["jupyter-notebook", "anaconda", "conda", "pip", "installation", "virtualenv", "scikit-learn"],
  kernels: ["jupyter-notebook", "ipython", "jupyter", "memory-leaks", "python-multiprocessing", "crash"],
  deployment: ["jupyterhub", "jupyter", "docker", "kubernetes", "oauth", "nginx"],
  extensions: ["jupyter-lab", "jupyter-notebook", "keyboard-shortcuts", "vscode", "jupyter", "autocomplete"],
  sharing: ["jupyter-notebook", "nbconvert", "pdf", "git", "latex", "jupyter", "binder"],
  widgets: ["ipywidgets", "jupyter-notebook", "widget", "jupyter", "dashboard", "callback"],
  plotting: ["matplotlib", "jupyter-notebook", "plotly", "seaborn", "plot", "ipython"],
  images: ["opencv", "image-processing", "computer-vision", "jupyter-notebook", "numpy", "python-imaging-library"],
  training: ["keras", "tensorflow", "deep-learning", "neural-network", "lstm", "conv-neural-network"],
  accelerators: ["google-colaboratory", "gpu", "tensorflow", "pytorch", "cuda", "deep-learning"],
  files: ["google-colaboratory", "csv", "jupyter-notebook", "google-drive-api", "json", "file-io"],
  dataframes: ["pandas", "dataframe", "jupyter-notebook", "numpy", "group-by", "datetime"],
  spark: ["pyspark", "apache-spark", "databricks", "apache-spark-sql", "jupyter", "hadoop"],
  classification: ["scikit-learn", "machine-learning", "classification", "svm", "random-forest", "regression"],
  language: ["nlp", "nltk", "spacy", "machine-learning", "word2vec", "tokenize"]
} as const
