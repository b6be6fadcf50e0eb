import { accessContract } from '../access-contract.ts'
import { plansContract } from './plans.ts'
import { portContract } from './port.ts'
import { runsContract } from './runs.ts'
import { servicesContract } from './services.ts'
import type { Contract } from './site.ts'
import { templatesContract } from './templates.ts'
import { workContract } from './work.ts'

/** What every method of AysApi does. */
export const aysApiContract: Contract = {
  ...accessContract,
  ...plansContract,
  ...portContract,
  ...runsContract,
  ...servicesContract,
  ...templatesContract,
  ...workContract,
}
