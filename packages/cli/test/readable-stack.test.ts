import { execFile } from 'node:child_process'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readableStack } from '../src/readable-stack.ts'

let folder: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'ays-stack-')))
})

afterEach(() => rm(folder, { recursive: true }))

describe('a readable stack', () => {
  it('names the lines of the sources that were bundled', async () => {
    await writeFile(
      join(folder, 'deep.ts'),
      'type Depth = number\nexport function fail(depth: Depth) {\n  throw new Error(`${depth}`)\n}\n',
    )
    await writeFile(
      join(folder, 'main.ts'),
      "import { fail } from './deep.ts'\nexport const run = () => fail(1)\n",
    )
    const outfile = join(folder, 'dist/main.js')
    const options = { bundle: true, minifyWhitespace: true, sourcemap: true } as const
    await build({ entryPoints: [join(folder, 'main.ts')], outfile, format: 'esm', ...options })
    const stack = readableStack(await stackOf(outfile))
    expect(stack).toContain(`at fail (${join(folder, 'deep.ts')}:3:9)`)
    expect(stack).toContain(`at run (${join(folder, 'main.ts')}:2:26)`)
  })

  it('leaves places alone that no map tells of', async () => {
    const file = join(folder, 'plain.js')
    await writeFile(file, 'export const run = () => { throw new Error() }\n')
    const stack = await stackOf(file)
    expect(readableStack(stack)).toBe(stack)
  })
})

/** The stack as Node gives it: the test runner changes those of its own process. */
async function stackOf(file: string): Promise<string> {
  const code = `import(${JSON.stringify(pathToFileURL(file).href)})
    .then(({ run }) => run())
    .catch(({ stack }) => console.log(stack))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', code])
  return stdout
}
