/**
 * A file of JSON Lines with one question a line, in the order of their creation, that grows.
 */
import { Effect, FileSystem, Option, Stream } from "effect"

/** How far a file is. */
export interface QuestionsState {
  readonly count: number
  /** Seconds since 1970 of the newest question; undefined of an empty file. */
  readonly newest: number | undefined
  /** Ids of all its questions. */
  readonly ids: Set<number>
  /** Bytes up to the end of the last whole line: what a killed writer left behind it is dropped. */
  readonly bytes: number
}

const newline = 10

/** Reads how far a file is; a file that is not there is empty. Stops at the first line that is no question. */
export const readQuestions = Effect.fnUntraced(function* (file: string) {
  const fs = yield* FileSystem.FileSystem
  let state = { count: 0, newest: undefined as number | undefined, ids: new Set<number>(), bytes: 0 }
  if (!(yield* fs.exists(file))) return state satisfies QuestionsState
  const decoder = new TextDecoder()
  let rest = new Uint8Array(0)
  let sound = true
  yield* Stream.runForEach(fs.stream(file, { chunkSize: 1024 * 1024 }), (chunk) =>
    Effect.sync(() => {
      let buffer = Buffer.concat([rest, chunk])
      for (let end = buffer.indexOf(newline); sound && end >= 0; end = buffer.indexOf(newline)) {
        const found = questionOf(decoder.decode(buffer.subarray(0, end)))
        if (Option.isNone(found)) {
          sound = false
          break
        }
        const { question_id: id, creation_date: created } = found.value
        state.ids.add(id)
        state = {
          ...state,
          count: state.count + 1,
          newest: Math.max(state.newest ?? created, created),
          bytes: state.bytes + end + 1
        }
        buffer = buffer.subarray(end + 1)
      }
      rest = buffer
    })
  )
  return state satisfies QuestionsState
})

/** The two fields of a question that the order rests on; none where the text is no question. */
const questionOf = (text: string): Option.Option<{ readonly question_id: number; readonly creation_date: number }> => {
  try {
    const value = JSON.parse(text)
    return isQuestion(value) ? Option.some(value) : Option.none()
  } catch {
    return Option.none()
  }
}

/** True for an object with the two fields that every question of the API has. */
export const isQuestion = (
  value: unknown
): value is { readonly question_id: number; readonly creation_date: number } => {
  const { question_id: id, creation_date: created } = (value ?? {}) as Readonly<Record<string, unknown>>
  return Number.isSafeInteger(id) && Number.isSafeInteger(created)
}
