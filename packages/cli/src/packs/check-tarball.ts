import { AysError } from '@ays/core'
import { list, type ReadEntry } from 'tar'

const HARMLESS: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile', 'Directory'])

/**
 * AYS_PACK_INVALID for a tarball that is damaged, or that holds anything but files and folders with a path
 * inside of it. npm leaves such entries out and says nothing: what is then installed is not what was packed.
 */
export async function checkTarball(file: string): Promise<void> {
  const faults: string[] = []
  const onReadEntry = (entry: ReadEntry) => {
    const fault = faultOf(entry)
    if (fault !== undefined) faults.push(fault)
  }
  try {
    await list({ file, strict: true, onReadEntry })
  } catch (cause) {
    throw new AysError('AYS_PACK_INVALID', 'it is no tarball, or a damaged one', { cause })
  }
  const [first] = faults
  if (first === undefined) return
  const more = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`
  throw new AysError('AYS_PACK_INVALID', `the tarball ${first}${more}`)
}

function faultOf({ path, type }: ReadEntry): string | undefined {
  const name = JSON.stringify(path)
  if (!HARMLESS.has(type)) return `holds ${name}, which is no file but a ${type}`
  const outside = /^([\\/]|[A-Za-z]:)/.test(path) || path.split(/[\\/]/).includes('..')
  return outside ? `holds ${name}, which leads out of it` : undefined
}
