import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Command } from '@oclif/core'
import { describe, expect, it } from 'vitest'
import { AysCommand } from '../src/ays-command.ts'

const folder = fileURLToPath(new URL('../src/commands', import.meta.url))
const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'))

async function load(file: string): Promise<typeof Command> {
  const module: { default: typeof Command } = await import(`${folder}/${file}`)
  return module.default
}

describe.each(files)('the command in %s', async (file) => {
  const command = await load(file)

  it('has what all have: global flags, --json, errors as exit codes', () => {
    expect(command.prototype).toBeInstanceOf(AysCommand)
    expect(command.enableJsonFlag).toBe(true)
    expect(Object.keys(command.baseFlags ?? {})).toEqual(
      expect.arrayContaining(['repo', 'store', 'log-level', 'no-color']),
    )
  })

  it('explains itself, on one line without a full stop, and with an example', () => {
    expect(command.summary).toMatch(/^[A-Z].*[^.]$/)
    expect(command.examples).not.toEqual([])
    for (const flag of Object.values(command.flags ?? {})) expect(flag.summary).toBeTruthy()
    for (const arg of Object.values(command.args)) expect(arg.description).toBeTruthy()
  })

  it('takes no argument from stdin, which in a script belongs to somebody else', () => {
    expect(Object.values(command.args).every(({ ignoreStdin }) => ignoreStdin)).toBe(true)
  })
})
