import type { ColumnType } from "../ColumnType.ts"
import type { ColumnEncoder } from "./ColumnEncoder.ts"
import { boolEncoder, numberEncoder, timestampEncoder } from "./flatEncoders.ts"
import { fixedListEncoder, listEncoder, nullableEncoder, utf8Encoder } from "./nestedEncoders.ts"

/** An encoder of one column. The width of a fixed list is that of the first column with rows, else the first column's, else what `widths` gives, else 0. */
export const makeColumnEncoder = (type: ColumnType, widths: Readonly<Record<string, number>>): ColumnEncoder => {
  switch (type.kind) {
    case "nullable":
      return nullableEncoder(makeColumnEncoder(type.of, widths))
    case "utf8":
      return utf8Encoder()
    case "list":
      return listEncoder(makeColumnEncoder(type.of, widths))
    case "fixedList":
      return fixedListEncoder(makeColumnEncoder(type.of, widths), type.width, widths)
    case "bool":
      return boolEncoder()
    case "timestamp":
      return timestampEncoder()
    default:
      return numberEncoder(type.kind)
  }
}
