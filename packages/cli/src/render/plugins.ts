import type { PluginReport } from '../plugins/plugin-report.ts'
import type { Screen } from './screen.ts'
import { renderFacts, renderTable } from './table.ts'
import { count } from './text.ts'

/** A line for each installed plugin. */
export function renderPlugins(plugins: readonly PluginReport[], screen: Screen): string {
  if (plugins.length === 0) return 'No plugins.'
  const rows = plugins.map((plugin) => [
    plugin.name,
    plugin.version,
    sourceOf(plugin),
    additionsOf(plugin)
      .map(([kind, names]) => `${kind} ${names}`)
      .join(', '),
    plugin.faults.length === 0 ? 'ok' : count(plugin.faults.length, 'fault'),
  ])
  return renderTable(['PLUGIN', 'VERSION', 'FROM', 'ADDS', 'STATE'], rows, screen)
}

/** Everything about one of them. */
export function renderPlugin(plugin: PluginReport, screen: Screen): string {
  const { name, version, root, requires, faults } = plugin
  const facts = [
    ['from', sourceOf(plugin)],
    ['folder', root],
    ...Object.entries(requires).map(([base, range]) => ['requires', `${base} ${range}`] as const),
    ...additionsOf(plugin),
    ...faults.map((fault) => ['fault', screen.paint.red(fault)] as const),
  ] as const
  return `${screen.paint.bold(name)} ${version}\n${renderFacts(facts, screen)}`
}

function sourceOf({ type, root, url, tag = 'latest' }: PluginReport): string {
  return type === 'link' ? root : (url ?? `npm ${tag}`)
}

function additionsOf({ adds }: PluginReport): [kind: string, names: string][] {
  const kinds = [
    ['stores', adds.stores],
    ['hosts', adds.hosts],
    ['formats', adds.schemaFormats],
    ['commands', adds.commands],
    ['packs', adds.packs],
  ] as const
  return kinds.flatMap(([kind, names]): [string, string][] =>
    names.length === 0 ? [] : [[kind, names.join(', ')]],
  )
}
