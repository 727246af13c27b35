/**
 * Where the person's files enter a study.
 */
import type { AnyRef, Node, Source } from "@praxis/dataflow/Pipeline"
import { outputsByName } from "@praxis/dataflow/Stage"
import type { Study } from "@praxis/dataflow/Study"

/** The source that a corpus or `--input` is bound to; `undefined` where the study reads no files. */
export const filesSource = (study: Study): Source | undefined =>
  refsOf(study).find((ref) => isFiles(ref) && ref.from.kind === "source" && !ref.from.optional)?.from as
    | Source
    | undefined

/** The nodes that read the raw files of a source as they are, inputs first. */
export const readersOf = (study: Study, source: AnyRef["from"] | undefined): ReadonlyArray<Node> => [
  ...new Set(
    refsOf(study).flatMap(({ from }) =>
      from.kind === "node" && Object.values(from.inputs).some((ref) => isFiles(ref) && ref?.from === source)
        ? [from]
        : []
    )
  )
]

/** The names of the outputs, and of their nodes, that there are only while an optional source is bound. */
export const namesOn = (study: Study, source: AnyRef["from"]): ReadonlySet<string> => {
  const needs = new Set<AnyRef["from"]>([source])
  const names = new Set<string>()
  // Inputs come first.
  for (const { from } of refsOf(study)) {
    if (from.kind !== "node") continue
    const isOn = Object.entries(from.inputs).some(
      ([name, ref]) => ref !== undefined && needs.has(ref.from) && from.stage.inputs[name]?.kind !== "optional"
    )
    if (!isOn) continue
    needs.add(from)
    for (const name of [from.name, ...outputsByName(from.stage, from.name).keys()]) names.add(name)
  }
  return names
}

const isFiles = (ref: AnyRef | undefined): boolean => ref?.from.kind === "source" && ref.contract.kind === "files"

/** What the study's outputs are made from, inputs first; of each node or source one. */
const refsOf = (study: Study): ReadonlyArray<AnyRef> => {
  const found = new Map<AnyRef["from"], AnyRef>()
  const seen = new Set<AnyRef["from"]>()
  const visit = (ref: AnyRef): void => {
    const { from } = ref
    if (seen.has(from)) return
    seen.add(from)
    const above = from.kind === "source" ? [] : from.kind === "provenance" ? [from.files] : Object.values(from.inputs)
    for (const input of above) if (input !== undefined) visit(input)
    found.set(from, ref)
  }
  for (const ref of [...study.outputs, study.target]) visit(ref)
  return [...found.values()]
}
