/**
 * Short names of the person's files, as results show them.
 */

/** At most so many folders of a path enter a label, since labels are shown and stored. */
const maxParents = 2

/**
 * Short names that tell files apart: the file's name, with as many parent folders (at most two) as are needed; what is then
 * still the same gets a number. A folder that tells the site (`siteOf`) is always taken, so that the label of one site's
 * `Posts.xml` is the same with and without that of another, and its task a hit.
 */
export const labelsOf = (
  paths: ReadonlyArray<string>,
  siteOf: (path: string) => string | undefined = () => undefined
): ReadonlyArray<string> => {
  const parts = paths.map((each) => each.split("/").filter((part) => part !== ""))
  const take = (own: ReadonlyArray<string>, depth: number) => own.slice(-depth).join("/")
  const ends = Array.from({ length: maxParents }, (_, i) => counts(parts.map((own) => take(own, i + 1))))
  const earlier = new Map<string, number>()
  return parts.map((own, i) => {
    const site = siteOf(paths[i]!)
    let depth = 1
    while (depth < Math.min(own.length, 1 + maxParents) && siteOf(take(own, depth)) !== site) depth++
    if (siteOf(take(own, depth)) !== site) depth = 1
    while (depth < Math.min(own.length, 1 + maxParents) && ends[depth - 1]!.get(take(own, depth))! > 1) depth++
    const label = take(own, depth)
    const number = (earlier.get(label) ?? 0) + 1
    earlier.set(label, number)
    return number === 1 ? label : `${label} (${number})`
  })
}

const counts = (texts: ReadonlyArray<string>): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (const text of texts) found.set(text, (found.get(text) ?? 0) + 1)
  return found
}
