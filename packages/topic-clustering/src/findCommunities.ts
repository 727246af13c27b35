/** A link of two nodes, and how strong it is. */
export interface WeightedLink {
  readonly a: number
  readonly b: number
  readonly weight: number
}

/**
 * Loads what finds communities of a network by Louvain's method: the community of each node (nNodes), any numbers.
 *
 * Nodes come in as 0 to nNodes − 1 and links in the order given, so that chance comes from `random` alone. Each of
 * `starts` starts walks the nodes from a place of its own; the one with the highest modularity is kept, the first of
 * equals. Weights are above 0. Nodes without a link are communities of their own. Misleads on small communities, which
 * it may join (its resolution limit). Source: Blondel et al., Journal of Statistical Mechanics, 2008; library
 * graphology-communities-louvain.
 */
export const loadFindCommunities = async () => {
  const { UndirectedGraph } = await import("graphology")
  const { default: library } = await import("graphology-communities-louvain")
  // The library's types put its function one level too deep for a module of this form.
  const louvain = library as unknown as typeof library.default
  return (nNodes: number, links: ReadonlyArray<WeightedLink>, starts: number, random: () => number): Int32Array => {
    if (links.length === 0) return Int32Array.from({ length: nNodes }, (_, node) => node)
    const graph = new UndirectedGraph()
    for (let node = 0; node < nNodes; node++) graph.addNode(node)
    for (const { a, b, weight } of links) graph.addEdge(a, b, { weight })
    const found = Array.from({ length: starts }, () => louvain.detailed(graph, { rng: random }))
    const best = found.reduce((kept, next) => (next.modularity > kept.modularity ? next : kept))
    return Int32Array.from({ length: nNodes }, (_, node) => best.communities[node]!)
  }
}
