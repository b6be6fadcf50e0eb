import type { PackInfo } from '@ays/engine'
import type { InstalledPack } from '../packs/install-packs.ts'
import type { Screen } from './screen.ts'
import { renderTable } from './table.ts'

/** A line for each pack in reach. */
export function renderPacks(packs: readonly PackInfo[], screen: Screen): string {
  if (packs.length === 0) return 'No packs. Name them in ays.yaml, under packs.'
  const rows = packs.map(({ entry, name = '', version = '', state, fault, integrity = '' }) => [
    entry,
    name,
    version,
    fault === undefined ? state : `${state}: ${fault}`,
    integrity.slice(0, 19),
  ])
  return renderTable(['ENTRY', 'PACK', 'VERSION', 'STATE', 'INTEGRITY'], rows, screen)
}

/** What was done about each pack. */
export function renderInstalled(packs: readonly InstalledPack[]): string {
  if (packs.length === 0) return 'No packs. Name them in ays.yaml, under packs.'
  return packs
    .map(({ entry, name, version, state, before = '' }) => {
      const what = version === '' ? name : `${name}@${version}`
      const was = before !== '' && before !== version ? ` (was ${before})` : ''
      return `${state}  ${what}${was}${entry === what ? '' : `  ${entry}`}`
    })
    .join('\n')
}
