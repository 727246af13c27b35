/**
 * Posts by site and calendar year: how much there is to count in each.
 */

import { type Column, dataTable } from "../dataTable.ts"
import { count, counted, day } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import type { Canvas } from "./Canvas.ts"
import { panelFigure } from "./PanelFigure.ts"
import { roundUp, yearsOf } from "./yearAxis.ts"
import { yearBars } from "./yearBars.ts"

/** A panel a site, each with a scale of its own. */
export const postsByYear = (canvas: Canvas, { sites, years: rows, siteName }: ReportModel): Html => {
  const years = yearsOf(rows)
  const bySite = Map.groupBy(rows, (row) => row.site)
  const dated = sites.filter((site) => bySite.has(site.site))
  return panelFigure({
    title: "Posts by site and year",
    caption: html`Questions in the corpus by calendar year (UTC). Each site has a scale of its own; compare shapes, not heights. Hatched: the first and last year of a site, which may not be whole. Posts without a date are not drawn.`,
    panels: dated.map((site) => {
      const own = bySite.get(site.site)!
      const most = roundUp(own.reduce((top, row) => Math.max(top, row.posts), 0))
      const bars = own.map((row) => ({
        year: row.year,
        value: row.posts,
        interval: null,
        mark: null,
        partial: isPartial(row.year, site.firstAt, site.lastAt),
        title: `${row.year}: ${counted(row.posts, "post")}`
      }))
      const label = `Posts of ${siteName(site.site)} by year: ${own.map((row) => `${row.year} ${count(row.posts)}`).join(", ")}.`
      return {
        title: siteName(site.site),
        note: span(site),
        svg: yearBars(canvas, label, bars, years, Math.max(2, most), count)
      }
    }),
    numbers: dataTable({
      caption: "Posts by year and site",
      columns: [
        { title: "Year", header: true, cell: (year) => String(year) },
        ...dated.map(
          (site): Column<number> => ({
            title: siteName(site.site),
            numeric: true,
            cell: (year) => {
              const row = bySite.get(site.site)!.find((own) => own.year === year)
              return row === undefined ? "" : count(row.posts)
            }
          })
        )
      ],
      rows: years
    })
  })
}

const span = ({ firstAt, lastAt }: ReportModel["sites"][number]): string =>
  firstAt === null || lastAt === null ? "no dates" : `${day(firstAt)} – ${day(lastAt)}`

/** A site's first and last year are marked, the rule of `partial` in the shares: whether a site was read to a year's end, its posts cannot tell. */
const isPartial = (year: number, firstAt: number | null, lastAt: number | null): boolean =>
  (firstAt !== null && new Date(firstAt).getUTCFullYear() === year) ||
  (lastAt !== null && new Date(lastAt).getUTCFullYear() === year)
