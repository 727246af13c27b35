/**
 * Code blocks of each topic, as plain text: what people paste, tracebacks included. They name what the topic is about,
 * so a method that reads code may know more than the oracle, which does not.
 */
export const code = {
  environments: [
    `conda create -n ml python=3.8\nconda activate ml\npip install numpy==1.21 scikit-learn`,
    `$ pip install -r requirements.txt\nERROR: Could not find a version that satisfies the requirement torch==1.4.0`,
    `Traceback (most recent call last):\n  File "run.py", line 1, in <module>\n    import sklearn\nModuleNotFoundError: No module named 'sklearn'`,
    `import sys\nprint(sys.executable)\nprint(sys.path)\n!which python && pip --version`
  ],
  kernels: [
    `[I 10:21:07 NotebookApp] KernelRestarter: restarting kernel (1/5), keep random ports\nWARNING:root:kernel 41c0 restarted`,
    `import numpy as np\na = np.zeros((200_000, 200_000))\n# Kernel died, restarting`,
    `from multiprocessing import Pool\n\nwith Pool(8) as p:\n    out = p.map(work, range(100))   # never returns`,
    `RuntimeError: This event loop is already running\n  File "asyncio/base_events.py", line 523, in run_forever`
  ],
  deployment: [
    `c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"\nc.DockerSpawner.image = "team/lab:latest"\nc.JupyterHub.hub_ip = "0.0.0.0"`,
    `helm upgrade --install hub jupyterhub/jupyterhub --values config.yaml\nError: UPGRADE FAILED: timed out waiting for the condition`,
    `location / {\n    proxy_pass http://127.0.0.1:8000;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection "upgrade";\n}`,
    `[W 2020-03-02 09:14:33.120 JupyterHub web:1782] 500 GET /hub/user/anna/ (10.0.0.7): Spawner failed to start`
  ],
  extensions: [
    `jupyter labextension install @example/toc\njupyter lab build --minimize=False`,
    `jupyter contrib nbextension install --user\njupyter nbextension enable hinterland/hinterland`,
    `{\n  "shortcuts": [\n    { "command": "notebook:run-all-cells", "keys": ["Ctrl R"], "selector": "body" }\n  ]\n}`,
    `%config Completer.use_jedi = False\n%load_ext autoreload\n%autoreload 2`
  ],
  sharing: [
    `jupyter nbconvert --to pdf report.ipynb\n[NbConvertApp] ERROR | xelatex not found on PATH`,
    `jupyter nbconvert --to slides talk.ipynb --post serve --no-input`,
    `git diff analysis.ipynb\n-   "execution_count": 12,\n+   "execution_count": 13,`,
    `import papermill as pm\npm.execute_notebook("in.ipynb", "out.ipynb", parameters=dict(year=2019))`
  ],
  widgets: [
    `import ipywidgets as widgets\nfrom IPython.display import display\n\nw = widgets.IntSlider(min=0, max=10)\nw.observe(on_change, names="value")\ndisplay(w)`,
    `@interact(x=(0, 10), kind=["a", "b"])\ndef f(x, kind):\n    return x, kind`,
    `button = widgets.Button(description="Go")\nout = widgets.Output()\nbutton.on_click(lambda b: out.append_stdout("clicked"))\nwidgets.VBox([button, out])`,
    `TraitError: The 'value' trait of an IntSlider instance expected an int, not the str '3'.`
  ],
  plotting: [
    `%matplotlib inline\nimport matplotlib.pyplot as plt\n\nfig, ax = plt.subplots(2, 2, figsize=(8, 6))\nax[0, 0].plot(x, y, label="a")\nax[0, 0].legend()\nplt.show()`,
    `import seaborn as sns\nsns.heatmap(m, cmap="viridis", annot=True)`,
    `import plotly.express as px\nfig = px.scatter(d, x="w", y="h", color="kind")\nfig.show()`,
    `ax.set_xticklabels(names, rotation=45)\nplt.savefig("out.png", dpi=300, bbox_inches="tight")`
  ],
  images: [
    `import cv2\n\nimg = cv2.imread("in.jpg")\ngray = cv2.cvtColor(img, cv2.COLOR_BGR2GRAY)\n_, th = cv2.threshold(gray, 127, 255, cv2.THRESH_BINARY)\ncv2.imshow("th", th)`,
    `contours, _ = cv2.findContours(th, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)\nfor c in contours:\n    if cv2.contourArea(c) > 100:\n        x, y, w, h = cv2.boundingRect(c)`,
    `error: (-215:Assertion failed) !_src.empty() in function 'cvtColor'`,
    `from PIL import Image\nim = Image.open("scan.png").convert("L").resize((224, 224))`
  ],
  training: [
    `model = Sequential()\nmodel.add(LSTM(64, input_shape=(30, 5)))\nmodel.add(Dropout(0.2))\nmodel.add(Dense(1))\nmodel.compile(loss="mse", optimizer="adam")\nmodel.fit(X, y, epochs=50, batch_size=32)`,
    `Epoch 1/50\n40/40 [==============================] - 3s 61ms/step - loss: nan - val_loss: nan`,
    `ValueError: Input 0 of layer "sequential" is incompatible with the layer: expected ndim=3, found ndim=2`,
    `for epoch in range(10):\n    optimizer.zero_grad()\n    loss = criterion(net(x), y)\n    loss.backward()\n    optimizer.step()`
  ],
  accelerators: [
    `import tensorflow as tf\nprint(tf.config.list_physical_devices("GPU"))\n# []`,
    `!nvidia-smi\nRuntimeError: CUDA out of memory. Tried to allocate 512.00 MiB (GPU 0; 14.76 GiB total capacity)`,
    `device = "cuda" if torch.cuda.is_available() else "cpu"\nnet.to(device)`,
    `resolver = tf.distribute.cluster_resolver.TPUClusterResolver()\ntf.config.experimental_connect_to_cluster(resolver)`
  ],
  files: [
    `from google.colab import drive\ndrive.mount("/content/drive")\nopen("/content/drive/My Drive/notes.txt")`,
    `FileNotFoundError: [Errno 2] No such file or directory: '../input/train.csv'`,
    `import json, glob\n\nfor name in glob.glob("in/*.json"):\n    with open(name, encoding="utf-8") as f:\n        rows.append(json.load(f))`,
    `UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte`
  ],
  dataframes: [
    `df = df.groupby(["store", "week"])["sales"].sum().reset_index()\ndf.pivot(index="store", columns="week", values="sales")`,
    `SettingWithCopyWarning:\nA value is trying to be set on a copy of a slice from a DataFrame.`,
    `out = pd.merge(a, b, how="left", on="id")\nout["gap"] = (out["end"] - out["start"]).dt.days\nout[out["gap"] < 0]`,
    `   id  start   value\n0   1    NaT     3.2\n1   2    NaT     NaN`
  ],
  spark: [
    `from pyspark.sql import SparkSession\n\nspark = SparkSession.builder.appName("a").getOrCreate()\ndf = spark.read.parquet("hdfs:///in")\ndf.groupBy("k").count().show()`,
    `py4j.protocol.Py4JJavaError: An error occurred while calling o58.collectToPython.\n: org.apache.spark.SparkException: Job aborted due to stage failure`,
    `rdd = sc.parallelize(range(1000), 8)\nrdd.map(lambda x: (x % 10, x)).reduceByKey(lambda a, b: a + b).collect()`,
    `@udf(returnType=StringType())\ndef clean(s):\n    return s.strip()`
  ],
  classification: [
    `from sklearn.model_selection import train_test_split\nfrom sklearn.svm import SVC\n\nX_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3)\nclf = SVC().fit(X_train, y_train)\nclf.score(X_test, y_test)`,
    `grid = GridSearchCV(RandomForestClassifier(), {"max_depth": [3, 5, None]}, cv=5, scoring="f1")\ngrid.fit(X, y)`,
    `              precision    recall  f1-score   support\n           0       0.97      1.00      0.98       412\n           1       0.00      0.00      0.00        13`,
    `ValueError: Found input variables with inconsistent numbers of samples: [100, 80]`
  ],
  language: [
    `import spacy\nnlp = spacy.load("en_core_web_sm")\nfor ent in nlp(s).ents:\n    print(ent.text, ent.label_)`,
    `import nltk\nnltk.download("punkt")\nnltk.word_tokenize("It's <b>here</b>, isn't it?")`,
    `from gensim.models import Word2Vec\nw = Word2Vec(sentences, min_count=5, workers=4)\nw.wv.most_similar("king")`,
    `LookupError: Resource stopwords not found. Please use the NLTK Downloader to obtain the resource`
  ]
} as const
