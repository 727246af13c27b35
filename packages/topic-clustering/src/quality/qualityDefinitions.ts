/** What each number of the table `topic-quality` is and when it misleads, by measure and variant, in the order of its rows. */
export const qualityDefinitions = {
  umass: {
    textbook:
      "UMass coherence (Mimno et al. 2011, equation 1): sum over pairs of ln((D(m, l) + 1) / D(l)), D posts, l the higher-ranked of two words; nearer 0 is better. Favours frequent words.",
    stm: "UMass coherence as R stm 1.3.7 has it: ln(.01 + D(m, l)) − ln(.01 + D(l)), l the word that comes first over all topics, so it changes with the order of topics. For comparison with stm alone.",
    gensim:
      "u_mass as gensim 4.2 has it: mean over pairs of ln((D(m, l) / N + 1e−12) / (D(l) / N)); nearer 0 is better. Favours frequent words."
  },
  npmi: {
    textbook:
      "NPMI coherence (Röder et al. 2015): mean over pairs of normalised pointwise mutual information, in boolean sliding windows of 10 tokens; −1 to 1, 0 = as by chance. High for words that merely repeat each other.",
    gensim:
      "The same as gensim 4.2 counts it: a word leaves the window with any of its occurrences, even if another is still inside, which lowers it a little. To compare with published figures.",
    document: "The same with whole posts in the place of windows; higher for long posts, where all words meet."
  },
  "c-v": {
    textbook:
      "C_v coherence (Röder et al. 2015): mean cosine of each word's NPMI vector with their sum, in boolean sliding windows of 110 tokens; about 0 to 1. Rare words that never meet can raise it; read it beside NPMI.",
    gensim: "The same as gensim 4.2 counts windows; see NPMI."
  },
  exclusivity: {
    stm: "Exclusivity (R stm 1.3.7: FREX with weight .7 on exclusivity, summed over the 10 most probable words, β smoothed by 100 words of the corpus); 0 to 10. Rises with the vocabulary; product names score high without a theme."
  },
  diversity: {
    textbook:
      "Diversity (Dieng et al. 2020, here of the words shown): different words / all words of all topics; 1 = none is shared. Falls with more topics; random words are diverse, so read it beside coherence."
  },
  silhouette: {
    simplified:
      "Simplified silhouette (Hruschka et al. 2006): mean over posts of (b − a) / max(a, b), a the distance to the own centroid, b to the nearest other, in LSA vectors; −1 to 1. Flatters k-means; compares only within one space.",
    sample:
      "Silhouette (Rousseeuw 1987) of a random sample of posts, with mean distances to the sampled posts of each topic, in LSA vectors; −1 to 1. Low for all text; compares only within one space. A topic of few posts may have none."
  },
  balance: {
    entropy:
      "Balance (Pielou 1966): entropy of the topic sizes / ln K; 1 = all equal. Topics may truly differ in size, so more is not better; a very low one means that one topic holds nearly all posts."
  }
} as const
