const day = (text: string) => Date.parse(`${text}T00:00:00Z`)

/** The first day (UTC) of each licence but the first. Source: meta.stackexchange.com/questions/347758, of 2020. */
const from3 = day("2011-04-08")
const from4 = day("2018-05-02")

/**
 * The licence of a post that was asked and last edited at these instants (milliseconds since 1970), marked ` (by date)`; null where
 * it is not known when it was asked. An edit puts the whole post under the licence of its day. One of tags alone does not,
 * and no date tells it apart: a post with such an edit after a change is given the later licence.
 */
export const licenceOn = (createdAt: number | null, editedAt: number | null = null): string | null => {
  if (createdAt === null) return null
  const instant = Math.max(createdAt, editedAt ?? createdAt)
  return `CC BY-SA ${instant < from3 ? "2.5" : instant < from4 ? "3.0" : "4.0"}${byDate}`
}

/** How a licence ends that follows from dates and is not stated. */
export const byDate = " (by date)"
