/** Clusters in the order in which topics are numbered. */
export interface NumberedTopics {
  /** The cluster of each topic; empty clusters are left out. */
  readonly clusters: ReadonlyArray<number>
  /** Rows of each topic. */
  readonly sizes: Uint32Array
  /** The topic of each row; −1 = none. */
  readonly topics: Int32Array
}

/** Numbers clusters from 0 by falling size; of equal sizes the one whose first row comes first. `labels` hold 0 to k − 1, or −1 for none, which stays. */
export const numberBySize = (labels: Int32Array, k: number): NumberedTopics => {
  const sizes = new Uint32Array(k)
  const firstRows = new Uint32Array(k).fill(labels.length)
  labels.forEach((label, i) => {
    if (label < 0) return
    sizes[label]!++
    firstRows[label] = Math.min(firstRows[label]!, i)
  })
  const clusters = Array.from(sizes.keys())
    .filter((cluster) => sizes[cluster]! > 0)
    .sort((a, b) => sizes[b]! - sizes[a]! || firstRows[a]! - firstRows[b]!)
  const topicByCluster = new Int32Array(k).fill(-1)
  clusters.forEach((cluster, topic) => {
    topicByCluster[cluster] = topic
  })
  return {
    clusters,
    sizes: Uint32Array.from(clusters, (cluster) => sizes[cluster]!),
    topics: labels.map((label) => (label < 0 ? -1 : topicByCluster[label]!))
  }
}
