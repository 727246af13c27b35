/**
 * What a reader must know of one piece, counted while it is read.
 */
import { optionalFields, type PostField } from "./postFields.ts"
import type { Question } from "./readPost.ts"

/** How often something was seen, and where first; the line counts from the start of the piece, from 0. */
export interface Seen {
  readonly times: number
  readonly line: number | null
}

/** What {@link PieceNotesBuilder} collected; plain values. */
export interface PieceNotes {
  readonly questions: number
  /** Questions whose site nothing tells. */
  readonly withoutSite: number
  /** Fields that a question has. */
  readonly present: ReadonlyArray<PostField>
  /** Values that cannot be read, by field. */
  readonly bad: ReadonlyArray<readonly [field: PostField, seen: Seen & { readonly value: string }]>
  /** What a parser put up with. */
  readonly oddities: ReadonlyArray<readonly [oddity: string, seen: Seen]>
}

/** Collects what is missing or odd in one piece. */
export class PieceNotesBuilder {
  readonly #present = new Set<PostField>()
  readonly #bad = new Map<PostField, Seen & { readonly value: string }>()
  readonly #oddities = new Map<string, Seen>()
  #questions = 0
  #withoutSite = 0

  /** Notes a question; `isSiteKnown` tells whether anything names its site. */
  question(question: Question, isSiteKnown: boolean): void {
    this.#questions++
    if (!isSiteKnown) this.#withoutSite++
    if (this.#present.size === optionalFields.length) return
    for (const field of optionalFields) if (isPresent(question, field)) this.#present.add(field)
  }

  badValue(field: PostField, value: string, line: number | null): void {
    const known = this.#bad.get(field)
    this.#bad.set(
      field,
      known === undefined ? { times: 1, line, value: value.slice(0, 40) } : { ...known, times: known.times + 1 }
    )
  }

  /** Notes something that a parser put up with; `oddity` is a noun that an s makes plural. */
  oddity(oddity: string, line: number | null): void {
    const known = this.#oddities.get(oddity)
    this.#oddities.set(oddity, known === undefined ? { times: 1, line } : { ...known, times: known.times + 1 })
  }

  finish(): PieceNotes {
    return {
      questions: this.#questions,
      withoutSite: this.#withoutSite,
      present: Array.from(this.#present),
      bad: Array.from(this.#bad),
      oddities: Array.from(this.#oddities)
    }
  }
}

const isPresent = (question: Question, field: PostField): boolean => {
  switch (field) {
    case "id":
      return question.hasOwnId
    case "tags":
      return question.tags.length > 0
    case "licence":
      return question.licence !== null && !question.licence.endsWith("(by date)")
    case "createdAt":
    case "score":
    case "viewCount":
    case "answerCount":
    case "owner":
      return question[field] !== null
    default:
      return true
  }
}
