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
  ["机器学习 模型", "机器学习 模型"],
  ["می‌خواهم", "می‌خواهم"],
  ["ﬁle ｐｙｔｈｏｎ x²", "file python x2"],
  ["Jupyter™ Anaconda®", "jupyter anaconda"],
  ["soft\u00adhyphen \ufeffbom", "softhyphen bom"],
  ["İstanbul", "i\u0307stanbul"],
  ["αβγ ΣΊΣΥΦΟΣ", "αβγ σίσυφος"],
  ["\u0301abc", "abc"]
]

describe("tokenise", () => {
  for (const [text, tokens] of cases) {
    it(`reads ${JSON.stringify(text)} as ${JSON.stringify(tokens)}`, () => {
      assert.deepStrictEqual(tokenise(text), tokens === "" ? [] : tokens.split(" "))
    })
  }

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
    "equals signs": "a=="
  }
  for (const [name, piece] of Object.entries(oneMegabyte)) {
    it(`reads 1 MB of ${name} to its end`, () => {
      const text = piece.repeat(Math.floor(1_000_000 / piece.length))
      assert.strictEqual(tokenise(`${text} end`).at(-1), "end")
    })
  }
})
