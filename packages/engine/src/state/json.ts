/** A text that this engine wrote as JSON of T; the fallback for the empty text. */
export function parseJson<T>(text: string, fallback: T): T {
  if (text === '') return fallback
  // The type is what the writer of the record put in: model.capnp keeps it as text.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as T
}

/** The empty text for what is absent or has nothing in it. */
export function formatJson(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object' && Object.keys(value).length === 0) return ''
  return JSON.stringify(value)
}
