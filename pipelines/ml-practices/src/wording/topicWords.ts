/**
 * The words of each planted topic, most frequent first; `*` marks a name, which takes no article.
 * Singular, one word each, and in one list only. See `Wording` in the simulation package.
 */

/** A topic's own words, by topic. */
export const ownWords = {
  environments: `package conda* environment pip* installation Anaconda* dependency virtualenv* interpreter
    ModuleNotFoundError* wheel upgrade ImportError* requirement compiler Windows* PYTHONPATH* setuptools* distro Miniconda*
    macOS* toolchain lockfile Ubuntu* uninstaller binary prefix poetry* mirror pyenv* Homebrew* alias
    downgrade emulator`,
  kernels: `kernel crash memory restart traceback ipykernel* timeout thread freeze RAM* subprocess interrupt deadlock
    segfault leak IPython* debugger heartbeat MemoryError* asyncio* breakpoint swap coroutine stdin* stacktrace queue
    ZeroMQ* profiler watchdog hang daemon garbage semaphore scheduler`,
  deployment: `JupyterHub* server spawner container Docker* login Kubernetes* proxy OAuth* account authenticator
    certificate nginx* password pod gateway Helm* domain hostname ingress admin LDAP* namespace firewall Azure* systemd*
    endpoint DockerSpawner* tenant sudo* volume Heroku* HTTPS* replica`,
  extensions: `extension shortcut JupyterLab* autocompletion theme toolbar keyboard plugin menu editor nbextension font
    keybinding highlighting sidebar Vim* linter formatter indentation cursor VSCode* hotkey CSS* Hinterland* addon Jedi*
    minimap Emacs* scrollbar folding spellchecker codemirror* dictation undo`,
  sharing: `nbconvert* PDF* conversion GitHub* repository slide Markdown* report commit LaTeX* nbviewer* Binder* diff
    template heading export slideshow gist pandoc* branch jupytext* papermill* citation RISE* bibliography nbdime*
    footnote equation Sphinx* blog attachment appendix reviewer preprint`,
  widgets: `widget slider button dropdown ipywidgets* callback event checkbox layout interact* textbox handler dashboard
    click observer frontend toggle form Streamlit* traitlets* progressbar listener VBox* placeholder Dash* popup
    datepicker accordion hover Panel* spinner radio binding debounce`,
  plotting: `plot axis matplotlib* legend figure subplot histogram seaborn* tick chart colormap scatter marker curve
    plotly* heatmap pyplot* barplot colorbar DPI* boxplot errorbar ggplot* violin gridline linewidth Altair* savefig*
    projection aspect polygon quiver basemap* hatch`,
  images: `image pixel OpenCV* video mask camera contour segmentation edge blur grayscale thresholding frame rectangle
    crop webcam face Pillow* RGB* rotation brightness OCR* keypoint contrast JPEG* blob Tesseract* homography HSV*
    calibration thumbnail erosion Canny* lens`,
  training: `layer loss Keras* epoch LSTM* network gradient weight optimizer dropout activation neuron overfitting softmax
    convergence autoencoder backpropagation GAN* RNN* regularization architecture sigmoid Adam* generator initialization
    ReLU* perceptron normalization momentum entropy tensorboard* plateau discriminator minibatch`,
  accelerators: `Colab* GPU* runtime CUDA* disconnection TPU* cuDNN* hardware quota VRAM* Nvidia* allocation Kaggle*
    subscription accelerator driver utilization Tesla* cloud SageMaker* ngrok* credit OutOfMemoryError* tier bottleneck
    XLA* AWS* captcha speedup throttling JAX* nvcc* billing cooldown`,
  files: `file folder directory path JSON* encoding filename pickle* UnicodeDecodeError* archive FileNotFoundError* HDF5*
    permission chunk bucket buffer URL* SQLite* loader wget* stream XML* sheet backup symlink Dropbox* glob* newline
    tarball extraction gdown* checksum stdout* tempfile*`,
  dataframes: `pandas* column groupby* index merge NaN* pivot dtype datetime* series slice multiindex timestamp NumPy*
    lambda subset KeyError* sorting concat* mapping resampling median iloc* quantile lookup fillna* timezone bin
    SettingWithCopyWarning* crosstab cumsum* iterrows* offset melt*`,
  spark: `PySpark* cluster RDD* executor partition SparkSession* Hadoop* worker shuffle UDF* Hive* SQL* node Databricks*
    YARN* broadcast HDFS* SparkContext* Py4JJavaError* streaming Scala* stage JVM* Kafka* EMR* skew Zeppelin* coalesce
    metastore warehouse Livy* accumulator lineage Avro*`,
  classification: `classifier feature accuracy sklearn* label regression SVM* tree forest fold recall hyperparameter
    GridSearchCV* split precision imbalance XGBoost* ensemble PCA* estimator scaler kNN* probability boosting leakage AUC*
    outlier ROC* variance baseline coefficient SMOTE* kmeans* bias`,
  language: `text sentence token NLTK* tokenizer spaCy* corpus embedding document word2vec* sentiment vocabulary BERT*
    entity lemma stopword gensim* tweet parser phrase transformer ngram LDA* grammar tagger similarity regex* stemmer
    chatbot translation fastText* lexicon WordNet* punctuation`
} as const

/** The words that a topic shares with the next in the ring, by topic. */
export const wordsSharedWithNext = {
  environments: "library shell script import terminal executable console variable launcher reboot",
  kernels: "session connection log process port limit resource websocket shutdown culling",
  deployment: "configuration browser setting page Chrome* npm* cookie icon tornado* workspace",
  extensions: "cell metadata preview hyperlink outline renderer syntax numbering whitespace caption",
  sharing: "HTML* webpage Voila* JavaScript* app iframe screenshot presentation interactivity visitor",
  widgets: "animation color Bokeh* canvas tooltip display redraw zoom selection graphic",
  plotting: "resolution grid coordinate imshow* overlay width palette border PNG* transparency",
  images: "CNN* convolution filter augmentation channel MNIST* patch detector ResNet* VGG*",
  training: "TensorFlow* batch PyTorch* tensor checkpoint device speed inference benchmark fp16*",
  accelerators: "download Drive* upload mount storage disk authorization transfer bandwidth sync",
  files: "CSV* Excel* reader delimiter header spreadsheet record separator parsing date",
  dataframes: "dataframe row join schema aggregation null window key sum unpivot",
  spark: "pipeline vector parameter job sampling iteration matrix ranking indexer recommendation",
  classification: "prediction category score vectorizer TFIDF* NaiveBayes* annotation class spam cosine",
  language: "API* module release Unicode* compatibility Java* locale license changelog manual"
} as const
