/**
 * Command lines that the program tells a person to type.
 */
import { Effect } from "effect"
import type { Selection } from "./selection.ts"
import { Workspace } from "./Workspace.ts"

/** A word as a shell reads it back: quoted where it holds more than plain characters. */
export const quoted = (word: string): string =>
  /^[\w./:,=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/** `pnpm pipeline run topics --input export.csv --set topics.k=20`: the command for an output of the same study, files and parameters. */
export const commandLine = Effect.fnUntraced(function* (
  verb: "run" | "show" | "export",
  output: string,
  { bound, binding, fromLastRun, namedStudy }: Omit<Selection, "targets" | "outputs">
) {
  const { artifacts, ownArtifacts, shown } = yield* Workspace
  const corpus =
    "inputs" in binding
      ? binding.inputs.flatMap((input) => [
          "--input",
          input.site === null ? shown(input.path) : `${input.site}=${shown(input.path)}`
        ])
      : verb === "run" && binding.corpus === bound.study.defaultCorpus
        ? []
        : ["--corpus", binding.corpus]
  const isRemembered = verb !== "run" && fromLastRun && bound.settings.length === 0
  const words = [
    output,
    ...(namedStudy === undefined ? [] : ["--study", namedStudy]),
    ...(isRemembered ? [] : [...corpus, ...binding.settings.flatMap((setting) => ["--set", setting])]),
    ...(artifacts === ownArtifacts ? [] : ["--artifacts", shown(artifacts)])
  ]
  return `pnpm pipeline ${verb} ${words.map(quoted).join(" ")}`
})
