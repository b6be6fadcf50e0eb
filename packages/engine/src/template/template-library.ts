import type { ActionCode, Diagnostic, EnginePorts, PackFolder } from '@ays/core'
import { join } from 'node:path'
import { displayPath } from '../repository/display-path.ts'
import { isFolder } from '../repository/is-folder.ts'
import type { Repository } from '../repository/repository.ts'
import { resolvePacks } from '../pack/resolve-packs.ts'
import { findTemplates, type FoundTemplate } from './find-templates.ts'
import { loadTemplate, type LoadTools } from './load-template.ts'
import { TemplateFiles } from './template-files.ts'
import { OWN_PACK, type Template, type TemplateReading, type Templates } from './template.ts'

/** The templates in reach of a repository, each read at first use and once. */
export class TemplateLibrary implements Templates {
  readonly names: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  readonly #found: ReadonlyMap<string, FoundTemplate>
  readonly #tools: LoadTools
  readonly #loaded: Template[] = []
  readonly #readings = new Map<string, Promise<TemplateReading>>()

  constructor(
    found: ReadonlyMap<string, FoundTemplate>,
    diagnostics: readonly Diagnostic[],
    tools: LoadTools,
  ) {
    this.names = [...found.keys()]
    this.diagnostics = diagnostics
    this.#found = found
    this.#tools = tools
  }

  async read(name: string): Promise<TemplateReading | undefined> {
    const found = this.#found.get(name)
    if (!found) return undefined
    const known = this.#readings.get(name)
    if (known) return known
    const reading = loadTemplate(this.#tools, found)
    this.#readings.set(name, reading)
    const { template } = await reading
    if (template) this.#loaded.push(template)
    return reading
  }

  /** A bundle of a template that was read. */
  code(hash: string): ActionCode | undefined {
    return this.#loaded.map((template) => template.code(hash)).find(Boolean)
  }

  /** Names of the repository's own templates. */
  get own(): readonly string[] {
    return this.names.filter((name) => this.#found.get(name)?.pack === OWN_PACK)
  }

  /** The files of a template; undefined when there is none of this name. */
  files(name: string): TemplateFiles | undefined {
    const found = this.#found.get(name)
    return found && new TemplateFiles(found, this.#tools.display)
  }

  /** All of them: what could be loaded, and what is to be said of each. */
  async list(): Promise<{ templates: readonly Template[]; diagnostics: readonly Diagnostic[] }> {
    const readings = await Promise.all(this.names.map((name) => this.read(name)))
    return {
      templates: readings.flatMap((reading) => reading?.template ?? []),
      diagnostics: [
        ...this.diagnostics,
        ...readings.flatMap((reading) => reading?.diagnostics ?? []),
      ],
    }
  }
}

const OWN_FOLDERS = ['templates', 'actorTemplates']

export interface OpenTemplatesOptions {
  /** The lock that the repository keeps of a template which has none beside it. */
  readonly keptLock?: LoadTools['keptLock']
}

/** The repository's own templates before those of the packs that ays.yaml names, and of plugins. */
export async function openTemplates(
  repository: Repository,
  { codec, formats, bundler, packs }: Pick<EnginePorts, 'codec' | 'formats' | 'bundler' | 'packs'>,
  { keptLock = async () => undefined }: OpenTemplatesOptions = {},
): Promise<TemplateLibrary> {
  const display = (path: string) => displayPath(repository.folder, path)
  const named = await resolvePacks(repository)
  const found = await findTemplates([await ownFolders(repository), named.packs, packs], {
    marks: formats.map(({ extension }) => `schema${extension}`),
    display,
  })
  const diagnostics = [...named.diagnostics, ...found.diagnostics]
  const tools = { codec, formats, bundler, display, keptLock }
  return new TemplateLibrary(found.templates, diagnostics, tools)
}

async function ownFolders({ folder }: Repository): Promise<PackFolder[]> {
  const own: PackFolder[] = []
  for (const name of OWN_FOLDERS) {
    const path = join(folder, name)
    if (await isFolder(path)) own.push({ name: OWN_PACK, folder: path })
  }
  return own
}
