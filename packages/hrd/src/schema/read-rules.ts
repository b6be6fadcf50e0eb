import type { FieldRules } from '@ays/core'
import type { Report } from '../report.ts'
import { show } from '../show.ts'
import type { HrdType } from './hrd-type.ts'
import { readNumber, splitList } from './read-default.ts'
import type { Tags, TagValue } from './read-tags.ts'

/** Reads `regex:`, `minval:`, `maxval:`, the choices and `@ask`. AYS 8.1 applied none of them. */
export function readRules({ values, flags }: Tags, type: HrdType, report: Report): FieldRules {
  const regex = readRegex(values.get('regex'), type, report)
  const min = readBound(values.get('minval'), type, report)
  const max = readBound(values.get('maxval'), type, report)
  const choices = readChoices(values, type, report)
  return {
    ...(regex !== undefined && { regex }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(choices && { choices }),
    ...(flags.has('@ask') && { ask: true }),
  }
}

/** A backslash belongs to the pattern, so it is taken as it is written. */
function readRegex(
  tag: TagValue | undefined,
  { scalar }: HrdType,
  report: Report,
): string | undefined {
  if (tag && scalar !== 'text') {
    report.error(tag, 'only a text can have a regex', 'Remove it, or use minval and maxval.')
  }
  return tag?.raw
}

function readBound(
  tag: TagValue | undefined,
  { scalar }: HrdType,
  report: Report,
): number | undefined {
  if (tag === undefined) return undefined
  if (scalar !== 'int64' && scalar !== 'float32') {
    report.error(tag, 'only a number has a smallest and a largest value', 'Remove the tag.')
  }
  const bound = readNumber(tag.text)
  if (bound === undefined) report.error(tag, `${show(tag.text)} is not a number`, 'Write a number.')
  return bound
}

function readChoices(
  values: Tags['values'],
  { scalar, list }: HrdType,
  report: Report,
): readonly string[] | undefined {
  const several = values.get('multichoice')
  const tag = values.get('singlechoice') ?? several ?? values.get('dropdownvals')
  if (tag === undefined) return undefined
  const choices = splitList(tag.text).filter((choice) => choice !== '')
  if (choices.length === 0 || scalar === 'bool' || scalar === 'float32') {
    report.error(tag, 'choices are a list of texts or whole numbers', EXAMPLE)
  }
  if (several && !list) {
    const detail = 'AYS 8.1 stored one text too. Add "list" to the field to store several.'
    report.ignored(several, 'a field that is not a list holds one of the choices', detail)
  }
  return choices
}

const EXAMPLE = "Write singlechoice:'red, blue' on a str or an int."
