import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CliResult, runCli } from '../harness/run-cli.ts'

let folder: string
const ays = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: folder })

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ays-status-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('ays alone', () => {
  it('leads from an empty folder to a repository where all is well', async () => {
    const empty = await ays()
    expect(empty).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('ays init') })

    await ays('init')
    const fresh = await ays()
    expect(fresh.stdout).toMatch(/ays plan .*\n +ays apply/)

    await ays('apply', '--yes')
    const applied = await ays()
    expect(applied.stdout).toMatch(/✓ apply .*jobs ok\n\nAll is well\./)
    expect((await ays('status')).stdout).toBe(applied.stdout)
  })

  it('leaves --help as it is', async () => {
    const help = await ays('--help')
    expect(help.stdout).toContain('TOPICS')
    expect(help.stdout).toContain('COMMANDS')
  })
})
