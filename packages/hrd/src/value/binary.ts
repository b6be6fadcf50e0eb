const END = '#BINARYEND#########'
const START = /^(?!\s*@)[^=#]*=\s*(b|bqp)\s*$/

/**
 * Where `key = b` and `key = bqp` start bytes, and the line that ends each. Without such a line below,
 * `b` is a value like any other: AYS 8.1 took the rest of the file for bytes.
 */
export function findBinaries(lines: readonly string[]): Map<number, number> {
  const found = new Map<number, number>()
  let start: number | undefined
  for (const [index, line] of lines.entries()) {
    if (line.length <= MAX_START && START.test(line)) start = index
    if (start === undefined || !line.startsWith(END)) continue
    found.set(start, index)
    start = undefined
  }
  return found
}

/** A key cannot be longer; keeps the pattern away from long lines. */
const MAX_START = 1000

/** Quoted-printable as text; what is no UTF-8 is replaced. */
export function decodeQuotedPrintable(text: string): string {
  const joined = text.replaceAll(/=[ \t]*\r?\n/g, '')
  const bytes = joined.replaceAll(/[^=]+|=([0-9a-f]{2})|=/gi, (all, code?: string) =>
    code === undefined
      ? Buffer.from(all).toString('latin1')
      : String.fromCharCode(parseInt(code, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
