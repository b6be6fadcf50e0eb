import widthOf from 'fast-string-width'
import { wrapAnsi } from 'fast-wrap-ansi'
import sliceAnsi from 'slice-ansi'

/** `1 service`, `2 services`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** The text, or as much of its beginning as fits into so many cells of a terminal, ended by an ellipsis; colours end, too. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const begin = sliceAnsi(text, 0, Math.max(width - 1, 0))
  // The last character may be two cells wide, and only one was left.
  return `${widthOf(begin) < width ? begin : sliceAnsi(text, 0, Math.max(width - 2, 0))}…`
}

/** Lines that are wider than so many cells of a terminal, broken between words; what follows stands a little further in. */
export function wrap(text: string, width: number): string {
  if (width === Number.POSITIVE_INFINITY) return text
  return text
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n')
}

function wrapLine(line: string, width: number): string {
  if (widthOf(line) <= width) return line
  const [margin = ''] = /^ */.exec(line) ?? []
  const room = Math.max(width - margin.length - 2, 20)
  const lines = wrapAnsi(line.slice(margin.length), room).split('\n')
  return margin + lines.join(`\n${margin}  `)
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

/** `17 B`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = bytes / 1000 ** power
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`
}
