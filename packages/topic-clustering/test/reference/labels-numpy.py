"""Reference values of word measures, R stm's formulas written out in numpy: python3 labels-numpy.py > labels-numpy.json"""
import json

import numpy as np
import scipy
from scipy.stats import rankdata

random = np.random.default_rng(5)
n_topics, n_terms = 4, 12
counts = random.poisson(random.gamma(0.4, 8, size=(n_topics, n_terms)))
counts[:, 11] = [1, 0, 0, 0]  # a word that occurs once
counts[:, 10] = [2, 2, 2, 2]
term_counts = counts.sum(0)
beta = (counts + 100 * term_counts / counts.sum()) / (counts.sum(1, keepdims=True) + 100)


def shrunk(shares, count):
    uniform = np.full(n_topics, 1 / n_topics)
    if count <= 1:
        return uniform
    deviation = ((shares - uniform) ** 2).sum()
    if deviation == 0:
        return shares
    weight = min(1, max(0, (shares * (1 - shares) / (count - 1)).sum() / deviation))
    return weight * uniform + (1 - weight) * shares


def frex(exclusive, weight):
    ranks = lambda values: np.apply_along_axis(rankdata, 1, values) / n_terms
    return 1 / (weight / ranks(exclusive) + (1 - weight) / ranks(beta))


shares = beta / beta.sum(0)
shrunk_shares = np.array([shrunk(shares[:, term], term_counts[term]) for term in range(n_terms)]).T
frex7 = frex(shares, 0.7)
flat = lambda values: np.asarray(values, float).ravel().tolist()

print(
    json.dumps(
        {
            "tool": f"numpy {np.__version__}, scipy {scipy.__version__}",
            "seed": 5,
            "nTopics": n_topics,
            "nTerms": n_terms,
            "counts": flat(counts),
            "beta": flat(beta),
            "shares": flat(shares),
            "shrunkShares": flat(shrunk_shares),
            "frex": flat(frex(shares, 0.5)),
            "frexShrunk": flat(frex(shrunk_shares, 0.5)),
            "lift": flat(beta / (term_counts / term_counts.sum())),
            "score": flat(beta * (np.log(beta) - np.log(beta).mean(0))),
            "exclusivity": [float(frex7[k][np.argsort(-beta[k], kind="stable")[:10]].sum()) for k in range(n_topics)],
        }
    )
)
