import type { PlanRequest } from '@ays/core'
import { blueprintFiles, type Repository } from '@ays/engine'
import { defined } from './defined.ts'

/** A plan made from blueprints. */
export type BlueprintRequest = Extract<PlanRequest, { readonly kind: 'blueprint' }>

export interface BlueprintFlags {
  readonly prune: boolean
  readonly target: readonly string[] | undefined
}

/** What plan and apply ask for; without names all active blueprints are meant, and they are the whole. */
export function blueprintRequest(
  repository: Pick<Repository, 'folder'>,
  names: readonly string[] | undefined,
  { prune, target }: BlueprintFlags,
): BlueprintRequest {
  const files = blueprintFiles(repository, names)
  const whole = names === undefined
  return { kind: 'blueprint', files, prune, whole, ...defined({ targets: target }) }
}
