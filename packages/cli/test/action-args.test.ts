import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readArgs } from '../src/action-args.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ays-args-'))
})
afterAll(() => rm(folder, { recursive: true }))

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function argsFile(text: string): Promise<string> {
  const file = join(folder, 'args.json')
  await writeFile(file, text)
  return file
}

describe('arguments of an action', () => {
  it.each([
    ['name=web', 'web'],
    ['name=', ''],
    ['name=a=b', 'a=b'],
    ['keep=3', 3],
    ['ratio=-0.5', -0.5],
    ['on=true', true],
    ['none=null', null],
    ['ports=[80, 443]', [80, 443]],
    ['limits={"cpu": 2}', { cpu: 2 }],
    ['text="3"', '3'],
    ['broken=[80', '[80'],
  ])('%s is %j', async (pair, value) => {
    const [key = ''] = pair.split('=')
    expect(await readArgs([pair])).toEqual({ [key]: value })
  })

  it('stay texts where a number would lose something', async () => {
    for (const text of ['1.10', '007', '1e3', '+4', '0x10', '12345678901234567890']) {
      expect(await readArgs([`v=${text}`])).toEqual({ v: text })
    }
  })

  it('are the text as it was written, or what reads the same as JSON', async () => {
    const texts = fc.oneof(fc.string(), fc.json(), fc.double().map(String))
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { value } = (await readArgs([`value=${text}`])) ?? {}
        expect([text, fromJson(text)]).toContainEqual(value)
        expect(typeof value !== 'number' || String(value) === text).toBe(true)
      }),
    )
  })

  it('of the command line win over those of the file', async () => {
    const file = await argsFile('{ "a": 1, "b": 2 }')
    expect(await readArgs(['b=3'], file)).toEqual({ a: 1, b: 3 })
  })

  it('are absent when none are given', async () => {
    expect(await readArgs()).toBeUndefined()
  })

  it('must be key=value', async () => {
    for (const pair of ['novalue', '=3']) {
      await expect(readArgs([pair])).rejects.toMatchObject({ code: 'AYS_USAGE' })
    }
  })

  it('of a file must be a JSON object', async () => {
    for (const text of ['[1]', 'null', '3', 'key: value']) {
      const reading = readArgs([], await argsFile(text))
      await expect(reading).rejects.toMatchObject({ code: 'AYS_USAGE' })
    }
    await expect(readArgs([], join(folder, 'none'))).rejects.toMatchObject({ code: 'AYS_USAGE' })
  })
})
