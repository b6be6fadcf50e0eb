import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cliCommand } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { applyShop } from './applied-shop.ts'

let repository: TempRepository
/** A folder with a program `ays`. */
let bin: string
let run: string

beforeAll(async () => {
  ;({ repository, run } = await applyShop())
  bin = await mkdtemp(path.join(tmpdir(), 'ays-bin-'))
  const { command } = cliCommand([], {})
  const file = path.join(bin, 'ays')
  await writeFile(file, `#!/bin/sh\nexec ${command.map((part) => `'${part}'`).join(' ')} "$@"\n`)
  await chmod(file, 0o755)
})

afterAll(async () => {
  await repository.ays('daemon', 'stop', '--now')
  await repository[Symbol.asyncDispose]()
  await rm(bin, { recursive: true, force: true })
})

async function ask(...words: string[]): Promise<string[]> {
  const { stdout } = await repository.ays('complete', 'bash', '--', ...words)
  return stdout.split('\n').filter((line) => line !== '')
}

/** One after the other: without a daemon only one process has the store open. */
async function answers(): Promise<string[][]> {
  return [
    await ask('service', 'show', 'w'),
    await ask('run', 'show', ''),
    await ask('template', 'show', ''),
    await ask('why', 'web!shop', ''),
    await ask('do', ''),
    await ask('do', 'install', '--role', ''),
  ]
}

/** What real bash would put in the place of the last word. */
async function inBash(...words: string[]): Promise<string[]> {
  const quoted = words.map((word) => `"${word.replaceAll(/["\\$]/g, String.raw`\$&`)}"`)
  const script = `set -eu
    . <(ays completion bash)
    COMP_WORDS=(${quoted.join(' ')}); COMP_CWORD=${words.length - 1}
    _ays
    printf '%s\\n' "\${COMPREPLY[@]}"
    complete -p ays`
  const { PATH, HOME } = process.env
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script], {
    cwd: repository.folder,
    env: { HOME, PATH: `${bin}:${PATH}` },
  })
  const lines = stdout.trimEnd().split('\n')
  expect(lines.pop()).toBe('complete -o default -F _ays ays')
  return lines
}

describe('completion', () => {
  it('knows the names of the repository, by itself and through its daemon', async () => {
    const names = [['web!shop'], [run], ['web'], ['install'], ['install'], ['web']]
    await expect(answers()).resolves.toEqual(names)
    await repository.ays('daemon', 'start')
    await expect(answers()).resolves.toEqual(names)
  })

  it('in bash completes commands, flags and their values, and quotes what bash would read', async () => {
    await expect(inBash('ays', 'run', 'sh')).resolves.toEqual(['show'])
    await expect(inBash('ays', 'run', 'list', '--sta')).resolves.toEqual(['--state'])
    await expect(inBash('ays', 'run', 'list', '--state', '=', 'err')).resolves.toEqual(['error'])
    await expect(inBash('ays', 'service', 'show', 'we')).resolves.toEqual([String.raw`web\!shop`])
    await expect(inBash('ays', 'service', 'show', "'we")).resolves.toEqual(['web!shop'])
  })

  it('says nothing where it knows nothing, and makes no store to find out', async () => {
    const empty = await createRepository()
    try {
      const result = await empty.ays('complete', 'bash', '--', 'service', 'show', '')
      expect(result).toMatchObject({ stdout: '', stderr: '', exitCode: 0 })
      await expect(promisify(execFile)('ls', ['-A', empty.folder])).resolves.toMatchObject({
        stdout: 'ays.yaml\n',
      })
    } finally {
      await empty[Symbol.asyncDispose]()
    }
  })
})
