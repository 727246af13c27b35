/**
 * One thing that differs between what a result was made from and what is there now, down to the changed line.
 */
import type { Schema } from "effect"
import type { LineChange } from "./internal/lineChanges.ts"

export type { Line, LineChange } from "./internal/lineChanges.ts"

/** A table or file above a node, as a key holds it. */
export interface Content {
  /** SHA-256. */
  readonly digest: string
  /** Of a table, where it is known. */
  readonly rows?: number
}

/** A closed set; `before` and `after` are null where a side has none. */
export type Change =
  /** The engine's own format, or the version of Node. */
  | { readonly kind: "format"; readonly of: "engine" | "Node"; readonly before: string; readonly after: string }
  /** A file of the stage's code, path relative to the root. `lines` is null where the old text is not known or is no text. */
  | {
      readonly kind: "code"
      readonly file: string
      readonly change: "edited" | "new" | "gone"
      readonly lines: ReadonlyArray<LineChange> | null
    }
  /** A package of npm, by version; with equal versions, something that it depends on changed. */
  | { readonly kind: "package"; readonly name: string; readonly before: string | null; readonly after: string | null }
  /** A parameter, its names joined by dots. */
  | {
      readonly kind: "params"
      readonly path: string
      readonly before: Schema.Json | null
      readonly after: Schema.Json | null
    }
  /** Columns or names of an output; `before` is null where only a digest of them is known. */
  | { readonly kind: "contract"; readonly before: string | null; readonly after: string | null }
  | { readonly kind: "seed"; readonly before: number | null; readonly after: number | null }
  /** A raw file from outside the study, by its label; how long it was is known where a journal tells. */
  | {
      readonly kind: "file"
      readonly label: string
      readonly before: { readonly digest: string; readonly bytes?: number } | null
      readonly after: { readonly digest: string; readonly bytes: number } | null
    }
  /** Raw files from outside, where their labels are the same or not known: order, names or sites. */
  | { readonly kind: "files"; readonly input: string }
  /** A table or file of another node, by the name of the output. */
  | {
      readonly kind: "upstream"
      readonly output: string
      readonly before: Content | null
      readonly after: Content | null
    }
  /** A stored thing that is not what it should be; `found` is null where it cannot be read to its end. */
  | {
      readonly kind: "corrupt"
      readonly of: "object" | "record"
      /** The output, or the node of the record. */
      readonly output: string
      /** Its name in the store: the digest that it should have, or the key. */
      readonly name: string
      readonly found: { readonly digest: string; readonly bytes: number } | null
      readonly bytes: number | null
    }
  /** There is no result under this key; `object`: the record is there, and an output's bytes are not. */
  | { readonly kind: "missing"; readonly of: "result" | "record" | "object"; readonly output: string }
  | { readonly kind: "forced" }
