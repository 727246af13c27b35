/** What `exports` of a package.json may hold. */
export type Exports = string | null | ReadonlyArray<Exports> | { readonly [key: string]: Exports }

const conditions = new Set(["node", "import", "module-sync", "default"])

/**
 * The file that a package gives for a subpath (`.` or `./x`), relative to the package; `undefined` where it gives none.
 * As Node resolves an import (Node.js documentation, "Modules: ECMAScript modules", PACKAGE_EXPORTS_RESOLVE):
 * an exact subpath first, then the pattern with the longest text before its `*`; `null` closes what it matches.
 */
export const packageExports = (exports: Exports, subpath: string): string | undefined => {
  if (
    typeof exports === "string" ||
    Array.isArray(exports) ||
    !Object.keys(exports ?? {}).some((key) => key.startsWith("."))
  ) {
    return subpath === "." ? target(exports, undefined) : undefined
  }
  const subpaths = exports as { readonly [key: string]: Exports }
  if (subpath in subpaths && !subpath.includes("*")) return target(subpaths[subpath]!, undefined)
  const matching = Object.keys(subpaths)
    .filter((pattern) => {
      const star = pattern.indexOf("*")
      return (
        star >= 0 &&
        subpath.startsWith(pattern.slice(0, star)) &&
        subpath.endsWith(pattern.slice(star + 1)) &&
        subpath.length >= pattern.length
      )
    })
    .toSorted((a, b) => b.indexOf("*") - a.indexOf("*") || b.length - a.length)
  const pattern = matching[0]
  if (pattern === undefined) return undefined
  const star = pattern.indexOf("*")
  return target(subpaths[pattern]!, subpath.slice(star, subpath.length - (pattern.length - star - 1)))
}

const target = (value: Exports, match: string | undefined): string | undefined => {
  if (value === null) return undefined
  if (typeof value === "string") return match === undefined ? value : value.replaceAll("*", () => match)
  if (Array.isArray(value)) return value.map((one) => target(one, match)).find((file) => file !== undefined)
  for (const [condition, inner] of Object.entries(value)) {
    if (!conditions.has(condition)) continue
    const file = target(inner, match)
    if (file !== undefined || inner === null) return file
  }
  return undefined
}
