/**
 * One raw row to a question, or to the reason why it is none.
 */
import { authorKey } from "./authorKey.ts"
import { contentId } from "./contentId.ts"
import { licenceOn } from "./licenceOn.ts"
import { parseInstant } from "./parseInstant.ts"
import { parseTags } from "./parseTags.ts"
import { type PostField, type RawPost, stringOf, type Text } from "./postFields.ts"
import { type Reason, reasonOfPostType } from "./Reason.ts"

/** A row that is a question; its site is told elsewhere. */
export interface Question {
  readonly kind: "question"
  readonly id: string
  /** False where the export has no ids and this one is made of the content. */
  readonly hasOwnId: boolean
  readonly title: Text
  readonly body: Text
  readonly tags: ReadonlyArray<string>
  readonly createdAt: number | null
  readonly score: number | null
  readonly viewCount: number | null
  readonly answerCount: number | null
  /** The author at the site, see `authorKey`; it leaves ingest as a dense number only. */
  readonly owner: number | null
  readonly licence: string | null
  /** When the post was last changed or answered: tells which of two states of a post is the later one. */
  readonly activeAt: number | null
  /** When its title, body or tags were last edited; null for a post that never was, or where the export does not say. */
  readonly editedAt: number | null
}

/** A row that is not kept. */
export interface Rejected {
  readonly kind: "rejected"
  readonly id: string | null
  readonly reason: Reason
  readonly detail: string
}

/**
 * Reads one row. An optional value that cannot be read is told to `onBadValue` and becomes null: it never loses the post.
 * Titles and bodies are kept as they are, to the byte. `siteForId` is given where the input has no column of ids at all, and
 * is the site of the row: its id is made of its content then. Where there is such a column, a row without an id is rejected.
 */
export const readPost = (
  raw: RawPost,
  onBadValue: (field: PostField, value: string) => void,
  siteForId?: string
): Question | Rejected => {
  const id = plainId(raw.id)
  const rejected = (reason: Reason, detail: string): Rejected => ({ kind: "rejected", id: id || null, reason, detail })

  const postType = withoutFraction(present(raw.postType) ?? "")
  if (postType !== "" && postType !== "1") return rejected(reasonOfPostType(postType), `PostTypeId is ${cut(postType)}`)
  const parent = present(raw.parent)
  if (postType === "" && parent !== undefined) return rejected("answer", `ParentId is ${cut(parent)}`)
  if (id === "" && siteForId === undefined) return rejected("no-id", "Id is empty")
  if (isBlank(raw.title)) return rejected("no-title", "Title is empty")
  if (isBlank(raw.body)) return rejected("no-body", "Body is empty")

  const instant = (field: "createdAt" | "activeAt" | "editedAt") => optional(raw, field, parseInstant, onBadValue)
  const whole = (field: "score" | "viewCount" | "answerCount", min: number, max: number) =>
    optional(raw, field, (text) => parseWhole(text, min, max), onBadValue)
  const createdAt = instant("createdAt")
  const editedAt = instant("editedAt")
  const tags = parseTags(raw.tags ?? "")
  const [title, body] = [raw.title!, raw.body!]
  return {
    kind: "question",
    id: id === "" ? contentId({ site: siteForId!, title: stringOf(title), body: stringOf(body), tags, createdAt }) : id,
    hasOwnId: id !== "",
    title,
    body,
    tags,
    createdAt,
    score: whole("score", -0x8000_0000, 0x7fff_ffff),
    viewCount: whole("viewCount", 0, 0xffff_ffff),
    answerCount: whole("answerCount", 0, 0xffff_ffff),
    owner: present(raw.owner) === undefined ? null : authorKey(withoutFraction(raw.owner!)),
    licence: present(raw.licence) ?? licenceOn(createdAt, editedAt),
    activeAt: instant("activeAt"),
    editedAt
  }
}

const isBlank = (text: Text | undefined): boolean => {
  if (text === undefined || typeof text === "string") return text === undefined || !/\S/.test(text)
  // A byte that is no white space of ASCII: visible, or of a character that may be a blank of another script.
  const first = text.findIndex((byte) => byte !== 0x20 && (byte < 0x09 || byte > 0x0d))
  return first < 0 || (text[first]! >= 0x80 && !/\S/.test(stringOf(text)))
}

/** What databases and pandas write for "nothing" in a column of numbers or dates. */
const nothing = new Set(["", "NULL", "null", "NaN", "nan", "None", "NaT"])
const longestNothing = 4

const present = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  const trimmed = text.trim()
  return trimmed.length <= longestNothing && nothing.has(trimmed) ? undefined : trimmed
}

/** A number that pandas wrote as a float, `12.0`, as `12`. */
const withoutFraction = (text: string): string => {
  const trimmed = text.trim()
  return trimmed.includes(".") ? trimmed.replace(/^(-?\d+)\.0+$/, "$1") : trimmed
}

const plainId = (text: string | undefined): string => withoutFraction(present(text) ?? "")

type ShortField = Exclude<PostField, "title" | "body">

const optional = <A>(
  raw: RawPost,
  field: ShortField,
  parse: (text: string) => A | undefined,
  onBadValue: (field: PostField, value: string) => void
): A | null => {
  const text = present(raw[field])
  if (text === undefined) return null
  const value = parse(text)
  if (value === undefined) onBadValue(field, text)
  return value ?? null
}

const parseWhole = (text: string, min: number, max: number): number | undefined => {
  const plain = withoutFraction(text)
  const value = /^-?\d{1,10}$/.test(plain) ? Number(plain) + 0 : Number.NaN
  return value >= min && value <= max ? value : undefined
}

const cut = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text)
