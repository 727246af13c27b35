/**
 * Tables of a made-up study, whose counts agree with each other: topics × sites × years, evidence, funnel.
 */
import * as Table from "@praxis/dataflow/Table"
import { VocabularyLosses } from "@praxis/tables/Documents"
import { SimilarPosts, StateChanges } from "@praxis/tables/Duplicates"
import { CorpusLicences, CorpusSites, CorpusYears, Funnel, InputNotes, RejectReasons } from "@praxis/tables/Posts"
import { Provenance } from "@praxis/tables/Provenance"
import { SelectionFunnel, TermHits } from "@praxis/tables/Selection"
import { Evidence, TopicShares, TopicSites, TopicSizes, TopicStarts, TopicTerms, Validity } from "@praxis/tables/Topics"
import type { ReportTables } from "../src/ReportModel.ts"
import type { ReportParams } from "../src/ReportParams.ts"
import { analysisTables, type Everything } from "./analysisTables.ts"

/** What the made-up study has. */
export interface StudyShape {
  readonly sites: ReadonlyArray<string>
  readonly firstYear: number
  readonly nYears: number
  /** A row a topic: its words, best first. */
  readonly topics: ReadonlyArray<ReadonlyArray<string>>
  /** Questions of the largest site in its best year and largest topic. */
  readonly most: number
  readonly simulated: boolean
  /** Title and excerpt of a question of a topic. */
  readonly title: (words: ReadonlyArray<string>, rank: number) => string
  readonly excerpt: (words: ReadonlyArray<string>, rank: number) => string
  readonly url: (site: string, id: string) => string | null
  /** Of a site. */
  readonly address: (site: string) => string | null
  readonly label: string
}

const wordLists = [
  "kernel notebook restart died dead jupyter crash browser tab reconnect",
  "keras layer input_shape model.fit() dense compile sequential lstm dimension callback",
  "pandas dataframe column merge groupby index csv row loc pivot",
  "colab gpu drive mount runtime session disconnect upload quota cuda",
  "matplotlib figure inline axis legend subplot plt savefig colormap tick",
  "pip install conda environment ModuleNotFoundError version python3.8 path virtualenv wheel",
  "spark pyspark rdd executor cluster parquet udf partition shuffle driver",
  "tensor pytorch autograd loss.backward() optimizer batch cuda grad epoch dataloader",
  "sklearn pipeline classifier cross_validation gridsearch train_test_split score fold scaler estimator",
  "image opencv contour resize augmentation pixel mask cv2 segmentation bounding",
  "token nltk sentence corpus lemma spacy stemmer embedding word2vec stop-word",
  "regression coefficient residual r-squared linear lasso ridge multicollinearity intercept slope",
  "widget ipywidgets slider interact callback display button output dropdown layout",
  "memory out-of-memory chunk allocate RAM swap generator leak batch size",
  "git nbconvert export pdf latex diff markdown cell html template"
]

/** Five sites, fifteen years, fifteen topics. */
export const wideShape: StudyShape = {
  sites: ["ai", "cs", "datascience", "stackoverflow", "stats"],
  firstYear: 2009,
  nYears: 15,
  topics: wordLists.map((words) => words.split(" ")),
  most: 60,
  simulated: true,
  title: (words, rank) =>
    [
      `Why does ${words[0]} stop at ${words[1]} when I run the second cell?`,
      `${words[2]} and ${words[3]}: what is the right order?`,
      `How can I tell whether ${words[4]} used the ${words[0]} that I set?`,
      `${words[1]} works in a script and not in a notebook`,
      `Is there a way to keep ${words[5]} between two runs of ${words[2]}?`
    ][rank % 5]!,
  excerpt: (words, rank) =>
    `I follow a course and ${rank % 2 === 0 ? "have a small project" : "must hand in a notebook"} in which ${words[0]} comes before ${words[2]}. On my own machine it takes a minute; on the shared one it never ends and the log names ${words[3]} and ${words[6]}. I tried a fresh ${words[1]}, a smaller ${words[4]}, and an older version. What should I look at first, and how would I know that it helped?`.slice(
      0,
      400
    ),
  url: (site, id) => (site === "unknown" ? null : `https://${site}.example/questions/${id}`),
  address: (site) => (site === "unknown" ? null : `https://${site}.example`),
  label: "posts.csv"
}

/** The words of the made-up study. */
export const studyParams: ReportParams = {
  title: "What people ask when machine learning meets the notebook",
  question:
    "Which topics show in questions about machine learning in interactive notebooks, and how do they differ between sites and years?",
  lede: [
    "This report groups questions by the words they share. It shows how large each group is, how it is spread over sites and years, and which questions to read in order to judge it."
  ],
  method:
    "Questions are read as words, weighted by how telling each word is, brought to few dimensions, and grouped by k-means. Every step is seeded, and every number can be traced to the questions behind it.",
  selection: {
    a: "notebooks",
    b: "machine learning",
    rule: "A question is selected where it is tagged with one of the two subjects and its title or body names the other.",
    matching: "A term counts where it stands as a whole word.",
    paper: "The earlier study took a term for named wherever its letters stood."
  },
  siteNames: {
    ai: "Artificial Intelligence",
    cs: "Computer Science",
    datascience: "Data Science",
    stackoverflow: "Stack Overflow",
    stats: "Cross Validated"
  },
  limits: [
    {
      title: "Tags selected the corpus",
      text: "Questions that nobody tagged with the terms of the rule are not here."
    },
    {
      title: "Deleted questions are missing, and not at random",
      text: "Sites remove unanswered questions more often."
    },
    { title: "Absence of questions is not absence of a practice", text: "Sites close what they hold to be off topic." }
  ],
  references: [
    {
      text: "A. Author, “A study of notebooks”, Proceedings of a Conference, 2020.",
      url: "https://doi.example/10.1/abc"
    }
  ],
  nTerms: 10
}

/** Numbers from 0 up to 1 that look like chance and are the same each time. */
const noise = (...parts: ReadonlyArray<number>): number => {
  let state = 2166136261
  for (const part of parts) state = Math.imul(state ^ (part + 1), 16777619)
  state = Math.imul(state ^ (state >>> 15), 2246822507)
  return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
}

/** Rows that were not kept of the site s. */
const droppedOf = (s: number): Readonly<Record<string, number>> => ({
  answer: 7 * (s + 1),
  "no-title": s,
  duplicate: s === 3 ? 162 : 0
})

/** The tables of the report, and the one that it counts batch by batch. */
export interface StudyTables extends ReportTables, Everything {
  readonly similarPosts: Table.Table<typeof SimilarPosts>
}

/** What the rule of the made-up study leaves of so many posts; the paper's matching lets in a few more. */
const stepsOf = (variant: string, posts: number): Readonly<Record<string, number>> => {
  const more = variant === "paper" ? 1.25 : 1
  const part = (share: number) => Math.floor(posts * share)
  const onlyA = part(0.12 * more)
  const both = part(0.04 * more)
  const onlyB = part(0.09 * more)
  return {
    posts,
    "tagged-a": part(0.4),
    "tagged-b": part(0.3),
    "tagged-both": part(0.1),
    "a-mentions-b": onlyA + both,
    "b-mentions-a": onlyB + both,
    "selected-a": onlyA,
    "selected-b": onlyB + both,
    selected: onlyA + both + onlyB,
    "selected-only-a": onlyA,
    "selected-only-b": onlyB,
    "selected-tagged-both": both
  }
}

/** All inputs of the report for a shape. */
export const studyTables = (shape: StudyShape): StudyTables => {
  const tables = basicTables(shape)
  return { ...tables, ...analysisTables({ sizes: tables.sizes, terms: tables.terms, shares: tables.topicShares }) }
}

const basicTables = (shape: StudyShape): Omit<StudyTables, keyof Everything> => {
  const { sites, topics, firstYear, nYears } = shape
  const siteSize = sites.map((_, s) => [0.12, 0.08, 0.3, 1, 0.22][s % 5]!)
  const numbers = topics.map((_, topic) => topic)
  const begins = sites.map((_, s) => (s === 0 && nYears > 6 ? 6 : s === 1 && nYears > 6 ? 3 : 0))
  const cell = (topic: number, s: number, y: number): number => {
    if (y < begins[s]!) return 0
    const growth =
      Math.sin(((y + 1) / (nYears + 2)) * Math.PI) * (0.4 + noise(topic, s) * (topic % 3 === 0 ? y / nYears : 1))
    return Math.floor((shape.most * siteSize[s]! * growth * (0.7 + 0.6 * noise(topic, s, y))) / (1 + topic * 0.28))
  }
  const counts = numbers.map((topic) =>
    sites.map((_, s) => Array.from({ length: nYears }, (_, y) => cell(topic, s, y)))
  )
  const sum = (values: ReadonlyArray<number>) => values.reduce((total, value) => total + value, 0)
  const ofTopicAndSite = counts.map((bySite) => bySite.map(sum))
  const ofTopic = ofTopicAndSite.map(sum)
  const order = numbers.toSorted((a, b) => ofTopic[b]! - ofTopic[a]! || a - b)
  const total = sum(ofTopic)
  const ofSite = sites.map((_, s) => sum(ofTopicAndSite.map((bySite) => bySite[s]!)))
  const ofSiteAndYear = sites.map((_, s) =>
    Array.from({ length: nYears }, (_, y) => sum(counts.map((bySite) => bySite[s]![y]!)))
  )
  const yearsOf = (s: number) => Array.from({ length: nYears }, (_, y) => y).filter((y) => y >= begins[s]!)
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  return {
    provenance: Table.fromRows(Provenance, [
      { section: "study", name: "name", value: "made-up" },
      { section: "study", name: "title", value: "A made-up study" },
      { section: "study", name: "seed", value: "1" },
      { section: "corpus", name: "name", value: shape.simulated ? "simulated" : "sample" },
      { section: "corpus", name: "simulated", value: String(shape.simulated) },
      ...sites.map((site) => ({
        section: "input",
        name: `${site}/${shape.label}`,
        value: `${site} · 162052 bytes · c33a4c22f665b358c44abbf4ca07c99420c81b1235aad0073fb7f80af958a414`
      })),
      { section: "parameter", name: "similar-posts.similarity", value: "0.8" },
      { section: "parameter", name: "similar-posts.shingle", value: "5" },
      { section: "parameter", name: "tokens.channels.title", value: '"keep"' },
      { section: "parameter", name: "tokens.channels.inline", value: '"names"' },
      { section: "parameter", name: "vocabulary.minDf", value: "5" },
      { section: "parameter", name: "vocabulary.maxDf", value: "0.5" },
      { section: "parameter", name: "lsa.dims", value: "50" },
      { section: "parameter", name: "topics.k", value: String(topics.length) },
      { section: "parameter", name: "topics.starts", value: "10" },
      { section: "version", name: "node", value: "26.10.0" },
      { section: "version", name: "engine format", value: "1" }
    ]),
    funnel: Table.fromRows(
      Funnel,
      sites.flatMap((site, s) => {
        const dropped = droppedOf(s)
        const kept = ofSite[s]!
        const rows = { read: kept + sum(Object.values(dropped)), kept, ...dropped }
        return Object.entries(rows).map(([step, n]) => ({ input: `${site}/${shape.label}`, site, step, rows: n }))
      })
    ),
    rejectReasons: Table.fromRows(
      RejectReasons,
      sites.flatMap((site, s) =>
        Object.entries(droppedOf(s))
          .filter(([, rows]) => rows > 0)
          .map(([reason, rows]) => ({
            input: `${site}/${shape.label}`,
            step: reason === "answer" ? "kind" : reason === "duplicate" ? "merge" : "fields",
            reason,
            rows,
            remedy: reason === "no-title" ? "nothing if it is an answer; else export the question's Title" : "nothing",
            places: ["line 3", "line 17", "row 9"].slice(0, rows),
            details: [shape.label, shape.title(topics[0]!, s), "PostTypeId 2"].slice(0, rows)
          }))
      )
    ),
    notes: Table.fromRows(
      InputNotes,
      sites.slice(1, 2).map((site) => ({ note: `${site}/${shape.label}: no owner, so authors are not counted.` }))
    ),
    corpusSites: Table.fromRows(
      CorpusSites,
      sites.map((site, s) => ({
        site,
        title: null,
        address: shape.address(site),
        posts: ofSite[s]!,
        firstAt: Date.UTC(firstYear + begins[s]!, 1 + s, 3 + s),
        lastAt: Date.UTC(firstYear + nYears - 1, 7 - s, 27 - s),
        undated: 0,
        authors: s === 1 ? null : Math.ceil(ofSite[s]! * 0.8),
        withAuthor: s === 1 ? 0 : Math.max(0, ofSite[s]! - s)
      }))
    ),
    corpusYears: Table.fromRows(
      CorpusYears,
      sites.flatMap((site, s) => yearsOf(s).map((y) => ({ site, year: firstYear + y, posts: ofSiteAndYear[s]![y]! })))
    ),
    corpusLicences: Table.fromRows(
      CorpusLicences,
      sites.flatMap((site, s): ReadonlyArray<Table.RowOf<typeof CorpusLicences>> => {
        const byDate = Math.floor(ofSite[s]! / 3)
        return shape.simulated
          ? [{ site, licence: null, posts: ofSite[s]! }]
          : [
              { site, licence: "CC BY-SA 3.0 (by date)", posts: byDate },
              { site, licence: "CC BY-SA 4.0", posts: ofSite[s]! - byDate }
            ]
      })
    ),
    selectionFunnel: Table.fromRows(
      SelectionFunnel,
      ["paper", "words"].flatMap((variant) =>
        sites.flatMap((site, s) =>
          yearsOf(s).flatMap((y) =>
            Object.entries(stepsOf(variant, ofSiteAndYear[s]![y]!)).map(([step, posts]) => ({
              variant,
              site,
              year: firstYear + y,
              step,
              posts
            }))
          )
        )
      )
    ),
    termHits: Table.fromRows(
      TermHits,
      ["paper", "words"].flatMap((variant, v) =>
        ["a", "b"].flatMap((list, l) =>
          topics.slice(l * 2, l * 2 + 2).flatMap((words, t) =>
            words.slice(0, 3).map((term, i) => ({
              variant,
              list,
              term,
              tagged: Math.floor(total / (9 + 4 * i + t)),
              mentioned: Math.floor(total / (6 + 3 * i + t)),
              selected: Math.floor(total / (14 + 5 * i + t - 2 * v))
            }))
          )
        )
      )
    ),
    similarPosts: Table.fromRows(
      SimilarPosts,
      sites.flatMap((site, s) =>
        Array.from({ length: 6 }, (_, i) => ({
          site,
          id: String(100_000 + i),
          otherSite: sites[i === 0 ? (s + 1) % sites.length : s]!,
          otherId: String(100_900 + i),
          kind: i === 1 ? "same" : "near",
          crossPost: i === 0 && sites.length > 1,
          sameAuthor: i < 2,
          similarity: i === 1 ? 1 : 0.95 - i * 0.02
        }))
      )
    ),
    stateChanges: Table.fromRows(
      StateChanges,
      sites.slice(0, 1).flatMap((site) => [
        { site, column: "any", posts: 31 },
        { site, column: "title", posts: 2 },
        { site, column: "score", posts: 30 }
      ])
    ),
    losses: Table.fromRows(VocabularyLosses, [
      { step: "stop-words", words: 412, tokens: 151_209, posts: 2_990, emptied: 3 },
      { step: "min-df", words: 18_344, tokens: 31_877, posts: 2_711, emptied: 12 },
      { step: "max-df", words: 2, tokens: 4_410, posts: 2_204, emptied: 0 },
      { step: "kept", words: 3_127, tokens: 120_333, posts: 2_985, emptied: 0 }
    ]),
    sizes: Table.fromRows(
      TopicSizes,
      order.map((from, topic) => ({ topic, posts: ofTopic[from]!, share: share(ofTopic[from]!, total) }))
    ),
    topicSites: Table.fromRows(
      TopicSites,
      sites.flatMap((site, s) =>
        order.map((from, topic) => ({
          site,
          topic,
          posts: ofTopicAndSite[from]![s]!,
          total: ofSite[s]!,
          share: share(ofTopicAndSite[from]![s]!, ofSite[s]!)
        }))
      )
    ),
    topicShares: Table.fromRows(
      TopicShares,
      sites.flatMap((site, s) =>
        yearsOf(s).flatMap((y) =>
          order.map((from, topic) => ({
            site,
            year: firstYear + y,
            partial: y === begins[s] || y === nYears - 1,
            topic,
            posts: counts[from]![s]![y]!,
            total: ofSiteAndYear[s]![y]!,
            share: share(counts[from]![s]![y]!, ofSiteAndYear[s]![y]!)
          }))
        )
      )
    ),
    terms: Table.fromRows(
      TopicTerms,
      order.flatMap((from, topic) =>
        topics[from]!.map((term, i) => ({
          topic,
          rank: i + 1,
          term,
          score: 0.16 / (i + 1.5 + noise(from, i) / 2),
          count: Math.floor(ofTopic[from]! * (1.9 - i * 0.12)),
          posts: Math.floor(ofTopic[from]! * (0.8 - i * 0.06))
        }))
      )
    ),
    evidence: Table.fromRows(
      Evidence,
      order.flatMap((from, topic) =>
        ["central", "borderline", "random"].flatMap((kind, k) =>
          Array.from({ length: 5 }, (_, r) => {
            const site = sites[(topic + r + k) % sites.length]!
            const id = String(100_000 + topic * 100 + k * 10 + r)
            return {
              topic,
              kind,
              rank: r + 1,
              site,
              id,
              title: shape.title(topics[from]!, r + k),
              excerpt: shape.excerpt(topics[from]!, r + k),
              createdAt: Date.UTC(firstYear + nYears - 2, (topic + r) % 12, 1 + ((topic * 7 + r * 3) % 28)),
              url: shape.url(site, id),
              licence: shape.simulated ? null : r === 1 ? "CC BY-SA 3.0 (by date)" : "CC BY-SA 4.0",
              similarity: k === 0 ? 0.9 - r * 0.02 : 0.5 - r * 0.03,
              margin: k === 1 ? 0.002 * (r + 1) : 0.2
            }
          })
        )
      )
    ),
    starts: Table.fromRows(
      TopicStarts,
      Array.from({ length: 10 }, (_, start) => ({
        start,
        seed: Math.floor(noise(start) * 2 ** 32),
        iterations: 12 + (start % 5) * 4,
        converged: start !== 7,
        inertia: start === 4 ? 1011.25 : 1012 + noise(start, 3) * 14,
        kept: start === 4
      }))
    ),
    validity: shape.simulated
      ? Table.fromRows(Validity, [
          {
            measure: "ari-topics",
            value: 0.8312,
            definition:
              "Adjusted Rand index of topics and planted topics, unassigned questions as a group of their own."
          },
          {
            measure: "ari-oracle",
            value: 0.9255,
            definition: "The same for the topic with the highest posterior under the true parameters."
          },
          { measure: "ari-ratio", value: 0.8981, definition: "ari-topics / ari-oracle." },
          { measure: "posts", value: total, definition: "Questions that bear a planted topic." },
          { measure: "planted-topics", value: topics.length, definition: "Topics that the simulator planted." }
        ])
      : undefined
  }
}
