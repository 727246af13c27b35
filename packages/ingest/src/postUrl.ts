/**
 * Where sites and posts can be read.
 */

import { hostBySite } from "./siteOf.ts"
import { closedSites } from "./sites.ts"

/** The address of a site by its short name; null for one that is not in the table of sites, or closed. */
export const siteUrl = (site: string): string | null => {
  const host = hostBySite.get(site)
  return host === undefined || closedSites.has(site.replace(/\.meta$/, "")) ? null : `https://${host}`
}

/** Where a question can be read; null where its site has no address or its id is not a number. */
export const postUrl = (site: string, id: string): string | null => {
  const address = siteUrl(site)
  return address === null || !/^\d+$/.test(id) ? null : `${address}/questions/${id}`
}
