/** Measures of words, of topics, and texts compared, as headings. */
export const measureNames: Readonly<Record<string, string>> = {
  "c-tf-idf": "cTfIdf",
  frex: "FREX",
  lift: "Lift",
  score: "Score",
  prob: "Probability",
  mmr: "MMR (varied)",
  umass: "Coherence, UMass",
  npmi: "Coherence, NPMI",
  "c-v": "Coherence, C_v",
  exclusivity: "Exclusivity",
  diversity: "Diversity",
  silhouette: "Silhouette",
  balance: "Balance of sizes",
  ami: "AMI",
  nmi: "NMI",
  ari: "ARI",
  "hungarian-accuracy": "Matched accuracy",
  posts: "Questions compared",
  tags: "Different tags"
}

/** Counts among them. */
export const countMeasures: ReadonlySet<string> = new Set(["posts", "tags"])
