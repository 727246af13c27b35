import { assert, describe, it } from "@effect/vitest"
import { tokenise } from "../src/tokenise.ts"

/** What is written, and the tokens that it gives, separated by spaces. */
const cases: ReadonlyArray<readonly [text: string, tokens: string]> = [
  // languages and names with signs
  ["C++ and C# and F#", "c++ and c# and f#"],
  ["C/C++", "c c++"],
  ["C++17, g++; notepad++.", "c++17 g++ notepad++"],
  ["(C#)", "c#"],
  ["C#-like", "c# like"],
  ["issue#12 #include", "issue 12 include"],
  [".NET and ASP.NET vs .net-core", ".net and asp.net vs .net core"],
  [".csv or .ipynb files", "csv or ipynb files"],
  ["R or C?", "r or c"],
  ["I use R, C, AI, ML and TF.", "i use r c ai ml and tf"],
  ["node.js/Vue.js", "node.js vue.js"],
  ["Objective-C x86_64 UTF-8", "objective-c x86_64 utf-8"],
  ["a+b=c", "a b c"],
  ["i++ + ++j", "i++ j"],
  // libraries, versions, calls
  ["tf.data.Dataset", "tf.data.dataset"],
  ["scikit-learn, sklearn", "scikit-learn sklearn"],
  ["python3.8", "python3.8"],
  ["Python 3.8.", "python 3.8"],
  ["numpy==1.21", "numpy==1.21"],
  ["numpy==1.21.0, pandas>=1.3", "numpy==1.21.0 pandas 1.3"],
  ["a == b, a==b", "a b a b"],
  ["train_test_split()", "train_test_split"],
  ["model.fit(X, y)", "model.fit x y"],
  ["df['col']", "df col"],
  ["__init__ and _private", "__init__ and _private"],
  ["%matplotlib inline", "%matplotlib inline"],
  ["%%time", "%%time"],
  ["!pip install --no-deps -U torch", "!pip install no-deps u torch"],
  ["5%of 100!pip", "5 of 100 pip"],
  ["wow!great", "wow great"],
  ["x != y", "x y"],
  ["my-file_v2.ipynb", "my-file_v2.ipynb"],
  ["/home/ann/run.py", "home ann run.py"],
  ["C:\\Users\\ann", "c users ann"],
  ["ModuleNotFoundError: No module named 'cv2'", "modulenotfounderror no module named cv2"],
  ["CUDA out of memory", "cuda out of memory"],
  ["k-means t-SNE GPT-2", "k-means t-sne gpt-2"],
  ['pd.read_csv("a.csv")', "pd.read_csv a.csv"],
  ["@jit", "jit"],
  ["<tf.Tensor: shape=(2,), dtype=float32>", "tf.tensor shape 2 dtype float32"],
  // separators
  ["train/test", "train test"],
  ["and/or", "and or"],
  ["one--two", "one two"],
  ["one – two—three", "one two three"],
  ["end of line. Next", "end of line next"],
  ["wait... what?!", "wait what"],
  ["a..b", "a b"],
  ["e.g. this, i.e. that", "e.g this i.e that"],
  ["\"quoted\" 'single' “curly” ‘both’", "quoted single curly both"],
  ["(in) [brackets] {all}", "in brackets all"],
  ["A|B;C,D", "a b c d"],
  ["line one\nline two", "line one line two"],
  ["-5 +3 1e-5 10k 50%", "5 3 1e-5 10k 50"],
  ["1,000 [1,2,3]", "1 000 1 2 3"],
  ["--- ___ *** :) \u{1f600}", ""],
  ["", ""],
  [" \n\t", ""],
  // addresses
  ["see https://www.kaggle.com/c/titanic?x=1#top now", "see kaggle.com now"],
  ["https://stackoverflow.com/questions/1/a-b.", "stackoverflow.com"],
  ["(http://localhost:8888/tree)", "localhost"],
  ['<a href="https://github.com/x">', "a href github.com"],
  ["www.example.org/page", "example.org"],
  ["ftp://user:secret@files.example.org/x", "files.example.org"],
  ["HTTP://Example.ORG", "example.org"],
  ["'https://github.com' **https://github.com** `https://github.com`!", "github.com github.com github.com"],
  ["“https://github.com” https://github.com’s https://github.com|x", "github.com github.com github.com"],
  ["https://my_host.org http://127.0.0.1:80 https://пример.рф/x", "my_host.org 127.0.0.1 пример.рф"],
  ["https://{host}/a http://$HOST/x http://[::1]:80/", ""],
  ["http://-a.b-. http://.-c http://-.-", "a.b c"],
  ["https://", ""],
  ["http://) x", "x"],
  ["https protocol", "https protocol"],
  ["xhttp://a.b", "xhttp a.b"],
  // apostrophes
  ["don't can’t won´t", "dont cant wont"],
  ["Jupyter's kernel, users' files", "jupyter kernel users files"],
  ["it's I'm we've O'Reilly", "it im weve oreilly"],
  ["'tis rock'n'roll", "tis rocknroll"],
  // other scripts and forms
  ["naïve café ÜBER Straße", "naïve café über straße"],
  ["cafe\u0301", "café"],
  ["Привет МИР", "привет мир"],
  ["हिन्दी में", "हिन्दी में"],
  ["机器学习 模型", "机器 学习 模型"],
  ["می‌خواهم", "می‌خواهم"],
  ["ﬁle ｐｙｔｈｏｎ x²", "file python x2"],
  ["Jupyter™ Anaconda®", "jupyter anaconda"],
  ["soft\u00adhyphen \ufeffbom", "softhyphen bom"],
  ["İstanbul", "i\u0307stanbul"],
  ["αβγ ΣΊΣΥΦΟΣ", "αβγ σίσυφος"],
  ["\u0301abc", "abc"],
  // languages and tools, once more
  ["C", "c"],
  ["R", "r"],
  ["AI", "ai"],
  ["C++", "c++"],
  ["C#", "c#"],
  [".NET", ".net"],
  ["C++.", "c++"],
  ["(C++)", "c++"],
  ["C++20's", "c++20 s"],
  ["F#/C#/J#", "f# c# j#"],
  ["Go, D & Q", "go d q"],
  ["R's data.table", "r data.table"],
  ["R-squared", "r-squared"],
  ["CI/CD", "ci cd"],
  ["I/O", "i o"],
  ["TensorFlow/Keras", "tensorflow keras"],
  ["OpenCV4", "opencv4"],
  ["CUDA 11.2 & cuDNN 8", "cuda 11.2 cudnn 8"],
  ["RTX3090-Ti", "rtx3090-ti"],
  ["Node.js's API", "node.js api"],
  ["ASP.NET MVC", "asp.net mvc"],
  ["scikit-learn==0.24.2", "scikit-learn==0.24.2"],
  ["torch==1.9.0+cu111", "torch==1.9.0 cu111"],
  ["python>=3.8,<4", "python 3.8 4"],
  ["tensorflow-gpu 2.x", "tensorflow-gpu 2.x"],
  ["v2.0.1-rc.1", "v2.0.1-rc.1"],
  ["py3.8.x86_64", "py3.8.x86_64"],
  ["conda-forge::numpy", "conda-forge numpy"],
  // code in prose
  ["model.fit()", "model.fit"],
  ["plt.show();", "plt.show"],
  ["tf.keras.layers.Dense(10)", "tf.keras.layers.dense 10"],
  ["np.array([1, 2])", "np.array 1 2"],
  ["from x import y", "from x import y"],
  ["pip install -r requirements.txt", "pip install r requirements.txt"],
  ["!pip install", "!pip install"],
  ["!apt-get update", "!apt-get update"],
  ["%matplotlib notebook", "%matplotlib notebook"],
  ["%load_ext autoreload", "%load_ext autoreload"],
  ["%%bash", "%%bash"],
  ["%pip install torch", "%pip install torch"],
  ["$HOME/.bashrc", "home bashrc"],
  ["~/.jupyter/jupyter_notebook_config.py", "jupyter jupyter_notebook_config.py"],
  ["data/train/*.jpg", "data train jpg"],
  ["results.tar.gz", "results.tar.gz"],
  ["my notebook.ipynb", "my notebook.ipynb"],
  ["Dockerfile, docker-compose.yml", "dockerfile docker-compose.yml"],
  ["README.md", "readme.md"],
  ["x[0].y", "x 0 y"],
  ["a->b", "a b"],
  ["std::vector<int>", "std vector int"],
  ["dplyr::filter", "dplyr filter"],
  ["x %>% y", "x y"],
  ["f(x)=x^2", "f x x 2"],
  ["True/False/None", "true false none"],
  ["key:value", "key value"],
  ["user@host", "user host"],
  ["--batch-size=32", "batch-size 32"],
  ["O(n log n)", "o n log n"],
  ["3D-plot 2x2", "3d-plot 2x2"],
  ["10^-5", "10 5"],
  // errors
  ["ImportError: DLL load failed", "importerror dll load failed"],
  ["KeyError: 'a b'", "keyerror a b"],
  ["Error 404", "error 404"],
  ["HTTP 500/502", "http 500 502"],
  ["[Errno 2] No such file", "errno 2 no such file"],
  ["CUDA_ERROR_OUT_OF_MEMORY", "cuda_error_out_of_memory"],
  ["java.lang.NullPointerException", "java.lang.nullpointerexception"],
  // what is left of marks of other tools
  ["**bold** _it_ `code`", "bold _it_ code"],
  ["# Heading", "heading"],
  ["1. one\n2. two\n- three\n* four", "1 one 2 two three four"],
  ["| a | b |\n|---|---|", "a b"],
  ["> quoted", "quoted"],
  ["$x_i^2$ and $$\\alpha$$", "x_i 2 and alpha"],
  ["\\begin{equation}", "begin equation"],
  ["[1] [a](b)", "1 a b"],
  ["P.S. EDIT: thx :-)", "p.s edit thx"],
  ["&amp; &lt;", "amp lt"],
  // addresses
  ["github.com/u/r", "github.com u r"],
  ["https://github.com/u/r", "github.com"],
  ["http://localhost", "localhost"],
  ["https://colab.research.google.com/drive/1#x=y", "colab.research.google.com"],
  ["git+https://github.com/u/r.git", "git github.com"],
  ["file:///home/x", "file home x"],
  ["a.b@c.org", "a.b c.org"],
  // scripts without blanks, cut by dictionary
  ["我在使用Jupyter训练模型", "我在 使用 jupyter 训练 模型"],
  ["scikit-learnを使う", "scikit-learn を 使う"],
  ["データをpd.read_csvで読む", "データ を pd.read_csv で 読む"],
  ["การเรียนรู้ของเครื่อง", "การ เรียน รู้ ของ เครื่อง"],
  ["内核 v2.0", "内 核 v2.0"],
  // scripts with blanks stay whole
  ["주피터 노트북", "주피터 노트북"],
  ["نموذج التعلم", "نموذج التعلم"],
  ["Việt Nam", "việt nam"]
]

describe("tokenise", () => {
  for (const [text, tokens] of cases) {
    it(`reads ${JSON.stringify(text)} as ${JSON.stringify(tokens)}`, () => {
      assert.deepStrictEqual(tokenise(text), tokens === "" ? [] : tokens.split(" "))
    })
  }

  it(`has ${cases.length} cases, at least 150, each text once`, () => {
    assert.isAtLeast(cases.length, 150)
    assert.strictEqual(new Set(cases.map(([text]) => text)).size, cases.length)
  })

  it("drops tokens over 64 characters and keeps those of 64", () => {
    assert.deepStrictEqual(tokenise(`${"a".repeat(65)} ${"b".repeat(64)} c`), ["b".repeat(64), "c"])
  })

  it("does not change a token that it reads again", () => {
    for (const [, tokens] of cases)
      assert.deepStrictEqual(
        tokenise(tokens),
        tokens.split(" ").filter((token) => token !== "")
      )
  })

  const parts: ReadonlyArray<readonly [text: string, tokens: string]> = [
    ["train_test_split", "train_test_split train test split"],
    ["ImageDataGenerator()", "imagedatagenerator image data generator"],
    ["XMLHttpRequest", "xmlhttprequest xml http request"],
    ["tf.keras.layers.BatchNormalization", "tf.keras.layers.batchnormalization batch normalization"],
    ["fooBar.baz_qux", "foobar.baz_qux foo bar baz qux"],
    ["conv2D x_1 __init__", "conv2d conv2 x_1 __init__"],
    ["max_featuresCount", "max_featurescount max features count"],
    ["GitHub JSON python R", "github git hub json python r"],
    ["https://GitHub.com/aB myURL", "github.com myurl my url"],
    ["İ aB a_bc", "i\u0307 ab a_bc bc"]
  ]
  for (const [text, tokens] of parts) {
    it(`reads ${JSON.stringify(text)} with parts as ${JSON.stringify(tokens)}`, () => {
      assert.deepStrictEqual(tokenise(text, { split: "also" }), tokens.split(" "))
    })
  }

  it("adds parts and changes nothing else", () => {
    for (const [text] of cases) {
      const whole = tokenise(text)
      let next = 0
      for (const word of tokenise(text, { split: "also" })) if (word === whole[next]) next++
      assert.strictEqual(next, whole.length, text)
    }
  })

  it("reads an address with 1 MB of hyphens before its last letter to its end", () => {
    assert.deepStrictEqual(tokenise(`https://a${"-".repeat(1_000_000)}b end`), ["end"])
  })

  const oneMegabyte = {
    "one letter": "a",
    dots: ".",
    "letters and dots": "a.",
    apostrophes: "a'",
    underscores: "_",
    "plus signs": "a+",
    hyphens: "-",
    percent: "%",
    "addresses cut short": "http:/",
    "address starts": "https://",
    "hyphens in a host": "http://-",
    marks: "\u0301",
    "equals signs": "a==",
    Chinese: "机器学习",
    Thai: "การเรียนรู้",
    "Chinese and Latin": "学a."
  }
  for (const [name, piece] of Object.entries(oneMegabyte)) {
    it(`reads 1 MB of ${name} to its end`, () => {
      const text = piece.repeat(Math.floor(1_000_000 / piece.length))
      assert.strictEqual(tokenise(`${text} end`).at(-1), "end")
    })
  }
})
