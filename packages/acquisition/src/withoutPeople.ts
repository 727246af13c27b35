/**
 * A question as the API gave it, without who its people are: of each person only `user_id` is kept. Names, images and
 * links to profiles are dropped wherever they stand.
 */
export const withoutPeople = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutPeople)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value)
  if (entries.some(([key]) => ofPeople.has(key))) return "user_id" in value ? { user_id: value.user_id } : {}
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutPeople(member)]))
}

/** Fields that only a person's record has. Source: type shallow_user of the Stack Exchange API 2.3. */
const ofPeople: ReadonlySet<string> = new Set([
  "display_name",
  "profile_image",
  "user_type",
  "accept_rate",
  "reputation"
])
