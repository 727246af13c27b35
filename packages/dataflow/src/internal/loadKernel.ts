import type { KernelFunction } from "../Kernel.ts"

/** Imports a kernel's module, once a thread, and gives its function. A module that does not export it throws a `TypeError`. */
export const loadKernel = async (module: string, name: string): Promise<KernelFunction<unknown, unknown, unknown>> => {
  const found: unknown = (await import(/* @vite-ignore */ module))[name]
  if (typeof found !== "function") throw new TypeError(`${module} exports no function ${name}`)
  return found as KernelFunction<unknown, unknown, unknown>
}
