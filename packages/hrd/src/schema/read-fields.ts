import { MAX_LINE, type Report } from '../report.ts'
import { show } from '../show.ts'
import { toFieldName } from './field-name.ts'
import { type Field, readField } from './read-field.ts'
import { readTags } from './read-tags.ts'

/**
 * The fields of a schema in the order of their first lines. A later line with the same key, or with a
 * key that makes the same field, replaces the definition and keeps the place.
 */
export function readFields(text: string, report: Report): Field[] {
  const fields = new Map<string, Field>()
  for (const [index, line] of text.split('\n').entries()) {
    const field = readLine(line, index + 1, report)
    if (field === undefined) continue
    reportRepeat(fields.get(field.name), field, report)
    fields.set(field.name, field)
  }
  return [...fields.values()]
}

function readLine(line: string, number: number, report: Report): Field | undefined {
  const trimmed = line.trimStart()
  if (trimmed.trimEnd() === '' || trimmed.startsWith('#')) return undefined
  const at = { line: number, column: line.length - trimmed.length + 1 }
  if (line.length > MAX_LINE) {
    report.error(at, `the line is longer than ${MAX_LINE} characters`, 'Split or shorten it.')
    return undefined
  }
  const equals = line.indexOf('=')
  if (equals < 0) {
    const detail = 'AYS 8.1 refused the file. Write <name> = type:<type>, or # before a comment.'
    report.error(at, 'there is no "=" in the line', detail)
    return undefined
  }
  const key = line.slice(0, equals).trim()
  const tags = readTags(line, equals + 1, number, report)
  const name = toFieldName(key)
  if (name === undefined) {
    report.error(at, `${show(key)} cannot be the name of a field`, ILLEGAL_NAME, 'AYS_NAME_INVALID')
    return undefined
  }
  return readField({ key, name, at }, tags, report)
}

const ILLEGAL_NAME =
  'AYS 8.1 made a Cap’n Proto name of it that cannot be compiled. Start with a small letter, go on with ASCII letters and digits, and put single dots or underscores between words.'

function reportRepeat(earlier: Field | undefined, field: Field, report: Report): void {
  if (earlier === undefined) return
  const same = earlier.key === field.key
  const summary = same
    ? `${show(field.key)} is defined twice`
    : `${show(earlier.key)} and ${show(field.key)} are one field, ${field.name}`
  const before = same ? 'AYS 8.1 did the same.' : 'AYS 8.1 made a schema that cannot be compiled.'
  const detail = `The last definition counts, at the place of the first. ${before}`
  report.ignored(field.at, summary, detail, [earlier.at])
}
