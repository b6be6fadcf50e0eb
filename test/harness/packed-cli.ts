import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const checkout = fileURLToPath(new URL('../..', import.meta.url))

/** The command line as a user has it: installed from its tarballs, far from the checkout and its links. */
export interface PackedCli extends AsyncDisposable {
  /** A folder of its own, for more; it is gone with the installation. */
  readonly home: string
  /** What npm has put where commands are. */
  readonly bin: string
  /** The tarball of every package, by its name without what stands for the scope. */
  readonly tarballs: ReadonlyMap<string, string>
}

/** Packs every package and installs the tarballs, with what else they need. */
export async function installPackedCli(): Promise<PackedCli> {
  const home = await realpath(await mkdtemp(path.join(tmpdir(), 'ays-packed-')))
  const tarballs = await packAll(home)
  const app = path.join(home, 'app')
  await mkdir(app)
  await writeFile(path.join(app, 'package.json'), '{ "private": true }')
  await runNpm(app, 'install', ...tarballs.values())
  return {
    home,
    bin: path.join(app, 'node_modules/.bin/ays'),
    tarballs,
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** With the cache and the registry of whoever runs this; answers with stdout. */
export async function runNpm(cwd: string, ...args: string[]): Promise<string> {
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--no-update-notifier']
  return (await run('npm', [...args, ...quiet], { cwd })).stdout
}

async function packAll(to: string): Promise<Map<string, string>> {
  const packages = await readdir(path.join(checkout, 'packages'))
  const workspaces = packages.map((name) => `--workspace=packages/${name}`)
  await runNpm(checkout, 'pack', '--ignore-scripts', `--pack-destination=${to}`, ...workspaces)
  const files = (await readdir(to)).filter((file) => file.endsWith('.tgz'))
  return new Map(
    files.map((file) => [file.replace(/^ays-|-\d.*$/g, ''), path.join(to, file)] as const),
  )
}
