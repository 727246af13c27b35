/**
 * The facts of the provenance table by section, and parameters by node and path.
 */
import type * as Table from "@praxis/dataflow/Table"
import type { Provenance } from "@praxis/tables/Provenance"

/** One fact. */
export interface Fact {
  readonly name: string
  readonly value: string
}

/** What the result was made from. */
export interface Facts {
  readonly study: string
  readonly corpus: string
  /** True where the posts are made by the simulator. */
  readonly simulated: boolean
  readonly studyFacts: ReadonlyArray<Fact>
  readonly inputs: ReadonlyArray<Fact>
  readonly parameters: ReadonlyArray<Fact>
  readonly versions: ReadonlyArray<Fact>
  /** The value of a parameter, `node.path`; undefined where the run has no such parameter. */
  readonly parameter: (path: string) => unknown
}

/** Groups the facts; order within a section is kept. */
export const factsOf = (rows: ReadonlyArray<Table.RowOf<typeof Provenance>>): Facts => {
  const of = (section: string) => rows.filter((row) => row.section === section)
  const textOf = (section: string, name: string) => of(section).find((row) => row.name === name)?.value
  const parameters = of("parameter")
  return {
    study: textOf("study", "name") ?? "unnamed study",
    corpus: textOf("corpus", "name") ?? "unnamed corpus",
    simulated: textOf("corpus", "simulated") === "true",
    studyFacts: of("study"),
    inputs: of("input"),
    parameters,
    versions: of("version"),
    parameter: (path) => {
      const fact = parameters.find((row) => row.name === path)
      return fact === undefined ? undefined : parseJson(fact.value)
    }
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
