/**
 * What the readers of all formats have in common.
 */
import type { Buffer } from "node:buffer"
import { Effect } from "effect"
import { InputProblem, type ProblemFields } from "./InputError.ts"
import type { RawPost } from "./postFields.ts"

/** Takes the text of one input piece by piece and gives its rows. */
export interface RowReader {
  /** The next piece: valid UTF-8, whole characters. */
  readonly write: (text: Buffer) => Effect.Effect<void, InputProblem>
  /** After the last piece. */
  readonly end: () => Effect.Effect<void, InputProblem>
}

/** What a reader needs of its surroundings. */
export interface RowReaderOptions {
  /** Makes a problem of this input. */
  readonly problem: (fields: ProblemFields) => InputProblem
  /** Most bytes that the fields of one row may have. */
  readonly maxFieldBytes: number
  /** The line on which the text from a rising offset on begins, blank lines passed over. */
  readonly lineAt: (offset: number) => number
  /** Takes each row in order, with its 1-based number and the line on which it begins. Must not keep `raw`. */
  readonly onRow: (raw: RawPost, row: number, line: number) => void
  /** Takes what a reader put up with, such as a character that XML forbids, as a noun that an s makes plural. */
  readonly onOddity: (oddity: string, line: number) => void
}

/** How a person raises the limit: twice what it is now. */
export const raiseMaxFieldBytes = (now: number): string => `raise the limit with --set posts.maxFieldBytes=${2 * now}`

/** Runs `f`; an {@link InputProblem} that it throws is the effect's failure, anything else a defect. */
export const attempt = <A>(f: () => A): Effect.Effect<A, InputProblem> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(f())
    } catch (cause) {
      return cause instanceof InputProblem ? Effect.fail(cause) : Effect.die(cause)
    }
  })
