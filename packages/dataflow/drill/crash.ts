/** A kernel that ends its thread at one job: it takes memory until there is none, or leaves. */
export const crash = (
  { at, how }: { readonly at: number; readonly how: "memory" | "exit" },
  { job }: { readonly job: number }
): Uint32Array => {
  if (job !== at) return Uint32Array.of(job)
  if (how === "exit") process.exit(3)
  const taken: Array<ReadonlyArray<number>> = []
  for (;;) taken.push(Array.from({ length: 100_000 }, (_, i) => i + taken.length))
}
