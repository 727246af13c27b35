import { sha256 } from "../Digest.ts"
import { decode, jsonDigest } from "./importClosure.ts"

/** True where a text is one that a code digest names by `digest` under this path: by its bytes, its JSON value or its syntax. */
export const hasDigest = async (path: string, bytes: Uint8Array, digest: string): Promise<boolean> => {
  if (sha256(bytes) === digest) return true
  if (path.endsWith(".json")) return isJsonOf(bytes, digest)
  if (!/\.m?[jt]s$/.test(path)) return false
  const { moduleSyntax } = await import("./moduleSyntax.ts")
  const syntax = moduleSyntax(decode(bytes), /\.m?ts$/.test(path))
  return "digest" in syntax && syntax.digest === digest
}

const isJsonOf = (bytes: Uint8Array, digest: string): boolean => {
  try {
    return jsonDigest(decode(bytes)) === digest
  } catch (cause) {
    if (cause instanceof SyntaxError) return false
    throw cause
  }
}
