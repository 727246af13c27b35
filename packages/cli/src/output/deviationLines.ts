/**
 * The first value in which two computations differ, as lines.
 */
import { describeDifference } from "@praxis/dataflow/firstDifference"
import type { Deviation, OutputDifference } from "@praxis/dataflow/Rerun"
import { plural, printable, wrapped } from "./text.ts"

/** The output with both digests, the first difference in it, and what differs after it; `names` are those of the two. */
export const deviationLines = (
  { node, output, a, b, difference, later }: Deviation,
  names: readonly [string, string],
  columns: number
): ReadonlyArray<string> => {
  const of = output === node ? output : `${output} of ${node}`
  return [
    `The first that differs: ${of} (${a.slice(0, 12)}… in ${names[0]}, ${b.slice(0, 12)}… in ${names[1]})`,
    ...wrapped("  ", printable(differenceText(difference, names)), columns),
    ...(later.length === 0
      ? []
      : wrapped(
          "",
          `${plural(later.length, "node")} after it ${later.length === 1 ? "differs" : "differ"} too, which may follow from it: ${later.join(", ")}.`,
          columns
        ))
  ]
}

const differenceText = (difference: OutputDifference | undefined, [a, b]: readonly [string, string]): string => {
  if (difference === undefined) return "No value differs, but the bytes do."
  switch (difference.kind) {
    case "byte":
      return `${difference.file === undefined ? "" : `${difference.file}: `}the first other byte is at offset ${difference.offset}`
    case "files":
      return `other files: ${difference.a.join(", ")} in ${a}; ${difference.b.join(", ")} in ${b}`
    default:
      return describeDifference(difference, a, b)
  }
}
