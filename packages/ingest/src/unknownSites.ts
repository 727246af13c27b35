/**
 * What a reader must know of posts whose site is not in the table of sites.
 */
import { isSite, sayNoSite, unknownSite } from "./siteOf.ts"

/** So many names are said. */
const saidNames = 5

/** One sentence a name that no site of Stack Exchange has; its posts are kept. */
export const sayUnknownSites = (sites: Iterable<string>): ReadonlyArray<string> => {
  const unknown = Array.from(sites).filter((site) => site !== unknownSite && !isSite(site))
  const rest = unknown.length - saidNames
  const more = rest > 0 ? [`the same holds for ${rest} more names of sites`] : []
  return [...unknown.slice(0, saidNames).map(sayNoSite), ...more]
}
