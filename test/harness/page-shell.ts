import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import {
  appendFile,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { cliCommand, endGroup } from './run-cli.ts'

/** Runs a line where the line before it ended, and tells where that is now. */
const LINE = 'cd "$1" && eval "$2" 2>&1; code=$?; pwd > "$3"; exit $code'

/** What a line printed on both streams, and how it ended. */
export interface ShellResult {
  readonly exitCode: number
  readonly output: string
}

export interface PageShellOptions {
  /** The command `ays`; the built one of this checkout unless told. */
  readonly bin?: string | undefined
  /** Further variables. */
  readonly env?: Readonly<Record<string, string>>
}

/** What a reader has who follows a page: an empty folder, a shell, `ays`, and packages to install. */
export class PageShell implements AsyncDisposable {
  readonly #home: string
  readonly #env: NodeJS.ProcessEnv
  #folder: string

  private constructor(home: string, env: NodeJS.ProcessEnv) {
    this.#home = home
    this.#env = { ...env, PATH: `${home}/bin:${env['PATH']}`, HOME: home }
    this.#folder = path.join(home, 'work')
  }

  static async open({ bin, env = {} }: PageShellOptions = {}): Promise<PageShell> {
    const home = await realpath(await mkdtemp(path.join(tmpdir(), 'ays-page-')))
    const built = cliCommand([], { env })
    const shell = new PageShell(home, built.env)
    await mkdir(shell.#folder)
    await mkdir(path.join(home, 'bin'))
    await symlink(bin ?? built.command[1] ?? '', path.join(home, 'bin/ays'))
    return shell
  }

  /** Writes a file, making its parents; or adds to it. */
  async write(file: string, content: string, add = false): Promise<void> {
    const target = path.join(this.#folder, file)
    await mkdir(path.dirname(target), { recursive: true })
    await (add ? appendFile : writeFile)(target, content)
  }

  /** Runs one line. `npm install` takes packages from this checkout, not from a registry. */
  async run(line: string): Promise<ShellResult> {
    const [, names] = /^npm install (?:--silent )?(?:--save-dev )?(.+)$/.exec(line) ?? []
    if (names === undefined) return this.#spawn(line)
    for (const name of names.split(' ')) await this.#install(name)
    return { exitCode: 0, output: '' }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 })
  }

  async #spawn(line: string): Promise<ShellResult> {
    const told = path.join(this.#home, 'folder')
    const child = spawn('sh', ['-c', LINE, 'sh', this.#folder, line, told], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    })
    try {
      const ended = new Promise<number>((resolve) => {
        child.once('close', (code) => resolve(code ?? -1))
      })
      const output = await text(child.stdout)
      const exitCode = await ended
      this.#folder = (await readFile(told, 'utf8')).trimEnd()
      return { exitCode, output }
    } finally {
      endGroup(child.pid ?? -1)
    }
  }

  /** A package of this checkout by its name, or a folder or a tarball by its path. */
  async #install(name: string): Promise<void> {
    const folder = await this.#folderOf(name)
    const known: { readonly name: string } = JSON.parse(
      await readFile(path.join(folder, 'package.json'), 'utf8'),
    )
    await this.#link(known.name, folder)
    const bin = packageOf(`.bin/${name}`)
    if (existsSync(bin)) await this.#link(`.bin/${name}`, await realpath(bin))
  }

  async #folderOf(name: string): Promise<string> {
    if (!name.startsWith('.')) return packageOf(name)
    if (!name.endsWith('.tgz')) return path.join(this.#folder, name)
    const unpacked = await mkdtemp(path.join(this.#home, 'tarball-'))
    const { exitCode, output } = await this.#spawn(`tar -xzf ${name} -C ${unpacked}`)
    if (exitCode !== 0) throw new Error(output)
    return path.join(unpacked, 'package')
  }

  async #link(name: string, target: string): Promise<void> {
    const link = path.join(this.#folder, 'node_modules', name)
    await mkdir(path.dirname(link), { recursive: true })
    await symlink(target, link)
  }
}

function packageOf(name: string): string {
  return fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url))
}
