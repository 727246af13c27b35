/**
 * Where the person's files enter a study.
 */
import type { AnyRef, Node, Source } from "@praxis/dataflow/Pipeline"
import type { Study } from "@praxis/dataflow/Study"

/** The source that files are bound to; `undefined` where the study reads none. */
export const filesSource = (study: Study): Source | undefined =>
  refsOf(study).find(({ from, contract }) => from.kind === "source" && contract.kind === "files")?.from as
    | Source
    | undefined

/** The nodes that read raw files as they are, inputs first. */
export const readersOf = (study: Study): ReadonlyArray<Node> => [
  ...new Set(
    refsOf(study).flatMap(({ from }) =>
      from.kind === "node" && Object.values(from.inputs).some(isFiles) ? [from] : []
    )
  )
]

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
