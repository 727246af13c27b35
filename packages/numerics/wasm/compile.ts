/**
 * Compiles the kernels in WebAssembly text format to the bytes that stand beside them.
 *
 *     node packages/numerics/wasm/compile.ts
 */
import { readFileSync, writeFileSync } from "node:fs"
import loadWabt from "wabt"

/** The kernels, by file name without extension. */
export const kernels = ["quantisedDistances", "matrixProducts", "sphericalLloyd", "nmf"] as const

/** The bytes of a kernel, from its text: SIMD of the WebAssembly standard, nothing else beyond its first version. */
export const compile = async (kernel: (typeof kernels)[number]): Promise<Uint8Array> => {
  const wabt = await loadWabt()
  const text = readFileSync(new URL(`./${kernel}.wat`, import.meta.url), "utf8")
  const module = wabt.parseWat(`${kernel}.wat`, text, { simd: true, bulk_memory: true })
  try {
    module.validate()
    return module.toBinary({ write_debug_names: false }).buffer
  } finally {
    module.destroy()
  }
}

if (import.meta.main) {
  for (const kernel of kernels) writeFileSync(new URL(`./${kernel}.wasm`, import.meta.url), await compile(kernel))
}
