import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { Diagnostic, SchemaFormat, SchemaLock, SchemaReading } from '@ays/core'
import { didYouMean } from '@ays/engine'

export interface SchemaFileOptions {
  readonly formats: readonly SchemaFormat[]
  /** Of the template; with its name it makes the id of an HRD schema. */
  readonly pack: string
  /** What AYS 8.1 silently ignored is an error. */
  readonly strict: boolean
}

/**
 * Reads a schema of any known format, with the schema.lock.json beside it. A file that cannot be read is
 * a diagnostic too, so that of many files every one is reported.
 */
export async function readSchemaFile(
  file: string,
  { formats, pack, strict }: SchemaFileOptions,
): Promise<SchemaReading> {
  const extension = extname(file)
  const format = formats.find((candidate) => candidate.extension === extension)
  if (!format)
    return refused(file, `no schema format is known for "${extension}"`, known(formats, extension))
  const text = await readText(file)
  if (text === undefined) return refused(file, 'the file cannot be read')
  const lock = await readLock(file)
  if (lock === 'broken') return refused(lockOf(file), 'this is not a lock of a schema')
  return format.read(text, {
    file,
    pack,
    template: templateOf(file),
    strict,
    ...(lock && { lock }),
  })
}

/** `schema.hrd` has its template's name from the folder, any other file from itself. */
export function templateOf(file: string): string {
  const stem = basename(file, extname(file))
  return stem === 'schema' ? basename(dirname(resolve(file))) : stem
}

function refused(file: string, summary: string, detail?: string): SchemaReading {
  const source = { file, line: 1, column: 1 }
  const diagnostic: Diagnostic = { severity: 'error', code: 'AYS_USAGE', summary, source }
  return {
    links: { consume: [] },
    diagnostics: [detail === undefined ? diagnostic : { ...diagnostic, detail }],
  }
}

function known(formats: readonly SchemaFormat[], extension: string): string {
  const extensions = formats.map((format) => format.extension)
  return didYouMean(extension, extensions) ?? `Known are ${extensions.join(', ')}.`
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}

function lockOf(file: string): string {
  return join(dirname(file), 'schema.lock.json')
}

async function readLock(file: string): Promise<SchemaLock | 'broken' | undefined> {
  if (!basename(file).startsWith('schema.')) return undefined
  const text = await readText(lockOf(file))
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isLock(value) ? value : 'broken'
  } catch {
    return 'broken'
  }
}

function isLock(value: unknown): value is SchemaLock {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'fields' in value &&
    Array.isArray(value.fields)
  )
}
