/** `1 service`, `2 services`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** The text, or as much of its beginning as fits, ended by an ellipsis. */
export function truncate(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`
}

/** A time as people read it: local, to the second. */
export function formatTime(epoch: number): string {
  const date = new Date(epoch)
  const offset = date.getTimezoneOffset() * 60_000
  return new Date(epoch - offset).toISOString().slice(0, 19).replace('T', ' ')
}

/** Every line moved to the right. */
export function indent(text: string, by: string): string {
  return text.replaceAll(/^(?=.)/gm, by)
}
