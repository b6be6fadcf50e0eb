import type { Diagnostic, SchemaFormat, TemplateLinks } from '@ays/core'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { cronFault } from '../timer/cron.ts'
import { toDiagnostics } from '../yaml/shape.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type ActorFile, actorShape } from './actor-shape.ts'
import {
  type Declaration,
  mergeDeclarations,
  NO_DECLARATION,
  toDeclaration,
} from './declaration.ts'
import { fromConfig, longJobsOf } from './from-config.ts'
import type { TemplateFiles } from './template-files.ts'

const CODE = 'AYS_ACTOR_INVALID'

/** What one file or several say, and every fault of them. */
export interface DeclarationReading {
  readonly declaration: Declaration
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * What a template says of itself, best word first: actor.yaml, the relations of its schema, the actor
 * files of the formats (actor.hrd), config.yaml. In the files of older systems a key that nobody reads
 * is a warning.
 */
export async function readDeclarations(
  files: TemplateFiles,
  schemaLinks: readonly TemplateLinks[],
  formats: readonly SchemaFormat[],
): Promise<DeclarationReading> {
  const readings = [
    await readActorYaml(files),
    ...schemaLinks.map((links) => say({ ...NO_DECLARATION, ...links })),
    ...(await Promise.all(formats.map((format) => readActorFile(files, format)))),
    await readConfig(files),
  ]
  return {
    declaration: mergeDeclarations(readings.map(({ declaration }) => declaration)),
    diagnostics: readings.flatMap(({ diagnostics }) => diagnostics),
  }
}

async function readActorYaml(files: TemplateFiles): Promise<DeclarationReading> {
  const document = await readYaml(files, 'actor.yaml')
  if (!document || document.diagnostics.length > 0) return say(undefined, document?.diagnostics)
  const checked = actorShape.check(document.value ?? {})
  if (checked.ok) return say(toDeclaration(checked.value), impossible(checked.value, document))
  return say(undefined, toDiagnostics(checked.faults, document, CODE))
}

async function readActorFile(
  files: TemplateFiles,
  format: SchemaFormat,
): Promise<DeclarationReading> {
  const name = `actor${format.extension}`
  const text = await files.read(name)
  if (text === undefined || !format.readActor) return say(undefined)
  const file = files.display(name)
  const { actor, diagnostics } = format.readActor(text, file)
  const locate = () => ({ file, line: 1, column: 1 })
  return withOthers(sayLoosely(actor, { locate }), diagnostics)
}

async function readConfig(files: TemplateFiles): Promise<DeclarationReading> {
  const document = await readYaml(files, 'config.yaml')
  if (!document || document.diagnostics.length > 0) return say(undefined, document?.diagnostics)
  const jobs = longJobsOf(document.value)
  const reading = sayLoosely(fromConfig(document.value), document)
  return jobs.length === 0 ? reading : withOthers(reading, [longJobs(jobs, document)])
}

async function readYaml(files: TemplateFiles, name: string): Promise<YamlDocument | undefined> {
  const text = await files.read(name)
  return text === undefined ? undefined : parseYaml(text, files.display(name), { code: CODE })
}

/** What was not written for us: unknown keys are left out with a warning. */
function sayLoosely(actor: unknown, document: Pick<YamlDocument, 'locate'>): DeclarationReading {
  const { value, faults } = actorShape.checkLoosely(actor)
  const diagnostics = toDiagnostics(faults, document, CODE)
  if (!value) return say(undefined, diagnostics)
  return say(toDeclaration(value), [
    ...diagnostics.map((fault): Diagnostic => ({ ...fault, severity: 'warning' })),
    ...impossible(value, document),
  ])
}

/** Links that no service could ever have, and times that never come. */
function impossible(
  { links, recurring = [] }: ActorFile,
  document: Pick<YamlDocument, 'locate'>,
): Diagnostic[] {
  const times = recurring.flatMap(({ cron, timezone }, at) => {
    const message = cron === undefined ? undefined : cronFault(cron, timezone)
    if (message === undefined) return []
    return [{ path: ['recurring', at, 'cron'], message, unknownKey: false }]
  })
  const faults = (links?.consume ?? []).flatMap(({ role, min = 0, max = 0 }, at) => {
    if (max === 0 || min <= max) return []
    const message = `${role} is consumed at least ${min} and at most ${max} times`
    return [{ path: ['links', 'consume', at, 'max'], message, unknownKey: false }]
  })
  return toDiagnostics([...faults, ...times], document, CODE)
}

function say(
  declaration: Declaration = NO_DECLARATION,
  diagnostics: readonly Diagnostic[] = [],
): DeclarationReading {
  return { declaration, diagnostics }
}

function withOthers(
  { declaration, diagnostics }: DeclarationReading,
  others: readonly Diagnostic[],
): DeclarationReading {
  return { declaration, diagnostics: [...diagnostics, ...others] }
}

function longJobs(actions: readonly string[], document: YamlDocument): Diagnostic {
  return {
    severity: 'warning',
    code: CODE,
    summary: `long jobs do not run: ${actions.join(', ')}`,
    detail: 'Let the action start a process of its own, or make it recur.',
    source: document.locate(['longjobs']),
  }
}
