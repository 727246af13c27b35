const day = (text: string) => Date.parse(`${text}T00:00:00Z`)

/** The first day of each licence but the first. Source: stackoverflow.com/help/licensing. */
const from3 = day("2011-04-08")
const from4 = day("2018-05-02")

/** The licence of what was posted at an instant (milliseconds since 1970), marked ` (by date)`; null without an instant. */
export const licenceOn = (instant: number | null): string | null =>
  instant === null ? null : `CC BY-SA ${instant < from3 ? "2.5" : instant < from4 ? "3.0" : "4.0"} (by date)`
