/**
 * A topic's share of each site's posts by year: a panel a site, never pooled over sites.
 */
import { type Column, dataTable } from "../dataTable.ts"
import { count, percent } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel, Topic } from "../ReportModel.ts"
import { topicName } from "../topicName.ts"
import type { Canvas } from "./Canvas.ts"
import { panelFigure } from "./PanelFigure.ts"
import { roundUp, yearsOf } from "./yearAxis.ts"
import { yearBars } from "./yearBars.ts"

/** Below this many posts of the topic a cell shows its count and no share. */
export const leastPosts = 5

/** The figure; null where no post has a date. */
export const topicTrend = (canvas: Canvas, model: ReportModel, topic: Topic): Html | null => {
  const years = yearsOf(model.years)
  const bySite = Map.groupBy(topic.years, (row) => row.site)
  const sites = topic.sites.filter((site) => bySite.has(site.site))
  if (sites.length === 0) return null
  const top = roundUp(
    topic.years.reduce((most, row) => (row.posts < leastPosts ? most : Math.max(most, row.share)), 0.01)
  )
  return panelFigure({
    title: `Share of ${topicName(topic)} by year, within each site`,
    caption: html`Of the site’s questions of that year. One scale for all sites here. A digit stands where the topic has fewer than ${leastPosts} posts: it is their count. Hatched: the first and last year of a site, which may not be whole. No mark: no post of the site in that year.`,
    panels: sites.map((site) => {
      const own = bySite.get(site.site)!
      const label = `${model.siteName(site.site)}, ${topicName(topic)}: ${own
        .filter((row) => row.total > 0)
        .map((row) => `${row.year} ${words(row)}`)
        .join("; ")}.`
      const bars = own
        .filter((row) => row.total > 0)
        .map((row) => ({
          year: row.year,
          value: row.posts < leastPosts ? null : row.share,
          mark: row.posts < leastPosts ? String(row.posts) : null,
          partial: row.partial,
          title: `${row.year}: ${words(row)}`
        }))
      return {
        title: model.siteName(site.site),
        note: `${count(site.posts)} of ${count(site.total)}`,
        svg: yearBars(canvas, label, bars, years, top, axisPercent)
      }
    }),
    numbers: dataTable({
      caption: `${topicName(topic)} by year and site: posts of the topic, of all posts of the site in that year, and the share from ${leastPosts} posts up; * marks the first and last year of a site, which may not be whole`,
      columns: [
        { title: "Year", header: true, cell: (year) => String(year) },
        ...sites.map(
          (site): Column<number> => ({
            title: model.siteName(site.site),
            numeric: true,
            cell: (year) => {
              const row = bySite.get(site.site)!.find((own) => own.year === year)
              return row === undefined || row.total === 0 ? "" : words(row)
            }
          })
        )
      ],
      rows: years
    })
  })
}

const axisPercent = (share: number): string => `${Number((share * 100).toFixed(2))}%`

const words = ({ posts, total, share, partial }: Topic["years"][number]): string =>
  `${count(posts)} of ${count(total)}${posts < leastPosts ? "" : ` (${percent(share)})`}${partial ? "*" : ""}`
