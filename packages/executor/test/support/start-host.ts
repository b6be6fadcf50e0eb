import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll } from 'vitest'

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'ays-host-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
await build({
  entryPoints: {
    host: pathOf('host.ts'),
    codec: pathOf('codec.ts'),
    'worker/main': pathOf('../../src/worker/main.ts'),
  },
  outdir: folder,
  bundle: true,
  platform: 'node',
  format: 'esm',
  conditions: ['@ays/source'],
  banner: {
    js: `import{createRequire as $require}from'node:module';const require=$require(import.meta.url);`,
  },
})

/** Another process that runs the action in a pool; and the first line that the action says, as JSON. */
export async function startHost(
  action: string,
  end: '' | 'exit' | 'throw' = '',
): Promise<{ readonly host: ChildProcess; readonly said: unknown }> {
  const host = spawn(process.execPath, [join(folder, 'host.js'), folder, action, end], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = await once(host.stdout.setEncoding('utf8'), 'data')
  return { host, said: JSON.parse(String(line)) }
}
