/**
 * The address in its normal form where it is a well-formed `https:` one with a
 * host and no user name or password; else null. Nothing else becomes a link.
 */
export const safeUrl = (address: string | null): string | null => {
  if (address === null || /[\s\p{Cc}\p{Cf}<>"'`\\]/u.test(address) || !/^https:\/\/[^/]/i.test(address)) return null
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === "https:" && url.hostname !== "" && url.username === "" && url.password === ""
    ? url.href
    : null
}
