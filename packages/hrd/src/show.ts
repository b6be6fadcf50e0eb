const MAX = 60

/** A text of a user inside of a message: quoted, in one line, and short whatever it is. */
export function show(text: string): string {
  return JSON.stringify(text.length > MAX ? `${text.slice(0, MAX)}…` : text)
}
