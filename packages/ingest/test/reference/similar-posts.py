"""Makes similar-posts.json: made-up posts, and the Jaccard similarity of their sets of word shingles, pair by pair."""
import json, random, re, sys, unicodedata
from html.parser import HTMLParser
from itertools import combinations

class Text(HTMLParser):
    inline = {"b", "i", "em", "code", "a", "strong"}
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []
    def handle_data(self, data): self.parts.append(data)
    def handle_starttag(self, tag, attrs):
        if tag not in self.inline: self.parts.append(" ")
    def handle_endtag(self, tag):
        if tag not in self.inline: self.parts.append(" ")

def words(title, body):
    parser = Text(); parser.feed(body); parser.close()
    text = (title + "\n" + "".join(parser.parts)).lower()
    found, word = [], ""
    for char in text:
        name = unicodedata.name(char, "")
        if name.startswith(("CJK UNIFIED", "HIRAGANA LETTER", "KATAKANA LETTER")):
            if word: found.append(word)
            found.append(char); word = ""
        elif unicodedata.category(char)[0] in "LMN": word += char
        else:
            if word: found.append(word)
            word = ""
    if word: found.append(word)
    return found

def shingles(ws, k):
    if not ws: return set()
    return {tuple(ws[i:i + k]) for i in range(max(1, len(ws) - k + 1))}

rng = random.Random(20240501)
vocabulary = ["model", "train", "Keras", "loss", "don't", "C++", "naïve", "façade", "data", "frame", "x2", "GPU", "error", "日本", "ノート", "<b>bold</b>", "a&amp;b", "&lt;tag&gt;", "scikit-learn", "über", "plot", "cell", "kernel", "Ωmega", "e\u0301t\u00e9"]
def sentence(n): return " ".join(rng.choice(vocabulary) for _ in range(n))
def body(n):
    return "".join(f"<p>{sentence(12)}.</p>\n" if rng.random() < .8 else f"<pre><code>{sentence(6)} = f({sentence(2)})\n</code></pre>" for _ in range(n))
posts = []
for family in range(8):
    base = body(rng.randint(2, 8)); title = re.sub(r"<[^>]*>|&\w+;", "x", sentence(5))
    posts.append([title, base])
    for edits in (0, 1, 3):
        tokens = base.split(" ")
        for _ in range(edits):
            at = rng.randrange(1, len(tokens) - 1)
            if "<" not in tokens[at] and ">" not in tokens[at]: tokens[at] = "edited"
        posts.append([title, " ".join(tokens)])
posts += [["Short", "<p>one</p>"], ["short!", "<p><em>One</em></p>"], ["Only", "two"]]
result = {"how": "similar-posts.py in Python %s: html.parser for the text, unicodedata for words, sets of tuples for shingles; posts made with random.Random(20240501)" % sys.version.split()[0], "posts": posts, "jaccard": {}}
for k in (1, 3, 5):
    sets = [shingles(words(*p), k) for p in posts]
    result["jaccard"][str(k)] = [[i, j, len(sets[i] & sets[j]), len(sets[i] | sets[j])] for i, j in combinations(range(len(posts)), 2) if sets[i] & sets[j]]
result["words"] = [len(words(*p)) for p in posts]
json.dump(result, open(sys.argv[1], "w"), ensure_ascii=False, separators=(",", ":"))
print(len(posts), {k: len(v) for k, v in result["jaccard"].items()})
