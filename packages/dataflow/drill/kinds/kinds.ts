/**
 * All kinds, in the order in which they are reported.
 */
import type { Kind } from "../Drill.ts"
import { clock } from "./clock.ts"
import { corrupt } from "./corrupt.ts"
import { disk } from "./disk.ts"
import { errno } from "./errno.ts"
import { kill } from "./kill.ts"
import { lies } from "./lies.ts"
import { memory } from "./memory.ts"
import { order } from "./order.ts"
import { surroundings } from "./surroundings.ts"
import { together } from "./together.ts"

export const allKinds: ReadonlyArray<Kind> = [
  kill,
  errno,
  lies,
  disk,
  order,
  corrupt,
  together,
  clock,
  surroundings,
  memory
]
