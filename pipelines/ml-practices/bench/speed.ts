/**
 * How fast topics are made and in how much memory, beside scikit-learn in the same run: `pnpm bench:speed [TASK …]
 * [--corpora DIR] [--reference DIR] [--python FILE] [--json]`. Ends with 1 where a figure is missed.
 */
import { runBench } from "./Bench.ts"
import { chain } from "./chain.ts"
import { sparse } from "./sparse.ts"
import { titleSpeed } from "./titleSpeed.ts"

await runBench("speed", { titles: titleSpeed, sparse, chain })
