import type { Utf8Column } from "@praxis/dataflow/Column"
import type * as Table from "@praxis/dataflow/Table"
import type { SimilarPosts } from "@praxis/tables/Duplicates"

/**
 * The posts that say the same or nearly the same as each post that has such, by row number; `site` and `id` are columns
 * of the posts. Pairs with a post that is not among them are left out.
 */
export const similarDocs = (
  { numRows, columns: pairs }: Table.Table<typeof SimilarPosts>,
  { site, id }: { readonly site: Utf8Column; readonly id: Utf8Column }
): ReadonlyMap<number, ReadonlySet<number>> => {
  const keys = (sites: Utf8Column, ids: Utf8Column) =>
    Array.from({ length: numRows }, (_, i) => `${sites.at(i)} ${ids.at(i)}`)
  const firsts = keys(pairs.site, pairs.id)
  const others = keys(pairs.otherSite, pairs.otherId)
  const docByKey = new Map<string, number | undefined>([...firsts, ...others].map((key) => [key, undefined]))
  if (numRows > 0) {
    for (let doc = 0; doc < id.length; doc++) {
      const key = `${site.at(doc)} ${id.at(doc)}`
      if (docByKey.has(key)) docByKey.set(key, doc)
    }
  }
  const similar = new Map<number, Set<number>>()
  const link = (from: number, to: number) => {
    const linked = similar.get(from) ?? new Set()
    similar.set(from, linked.add(to))
  }
  firsts.forEach((key, i) => {
    const doc = docByKey.get(key)
    const other = docByKey.get(others[i]!)
    if (doc === undefined || other === undefined) return
    link(doc, other)
    link(other, doc)
  })
  return similar
}
