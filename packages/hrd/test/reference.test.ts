import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseValueHrd } from '../src/index.ts'
import { FIELD_TYPES } from '../src/schema/field-types.ts'
import { readLines } from './support/read-text.ts'

const page = readFileSync(new URL('../../../docs/reference/hrd.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, block = '']) => block)

describe('docs/reference/hrd.md', () => {
  it('has every type in its table', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'))
    const firsts = rows.map((row) => row.split('|')[1] ?? '').join(' ')
    for (const name of FIELD_TYPES.keys()) expect(firsts).toContain(`\`${name}\``)
  })

  it('shows a schema that even a strict reader takes', () => {
    const schema = blocks.find((block) => block.includes('ssh.port')) ?? ''
    expect(readLines(schema.split('\n'), { strict: true }).diagnostics).toEqual([])
  })

  it('shows the text that a schema becomes', () => {
    const lines = [
      "ssh.port = type:int default:22 descr:'where sshd listens'",
      'admin.mail = type:email',
    ]
    expect(blocks).toContain(readLines(lines).capnp)
  })

  it('shows values that can be read', () => {
    const text = blocks.find((block) => block.includes('/mnt/stor')) ?? ''
    const { values } = parseValueHrd(text)
    expect(values.get('title')).toBe("a text: with anything, also # and a ' in it")
    expect(values.get('server')).toEqual({ host: 'web', port: '80' })
    expect(values.under('process')).toEqual({ 1: { cmd: './run -v', args: '' } })
    expect(values.get('packages')).toEqual(['mc', 'git'])
  })
})
