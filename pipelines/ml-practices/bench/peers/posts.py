#!/usr/bin/python3
"""An export of posts to topics as a Python user would do it: posts.py FILE.csv DIMS K STARTS. Prints seconds of each step and peak memory.

pandas reads, regular expressions take out code and tags, scikit-learn does the rest.
"""
import html
import json
import re
import resource
import sys
import time

import pandas
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

file, dims, k, starts = sys.argv[1], *map(int, sys.argv[2:5])
out, begin = {}, time.perf_counter()


def lap(step):
    global begin
    now = time.perf_counter()
    out[step], begin = now - begin, now


posts = pandas.read_csv(file, low_memory=False).dropna(subset=["Title", "Body"])
code, tag = re.compile(r"<pre.*?</pre>|<code.*?</code>", re.S), re.compile(r"<[^>]+>")
texts = [
    f"{title} {html.unescape(tag.sub(' ', code.sub(' ', body)))}"
    for title, body in zip(posts["Title"], posts["Body"])
]
lap("read")
weights = TfidfVectorizer(stop_words="english", min_df=5, max_df=0.5, sublinear_tf=True).fit_transform(texts)
lap("tfIdf")
vectors = normalize(TruncatedSVD(dims, random_state=1).fit_transform(weights), copy=False)
lap("lsa")
fit = KMeans(k, n_init=starts, random_state=1).fit(vectors)
lap("kMeans")
out["posts"], out["terms"] = weights.shape
out["peakMb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(out))
