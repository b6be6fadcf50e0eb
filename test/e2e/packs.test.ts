import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { startRegistry } from '../harness/npm-registry.ts'
import { BAD_TARBALLS, packageText, webPack } from '../harness/bad-tarballs.ts'
import { packTarball } from '../harness/pack-tarball.ts'
import type { CliResult } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const TIME = 120_000

const lockOf = (repository: TempRepository) =>
  readFile(join(repository.folder, 'ays.lock.json'), 'utf8').catch(() => 'none')

const installedIn = (repository: TempRepository) =>
  readdir(join(repository.folder, '.ays/packs')).catch(() => [])

/** Code and entry of every diagnostic. */
const faultsOf = (result: CliResult) =>
  documentOf(result, 'failure').error.diagnostics?.map(({ code, summary }) => [
    code,
    summary.match(/"(.*?)"/)?.[1],
  ])

it(
  'a tarball is pinned by its integrity, and installed again from ays.lock.json alone',
  async () => {
    await using repository = await createRepository({
      packs: ['./web.tgz'],
      blueprints: { 'a.yaml': 'web__one:\n' },
    })
    await writeFile(join(repository.folder, 'web.tgz'), packTarball(webPack('1.0.0')))
    const before = await repository.ays('plan')
    expect(before.stderr).toContain('it is not installed here')
    expect((await repository.ays('pack', 'install')).stdout).toBe(
      'pinned  ays-pack-web@1.0.0  ./web.tgz\n',
    )
    expect((await repository.ays('apply', '--yes')).exitCode).toBe(0)
    const lock = await lockOf(repository)
    expect(lock).toMatch(/"integrity": "sha512-/)
    expect(lock).not.toContain(repository.folder)

    await repository.remove('.ays/packs')
    expect((await repository.ays('pack', 'install', '--frozen')).stdout).toMatch(/^installed /)
    expect(await lockOf(repository)).toBe(lock)
    expect((await repository.ays('plan')).stdout).toContain('Nothing to do')

    await writeFile(join(repository.folder, 'web.tgz'), packTarball(webPack('1.1.0')))
    const refused = await repository.ays('pack', 'install', '--json')
    expect([refused.exitCode, faultsOf(refused)]).toEqual([
      2,
      [['AYS_PACK_INTEGRITY', './web.tgz']],
    ])
    expect(await lockOf(repository)).toBe(lock)
    expect((await repository.ays('pack', 'update')).stdout).toContain('@1.1.0 (was 1.0.0)')
    expect(await installedIn(repository)).toHaveLength(1)
  },
  TIME,
)

it(
  'a package comes from the registry of npm: the newest that ays.yaml lets in, then what is pinned, also offline; an update says when it could not ask',
  async () => {
    const registry = await startRegistry()
    await using elsewhere = await createRepository()
    await using repository = await createRepository(
      { packs: ['ays-pack-web@^1.0.0'] },
      {
        npm_config_registry: registry.url,
        npm_config_fetch_retries: '0',
        npm_config_cache: join(elsewhere.folder, 'npm'),
      },
    )
    try {
      registry.publish('ays-pack-web', '1.0.0', packTarball(webPack('1.0.0')))
      expect((await repository.ays('pack', 'install')).stdout).toContain('ays-pack-web@1.0.0')
      registry.publish('ays-pack-web', '2.0.0', packTarball(webPack('2.0.0')))
      registry.publish('ays-pack-web', '1.1.0', packTarball(webPack('1.1.0')))
      expect((await repository.ays('pack', 'install')).stdout).toMatch(/^same .*@1.0.0 /)
      expect(await repository.ays('pack', 'update', 'ays-pack-web')).toMatchObject({
        stdout: expect.stringContaining('updated  ays-pack-web@1.1.0 (was 1.0.0)'),
        stderr: 'See what differs, and take it up, with: ays actor update\n',
      })
      expect(await lockOf(repository)).not.toContain(registry.url)
    } finally {
      await registry[Symbol.asyncDispose]()
    }
    await repository.remove('.ays/packs')
    expect(await repository.ays('pack', 'install')).toMatchObject({
      stdout: expect.stringMatching(/^installed .*@1.1.0 /),
      stderr: '',
    })
    expect(await installedIn(repository)).toHaveLength(1)
    expect(await repository.ays('pack', 'update')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('ays-pack-web@1.1.0 '),
      stderr: expect.stringContaining('the registry of npm was not reached'),
    })
  },
  TIME,
)

it(
  'a registry that does not answer is told as that',
  async () => {
    await using elsewhere = await createRepository()
    await using repository = await createRepository(
      { packs: ['ays-pack-web'] },
      {
        npm_config_registry: 'http://127.0.0.1:1',
        npm_config_fetch_retries: '0',
        npm_config_cache: join(elsewhere.folder, 'npm'),
      },
    )
    expect(faultsOf(await repository.ays('pack', 'install', '--json'))).toEqual([
      ['AYS_PACK_UNREACHABLE', 'ays-pack-web'],
    ])
    expect([await lockOf(repository), await installedIn(repository)]).toEqual(['none', []])
  },
  TIME,
)

it(
  'other bytes under a version that is pinned are refused',
  async () => {
    await using registry = await startRegistry()
    const packs = ['ays-pack-web@1.0.0']
    // Each with a cache of its own, as on two machines.
    await using caches = await createRepository()
    const on = (machine: string) =>
      createRepository(
        { packs },
        {
          npm_config_registry: registry.url,
          npm_config_cache: join(caches.folder, machine),
        },
      )
    await using one = await on('one')
    await using other = await on('other')
    registry.publish('ays-pack-web', '1.0.0', packTarball(webPack('1.0.0')))
    await one.ays('pack', 'install')
    registry.publish('ays-pack-web', '1.0.0', packTarball({ ...webPack('1.0.0'), 'evil.js': '' }))
    await other.write('ays.lock.json', await lockOf(one))
    expect(faultsOf(await other.ays('pack', 'install', '--json'))).toEqual([
      ['AYS_PACK_INTEGRITY', 'ays-pack-web@1.0.0'],
    ])
    expect(await installedIn(other)).toEqual([])
  },
  TIME,
)

it(
  'a folder is used as it is, whatever is pinned, and --frozen tells that it is another',
  async () => {
    await using repository = await createRepository({ packs: ['./pack'] })
    for (const [file, text] of Object.entries(webPack('1.0.0'))) {
      await repository.write(`pack/${file}`, text)
    }
    expect((await repository.ays('pack', 'list', '--json')).json()).toMatchObject([
      {
        entry: './pack',
        kind: 'folder',
        state: 'unpinned',
        name: 'ays-pack-web',
        version: '1.0.0',
      },
    ])
    expect(faultsOf(await repository.ays('pack', 'install', '--frozen', '--json'))).toEqual([
      ['AYS_PACK_UNPINNED', './pack'],
    ])
    await repository.ays('pack', 'install')
    expect((await repository.ays('pack', 'list')).stdout).toContain('pinned')
    await repository.write('pack/templates/db/schema.hrd', 'port = type:int\n')
    expect((await repository.ays('template', 'list')).stdout).toContain('db')
    expect((await repository.ays('pack', 'list')).stdout).toContain('changed')
    expect(faultsOf(await repository.ays('pack', 'install', '--frozen', '--json'))).toEqual([
      ['AYS_PACK_INTEGRITY', './pack'],
    ])
    expect((await repository.ays('pack', 'install')).stdout).toMatch(/^updated /)
    expect((await repository.ays('pack', 'install', '--frozen')).exitCode).toBe(0)
  },
  TIME,
)

it(
  'every pack that cannot be installed is named at once, and nothing is half done',
  async () => {
    await using registry = await startRegistry()
    registry.publish('ays-pack-web', '1.0.0', packTarball(webPack('1.0.0')))
    await using repository = await createRepository(
      {
        packs: [
          './good.tgz',
          ...Object.keys(BAD_TARBALLS).map((name) => `./${name}.tgz`),
          './nowhere.tgz',
          './nowhere',
          'ays-pack-nowhere',
          'ays-pack-web@^9.0.0',
        ],
      },
      { npm_config_registry: registry.url },
    )
    const { folder } = repository
    await writeFile(join(folder, 'good.tgz'), packTarball(webPack('1.0.0')))
    for (const [name, bytes] of Object.entries(BAD_TARBALLS)) {
      await writeFile(join(folder, `${name}.tgz`), bytes)
    }
    const result = await repository.ays('pack', 'install', '--json')
    expect([result.exitCode, faultsOf(result)]).toEqual([
      2,
      [
        ...Object.keys(BAD_TARBALLS).map((name) => ['AYS_PACK_INVALID', `./${name}.tgz`]),
        ['AYS_PACK_MISSING', './nowhere.tgz'],
        ['AYS_PACK_MISSING', './nowhere'],
        ['AYS_PACK_MISSING', 'ays-pack-nowhere'],
        ['AYS_PACK_MISSING', 'ays-pack-web@^9.0.0'],
      ],
    ])
    expect(await lockOf(repository)).toBe('none')
    // What could be installed is there for the next time, complete; nothing else is.
    expect(await installedIn(repository)).toEqual([expect.stringMatching(/^ays-pack-web@1.0.0-/)])
    await expect(readFile('/tmp/ays-out.txt')).rejects.toThrow('ENOENT')
  },
  TIME,
)

it(
  'an installation that is killed leaves nothing that counts, and is done again',
  async () => {
    await using repository = await createRepository({ packs: ['./web.tgz'] })
    await writeFile(join(repository.folder, 'web.tgz'), packTarball(webPack('1.0.0')))
    const cli = repository.start('pack', 'install')
    while ((await installedIn(repository)).length === 0) await delay(5)
    await cli.kill()
    expect(await lockOf(repository)).toBe('none')
    expect((await repository.ays('template', 'list')).stdout).toContain('No templates')
    expect((await repository.ays('pack', 'install')).stdout).toMatch(/^pinned /)
    expect((await repository.ays('template', 'list')).stdout).toContain('web')
  },
  TIME,
)

it(
  'no script of a package runs, and what a pack imports is installed and pinned with it',
  async () => {
    await using registry = await startRegistry()
    registry.publish(
      'words',
      '1.0.0',
      packTarball({
        'package.json': JSON.stringify({ name: 'words', version: '1.0.0', main: 'index.js' }),
        'index.js': `exports.word = 'imported'`,
      }),
    )
    await using repository = await createRepository(
      { packs: ['./web.tgz'], blueprints: { 'a.yaml': 'web__one:\n' } },
      { npm_config_registry: registry.url },
    )
    const { folder } = repository
    const scripts = { install: `touch ${join(folder, 'ran')}`, prepare: 'false' }
    const more = { dependencies: { words: '1' }, peerDependencies: { '@ays/core': '0.x' }, scripts }
    await writeFile(
      join(folder, 'web.tgz'),
      packTarball({
        ...webPack('1.0.0'),
        'package.json': packageText('1.0.0', more),
        'templates/web/actions.ts': `import { word } from 'words'
export const install = ({ log }) => { log.info(word) }`,
      }),
    )
    expect((await repository.ays('pack', 'install')).stderr).toBe('')
    expect(await lockOf(repository)).toContain('"node_modules/words"')
    expect((await repository.ays('apply', '--yes')).exitCode).toBe(0)
    expect((await repository.ays('run', 'logs')).stdout).toContain('imported')
    expect(await readdir(folder)).not.toContain('ran')
  },
  TIME,
)
