import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AysError, isRecordData, type Json } from '@ays/core'

/** The file beside a template that says what may not be random. */
const HINTS_FILE = 'test.json'

/** What the author of a template says of its test. */
export interface TestHints {
  /** Field to the values that it is given, in place of random ones. */
  readonly fields: Readonly<Record<string, readonly Json[]>>
  /** Fields that its actions set: they are never given. */
  readonly own: readonly string[]
}

/** What test.json of a template says; nothing without one. AYS_INPUT_INVALID when it is not understood. */
export async function readHints(folder: string): Promise<TestHints> {
  const file = join(folder, HINTS_FILE)
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    return toHints(JSON.parse(text))
  } catch (cause) {
    throw new AysError('AYS_INPUT_INVALID', `${file} says nothing of use`, {
      cause,
      hint: 'Write { "fields": { "path": ["a value", "another"] }, "own": ["size"] }.',
    })
  }
}

function toHints(value: unknown): TestHints {
  if (!isRecordData(value)) throw new TypeError('it is no object')
  const { fields = {}, own = [], ...others } = value
  const [other] = Object.keys(others)
  if (other !== undefined) throw new TypeError(`it knows no "${other}"`)
  if (!isFields(fields)) throw new TypeError('"fields" gives each field a list of values')
  if (!isTexts(own)) throw new TypeError('"own" is a list of fields')
  return { fields, own }
}

function isFields(value: unknown): value is TestHints['fields'] {
  return (
    isRecordData(value) && Object.values(value).every((list) => isList(list) && list.length > 0)
  )
}

function isTexts(value: unknown): value is readonly string[] {
  return isList(value) && value.every((item) => typeof item === 'string')
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
