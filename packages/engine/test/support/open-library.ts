import { join } from 'node:path'
import type { PackFolder } from '@ays/core'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { EsbuildBundler } from '@ays/executor'
import { hrdFormat } from '@ays/hrd'
import { onTestFinished } from 'vitest'
import type { Repository } from '../../src/repository/repository.ts'
import {
  openTemplates,
  type OpenTemplatesOptions,
  type TemplateLibrary,
} from '../../src/template/template-library.ts'
import { tempFolder } from './temp-folder.ts'

/** The templates of a folder, over the real formats, codec and bundler. */
export async function openLibrary(
  folder: string,
  {
    named = [],
    packs = [],
    ...options
  }: OpenTemplatesOptions & {
    readonly named?: readonly string[]
    readonly packs?: readonly PackFolder[]
  } = {},
): Promise<TemplateLibrary> {
  const bundler = new EsbuildBundler({ cache: join(folder, '.ays/cache') })
  onTestFinished(() => bundler[Symbol.asyncDispose]())
  const repository: Repository = {
    folder,
    id: 'test',
    store: 'memory:',
    executor: 'inline',
    packs: named,
    retention: { revisions: 100, runs: 90 * 24 * 3_600_000 },
  }
  const ports = { codec: new CapnpCodec(), formats: [hrdFormat, capnpFormat], bundler, packs }
  return openTemplates(repository, ports, options)
}

/** The same, of a repository with these files. */
export async function libraryOf(files: Readonly<Record<string, string>>): Promise<TemplateLibrary> {
  return openLibrary(await tempFolder(files))
}
