/**
 * Sets parameters through the stage's own schema.
 */
import { Effect, Schema } from "effect"
import { suggestion } from "../nearest.ts"
import { ParameterError, type Setting } from "../Setting.ts"
import type { ParamsSchema } from "../Stage.ts"

/** The parameters after all settings, as values and as JSON. Fails with the first setting that cannot be applied. */
export const applySettings = Effect.fnUntraced(function* (
  schema: ParamsSchema,
  params: unknown,
  settings: ReadonlyArray<Setting>
): Effect.fn.Return<{ readonly params: unknown; readonly paramsJson: Schema.Json }, ParameterError> {
  const codec = Schema.toCodecJson(schema) as Schema.Codec<any, any>
  const encode = (value: unknown) => Schema.encodeSync(codec)(value) as Schema.Json
  let current = { params, paramsJson: encode(params) }
  for (const setting of settings) {
    current = yield* Effect.map(applyOne(codec, current.paramsJson, setting), (decoded) => ({
      params: decoded,
      paramsJson: encode(decoded)
    }))
  }
  return current
})

/** Tries the value as JSON, then as text, so that `k=20` is a number and `list=english` a word. */
const applyOne = Effect.fnUntraced(function* (
  codec: Schema.Codec<any, any>,
  json: Schema.Json,
  setting: Setting
): Effect.fn.Return<unknown, ParameterError> {
  const problems: Array<string> = []
  for (const candidate of candidates(setting.value)) {
    const replaced = replaceAt(json, setting.path, candidate)
    if ("problem" in replaced) return yield* new ParameterError({ setting: setting.text, problem: replaced.problem })
    const decoded = yield* Effect.result(
      Schema.decodeUnknownEffect(codec)(replaced.json, { errors: "all", onExcessProperty: "error" })
    )
    if (decoded._tag === "Success") return decoded.success
    problems.push(decoded.failure.message)
  }
  return yield* new ParameterError({ setting: setting.text, problem: problems[0]! })
})

const candidates = (text: string): ReadonlyArray<Schema.Json> => {
  try {
    return [JSON.parse(text), text]
  } catch {
    return [text]
  }
}

const replaceAt = (
  json: Schema.Json,
  [head, ...rest]: ReadonlyArray<string>,
  value: Schema.Json
): { readonly json: Schema.Json } | { readonly problem: string } => {
  if (head === undefined) return { json: value }
  if (typeof json !== "object" || json === null)
    return { problem: `"${head}" is no parameter of ${JSON.stringify(json)}` }
  const known = Object.keys(json)
  if (!known.includes(head)) return { problem: `there is no parameter "${head}"${suggestion(head, known)}` }
  const inner = replaceAt((json as { readonly [key: string]: Schema.Json })[head]!, rest, value)
  if ("problem" in inner) return inner
  return { json: Array.isArray(json) ? json.with(Number(head), inner.json) : { ...json, [head]: inner.json } }
}
