import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the monorepo. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a program, of node_modules/.bin too, in the monorepo; ends this process when it fails. */
export function run(command, args, env = {}) {
  const path = [join(root, 'node_modules/.bin'), env.PATH ?? process.env.PATH].join(delimiter)
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env, PATH: path },
  })
  if (error) console.error(`${command}: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}
