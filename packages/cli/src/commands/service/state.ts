import type { ActionStateInfo } from '@ays/core'
import { unknownAction } from '@ays/engine'
import { AysCommand } from '../../ays-command.ts'
import { argument, service } from '../../flags.ts'
import { renderStates } from '../../render/services.ts'

export default class ServiceState extends AysCommand {
  static override readonly summary = 'Show the states of the actions of a service'
  static override readonly description =
    'With ACTION only its state, as one word: new, changed, scheduled, running, ok, error or disabled.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node!web',
    '<%= config.bin %> <%= command.id %> node!web install',
  ]
  static override readonly args = {
    service,
    action: argument({ name: 'ACTION', description: 'The name of the action' }),
  }

  override async run(): Promise<ActionStateInfo | readonly ActionStateInfo[]> {
    const { args, flags } = await this.parse(ServiceState)
    const { api } = await this.open(flags)
    const { states } = await api.showService(args.service, this.options)
    if (args.action === undefined) {
      this.log(renderStates(states, this.screen))
      return states
    }
    const state = find(states, args.service, args.action)
    this.log(state.status)
    return state
  }
}

function find(states: readonly ActionStateInfo[], address: string, name: string): ActionStateInfo {
  const state = states.find(({ action }) => action === name)
  if (state) return state
  throw unknownAction(
    address,
    name,
    states.map(({ action }) => action),
  )
}
