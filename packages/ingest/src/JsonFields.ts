/**
 * Members of JSON objects to the fields of a raw post.
 */
import { type PostField, plainName, postFields, type RawPost } from "./postFields.ts"

type Members = Readonly<Record<string, unknown>>

/** Reads objects by the names of their members; remembers what the names mean. */
export class JsonFields {
  readonly #fieldByPlain: ReadonlyMap<string, PostField>
  /** The place of a plain name among the names of its field: a lower one counts first. */
  readonly #rankByPlain: ReadonlyMap<string, number>
  /** Names of members whose own members are read. */
  readonly #outer: ReadonlySet<string>
  readonly #plainByName = new Map<string, string>()

  /** `fieldByName` as `fieldByPlainName` gives it. */
  constructor(fieldByName: Readonly<Record<string, PostField>>) {
    const names = Object.keys(fieldByName)
    this.#fieldByPlain = new Map(Object.entries(fieldByName))
    this.#rankByPlain = new Map(names.map((name, rank) => [name, rank]))
    this.#outer = new Set(names.filter((name) => name.includes(".")).map((name) => name.slice(0, name.indexOf("."))))
  }

  /** The fields of an object as text, or why it is malformed in a few words. */
  read(object: Members, onOddity: (oddity: string) => void): RawPost | string {
    const raw: { [Field in PostField]?: string | undefined } = {}
    const rankByField = new Map<PostField, number>()
    const take = (plain: string, name: string, value: unknown): string | undefined => {
      const field = this.#fieldByPlain.get(plain)
      if (field === undefined) return undefined
      const rank = this.#rankByPlain.get(plain)!
      const known = rankByField.get(field)
      if (known === rank) return `two members are named like ${JSON.stringify(name.slice(0, 40))}`
      if (known !== undefined && known < rank) return undefined
      rankByField.set(field, rank)
      const text = textOf(value, field)
      if (text === undefined) return `${postFields[field].name} is ${Array.isArray(value) ? "an array" : "an object"}`
      raw[field] = text ?? undefined
      return undefined
    }
    for (const [name, value] of Object.entries(object)) {
      const plain = this.#plain(name)
      const wrong = take(plain, name, value)
      if (wrong !== undefined) return wrong
      if (!this.#outer.has(plain) || typeof value !== "object" || value === null) continue
      for (const [inner, innerValue] of Object.entries(value)) {
        const wrong = take(`${plain}.${this.#plain(inner)}`, inner, innerValue)
        if (wrong !== undefined) return wrong
      }
    }
    if (isApiAnswer(object) && raw.title !== undefined) raw.title = decodeSafe(raw.title)
    for (const field in raw) {
      const text = raw[field as PostField]
      if (text === undefined || text.isWellFormed()) continue
      raw[field as PostField] = asWritten(text)
      onOddity("lone surrogate")
    }
    return raw
  }

  #plain(name: string): string {
    const known = this.#plainByName.get(name)
    if (known !== undefined) return known
    const plain = plainName(name)
    if (this.#plainByName.size < 1000) this.#plainByName.set(name, plain)
    return plain
  }
}

/** A value as text; null where there is none, `undefined` where it cannot be one. An array of tags stays JSON, which `parseTags` reads. */
const textOf = (value: unknown, field: PostField): string | null | undefined => {
  if (value === null) return null
  if (typeof value === "string") return value
  if (typeof value === "object") {
    return field === "tags" && Array.isArray(value) && value.every((tag) => typeof tag === "string")
      ? JSON.stringify(value)
      : undefined
  }
  return String(value)
}

/** An item of the Stack Exchange API, whose default filters write titles as HTML. Source: api.stackexchange.com/docs/filters. */
const isApiAnswer = (object: Members): boolean => Object.hasOwn(object, "question_id") && Object.hasOwn(object, "link")

const decodeSafe = (title: string): string =>
  title.replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => charByEntity[entity as keyof typeof charByEntity])

const charByEntity = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&", "&#39;": "'" } as const

/** Half of a pair of code units, which UTF-8 cannot hold, as JSON writes it. */
const asWritten = (text: string): string =>
  text.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`)
