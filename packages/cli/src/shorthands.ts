/**
 * `--map` and `--max-rejects`: short forms of `--set` for the stages that read the person's files.
 */
import type { Source } from "@praxis/dataflow/Pipeline"
import type { ParameterError } from "@praxis/dataflow/Setting"
import type { Study } from "@praxis/dataflow/Study"
import { Effect } from "effect"
import { UsageError } from "./errors.ts"
import { filesSource, readersOf } from "./sources.ts"

/** What was typed. */
export interface Shorthands {
  /** `FIELD=COLUMN`, each. */
  readonly map: ReadonlyArray<string>
  /** `1%` or `0.01`. */
  readonly maxRejects: string | undefined
}

/** The settings that the short forms stand for, as `--set` would take them, each with what was typed: of each stage that reads the raw files of `source` and has the parameter `columns` or `maxRejects`. */
export const settingsOf = Effect.fnUntraced(function* (
  study: Study,
  { map, maxRejects }: Shorthands,
  set: ReadonlyArray<string>,
  source: Source | undefined = filesSource(study)
): Effect.fn.Return<ReadonlyMap<string, string>, UsageError> {
  const typedBySetting = new Map<string, string>()
  if (map.length > 0) {
    const json = JSON.stringify(Object.fromEntries(yield* columnByField(map)))
    const typed = map.map((text) => `--map ${text}`).join(" ")
    for (const text of yield* ofReaders(study, source, "--map", "columns", json, set)) typedBySetting.set(text, typed)
  }
  if (maxRejects !== undefined) {
    const share = `${yield* shareOf(maxRejects)}`
    const typed = `--max-rejects ${maxRejects}`
    for (const text of yield* ofReaders(study, source, "--max-rejects", "maxRejects", share, set))
      typedBySetting.set(text, typed)
  }
  return typedBySetting
})

/** The error of a setting as a person should see who typed it in its short form. */
export const asTyped = (
  error: ParameterError,
  typedBySetting: ReadonlyMap<string, string>
): ParameterError | UsageError => {
  const typed = typedBySetting.get(error.setting)
  if (typed === undefined) return error
  // The schema's own words, without the place in the parameters that it names below.
  return new UsageError({ problem: `${typed}: ${error.problem.split("\n")[0]}` })
}

const columnByField = Effect.fnUntraced(function* (map: ReadonlyArray<string>) {
  const found = new Map<string, string>()
  for (const text of map) {
    const at = text.indexOf("=")
    const [field, column] = [text.slice(0, at).trim(), text.slice(at + 1)]
    if (at < 0 || field === "" || column.trim() === "") {
      return yield* new UsageError({
        problem: `--map ${text}: expected a field and the column that holds it, such as Title=Question_title`
      })
    }
    const other = [...found.keys()].find((known) => known.toLowerCase() === field.toLowerCase())
    if (other !== undefined) {
      const both = `${found.get(other)} and ${column}`
      return yield* new UsageError({ problem: `--map: ${field} is named twice, as ${both}. Name one column for it` })
    }
    found.set(field, column)
  }
  return found
})

/** A share from 0 to 1. A plain 1 would be taken for a percentage by some and for all by others. */
const shareOf = (text: string): Effect.Effect<number, UsageError> => {
  const [, percentage] = /^(\d+(?:\.\d+)?|\.\d+) ?%$/.exec(text) ?? []
  // Dividing by 100 would give 0.006999999999999999 for 0.7 %.
  if (percentage !== undefined && Number(percentage) <= 100) return Effect.succeed(Number(`${percentage}e-2`))
  if (/^(?:0|0?\.\d+)$/.test(text)) return Effect.succeed(Number(text))
  return Effect.fail(
    new UsageError({ problem: `--max-rejects ${text}: expected a share of the rows, such as 1% or 0.01` })
  )
}

const ofReaders = (
  study: Study,
  source: Source | undefined,
  flag: string,
  parameter: string,
  value: string,
  set: ReadonlyArray<string>
) => {
  const names = readersOf(study, source).flatMap(({ name, params }) =>
    typeof params === "object" && params !== null && parameter in params ? [name] : []
  )
  if (names.length === 0)
    return Effect.fail(
      new UsageError({ problem: `${flag} does not apply: the study ${study.name} has no stage for it` })
    )
  const twice = set.find((text) => names.some((name) => text.startsWith(`${name}.${parameter}`)))
  if (twice !== undefined)
    return Effect.fail(
      new UsageError({ problem: `${flag} and --set ${twice} set the same parameter. Use one of them` })
    )
  return Effect.succeed(names.map((name) => `${name}.${parameter}=${value}`))
}
