import { sep } from 'node:path'
import { assertNoErrors, AysError, type Diagnostic, type TemplateCheck } from '@ays/core'
import type { TestedTemplate } from './cast.ts'
import type { Sandbox } from './sandbox.ts'
import { readHints } from './test-hints.ts'

/** A pack, read. */
export interface LoadedPack {
  /** Its own, sorted by name. */
  readonly templates: readonly TestedTemplate[]
  /** These, then those of plugins: what its services may be linked to. */
  readonly reach: readonly TestedTemplate[]
  readonly check: TemplateCheck
}

/** Every template of the pack in this folder. AYS_TEMPLATE_INVALID with what is wrong, AYS_USAGE when there is none; as readHints(). */
export async function loadPack(sandbox: Sandbox, folder: string): Promise<LoadedPack> {
  await sandbox.wipe()
  return sandbox.use([folder], async ({ api }) => {
    const { templates, diagnostics } = await api.listTemplates()
    assertNoErrors(diagnostics, FAULTY, 'AYS_TEMPLATE_INVALID')
    const own = templates.filter((template) => template.folder.startsWith(folder + sep))
    if (own.length === 0) throw noPack(folder, diagnostics)
    const others = templates.filter((template) => !own.includes(template))
    const check = await api.checkTemplates(own.map(({ name }) => name))
    assertNoErrors(check.diagnostics, FAULTY, 'AYS_TEMPLATE_INVALID')
    const reach = await Promise.all(
      [...own, ...others].map(async (template) => ({
        detail: await api.showTemplate(template.name),
        hints: await readHints(template.folder),
      })),
    )
    return { templates: reach.slice(0, own.length), reach, check }
  })
}

function noPack(folder: string, diagnostics: readonly Diagnostic[]): AysError {
  return new AysError('AYS_USAGE', `${folder} holds no templates`, {
    diagnostics,
    hint: 'Give the folder of a package.json with "ays": { "packs": ["./templates"] }.',
  })
}

const FAULTY = 'the pack has faults'
