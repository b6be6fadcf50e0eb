import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/**
 * The same operations in C++: a function that measures them once, in microseconds, and frees nothing
 * until `close`. Undefined where capnp, its headers (libcapnp-dev) or a compiler are missing.
 */
export function buildLimit(small, large) {
  const folder = mkdtempSync(join(tmpdir(), 'ays-capnp-'))
  const close = () => rmSync(folder, { recursive: true })
  const at = (name) => join(folder, name)
  try {
    const quiet = { stdio: ['ignore', 'ignore', 'ignore'] }
    const compile = [
      'compile',
      `-oc++:${folder}`,
      `--src-prefix=${here}`,
      join(here, 'service.capnp'),
    ]
    execFileSync('capnp', compile, quiet)
    const sources = [join(here, 'limit.cpp'), at('service.capnp.c++')]
    const link = ['-lcapnp', '-lkj', '-o', at('limit')]
    execFileSync('g++', ['-O2', '-std=c++17', `-I${folder}`, ...sources, ...link], quiet)
  } catch {
    close()
    return undefined
  }
  writeFileSync(at('small'), small)
  writeFileSync(at('large'), large)
  const measure = () =>
    execFileSync(at('limit'), [at('small'), at('large')], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => Number(line) / 1000)
  return { measure, close }
}
