import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  AysError,
  type Diagnostic,
  isName,
  type NewTemplate,
  type NewTemplateReport,
  roleOf,
  sortDiagnostics,
  type SignalOption,
  type TemplateCheck,
  type TypeChecker,
  type TypesReport,
  type TypesRequest,
} from '@ays/core'
import { displayPath } from '../repository/display-path.ts'
import { newTemplate } from '../template/new-template.ts'
import type { Template } from '../template/template.ts'
import type { TemplateLibrary } from '../template/template-library.ts'
import { dataTypeName, TYPES_FILE, typesText } from '../template/types-file.ts'
import { unknownTemplate } from './read-templates.ts'

export interface TemplateToolsOptions {
  /** Absolute: the repository. */
  readonly folder: string
  /** Finds the templates anew: files may have changed since the engine was opened. */
  readonly open: () => Promise<TemplateLibrary>
  readonly typeChecker: TypeChecker | undefined
}

type TypesFile = TypesReport['files'][number]

/** What helps authors of templates. */
export class TemplateTools {
  readonly #options: TemplateToolsOptions

  constructor(options: TemplateToolsOptions) {
    this.#options = options
  }

  /** Every fault of these templates, of all own ones when none is named. AYS_TEMPLATE_UNKNOWN. */
  async check(names: readonly string[], options?: SignalOption): Promise<TemplateCheck> {
    const library = await this.#options.open()
    const templates = choose(library, names)
    const { loaded, diagnostics } = await readAll(library, templates)
    const all = [...diagnostics, ...(await this.#staleTypes(library, loaded))]
    const types = await this.#checkTypes(library, loaded, options)
    return {
      templates,
      diagnostics: sortDiagnostics([...all, ...types.diagnostics]),
      ...(types.untyped !== undefined && { untyped: types.untyped }),
    }
  }

  /** Writes schema.gen.ts where it is not as it should be. AYS_TEMPLATE_UNKNOWN. */
  async writeTypes({ names, check = false }: TypesRequest): Promise<TypesReport> {
    const library = await this.#options.open()
    const { loaded, diagnostics } = await readAll(library, choose(library, names))
    const files: TypesFile[] = []
    for (const template of loaded) {
      // JavaScript has no use for it, unless somebody asks.
      if (names.length === 0 && !library.files(template.name)?.has('actions.ts')) continue
      files.push(await this.#writeTypes(library, template, check))
    }
    return { files, diagnostics }
  }

  /** AYS_NAME_INVALID, AYS_TEMPLATE_DUPLICATE, AYS_USAGE when the folder is there. */
  async create({ name, schema = 'hrd' }: NewTemplate): Promise<NewTemplateReport> {
    await this.#assertFree(name)
    const path = join(this.#options.folder, 'templates', name)
    await mkdir(join(path, '..'), { recursive: true })
    await makeFolder(path)
    const files = newTemplate(name, schema, dataTypeName(name))
    for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text)
    await this.writeTypes({ names: [name] })
    const folder = displayPath(this.#options.folder, path)
    return { folder, files: [...Object.keys(files), TYPES_FILE].toSorted() }
  }

  async #assertFree(name: string): Promise<void> {
    if (!isName(name) || name.startsWith('_') || name.includes('__')) {
      throw new AysError('AYS_NAME_INVALID', `"${name}" is not a name for a template`, {
        hint: 'Use letters, digits, "-", "_" and ".", such as node.docker.',
      })
    }
    const there = (await this.#options.open()).files(name)
    if (!there) return
    throw new AysError('AYS_TEMPLATE_DUPLICATE', `there is a template ${name} already`, {
      hint: `It lies in ${there.display('')}`,
    })
  }

  async #writeTypes(
    library: TemplateLibrary,
    template: Template,
    check: boolean,
  ): Promise<TypesFile> {
    const text = await typesOf(library, template)
    const path = join(template.folder, TYPES_FILE)
    const file = displayPath(this.#options.folder, path)
    const state = await this.#typesState(library, template, text)
    if (state === 'same' || check) return { template: template.name, file, state }
    await writeFile(path, text)
    return { template: template.name, file, state: 'written' }
  }

  async #typesState(
    library: TemplateLibrary,
    { name }: Template,
    text: string,
  ): Promise<'same' | 'stale'> {
    return (await library.files(name)?.read(TYPES_FILE)) === text ? 'same' : 'stale'
  }

  /** A file that is there and wrong is worse than none. */
  async #staleTypes(library: TemplateLibrary, loaded: readonly Template[]): Promise<Diagnostic[]> {
    const stale: Diagnostic[] = []
    for (const template of loaded) {
      const files = library.files(template.name)
      if (!files?.has(TYPES_FILE)) continue
      const state = await this.#typesState(library, template, await typesOf(library, template))
      if (state === 'stale') stale.push(staleFile(files.display(TYPES_FILE), template.name))
    }
    return stale
  }

  async #checkTypes(
    library: TemplateLibrary,
    loaded: readonly Template[],
    options?: SignalOption,
  ): Promise<Pick<TemplateCheck, 'diagnostics' | 'untyped'>> {
    const { folder, typeChecker } = this.#options
    const paths = loaded.flatMap(({ name }) => {
      const files = library.files(name)
      return files?.has('actions.ts') ? [files.path('actions.ts')] : []
    })
    if (paths.length === 0) return { diagnostics: [] }
    if (!typeChecker) return { diagnostics: [], untyped: 'This AYS has no compiler for types.' }
    const result = await typeChecker.check(paths, options)
    if (!result.checked) return { diagnostics: [], untyped: result.reason }
    return {
      diagnostics: result.diagnostics.map((fault) => {
        if (!fault.source) return fault
        return {
          ...fault,
          source: { ...fault.source, file: displayPath(folder, fault.source.file) },
        }
      }),
    }
  }
}

function choose(library: TemplateLibrary, names: readonly string[]): readonly string[] {
  for (const name of names) if (!library.files(name)) throw unknownTemplate(library, name)
  return names.length === 0 ? library.own : [...new Set(names)].toSorted()
}

/** Those without errors, and what is to be said of all. */
async function readAll(library: TemplateLibrary, names: readonly string[]) {
  const readings = await Promise.all(names.map((name) => library.read(name)))
  return {
    loaded: readings.flatMap((reading) => reading?.template ?? []),
    diagnostics: readings.flatMap((reading) => reading?.diagnostics ?? []),
  }
}

async function typesOf(library: TemplateLibrary, template: Template): Promise<string> {
  const { parent, consume } = template.links
  const roles = new Set([...(parent ? [parent] : []), ...consume].map(({ role }) => role))
  const names = library.names.filter((name) => roles.has(roleOf(name)))
  const { loaded } = await readAll(library, names)
  return typesText(template, (role) => loaded.filter((other) => other.role === role))
}

function staleFile(file: string, name: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'AYS_TEMPLATE_INVALID',
    summary: 'the types are not those of the schema and its links',
    detail: `Write them again with: ays template types ${name}`,
    source: { file, line: 1, column: 1 },
  }
}

/** Never into a folder that is there: its files are somebody's. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (cause) {
    const hint = 'Choose another name, or remove the folder.'
    throw new AysError('AYS_USAGE', `${path} cannot be made`, { cause, hint })
  }
}
