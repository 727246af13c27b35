/** What the report uses of d3-sankey 0.12, which brings no types. */
declare module "d3-sankey" {
  /** A node after layout; `index` is its place in the list that was given. */
  export interface SankeyNode {
    readonly index: number
    readonly x0: number
    readonly x1: number
    readonly y0: number
    readonly y1: number
    readonly value: number
  }
  /** A link after layout: `width` thick, from the height `y0` at its source to `y1` at its target. */
  export interface SankeyLink {
    readonly source: SankeyNode
    readonly target: SankeyNode
    readonly value: number
    readonly width: number
    readonly y0: number
    readonly y1: number
  }
  /** Lays a graph out; the setters return the layout. */
  export interface Sankey {
    (graph: {
      readonly nodes: ReadonlyArray<object>
      readonly links: ReadonlyArray<object>
    }): {
      readonly nodes: ReadonlyArray<SankeyNode>
      readonly links: ReadonlyArray<SankeyLink>
    }
    nodeWidth(width: number): this
    nodePadding(padding: number): this
    /** The column of a node. */
    nodeAlign(align: (node: { readonly index: number }) => number): this
    /** Null keeps the order in which nodes are given. */
    nodeSort(sort: null): this
    /** Null keeps the order in which links are given. */
    linkSort(sort: null): this
    extent(extent: readonly [readonly [number, number], readonly [number, number]]): this
  }
  export const sankey: () => Sankey
}
