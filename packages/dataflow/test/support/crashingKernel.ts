import * as Kernel from "@praxis/dataflow/Kernel"

/** Ends its thread at the first job; the others take some milliseconds. */
export const crashes = (_shared: null, job: number): number => {
  if (job === 0) process.exit(3)
  const end = performance.now() + (job % 2 === 0 ? 3 : 1)
  while (performance.now() < end);
  return job
}

/** {@link crashes}. */
export const crashingKernel = Kernel.make<typeof crashes>(new URL("./crashingKernel.ts", import.meta.url), "crashes")
