/**
 * The facts of a run as a table that a report can read.
 */
import { Effect, Schema } from "effect"
import { files } from "./Artifact.ts"
import * as Stage from "./Stage.ts"
import * as Table from "./Table.ts"

/** The columns that a contract for provenance has. */
export type ProvenanceContract = Table.Contract<
  string,
  { readonly section: Table.Utf8Type; readonly name: Table.Utf8Type; readonly value: Table.Utf8Type }
>

const Named = Schema.Record(Schema.String, Schema.String)

/** Facts that are known before the run, by section and name. */
export const KnownFacts = Schema.Struct({ study: Named, corpus: Named, parameter: Named, version: Named })
export type KnownFacts = typeof KnownFacts.Type

/** The stage behind `Pipeline.provenance`: study and corpus, a row for each raw file, parameters, versions. */
export const provenanceStage = (contract: ProvenanceContract) =>
  Stage.make("provenance", {
    module: import.meta.url,
    inputs: { files: Stage.optional(files("files")) },
    params: KnownFacts,
    output: contract,
    run: ({ inputs, params }) =>
      Effect.sync(() => {
        const input = Object.fromEntries(
          (inputs.files?.files ?? []).map(({ label, site, bytes, digest }) => [
            label,
            `${site ?? "unknown"} · ${bytes} bytes · ${digest}`
          ])
        )
        const sections = {
          study: params.study,
          corpus: params.corpus,
          input,
          parameter: params.parameter,
          version: params.version
        }
        return Table.fromRows(
          contract,
          Object.entries(sections).flatMap(([section, facts]) =>
            Object.entries(facts).map(([name, value]) => ({ section, name, value }))
          )
        )
      })
  })
