/**
 * Accepted topics as text: JSON with a post a line, sorted, so that a changed post is a changed line. It holds sites and
 * ids, and the names that a person gave; nothing of what the posts say.
 */

/** A topic that a person accepted. */
export interface AcceptedTopic {
  /** From 1; no two have the same. */
  readonly number: number
  /** Empty where nobody gave it one. */
  readonly name: string
  /** True where no topic of the accepted run has the number any more; it then has no posts. */
  readonly retired: boolean
  readonly posts: ReadonlyArray<{ readonly site: string; readonly id: string }>
}

const form = 1

/** The text of a file of accepted topics: topics by number, posts by site, then id (shorter ones first, so that numbers ascend). */
export const encodeAccepted = (topics: ReadonlyArray<AcceptedTopic>): string => {
  const sorted = [...topics].sort((a, b) => a.number - b.number)
  const json = sorted.map(({ number, name, retired, posts }) => ({
    number,
    ...(name === "" ? {} : { name }),
    ...(retired ? { retired } : { posts: bySite(posts) })
  }))
  return `${JSON.stringify({ "accepted-topics": form, topics: json }, null, 1)}\n`
}

/** The topics in such a text, or one sentence about what is wrong with it. */
export const decodeAccepted = (text: string): ReadonlyArray<AcceptedTopic> | string => {
  const json = parsed(text)
  if (!isRecord(json)) return "it is no JSON"
  if (json["accepted-topics"] !== form)
    return `it is not of the form ${form} that this program reads ("accepted-topics": ${form})`
  if (!Array.isArray(json["topics"])) return "it has no list of topics"
  const topics: Array<AcceptedTopic> = []
  const seen = new Set<number>()
  const owner = new Map<string, number>()
  for (const topic of json["topics"] as ReadonlyArray<unknown>) {
    if (!isRecord(topic)) return "a topic is no object"
    const { number, name = "", retired = false, posts = {} } = topic
    if (typeof number !== "number" || !Number.isInteger(number) || number < 1 || number > 0xffffffff)
      return `${JSON.stringify(number)} is no number of a topic: they are whole and begin with 1`
    if (seen.has(number)) return `topic ${number} is there twice`
    seen.add(number)
    if (typeof name !== "string") return `the name of topic ${number} is no text`
    if (typeof retired !== "boolean") return `"retired" of topic ${number} is neither true nor false`
    if (!isRecord(posts)) return `the posts of topic ${number} are not lists of ids by site`
    const ids: Array<{ site: string; id: string }> = []
    for (const [site, list] of Object.entries(posts)) {
      if (!Array.isArray(list) || list.some((id) => typeof id !== "string"))
        return `the posts of topic ${number} on ${site} are no list of ids`
      for (const id of list as ReadonlyArray<string>) {
        const key = `${site}\n${id}`
        if (owner.has(key)) return `post ${id} of ${site} is in topic ${owner.get(key)} and in topic ${number}`
        owner.set(key, number)
        ids.push({ site, id })
      }
    }
    topics.push({ number, name, retired, posts: ids })
  }
  return topics.sort((a, b) => a.number - b.number)
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const bySite = (posts: AcceptedTopic["posts"]): Readonly<Record<string, ReadonlyArray<string>>> => {
  const groups = Map.groupBy(posts, ({ site }) => site)
  return Object.fromEntries(
    [...groups.keys()].sort(compare).map((site) => [
      site,
      groups
        .get(site)!
        .map(({ id }) => id)
        .sort((a, b) => a.length - b.length || compare(a, b))
    ])
  )
}

/** By UTF-16 units, whatever the locale. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
