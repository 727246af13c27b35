/** What a Content-Range says: the first byte (null with `*`), and the length of the whole (null where it is not known). `undefined` where it says nothing that can be used. */
export const readRange = (
  header: string | undefined
): { readonly start: number | null; readonly total: number | null } | undefined => {
  const match = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(header ?? "")
  if (match === null) return undefined
  return { start: match[1] === undefined ? null : Number(match[1]), total: match[3] === "*" ? null : Number(match[3]) }
}
