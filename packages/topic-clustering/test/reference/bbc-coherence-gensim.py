"""
Reference values by gensim on a public corpus that is not in this repository (BBC News as OCTIS has it), topics by
scikit-learn: python3 bbc-coherence-gensim.py CORPUS.tsv > bbc-coherence-gensim.json
"""
import json
import sys

import gensim
import numpy as np
import sklearn
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

k = 20
docs = [line.split("\t")[0].split() for line in open(sys.argv[1], encoding="utf-8")]
vectorizer = CountVectorizer(analyzer=lambda doc: doc)
counts = vectorizer.fit_transform(docs)
terms = vectorizer.get_feature_names_out()
weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
vectors = normalize(TruncatedSVD(100, random_state=0).fit_transform(weights))
labels = KMeans(k, n_init=1, random_state=0).fit_predict(vectors)
sums = np.array([np.asarray(counts[labels == topic].sum(0)).ravel() for topic in range(k)], float)
scores = sums / sums.sum(1, keepdims=True) * np.log(1 + sums.sum(1).mean() / sums.sum(0))
words = [[str(terms[term]) for term in np.argsort(-row, kind="stable")[:10]] for row in scores]
dictionary = Dictionary(docs)
bags = [dictionary.doc2bow(doc) for doc in docs]


def coherence(measure):
    model = CoherenceModel(
        topics=words, texts=docs, corpus=bags, dictionary=dictionary, coherence=measure, processes=1
    )
    return [float(value) for value in model.get_coherence_per_topic()]


print(
    json.dumps(
        {
            "tool": f"gensim {gensim.__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}",
            "seed": 0,
            "words": words,
            "umass": coherence("u_mass"),
            "npmi": coherence("c_npmi"),
            "cv": coherence("c_v"),
        }
    )
)
