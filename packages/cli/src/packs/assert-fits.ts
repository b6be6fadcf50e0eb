import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AysError, isRecordData } from '@ays/core'
import { rangeFaults } from '../plugins/read-manifest.ts'

/**
 * AYS_PACK_INVALID when a pack says in its package.json that it is made for another AYS than that of this version. A plain
 * folder of templates says nothing.
 */
export async function assertFits(root: string, version: string): Promise<void> {
  const text = await readFile(join(root, 'package.json'), 'utf8').catch(() => '{}')
  const pjson: unknown = JSON.parse(text)
  const faults = isRecordData(pjson) ? rangeFaults(pjson, version) : []
  if (faults.length === 0) return
  throw new AysError('AYS_PACK_INVALID', faults.join('; '), {
    hint: 'Take another version of the pack, or of AYS.',
  })
}
