import { readFile } from 'node:fs/promises'
import type { PlanFile } from '@ays/core'

/**
 * The saved plan in this file; undefined when the file is none, such as a blueprint. Whether it fits the
 * repository and was not edited is for the API to say.
 */
export async function readPlanFile(file: string): Promise<PlanFile | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  if (!text.startsWith('{')) return undefined
  const value = parse(text)
  return isPlanFile(value) ? value : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isPlanFile(value: unknown): value is PlanFile {
  return (
    typeof value === 'object' && value !== null && 'format' in value && value.format === 'ays-plan'
  )
}
