import type { Plan } from '@ays/core'
import { type BlueprintFlags, blueprintRequest } from '../blueprint-request.ts'
import { EXIT } from '../exit-codes.ts'
import { meanwhile } from '../meanwhile.ts'
import type { Talk } from '../talk.ts'

export interface MakePlanFlags extends BlueprintFlags {
  readonly out: string | undefined
  readonly 'detailed-exitcode': boolean
}

/** `ays plan`. Sets the exit code when it is asked for in detail. */
export async function makePlan(
  talk: Talk,
  blueprints: readonly string[] | undefined,
  flags: MakePlanFlags,
): Promise<Plan> {
  const { api, options } = talk
  const request = await talk.ask(blueprintRequest(talk, blueprints, flags))
  const [plan, { renderPlan }] = await Promise.all([
    api.plan(request, options),
    meanwhile(() => import('../render/plan.ts')),
  ])
  await talk.tell(plan.warnings)
  talk.log(renderPlan(plan, talk.screen))
  if (flags.out !== undefined) {
    const file = await api.savePlan(plan.id, options)
    const { writeFile } = await import('node:fs/promises')
    await writeFile(flags.out, `${JSON.stringify(file)}\n`, { mode: 0o600 })
    talk.log(`Kept in ${flags.out}: ays apply ${flags.out}`)
  }
  if (flags['detailed-exitcode'] && !plan.empty) process.exitCode = EXIT.changes
  return plan
}
