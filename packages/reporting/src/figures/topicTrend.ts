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

type Year = Topic["years"][number]
type Interval = readonly [low: number, high: number] | null

/** Below this many posts of the topic a cell shows its count and no share. */
export const leastPosts = 5

/** The figure; null where no post has a date. */
export const topicTrend = (canvas: Canvas, model: ReportModel, topic: Topic): Html | null => {
  const years = yearsOf(model.years)
  const bySite = Map.groupBy(topic.years, (row) => row.site)
  const intervals = new Map(topic.trends.map((row) => [`${row.year} ${row.site}`, row]))
  const intervalOf = ({ site, year }: Year): Interval => {
    const row = intervals.get(`${year} ${site}`)
    return row === undefined || row.low === null || row.high === null ? null : [row.low, row.high]
  }
  const sites = topic.sites.filter((site) => bySite.has(site.site))
  if (sites.length === 0) return null
  const top = roundUp(
    topic.years.reduce(
      (most, row) => (row.posts < leastPosts ? most : Math.max(most, row.share, intervalOf(row)?.[1] ?? 0)),
      0.01
    )
  )
  return panelFigure({
    title: `Share of ${topicName(topic)} by year, within each site`,
    caption: html`Of the site’s questions of that year. One scale for all sites here. A digit stands where the topic has fewer than ${leastPosts} posts: it is their count. Hatched: the first and last year of a site, which may not be whole. No mark: no post of the site in that year.${topic.trends.length > 0 && html` ${intervalNote(topic)}`}`,
    panels: sites.map((site) => {
      const own = bySite.get(site.site)!
      const label = `${model.siteName(site.site)}, ${topicName(topic)}: ${own
        .filter((row) => row.total > 0)
        .map((row) => `${row.year} ${words(row, intervalOf(row))}`)
        .join("; ")}.`
      const bars = own
        .filter((row) => row.total > 0)
        .map((row) => ({
          year: row.year,
          value: row.posts < leastPosts ? null : row.share,
          interval: intervalOf(row),
          mark: row.posts < leastPosts ? String(row.posts) : null,
          partial: row.partial,
          title: `${row.year}: ${words(row, intervalOf(row))}`
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
              return row === undefined || row.total === 0 ? "" : words(row, intervalOf(row))
            }
          })
        )
      ],
      rows: years
    })
  })
}

const axisPercent = (share: number): string => `${Number((share * 100).toFixed(2))}%`

const words = ({ posts, total, share, partial }: Year, interval: Interval): string => {
  const range = interval === null ? "" : `; ${percent(interval[0])} to ${percent(interval[1])}`
  return `${count(posts)} of ${count(total)}${posts < leastPosts ? "" : ` (${percent(share)}${range})`}${partial ? "*" : ""}`
}

/** What the lines in the bars allow for, which differs between sites with and without authors. */
const intervalNote = ({ trends }: Topic): string => {
  const kinds = new Set(trends.map((row) => row.interval))
  const authors = "they allow for questions of one author being alike"
  const independent = "they take questions for independent and are too narrow"
  const allows =
    kinds.size > 1
      ? `where authors are known ${authors}, elsewhere ${independent}`
      : kinds.has("authors")
        ? authors
        : independent
  return `Lines in the bars: 95% intervals (Wilson); ${allows}.`
}
