/**
 * Where the data dump of a site is, as the Internet Archive keeps it.
 */

/** The folder of the dumps. */
export const dumpBase = "https://archive.org/download/stackexchange"

/** Sites outside stackexchange.com, by short name. */
const ownHosts: ReadonlyMap<string, string> = new Map([
  ["stackoverflow", "stackoverflow.com"],
  ["serverfault", "serverfault.com"],
  ["superuser", "superuser.com"],
  ["askubuntu", "askubuntu.com"],
  ["stackapps", "stackapps.com"],
  ["mathoverflow", "mathoverflow.net"]
])

/** A name that a site's host or short name can have; never a path. */
const named = /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*){0,3}$/

/** The host of a site, named by host or short name in any case: `ai` is `ai.stackexchange.com`. `undefined` where the text can name none. */
export const siteHost = (site: string): string | undefined => {
  const name = site
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/^www\./, "")
    .replace(/\/$/, "")
  if (!named.test(name)) return undefined
  const own = ownHosts.get(name)
  if (own !== undefined) return own
  return name.endsWith(".com") || name.endsWith(".net") ? name : `${name}.stackexchange.com`
}

/** The archive with a site's posts. Stack Overflow is so large that its posts are an archive of their own. */
export const dumpFile = (host: string): string =>
  host === "stackoverflow.com" ? "stackoverflow.com-Posts.7z" : `${host}.7z`

/** The name of a site for the API: its short name. */
export const apiSite = (host: string): string => host.replace(/\.stackexchange\.com$|\.(?:com|net)$/, "")
