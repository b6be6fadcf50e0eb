import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { runCli } from '../harness/run-cli.ts'

const OLD = '@0xd5a1c3e97b40f281;\nstruct Schema { size @0 :Int64; name @1 :Text; }\n'
const NEXT: Readonly<Record<string, { text: string; breaks: unknown[]; exitCode: number }>> = {
  'the same': { text: OLD, breaks: [], exitCode: 0 },
  'a new field': { text: OLD.replace(' }', ' tag @2 :Text; }'), breaks: [], exitCode: 0 },
  'another type': {
    text: OLD.replace('Int64', 'Int32'),
    breaks: [expect.objectContaining({ path: 'size', kind: 'type' })],
    exitCode: 1,
  },
}

for (const [what, { text, breaks, exitCode }] of Object.entries(NEXT)) {
  it(`schema diff tells what ${what} breaks`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'ays-diff-'))
    try {
      await writeFile(path.join(folder, 'old.capnp'), OLD)
      await writeFile(path.join(folder, 'next.capnp'), text)
      const result = await runCli(['schema', 'diff', 'old.capnp', 'next.capnp', '--json'], {
        cwd: folder,
      })
      expect(JSON.parse(result.stdout)).toMatchObject({ breaks })
      expect(result.exitCode).toBe(exitCode)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}
