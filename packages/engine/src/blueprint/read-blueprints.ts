import {
  type Answers,
  type BlueprintFile,
  type Diagnostic,
  formatAddress,
  isName,
  roleOf,
  sortDiagnostics,
} from '@ays/core'
import type { TemplateReading, Templates } from '../template/template.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { didYouMean } from '../yaml/suggest.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { BlueprintBlock } from './blueprint-block.ts'
import { mergeServices } from './merge-services.ts'
import { readActions, readEventFilters } from './read-items.ts'
import { readService } from './read-service.ts'
import { parseServiceKey, type ServiceKey } from './service-key.ts'
import type { WantedAction, WantedEventFilter, WantedService } from './wanted.ts'

/** Everything that some blueprints say. */
export interface BlueprintReading {
  /** One for each address, in the order of the files. Faulty fields are left out. */
  readonly services: readonly WantedService[]
  /** Undefined when no blueprint has an `actions:` block. */
  readonly actions: readonly WantedAction[] | undefined
  readonly eventFilters: readonly WantedEventFilter[]
  /** Every fault at once, by file, line and column. With an error among them nothing may be changed. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface ReadBlueprintsOptions {
  readonly templates: Templates
  /** Fields that count where the blueprints are silent. */
  readonly answers?: Answers
}

/** Reads blueprints against their templates. Never throws for what is in them. */
export async function readBlueprints(
  files: readonly BlueprintFile[],
  { templates, answers = {} }: ReadBlueprintsOptions,
): Promise<BlueprintReading> {
  const documents = files.map(({ file, text }) =>
    parseYaml(text, file, { code: 'AYS_BLUEPRINT_SYNTAX', repeatedKeys: true }),
  )
  const { services, actions, eventFilters, others } = sortBlocks(documents)
  const declared = await readServices(services, templates, answers)
  const merged = mergeServices(declared.services)
  const wantedActions = await Promise.all(actions.map(readActions))
  const wantedFilters = await Promise.all(eventFilters.map(readEventFilters))
  return {
    services: merged.services,
    actions: actions.length > 0 ? wantedActions.flatMap(({ items }) => items) : undefined,
    eventFilters: wantedFilters.flatMap(({ items }) => items),
    diagnostics: sortDiagnostics([
      ...documents.flatMap(checkRoot),
      ...others.map(badKey),
      ...declared.diagnostics,
      ...whyUnknown(declared.diagnostics, templates),
      ...merged.diagnostics,
      ...[...wantedActions, ...wantedFilters].flatMap(({ diagnostics }) => diagnostics),
    ]),
  }
}

/** A service and the block that declares it. */
interface ServiceBlock extends ServiceKey {
  readonly block: BlueprintBlock
}

function sortBlocks(documents: readonly YamlDocument[]) {
  const services: ServiceBlock[] = []
  const actions: BlueprintBlock[] = []
  const eventFilters: BlueprintBlock[] = []
  const others: BlueprintBlock[] = []
  for (const document of documents) {
    for (const [index, entry] of document.entries.entries()) {
      const block = new BlueprintBlock(document, index, entry)
      const key = parseServiceKey(entry.key)
      if (entry.key === 'actions') actions.push(block)
      else if (entry.key === 'eventfilters') eventFilters.push(block)
      else if (key) services.push({ ...key, block })
      else others.push(block)
    }
  }
  return { services, actions, eventFilters, others }
}

/** A text that holds something, but no keys, is no blueprint. */
function checkRoot(document: YamlDocument): readonly Diagnostic[] {
  const { value, entries, diagnostics } = document
  if (diagnostics.length > 0 || value === undefined || entries.length > 0) return diagnostics
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return []
  return [
    {
      severity: 'error',
      code: 'AYS_BLUEPRINT_SYNTAX',
      summary: 'a blueprint is a mapping of <template>__<instance> to fields',
      source: document.locate([]),
    },
  ]
}

function badKey(block: BlueprintBlock): Diagnostic {
  const detail =
    didYouMean(block.key, ['actions', 'eventfilters']) ??
    'Write <template>__<instance>, with two underscores, "actions" or "eventfilters".'
  return block.error('AYS_BLUEPRINT_KEY', [], `"${block.key}" declares nothing`, detail)
}

async function readServices(
  blocks: readonly ServiceBlock[],
  templates: Templates,
  answers: Answers,
) {
  const readings = await readTemplates(blocks, templates)
  const services: WantedService[] = []
  const diagnostics: Diagnostic[] = []
  for (const reading of readings.values()) {
    if (reading && !reading.template) diagnostics.push(...reading.diagnostics)
  }
  for (const { block, template: templateName, name } of blocks) {
    const reading = readings.get(templateName)
    if (!reading) diagnostics.push(unknownTemplate(block, templateName, templates.names))
    else if (!reading.template) diagnostics.push(brokenTemplate(block, templateName))
    if (!isName(name)) diagnostics.push(badName(block, name))
    if (!reading?.template) continue
    const answered = answers[formatAddress({ role: roleOf(templateName), name })]
    const { service, diagnostics: faults } = readService(reading.template, name, block, answered)
    diagnostics.push(...faults)
    if (isName(name)) services.push(service)
  }
  return { services, diagnostics }
}

async function readTemplates(
  blocks: readonly ServiceBlock[],
  templates: Templates,
): Promise<Map<string, TemplateReading | undefined>> {
  const names = [...new Set(blocks.map(({ template }) => template))]
  const readings = await Promise.all(names.map((name) => templates.read(name)))
  return new Map(names.map((name, at) => [name, readings[at]]))
}

function unknownTemplate(
  block: BlueprintBlock,
  template: string,
  names: readonly string[],
): Diagnostic {
  const detail = didYouMean(template, names) ?? 'See what is in reach with: ays template list'
  return block.error('AYS_TEMPLATE_UNKNOWN', [], `there is no template "${template}"`, detail)
}

function brokenTemplate(block: BlueprintBlock, template: string): Diagnostic {
  const summary = `the template "${template}" has errors and cannot be used`
  return block.error('AYS_TEMPLATE_INVALID', [], summary, `See: ays template show ${template}`)
}

function badName(block: BlueprintBlock, name: string): Diagnostic {
  const summary = `"${name}" is not a name for a service`
  const detail = 'A name has letters, digits, "-", "_" and ".", at most 200.'
  return block.error('AYS_NAME_INVALID', [], summary, detail)
}

/** A template may be unknown because its pack was not found. */
function whyUnknown(
  found: readonly Diagnostic[],
  { diagnostics }: Templates,
): readonly Diagnostic[] {
  return found.some(({ code }) => code === 'AYS_TEMPLATE_UNKNOWN') ? diagnostics : []
}
