import { randomUUID } from "node:crypto"

/** The name under which a damaged object or record is kept: its own, when it was set aside (ms since 1970, UTC), and what makes it unique. */
export const setAsideName = (name: string, at: number): string =>
  `${name}-${new Date(at).toISOString().replace(/[-:.]/g, "")}-${randomUUID()}`

const stamp = /-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z-[0-9a-f-]{36}$/

/** When something was set aside, in ms since 1970; undefined of a name that does not say it. */
export const setAsideAt = (name: string): number | undefined => {
  const found = stamp.exec(name)
  if (found === null) return undefined
  const [, year, month, day, hour, minute, second, millis] = found
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}Z`)
}
