/**
 * What a result was made from, as a reader may see it: no keys, code digests, times or paths.
 */
import * as Table from "@praxis/dataflow/Table"

/**
 * One fact a row, in this order of sections:
 * `study` (name, title, seed) · `corpus` (name, simulated: `true` or `false`) · `input` (label → `site · bytes · sha256`)
 * · `parameter` (`node.path` → JSON value) · `version` (name → version).
 */
export const Provenance = Table.contract("provenance", {
  section: Table.utf8,
  name: Table.utf8,
  value: Table.utf8
})
