import { type AnyContract, type ColumnType, contract, fixedList, type ItemType, list, nullable } from "../Table.ts"

/** The contracts of the tables among the outputs that a key's `contract` describes, by output; what is no table or cannot be read is left out. */
export const tableContracts = (description: string): ReadonlyMap<string, AnyContract> => {
  const found = new Map<string, AnyContract>()
  for (const line of description.split("\n")) {
    const [, output, name, columns] = /^(.*?): table (.*?) \((.*)\)$/.exec(line) ?? []
    const parsed = columns === undefined ? undefined : columnsOf(columns)
    if (output !== undefined && name !== undefined && parsed !== undefined) found.set(output, contract(name, parsed))
  }
  return found
}

/** Columns as `Table.describe` writes them. */
const columnsOf = (text: string): Readonly<Record<string, ColumnType>> | undefined => {
  const columns: Record<string, ColumnType> = {}
  for (const column of text === "" ? [] : text.split(", ")) {
    const [, name, described] = /^(.*): (.*)$/.exec(column) ?? []
    const type = described === undefined ? undefined : typeOf(described)
    if (name === undefined || type === undefined) return undefined
    columns[name] = type
  }
  return columns
}

const flatKinds: ReadonlySet<string> = new Set([
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "float32",
  "float64",
  "bool",
  "timestamp",
  "utf8"
])

/** A type as `describeType` writes it. */
const typeOf = (text: string): ColumnType | undefined => {
  if (!text.endsWith("?")) return itemTypeOf(text)
  const present = itemTypeOf(text.slice(0, -1))
  return present === undefined ? undefined : nullable(present)
}

const itemTypeOf = (text: string): ItemType | undefined => {
  if (flatKinds.has(text)) return { kind: text } as ItemType
  const [, of, width] = /^list<(.*)>(?:\[(.*)\])?$/.exec(text) ?? []
  const items = of === undefined ? undefined : itemTypeOf(of)
  if (items === undefined) return undefined
  if (width === undefined) return list(items)
  return fixedList(items, /^\d+$/.test(width) ? Number(width) : width)
}
