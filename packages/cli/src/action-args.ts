import { readFile } from 'node:fs/promises'
import { AysError, type Json } from '@ays/core'

type ActionArgs = Readonly<Record<string, Json>>

/**
 * What a file and pairs say together, the pairs last, of the flags --args-file and --args or others named like them; undefined when neither was given. AYS_USAGE for
 * what is not key=value or not a JSON object.
 */
export async function readArgs(
  pairs: readonly string[] = [],
  file?: string,
  flag = '--args',
): Promise<ActionArgs | undefined> {
  if (pairs.length === 0 && file === undefined) return undefined
  const fromFile = file === undefined ? {} : await readArgsFile(file, flag)
  return { ...fromFile, ...Object.fromEntries(pairs.map((pair) => parsePair(pair, flag))) }
}

function parsePair(pair: string, flag: string): [string, Json] {
  const at = pair.indexOf('=')
  if (at > 0) return [pair.slice(0, at), parseValue(pair.slice(at + 1))]
  throw new AysError('AYS_USAGE', `${flag} "${pair}" is not key=value`)
}

/** JSON where the text is exactly that, so 1.10 and 007 stay texts; everything else is a text. */
function parseValue(text: string): Json {
  const value = parseJson(text)
  if (value === undefined) return text
  return typeof value === 'number' && String(value) !== text ? text : value
}

async function readArgsFile(file: string, flag: string): Promise<ActionArgs> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AysError('AYS_USAGE', `${flag}-file ${file} cannot be read`, { cause })
  })
  const value = parseJson(text)
  if (isObject(value)) return value
  throw new AysError('AYS_USAGE', `${flag}-file ${file} does not hold a JSON object`)
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: Json | undefined): value is ActionArgs {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
