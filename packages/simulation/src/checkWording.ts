/**
 * Says what is wrong with a wording before anything is drawn from it.
 */
import { Effect, Result, Schema } from "effect"
import { parsePattern, wordsOfPattern } from "./Pattern.ts"
import type { SimulationParams } from "./SimulationParams.ts"
import { curveAt, siteTimeline } from "./siteTimeline.ts"
import type { ProseWording, Wording } from "./Wording.ts"
import { parseWords, wordCounts } from "./wordDistributions.ts"

/** The wording and the parameters do not make a corpus. */
export class UnsoundWordingError extends Schema.TaggedError<UnsoundWordingError>()("UnsoundWordingError", {
  problems: Schema.Array(Schema.String)
}) {
  override get message() {
    return `the simulated corpus cannot be made; change the study's wording or the parameters: ${this.problems.join("; ")}`
  }
}

/** Fails with every problem at once. */
export const checkWording = (wording: Wording, params: SimulationParams): Effect.Effect<void, UnsoundWordingError> => {
  const problems = [
    ...problemsOfParams(params),
    ...problemsOfWords(wording, params),
    ...problemsOfProse(wording),
    ...problemsOfSites(wording, params)
  ]
  return problems.length === 0 ? Effect.void : Effect.fail(new UnsoundWordingError({ problems }))
}

const problemsOfParams = ({ firstYear, lastYear, difficulty }: SimulationParams): ReadonlyArray<string> => [
  ...(lastYear < firstYear ? [`lastYear ${lastYear} is before firstYear ${firstYear}`] : []),
  ...(difficulty.maxDrawnWords < difficulty.minDrawnWords ? ["maxDrawnWords is less than minDrawnWords"] : []),
  ...(difficulty.backgroundShare + difficulty.strayShare > 1 ? ["backgroundShare and strayShare sum to over 1"] : [])
]

const problemsOfWords = ({ topics, background }: Wording, params: SimulationParams): ReadonlyArray<string> => {
  const { own, sharedWithEach } = wordCounts(params.difficulty)
  const problems: Array<string> = []
  if (topics.length < 3) problems.push(`there are ${topics.length} topics, at least 3 are needed`)
  if (parseWords(background).length === 0) problems.push("there is no background word")
  for (const { name, words, sharedWithNext, code, tags } of topics) {
    const nWords = parseWords(words).length
    const nShared = parseWords(sharedWithNext).length
    if (nWords < own) problems.push(`topic "${name}" has ${nWords} words of its own, ${own} are needed`)
    if (nShared < sharedWithEach) {
      problems.push(`topic "${name}" shares ${nShared} words with the next, ${sharedWithEach} are needed`)
    }
    if (code.length === 0 || tags.length === 0) problems.push(`topic "${name}" has no code or no tags`)
  }
  const listByWord = new Map<string, string>()
  for (const [list, words] of [...wordListsOf(topics), ["background", background] as const]) {
    for (const { text } of parseWords(words)) {
      const word = text.toLowerCase()
      if (!/^[a-z][a-z0-9]{2,}$/.test(word)) problems.push(`"${text}" (${list}) is not one word of letters and digits`)
      const before = listByWord.get(word)
      if (before !== undefined) problems.push(`"${text}" stands in ${before} and in ${list}`)
      listByWord.set(word, list)
    }
  }
  return problems
}

const wordListsOf = (topics: Wording["topics"]): ReadonlyArray<readonly [name: string, words: string]> =>
  topics.flatMap(({ name, words, sharedWithNext }) => [
    [name, words] as const,
    [`${name} and the next`, sharedWithNext] as const
  ])

const slots: { readonly [K in keyof ProseWording]?: readonly [min: number, max: number] } = {
  titles: [1, 3],
  sentences: [1, 3],
  listEntries: [1, 1],
  openings: [0, 0],
  asides: [0, 0],
  codeLeads: [0, 0],
  quotes: [0, 0],
  closings: [0, 0]
}

const insertions = ["formulas", "inlineCode", "links", "emoji", "images"] as const

/** A word of a topic in a pattern would stand in posts of all topics, where the oracle does not see it. */
const problemsOfProse = ({ topics, prose }: Wording): ReadonlyArray<string> => {
  const ofTopics = new Set(
    wordListsOf(topics).flatMap(([, words]) => parseWords(words).map(({ text }) => text.toLowerCase()))
  )
  const missing = insertions.filter((name) => prose[name].length === 0).map((name) => `there are no ${name}`)
  const ofPatterns = Object.entries(slots).flatMap(([name, [min, max]]) => {
    const patterns = prose[name as keyof ProseWording] as ReadonlyArray<string>
    const parsing = patterns.map((source) =>
      Result.try({
        try: () => ({ source, pattern: parsePattern(source) }),
        catch: (cause) => `"${source}" (${name}): ${(cause as SyntaxError).message}`
      })
    )
    const parsed = parsing.flatMap((each) => (Result.isSuccess(each) ? [each.success] : []))
    return [
      ...parsing.flatMap((each) => (Result.isFailure(each) ? [each.failure] : [])),
      ...(parsed.some(({ pattern }) => pattern.nWords === min)
        ? []
        : [`${name} have no pattern with ${min} drawn words`]),
      ...parsed
        .filter(({ pattern }) => pattern.nWords < min || pattern.nWords > max)
        .map(({ source }) => `"${source}" (${name}) takes too many or too few drawn words`),
      ...parsed.flatMap(({ source, pattern }) =>
        wordsOfPattern(pattern)
          .filter((word) => ofTopics.has(word))
          .map((word) => `"${source}" (${name}) holds "${word}", which is a word of a topic`)
      )
    ]
  })
  return [...missing, ...ofPatterns]
}

const problemsOfSites = ({ sites, topics }: Wording, params: SimulationParams): ReadonlyArray<string> => {
  const alive = sites.flatMap((site) => {
    const timeline = siteTimeline(site, params.firstYear, params.lastYear)
    return timeline === undefined ? [] : [{ site: site.site, timeline }]
  })
  const repeated = (names: ReadonlyArray<string>) => names.filter((name, i) => names.indexOf(name) !== i)
  const names = [sites.map(({ site }) => site), sites.map(({ label }) => label), topics.map(({ name }) => name)]
  const twice = names.flatMap(repeated)
  if (twice.length > 0) return twice.map((name) => `the name "${name}" is used twice`)
  if (alive.length === 0) return [`no site was open before ${params.lastYear + 1}`]
  const isAlive = (site: string, year: number) =>
    topics.some((topic) => curveAt(topic.trend, year) * (topic.sites[site] ?? 1) > 0)
  const untagged = sites.filter(({ tags }) => tags.length === 0).map(({ site }) => `site "${site}" has no tags`)
  const dead = alive.flatMap(({ site, timeline }) => [
    ...(timeline.yearShares.every((share) => share > 0) ? [] : [`site "${site}" has a year without growth`]),
    ...Array.from({ length: timeline.nYears }, (_, y) => timeline.firstYear + y)
      .filter((year) => !isAlive(site, year))
      .map((year) => `no topic is alive at "${site}" in ${year}`)
  ])
  return [...untagged, ...dead]
}
