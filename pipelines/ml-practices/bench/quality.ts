/**
 * How good the topics are, beside scikit-learn on the same matrices in the same run: `pnpm bench:quality [TASK …]
 * [--corpora DIR] [--reference DIR] [--python FILE] [--json]`. Ends with 1 where a figure is missed.
 */
import { runBench } from "./Bench.ts"
import { bbc } from "./bbc.ts"
import { planted } from "./planted.ts"
import { stm } from "./stm.ts"
import { titles } from "./titles.ts"

await runBench("quality", { titles, bbc, stm, planted })
