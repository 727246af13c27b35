/**
 * Sites of Stack Exchange: their short names, and where their posts can be read.
 */

/** The name of a site that nothing tells. */
export const unknownSite = "unknown"

/** Sites outside stackexchange.com, with the end of their host; all others are `<site>.stackexchange.com`. */
const endByOwnHost: ReadonlyMap<string, string> = new Map([
  ["stackoverflow", "com"],
  ["serverfault", "com"],
  ["superuser", "com"],
  ["askubuntu", "com"],
  ["stackapps", "com"],
  ["mathoverflow", "net"]
])

/** The codes of the column Source in the data of Berman (2023). */
const siteBySourceCode: ReadonlyMap<string, string> = new Map([
  ["SO", "stackoverflow"],
  ["DS", "datascience"],
  ["SE", "softwareengineering"],
  ["CS", "cs"],
  ["CV", "stats"]
])

const ownHosts = Array.from(endByOwnHost, ([name, end]) => `${name}\\.${end}`).join("|")
const host = new RegExp(`^((?:[a-z0-9-]{1,63}\\.){0,3}?(?:stackexchange\\.com|${ownHosts}))(?![a-z0-9])`)
const shortName = /^[a-z][a-z0-9-]{0,62}(?:\.[a-z][a-z0-9-]{0,62}){0,2}$/

/**
 * The short name of a site that a person or a column names: by code (`SO`), host (`ai.stackexchange.com`,
 * also as an address or with `www.`) or short name, in any case. `undefined` where the text names no site.
 */
export const siteOf = (named: string): string | undefined => {
  const text = named.trim()
  const byCode = siteBySourceCode.get(text.toUpperCase())
  if (byCode !== undefined) return byCode
  const lower = text.toLowerCase().replace(/^(?:https?:\/\/)?(?:www\.)?/, "")
  const matched = host.exec(lower)?.[1]
  if (matched !== undefined) return siteOfHost(matched)
  return shortName.test(lower) ? lower : undefined
}

/**
 * The site that a dump's folder or file name tells: `ai.stackexchange.com-2017-03/Posts.xml` is `ai`,
 * `stackoverflow.com-Posts/Posts.xml` is `stackoverflow`. The part nearest to the file counts; `undefined` where none begins with a host.
 */
export const siteFromPath = (path: string): string | undefined => {
  for (const part of path.toLowerCase().split(/[/\\]/).reverse()) {
    const matched = host.exec(part)?.[1]
    if (matched !== undefined) return siteOfHost(matched)
  }
  return undefined
}

const siteOfHost = (name: string): string =>
  name === "stackexchange.com" ? "meta" : name.replace(/\.stackexchange\.com$|\.(?:com|net)$/, "")

/** The address of a site by its short name; null for `unknown`. */
export const siteUrl = (site: string): string | null => {
  if (site === unknownSite) return null
  const end = endByOwnHost.get(site.slice(site.lastIndexOf(".") + 1))
  return end === undefined ? `https://${site}.stackexchange.com` : `https://${site}.${end}`
}

/** Where a question can be read; null where its site is unknown or its id is not a number. */
export const postUrl = (site: string, id: string): string | null => {
  const address = siteUrl(site)
  return address === null || !/^\d+$/.test(id) ? null : `${address}/questions/${id}`
}
