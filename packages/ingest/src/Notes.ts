/**
 * What a reader must know of the inputs, counted while they are read and said once for all of them.
 */
import * as Table from "@praxis/dataflow/Table"
import { counted } from "./counted.ts"
import { IngestNotes } from "./IngestRows.ts"
import type { PieceNotes } from "./PieceNotes.ts"
import { optionalFields, type PostField, postFields } from "./postFields.ts"

/** How often something was seen, and where first. */
interface Seen {
  times: number
  readonly first: string
}

/** Collects what is missing or odd in one input, piece by piece. */
export class Notes {
  readonly #label: string
  readonly #present = new Set<PostField>()
  readonly #bad = new Map<PostField, Seen>()
  readonly #oddities = new Map<string, Seen>()
  readonly #sentences: Array<string> = []
  #questions = 0
  #withoutSite = 0

  constructor(label: string) {
    this.#label = label
  }

  /** Adds what was seen in a piece; `placeOf` names the place of one of its lines, such as `line 3`. */
  add(notes: PieceNotes, placeOf: (line: number | null) => string): void {
    this.#questions += notes.questions
    this.#withoutSite += notes.withoutSite
    for (const field of notes.present) this.#present.add(field)
    for (const [field, { times, line, value }] of notes.bad) {
      see(this.#bad, field, times, () => `${JSON.stringify(value)} on ${placeOf(line)}`)
    }
    for (const [oddity, { times, line }] of notes.oddities) {
      see(this.#oddities, oddity, times, () => `on ${placeOf(line)}`)
    }
  }

  /** Adds a sentence to be said as it is. */
  say(sentence: string): void {
    this.#sentences.push(`${this.#label}: ${sentence}`)
  }

  /** What was collected, for {@link readNotes}. */
  toTable(): Table.Table<typeof IngestNotes> {
    return Table.fromRows(IngestNotes, [
      ...this.#missing().map((text) => ({ kind: "missing", text })),
      ...Array.from(this.#all(), (text) => ({ kind: "sentence", text }))
    ])
  }

  /** The fields that no question of this input has. */
  #missing(): ReadonlyArray<PostField> {
    return this.#questions === 0
      ? []
      : optionalFields.filter((field) => !this.#present.has(field) && !this.#bad.has(field))
  }

  /** Sentences on this input alone. */
  *#all(): Generator<string> {
    yield* this.#sentences
    for (const [field, { times, first }] of this.#bad) {
      yield `${this.#label}: ${counted(times, "value")} of ${postFields[field].name} cannot be read (first ${first}); the ${times === 1 ? "post is" : "posts are"} kept without`
    }
    for (const [oddity, { times, first }] of this.#oddities) {
      yield `${this.#label}: ${counted(times, oddity)} (first ${first}) ${times === 1 ? "is kept as it is written" : "are kept as they are written"}`
    }
    if (this.#questions === 0) yield `${this.#label}: holds no question`
    if (this.#withoutSite > 0) {
      yield `${this.#label}: nothing tells the site of ${counted(this.#withoutSite, "post")}, so ${this.#withoutSite === 1 ? "it has no link" : "they have no links"}, sites cannot be compared, and posts of several sites with one id count as one; give it as SITE=FILE`
    }
  }
}

/** What is said of one input. */
export interface InputSays {
  /** The fields that no question of it has. */
  readonly missing: ReadonlyArray<string>
  readonly sentences: ReadonlyArray<string>
}

/** What {@link Notes} collected of one input. */
export const readNotes = (notes: Table.Table<typeof IngestNotes>): InputSays => {
  const texts = (of: string) =>
    Table.toRows(notes)
      .filter(({ kind }) => kind === of)
      .map(({ text }) => text)
  return { missing: texts("missing"), sentences: texts("sentence") }
}

/** All sentences: on missing fields once for all inputs that miss them, then on each input. `says` has one entry a label. */
export const sayAll = (labels: ReadonlyArray<string>, says: ReadonlyArray<InputSays>): ReadonlyArray<string> => {
  const missing = optionalFields.flatMap((field) => {
    const without = labels.filter((_, input) => says[input]!.missing.includes(field))
    return without.length === 0
      ? []
      : [`no ${postFields[field].name} in ${without.join(", ")}: ${postFields[field].cost}`]
  })
  return [...missing, ...says.flatMap(({ sentences }) => sentences)]
}

const see = <K>(seen: Map<K, Seen>, key: K, times: number, first: () => string): void => {
  const known = seen.get(key)
  if (known === undefined) seen.set(key, { times, first: first() })
  else known.times += times
}
