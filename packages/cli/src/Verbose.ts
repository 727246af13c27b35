import { Context } from "effect"

/** True with `--verbose`: errors then say where in the program they arose. */
export const Verbose = Context.Reference<boolean>("@praxis/cli/Verbose", { defaultValue: () => false })
