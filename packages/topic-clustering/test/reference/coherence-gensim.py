"""Reference values of coherence by gensim, on texts that are drawn here: python3 coherence-gensim.py > coherence-gensim.json"""
import json

import gensim
import numpy as np
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel

random = np.random.default_rng(10)
words = np.array([f"w{i:02}" for i in range(30)])


def draw(length):
    theme = random.integers(0, 3)
    own = random.random(length) < 0.6
    return [str(w) for w in np.where(own, words[theme * 10 + random.integers(0, 10, length)], words[random.integers(0, 30, length)])]


# Some shorter than a window of 10, one of 10, one of one word, some longer than 110; words recur inside a window.
texts = [draw(n) for n in (1, 3, 9, 10, 11, 12, 25, 40, 40, 60, 80, 110, 111, 150, 200)]
topics = [
    [f"w{i:02}" for i in (0, 3, 1, 7, 5)],
    [f"w{i:02}" for i in (12, 10, 19, 3, 25, 14)],
    [f"w{i:02}" for i in (29, 21, 0)],
]
dictionary = Dictionary(texts)


def coherence(measure, window=None):
    model = CoherenceModel(
        topics=topics,
        texts=texts,
        corpus=[dictionary.doc2bow(text) for text in texts],
        dictionary=dictionary,
        coherence=measure,
        window_size=window,
        processes=1,
    )
    return [float(value) for value in model.get_coherence_per_topic()]


def boolean_windows(size):
    """Whether each word is in each window, written out: the textbook's definition."""
    windows = [set(text[at : at + size]) for text in texts for at in range(max(1, len(text) - size + 1))]
    return np.array([[word in window for word in words] for window in windows])


def textbook_npmi(size):
    inside = boolean_windows(size)
    p = inside.mean(0)
    values = []
    for topic in topics:
        places = [int(word[1:]) for word in topic]
        pairs = [(i, j) for at, i in enumerate(places) for j in places[:at]]
        both = [(inside[:, i] & inside[:, j]).mean() + 1e-12 for i, j in pairs]
        values.append(float(np.mean([np.log(b / (p[i] * p[j])) / -np.log(b) for b, (i, j) in zip(both, pairs)])))
    return values


print(
    json.dumps(
        {
            "tool": f"gensim {gensim.__version__}, numpy {np.__version__}",
            "seed": 10,
            "texts": [" ".join(text) for text in texts],
            "topics": topics,
            "umass": coherence("u_mass"),
            "npmi": [{"size": size, "gensim": coherence("c_npmi", size), "textbook": textbook_npmi(size)} for size in (2, 10, 110)],
            "cv": [{"size": size, "gensim": coherence("c_v", size)} for size in (10, 110)],
        },
        indent=1,
    )
)
