import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { generateCoder } from '../../src/codec/generate.ts'
import type { SlotLayout, StructLayout } from '../../src/layout/layout.ts'

const folder = mkdtempSync(join(tmpdir(), 'capnp-codec-'))
afterAll(() => rmSync(folder, { recursive: true }))

function layoutOf(...names: string[]): StructLayout {
  const fields = names.map((name, offset): SlotLayout => ({
    kind: 'slot',
    name,
    ordinal: offset,
    tag: -1,
    type: { kind: 'text' },
    offset,
    default: `default of ${name}`,
  }))
  return {
    name: 'Schema',
    dataWords: 0,
    pointers: names.length,
    group: false,
    discriminant: -1,
    fields,
  }
}

describe('generated code', () => {
  it('is safe from names that no schema may have: they reach it only as quoted texts', () => {
    const names = [`"];globalThis.broken=1;["`, "'", '`${1}`', '\\', '\u2028', '*/', 'a\nb', '']
    const coder = generateCoder(layoutOf(...names))
    const value = Object.fromEntries(names.map((name) => [name, `value of ${name}`]))
    expect(coder.decode(coder.encode(value))).toEqual(value)
    expect(coder.decode(coder.encode({}))).toMatchObject({
      [names[0] ?? '']: `default of ${names[0]}`,
    })
    expect(globalThis).not.toHaveProperty('broken')
  })

  it('reads only what was set of names that every object has', () => {
    const coder = generateCoder(layoutOf('constructor', 'toString'))
    expect(coder.decode(coder.encode({}))).toEqual({
      constructor: 'default of constructor',
      toString: 'default of toString',
    })
  })

  it('is replaced by closures, in a process of its own, where the runtime forbids it', async () => {
    const outfile = join(folder, 'codec.mjs')
    await build({
      stdin: {
        contents: `
          import { CapnpCodec, parseSchema } from '@ays/capnp-codec'
          const { model } = parseSchema('@0xd4b1f5a9c3e27a10; struct Schema { a @0 :Text; }', { file: 'x' })
          const schema = new CapnpCodec().compile(model)
          const record = new CapnpCodec().record('Claim')
          console.log(JSON.stringify([
            schema.decode(schema.encode({ a: 'b' })),
            record.decode(record.encode({ run: 'r' })),
          ]))
          try { new Function('return 1'); console.log('allowed') } catch { console.log('forbidden') }`,
        resolveDir: import.meta.dirname,
      },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@ays/source'],
      external: ['re2js', 'capnp-ts', 'reflect-metadata', 'tsyringe'],
      alias: { '@ays/core': join(import.meta.dirname, '../../../core/src/index.ts') },
      logLevel: 'silent',
    })
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--disallow-code-generation-from-strings', outfile],
      { encoding: 'utf8', cwd: import.meta.dirname },
    )
    expect(`${stdout}${stderr}`).toBe('[{"a":"b"},{"run":"r"}]\nforbidden\n')
  })
})
