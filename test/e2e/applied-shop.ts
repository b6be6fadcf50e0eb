import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const templates = {
  web: { schema: 'size = type:int default:1\n', actions: 'export const install = () => {}\n' },
}

/** A repository with one service, `web!shop`, that was applied by one run. */
export interface AppliedShop {
  readonly repository: TempRepository
  /** The id of the run. */
  readonly run: string
}

export async function applyShop(): Promise<AppliedShop> {
  const repository = await createRepository({
    templates,
    blueprints: { 'site.yaml': 'web__shop:\n' },
  })
  await repository.ays('apply', '--yes')
  const { stdout } = await repository.ays('run', 'list')
  return { repository, run: /[0-9A-Z]{26}/.exec(stdout)?.[0] ?? 'no run' }
}
