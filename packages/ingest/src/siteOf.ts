/**
 * Which site of Stack Exchange a name, host or path tells.
 */
import { nearest } from "@praxis/dataflow/nearest"
import { closedSites, endByOwnHost, siteByOtherHost, siteByOtherName, titleBySite } from "./sites.ts"

/** The name of a site that nothing tells. */
export const unknownSite = "unknown"

/** All short names: sites, and the sites where each discusses itself (`ai.meta`, `meta.superuser`, `es.meta.stackoverflow`). */
export const allSites: ReadonlyArray<string> = [...Object.keys(titleBySite), ...closedSites].flatMap((site) =>
  site === "meta" || site === "stackapps" ? [site] : [site, metaOf(site)]
)

/** The host of each site, closed ones included. */
export const hostBySite: ReadonlyMap<string, string> = new Map(
  allSites.map((site) => {
    const end = endByOwnHost.get(site.slice(site.lastIndexOf(".") + 1))
    return [site, end === undefined ? `${site}.stackexchange.com` : `${site}.${end}`]
  })
)

/**
 * The short name of the site that a person or a column names, in any case: by host (`ai.stackexchange.com`, also in an
 * address, the name of a dump, or as it was before a change), short name, title (`Cross Validated`, `math.SE`) or code (`SO`).
 * A name of no site that is in the table stays as it is, in lower case; `undefined` where the text cannot be a name.
 */
export const siteOf = (named: string): string | undefined => {
  const lower = named.trim().toLowerCase()
  const name = lower.replace(/^[a-z][a-z+.-]*:\/\//, "").replace(/^www\./, "")
  const known = siteOfHostIn(name) ?? siteNamed(name) ?? siteNamed(name.replace(/[. ]?(?:se|stack exchange)$/, ""))
  return known ?? (shortName.test(name) ? name : undefined)
}

/**
 * The site that a dump's folder or file name tells: `ai.stackexchange.com-2017-03/Posts.xml` is `ai`,
 * `stackoverflow.com-Posts.7z` is `stackoverflow`. The part nearest to the file counts; `undefined` where none begins with a host.
 */
export const siteFromPath = (path: string): string | undefined => {
  for (const part of path.toLowerCase().split(/[/\\]/).reverse()) {
    const site = siteOfHostIn(part)
    if (site !== undefined) return site
  }
  return undefined
}

/** True for a site of the table. */
export const isSite = (site: string): boolean => hostBySite.has(site)

/** What a person should know of a name that is no site's: `no site of Stack Exchange is called fooo, so its posts have no links; did you mean "foo"?`. */
export const sayNoSite = (site: string): string => {
  const near = nearest(site, allSites)
  return `no site of Stack Exchange is called ${site}, so its posts have no links${near === undefined ? "" : `; did you mean "${near}"?`}`
}

const siteByName: ReadonlyMap<string, string> = new Map([
  ...siteByOtherName,
  ...allSites.map((site) => [site, site] as const)
])

const siteByTitle: ReadonlyMap<string, string> = new Map(
  Object.entries(titleBySite).map(([site, title]) => [plain(title), site])
)

const siteNamed = (name: string): string | undefined => siteByName.get(name) ?? siteByTitle.get(plain(name))

const siteByHost: ReadonlyMap<string, string> = new Map([
  ...Array.from(hostBySite, ([site, host]) => [host, site] as const),
  ...siteByOtherHost
])

const shortName = /^[a-z][a-z0-9-]{0,62}(?:\.[a-z][a-z0-9-]{0,62}){0,2}$/
const hostPattern = /^(?:[a-z0-9-]{1,63}\.){1,4}?(?:com|net)(?![a-z0-9])/
const endOfHost = ".stackexchange.com"

/** The site whose host `text` begins with; a host of stackexchange.com that is not in the table is one of a newer site. */
const siteOfHostIn = (text: string): string | undefined => {
  const host = hostPattern.exec(text)?.[0].replace(/^www\./, "")
  if (host === undefined) return undefined
  const known = siteByHost.get(host)
  if (known !== undefined || !host.endsWith(endOfHost)) return known
  const name = host.slice(0, -endOfHost.length)
  const about = /^meta\.(.+)$|^(.+)\.meta$/.exec(name)
  const site = about?.[1] ?? about?.[2] ?? name
  const now = siteByOtherName.get(site) ?? site
  return about === null ? now : metaOf(now)
}

/** The site where a site discusses itself. */
function metaOf(site: string): string {
  if (endByOwnHost.has(site)) return `meta.${site}`
  return site.endsWith(".stackoverflow") ? site.replace(".stackoverflow", ".meta.stackoverflow") : `${site}.meta`
}

/** A title as it is compared: lower case, letters and digits alone. */
function plain(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")
}
